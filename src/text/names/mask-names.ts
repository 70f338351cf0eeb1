import type { NameLexicon } from './name-lexicon.ts'

/** Stands for each character of what is masked, so that offsets stay right. */
const MASK = '•'

/** A word of the text, with what stands before it. */
type Word = {
  readonly text: string
  readonly start: number
  readonly lower: string
  readonly isCapital: boolean
  /** True where only blanks lie between it and the word before. */
  readonly isJoined: boolean
}

const words = (text: string) => new Set(text.split(' '))

/** First names that are words, months, flowers or virtues too, or that compromise does not know. They need a cue. */
const WEAK = words(
  'will mark grace may hope bill faith joy ray dawn rose june april august summer holly ivy ruby crystal penny robin max earl art gene dean miles sue rob jack drew pat lance grant chase chuck skip frank bob dick don chip dale glen cliff heath reed brook dolly jasmine iris violet olive pearl melody harmony angel buddy christian carol amber chad victor ernest charity guy duke king prince major young van sky star sunny happy lucky rich rusty sandy stormy misty destiny serenity autumn opal'
)

/** First names that are places or brands at least as often. They need a cue too. */
const PLACES = words(
  'paris london sydney austin madison jordan chelsea virginia georgia carolina dakota israel kenya india china charlotte florence victoria kent lincoln houston jackson dallas brooklyn savannah adelaide alexandria troy lourdes alexa siri cortana tiffany wendy mercedes bentley ford lloyd lloyds hayes reading eden aurora vienna geneva verona milan orlando phoenix denver preston chester lancaster stafford warwick bradford ashley clifton regina salem marina'
)

/** Surnames that are words too; they count after a first name or a title only. */
const WORD_SURNAMES = words(
  'brown green white black king young long short rich wood woods stone hill field fields bush banks park parks bell cook baker carter fisher hunter mason miller potter smith taylor turner walker ward west wise wolf fox bird day knight bishop pope price sharp strong swift grant cross rose lane street church'
)

/** Words that begin with a capital after a name and are none. */
const NOT_SURNAMES = words(
  'i the a an and but or so was is has had he she they we you it in on at from with for to of my your our no not monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december support sales billing accounts customer service team manager'
)

const TITLES = words('mr mrs ms miss mx dr doctor prof professor sir madam nurse sister')

