import { hashOf } from '../sentiment/hash.ts'
import type { Unit } from '../sentiment/units.ts'
import { ASIDE, classOf, type WordFacts } from '../sentiment/word-facts.ts'
import type { TokenRange } from './split-clauses.ts'

/** A clause as it is meant: an answer joined with its question, a denial with what it denies. */
export type Passage = {
  readonly range: TokenRange
  readonly units: readonly Unit[]
  /** Index of its first unit among all units of the comment. */
  readonly first: number
  /** What is no longer so, or what others say: it yields to the writer's own present opinion. */
  readonly isAside: boolean
  /** True when the units are not simply the words of the range. */
  readonly isRephrased: boolean
}

const DENIAL =
  /^ (?:but |and |yet |however |although |though |sadly |unfortunately )*(?:it|he|she|they|that|this|i|we|there) (?:really |certainly |definitely )?(?:was|is|were|did|do|does|are|am|would|has|have|had) (?:really |certainly |definitely )?not $/
const YES = /^ (?:yes|yeah|yep|yup|absolutely|definitely|of course|sure) (?:! )?$/
const NO = /^ (?:no|nope|nah|never|not at all|not really|absolutely not|definitely not) (?:! )?$/
const QUESTION_OPENING =
  /^(?:do|did|does|would|have|had|was|is|are|were) (?:i|we|you) (?:really )?(?:(?:think|thought|find|feel|believe|say) (?:that (?=it|this|the|i|we|there)|it (?=was|is))?)?/
const EXPECTATION =
  /^(?:.* )?(?:i|we) (?:had )?(?:thought|expected|assumed|hoped|was expecting|were expecting|was told|believed|feared|imagined) (?:\S+ )*?(?:would (?:be |have )?|to be |was going to be |might be |could be )/
const PAST = / (?:used to|in the past|previously|once thought|formerly|back then|years ago) /
const HEARD = / (?:i|we) (?:had |have )?(?:heard|read|been told|was told|were told) /
const OTHERS =
  /^ (?:but |and |although |though |even though |however |while )?(?:some people|some|others|other people|many people|most people|people|everyone|everybody|my (?:parents|friends|family|husband|wife|colleagues|coworkers|mother|mom|mum|father|dad|brother|sister|boss|neighbors|friend|partner|kids|son|daughter|mates)) /

/**
 * The clauses of a comment as they are meant.
 *
 * "I thought it would be awful, but it was not" is one passage that negates "awful"; "Was it good? No" is one that negates
 * "good"; "I used to love it" and "others like it" are asides.
 *
 * @param all - the units of the whole comment
 * @param ranges - its clauses in order
 * @returns passages in order; their ranges cover the same tokens
 * @throws nothing
 * @see Ribeiro et al. (2020) Beyond accuracy: behavioral testing of NLP models, table 1 (temporal, negation, who said it)
 * @example
 * // 'Was it worth it? No' => one passage, negated
 */
export function passagesOf(all: readonly Unit[], ranges: readonly TokenRange[]): Passage[] {
  const passages: Passage[] = []
  let at = 0
  for (const range of ranges) {
    while (at < all.length && (all[at]?.token ?? 0) < range.from) at += 1
    const start = at
    while (at < all.length && (all[at]?.token ?? 0) < range.to) at += 1
    const units = all.slice(start, at)
    const before = passages.at(-1)
    const joined = before === undefined ? undefined : answerTo(before, units)
    if (before !== undefined && joined !== undefined) {
      passages[passages.length - 1] = {
        range: { from: before.range.from, to: range.to },
        units: joined,
        first: before.first,
        isAside: false,
        isRephrased: true,
      }
      continue
    }
    passages.push({ range, units, first: start, isAside: isAside(units), isRephrased: false })
  }
  return passages.length > 1 ? passages : passages.map((p) => ({ ...p, isAside: false }))
}

function textOf(units: readonly Unit[]): string {
  return ` ${units.map((unit) => unit.form).join(' ')} `
}

function isAside(units: readonly Unit[]): boolean {
  // Most clauses have no word that could tell of one.
  let roles = 0
  for (let i = 0; i < units.length; i += 1) roles |= units[i]?.facts.role ?? 0
  if ((roles & ASIDE) === 0) return false
  const text = textOf(units)
  return PAST.test(text) || HEARD.test(text) || OTHERS.test(text)
}

/** Units of the passage when the words after it answer or deny it, undefined when it stands alone. */
function answerTo({ units }: Passage, next: readonly Unit[]): readonly Unit[] | undefined {
  const isQuestion = units.at(-1)?.form === '?'
  const isDenial = next.at(-1)?.form === 'not'
  if (!isQuestion && !isDenial) return undefined
  const text = textOf(next)
  if (isQuestion && (YES.test(text) || NO.test(text))) {
    const said = withoutOpening(units.slice(0, -1), QUESTION_OPENING)
    return NO.test(text) ? negate(said, true) : said
  }
  return DENIAL.test(text)
    ? negate(withoutOpening(units, EXPECTATION), / (?:did|do|does) /.test(text))
    : undefined
}

/** Units after an opening phrase; all of them without it. */
function withoutOpening(units: readonly Unit[], opening: RegExp): readonly Unit[] {
  const text = units.map((unit) => unit.form).join(' ')
  const match = opening.exec(`${text} `)
  if (match === null) return units
  return units.slice(match[0].split(' ').filter((word) => word !== '').length)
}

/** Words put in for a rephrasing have neither valence nor a vector; only their n-grams count. */
function filler(form: string, token: number): Unit {
  const facts: WordFacts = {
    form,
    role: 0,
    hash: hashOf(form),
    prefixHash: 0,
    valence: 0,
    sign: 0,
    boost: 1,
    group: 0,
    ...classOf(form, 0),
    row: -1,
    rowWeight: 0,
  }
  return { form, token, isNegated: false, isShouted: false, group: 0, facts }
}

/** "it was good" to "it was not good", "see the staff" to "i do not see the staff". */
function negate(units: readonly Unit[], isDeed: boolean): readonly Unit[] {
  const token = units[0]?.token
  if (token === undefined) return units
  const verb = units.findIndex(({ form }) => /^(?:is|was|are|were|be|am)$/.test(form))
  const opening = verb < 0 && isDeed ? ['i', 'do', 'not'] : ['not']
  return [
    ...units.slice(0, verb + 1),
    ...opening.map((form) => filler(form, token)),
    ...units.slice(verb + 1).map((unit) => ({ ...unit, isNegated: !unit.isNegated })),
  ]
}
