/** What the tagger needs to know of a token whatever its neighbours: wink-nlp's numbers of parts of speech and hints. */
export type TaggedWord = {
  /** Its most likely part of speech. */
  readonly tag: number
  /** Parts of a contraction keep their tag. */
  readonly isTagFixed: boolean
  /** A class of words that the rules name; 0 for none. */
  readonly hint: number
  /** The parts of speech that the word can have. */
  readonly possible: ReadonlySet<number>
}

/** Corrects the most likely parts of speech of a comment's tokens by their neighbours. */
export type Tagger = (words: readonly TaggedWord[]) => Int32Array

// Events of the model's machines: a part of speech, a hint, and "anything else".
const FIRST_HINT = 1_080_000
const OTHERWISE = '2070003'
const HINTS = 64
const TAGS = 32

/**
 * A tagger over the automata of wink-nlp's English model.
 *
 * It gives the parts of speech that wink-nlp gives; its rules are read into flat tables once, so that tagging a comment
 * allocates nothing.
 *
 * @param machines - `machines` of the model's part-of-speech rules, as JSON
 * @returns the tagger; its answer is overwritten by the next call
 * @throws {SyntaxError} if a machine is no JSON
 * @see wink-nlp 2.4, src/automaton.js (`recognize`), and the model's `posUpdater`
 * @example
 * createTagger(machines)(words)[0] // => 8, wink-nlp's number of NOUN
 */
export function createTagger(machines: readonly string[]): Tagger {
  const automata = machines.map(readAutomaton)
  let tags = new Int32Array(256)
  return (words) => {
    const { length } = words
    if (tags.length < length) tags = new Int32Array(2 * length)
    for (let i = 0; i < length; i += 1) tags[i] = words[i]?.tag ?? 0
    for (const automaton of automata) correct(automaton, words, tags)
    for (let i = 0; i < length; i += 1) {
      const word = words[i]
      if (word?.isTagFixed === true) tags[i] = word.tag
    }
    return tags
  }
}

/** States are numbered from the root, 0. */
type Automaton = {
  /** Next state by state and event; 0 when no rule goes on. */
  readonly next: Int16Array
  /** Where a state leads when its rule breaks off; 0 for nowhere. */
  readonly otherwise: Int16Array
  /** Part of speech that a state ends in: negative for one that needs no look at the word, 0 for no end. */
  readonly ends: Int16Array
  /** How many tokens after the first the corrected one stands. */
  readonly shifts: Int16Array
}

const EVENTS = TAGS + HINTS

function readAutomaton(json: string): Automaton {
  const [, last, states, ends, marks] = JSON.parse(json) as [
    number,
    number,
    Record<string, Record<string, number>>,
    Record<string, string>,
    Record<string, [number, number]>,
  ]
  const count = last + 1
  const automaton = {
    next: new Int16Array(count * EVENTS),
    otherwise: new Int16Array(count),
    ends: new Int16Array(count),
    shifts: new Int16Array(count),
  }
  for (const [state, events] of Object.entries(states)) {
    automaton.otherwise[Number(state)] = events[OTHERWISE] ?? 0
    for (const [event, target] of Object.entries(events)) {
      const column = columnOf(Number(event))
      if (column !== undefined) automaton.next[Number(state) * EVENTS + column] = target
    }
  }
  for (const [state, tag] of Object.entries(ends)) automaton.ends[Number(state)] = Number(tag)
  for (const [state, mark] of Object.entries(marks)) automaton.shifts[Number(state)] = mark[0]
  return automaton
}

function columnOf(event: number): number | undefined {
  if (event >= 0 && event < TAGS) return event
  return event > FIRST_HINT && event < FIRST_HINT + HINTS ? TAGS + event - FIRST_HINT : undefined
}

/** Runs one automaton over the tags as they are, then makes its corrections. */
function correct(automaton: Automaton, words: readonly TaggedWord[], tags: Int32Array): void {
  const { length } = words
  const places: number[] = []
  const targets: number[] = []
  const { next, otherwise, ends, shifts } = automaton
  const found = (first: number, state: number) => {
    places.push(first + (shifts[state] ?? 0))
    targets.push(ends[state] ?? 0)
  }
  let first = 0
  let state = 0
  let fallback = 0
  let fallbackAt = 0
  for (let i = 0; i <= length; i += 1) {
    for (let j = i; j <= length; j += 1) {
      const tag = tags[j] ?? 0
      const hint = words[j]?.hint ?? 0
      // wink-nlp skips a token whose part of speech it doesn't know.
      if (j < length && tag === 0) continue
      const column = hint > 0 ? TAGS + hint : tag
      const target = j === length ? 0 : (next[state * EVENTS + column] ?? 0)
      if (state === 0 && target !== 0) first = j
      if (ends[target] !== 0) {
        found(first, target)
        i = j
        fallback = 0
        state = 0
        break
      }
      state = target
      if (target === 0) {
        if (fallback !== 0) {
          found(first, fallback)
          i = fallbackAt
          fallback = 0
        }
        break
      }
      if (otherwise[state] !== 0) {
        fallbackAt = j
        fallback = otherwise[state] ?? 0
      }
    }
  }
  for (let k = 0; k < places.length; k += 1) {
    const at = places[k] ?? 0
    const target = targets[k] ?? 0
    if (target < 0) tags[at] = -target
    else if (words[at]?.possible.has(target) === true) tags[at] = target
  }
}