/** Words before a name that only people have. */
const STRONG_CUE =
  /(?:\b(?:my|his|her|their|whose) name(?: is|'s|’s| was)|\bnamed|\bby the name of|\b(?:man|woman|lady|guy|gentleman|person|chap|lad|girl|agent|rep|representative|technician|engineer|driver|advis[eo]r|nurse|waiter|waitress|receptionist|colleague|employee|member of staff|someone|somebody)(?: there| here)? (?:is |was )?called)\s*$/i

/** Words before a name that companies and departments can follow as well. */
const CUE =
  /(?:\b(?:spoke|speak|speaking|spoken|talked|talking|chatted|chatting|dealt|dealing) (?:to|with)|\bthanks?(?: you)?(?: so much| very much)?(?: again)?,?(?: to)?|\b(?:helped|served|assisted|advised|seen|treated|dealt with|handled|answered|fixed|sorted|installed) by|\bask(?:ed|ing)? for|\bkudos to|\bshout[- ]?out to|\bhats off to|\bwell done|\bcredit to|\bpraise for|\b(?:agent|rep|technician|engineer|advis[eo]r|manager|driver|colleague|receptionist|waiter|waitress|assistant|salesman|instructor|teacher|therapist|midwife|consultant|stylist|supervisor|installer|host|hostess)|\b(?:regards|cheers|sincerely|signed|yours),?|\bby|\band|,|\b(?:guy|lady|man|woman),?)\s*$/i

/** Words after a name that tell a person from a company, a month or a hope. */
const PERSON_AFTER =
  /^(?:['’]s (?:manner|attitude|help|patience|kindness|explanation|advice|service)|,? who\b| (?:was|is|has been|were) (?:so |very |really |extremely |absolutely |a |an |super |incredibly |most )*(?:helpful|rude|kind|friendly|lovely|polite|patient|great|brilliant|amazing|fantastic|excellent|wonderful|star|gem|legend|nice|awesome|dismissive|knowledgeable|professional|unhelpful|courteous|superb|terrific|sweet|attentive)| (?:helped|explained|promised|assured|told|sorted|fixed|listened|apologi[sz]ed|answered|called me|rang|phoned|hung up|said|took the time|went (?:above|out)|came (?:out|round)|served|assisted|kept|knew|didn['’]t|did not|never called)\b| (?:in|from|at|on|of) (?:the )?(?:sales|support|accounts|billing|reception|customer|front desk|help ?desk|tech|technical|phone|line|chat|retentions|claims|bookings|store|shop|branch|counter|till|bar|desk)\b| on the (?:phone|line|chat|desk|team))/i

/** Words that nothing but a person can have done, even where every word would have a capital. */
const PERSON_ONLY_AFTER =
  /^ (?:helped|explained|promised|assured|told|apologi[sz]ed|listened|hung up|was so (?:helpful|kind|rude|patient|friendly|polite))\b/i

/** Names of devices that people talk to. */
const DEVICES = words('alexa siri cortana')

/** Words after a first name that make it a place or a company. */
const PLACE_AFTER =
  /^(?:['’]s)? (?:street|st|road|rd|avenue|lane|drive|square|park|station|airport|hospital|hotel|school|college|university|church|bridge|court|house|hall|branch|store|centre|center|clinic|bank|inn|county|city|beach|lewis|stanley|nichols|spencer|bonas|daniel['’]?s|schwab|jerry['’]?s|island|valley|river|lake|line)\b|^ (?:&|and) (?:jerry|spencer|sons|son|johnson|decker|dave|co)\b/i

const PLACE_BEFORE =
  /(?:& |\b(?:st|saint|lake|port|mount|fort|san|santa|new|north|south|east|west)\.? )$/i

/**
 * The text with names of people masked, as far as they can be told.
 *
 * A first name that is nothing else is masked wherever it has its capital, with the surname that follows. One that is a
 * word too (Will, Mark, Grace, May) needs a person around it: a title, "spoke to", a surname, "was so helpful". After a
 * title or "my name is" any word with a capital is a name. Names that stand alone and that no list has are missed.
 *
 * @param text - a comment, masked otherwise already or not
 * @param lexicon - known names
 * @returns the masked text, as long as `text`
 * @example
 * maskNames('I spoke to Mark Hill', lexicon) // => 'I spoke to •••• ••••'
 */
export function maskNames(text: string, lexicon: NameLexicon): string {
  const found = wordsOf(text)
  let masked = text
  for (let i = 0; i < found.length; i++) {
    const length = nameLength(text, { found, i, lexicon })
    for (const { start, text: name } of found.slice(i, i + length)) {
      masked = masked.slice(0, start) + MASK.repeat(name.length) + masked.slice(start + name.length)
    }
    if (length > 0) i += length - 1
  }
  return masked
}

/** A place in the words of a text. */
type Spot = {
  readonly found: readonly Word[]
  readonly i: number
  readonly lexicon: NameLexicon
}

function wordsOf(text: string): Word[] {
  // An apostrophe belongs to a name before a capital, as in O'Neill, and not before "s".
  const matches = text.matchAll(/\p{L}+(?:[-'’](?=\p{Lu})\p{L}+)*/gu)
  let end = -1
  return Array.from(matches, ({ 0: word, index }) => {
    const isJoined = end >= 0 && /^[ \u00a0]$/.test(text.slice(end, index))
    end = index + word.length
    const isCapital = /^\p{Lu}/u.test(word)
    return { text: word, start: index, lower: word.toLowerCase(), isCapital, isJoined }
  })
}

/** Words from this one on that make a name; 0 for none. */
function nameLength(text: string, { found, i, lexicon }: Spot): number {
  const word = found[i]
  if (!word || word.text.length < 2 || TITLES.has(word.lower)) return 0
  const before = text.slice(Math.max(0, word.start - 60), word.start)
  const previous = found[i - 1]
  const hasTitle =
    previous !== undefined &&
    TITLES.has(previous.lower) &&
    /^\.? $/.test(between(text, previous, word))
  if (hasTitle && word.isCapital && !isPlainWord(word, lexicon)) {
    return 1 + surnames(found, i + 1, lexicon)
  }
  if (STRONG_CUE.test(before) && isNameLike(word, lexicon))
    return 1 + surnames(found, i + 1, lexicon)
  const kind = firstNameKind(word, lexicon)
  const after = text.slice(word.start + word.text.length, word.start + word.text.length + 60)
  if (PLACE_AFTER.test(after) || PLACE_BEFORE.test(before)) return 0
  const rest = surnames(found, i + 1, lexicon)
  const hasCue = CUE.test(before)
  if (!word.isCapital) {
    // Without capitals only what people say before names is enough.
    const isTold = kind === 'strong' && CUE.test(before) && !/(?:,|\band|\bby)\s*$/i.test(before)
    return isTold ? 1 : 0
  }
  if (isShouted(text)) return kind !== null && hasCue && kind === 'strong' ? 1 + rest : 0
  if (kind === 'strong') return 1 + rest
  if (kind === 'weak')
    return isPersonHere(text, word, { rest, hasCue, after, before }) ? 1 + rest : 0
  const isUnknown = lexicon.kindOf(word.lower) === null
  const isSurname = lexicon.kindOf(word.lower) === 'surname'
  const isPerson = PERSON_AFTER.test(after) && hasCue && !/(?:,|\band|\bby)\s*$/i.test(before)
  return (isUnknown || isSurname) && isPerson ? 1 + rest : 0
}

function between(text: string, left: Word, right: Word): string {
  return text.slice(left.start + left.text.length, right.start)
}

/** A word that is a name only with a person around it. */
function isPersonHere(
  text: string,
  word: Word,
  around: {
    readonly rest: number
    readonly hasCue: boolean
    readonly after: string
    readonly before: string
  }
): boolean {
  const { rest, hasCue, after, before } = around
  if (rest > 0) return true
  if (DEVICES.has(word.lower)) return false
  // At the start of a sentence every word has a capital.
  const startsSentence = word.start === 0 || /[.!?\n]\s*$/.test(text.slice(0, word.start))
  const isMonth = /^(?:may|june|april|august|summer|autumn)$/.test(word.lower)
  const isServed = /(?:ed|en) by\s*$/i.test(before)
  const isTold =
    hasCue && (isServed || !/(?:,|\band|\bby|\bthanks?|\bmanager|\bdriver)\s*$/i.test(before))
  if (isTold && !isMonth) return true
  if (isMonth) return isTold && PERSON_AFTER.test(after)
  return PERSON_AFTER.test(after) && (hasCue || !startsSentence || PERSON_ONLY_AFTER.test(after))
}

function firstNameKind({ lower }: Word, lexicon: NameLexicon): 'strong' | 'weak' | null {
  if (WEAK.has(lower) || PLACES.has(lower)) return 'weak'
  return lexicon.kindOf(lower) === 'first-name' ? 'strong' : null
}

/** Surnames that follow at once, at most two: "Anna van Dyke" needs one more and gets it by its small word. */
function surnames(found: readonly Word[], from: number, lexicon: NameLexicon): number {
  let count = 0
  while (count < 2) {
    const word = found[from + count]
    const next = found[from + count + 1]
    if (!word?.isJoined) return count
    const isParticle =
      /^(?:van|von|de|da|di|del|bin|al)$/.test(word.lower) && next?.isCapital && next.isJoined
    if (!isParticle && !isSurname(word, lexicon)) return count
    count += 1
  }
  return count
}

function isSurname(word: Word, lexicon: NameLexicon): boolean {
  if (!word.isCapital || word.text.length < 2 || NOT_SURNAMES.has(word.lower)) return false
  if (/^\p{Lu}{2,}$/u.test(word.text)) return false
  if (WORD_SURNAMES.has(word.lower)) return true
  const kind = lexicon.kindOf(word.lower)
  return kind === null || kind === 'surname' || kind === 'first-name'
}

/** After "my name is": a capital, or a name that is known. */
function isNameLike(word: Word, lexicon: NameLexicon): boolean {
  if (NOT_SURNAMES.has(word.lower)) return false
  return word.isCapital || firstNameKind(word, lexicon) === 'strong'
}

/** True for words such as "Appointment" after a title-like "Sister" or "Miss". */
function isPlainWord(word: Word, lexicon: NameLexicon): boolean {
  if (NOT_SURNAMES.has(word.lower)) return true
  const isName = WEAK.has(word.lower) || WORD_SURNAMES.has(word.lower) || PLACES.has(word.lower)
  return !isName && lexicon.kindOf(word.lower) === 'word'
}

/** Where all is in capitals, capitals tell nothing. */
function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text)
}
