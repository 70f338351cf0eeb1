import { remember } from './remember.ts'

/** Gives the normal form of a token: its value and wink-nlp's type in, one or more words separated by a space out. */
export type Normaliser = (value: string, type: string) => string

// Written without an apostrophe by hurried people; words that are also ordinary words ("well", "were", "hell", "shed") stay out.
const CONTRACTIONS: ReadonlyMap<string, string> = new Map(
  `dont:do not|didnt:did not|doesnt:does not|cant:can not|couldnt:could not|wont:will not|wouldnt:would not|shouldnt:should not
isnt:is not|wasnt:was not|arent:are not|werent:were not|hasnt:has not|havent:have not|hadnt:had not|aint:is not|neednt:need not
cannot:can not|im:i am|i'm:i am|ive:i have|id:i would|youre:you are|youve:you have|theyre:they are|theyve:they have|weve:we have|thats:that is
whats:what is|theres:there is|heres:here is|itll:it will|gonna:going to|wanna:want to|gotta:got to|gimme:give me|dunno:do not know
lemme:let me|cos:because|coz:because|cuz:because|bcoz:because|becoz:because|bc:because|b/c:because|w/o:without|w/:with|thx:thanks|thnx:thanks|tks:thanks|ty:thanks|pls:please|plz:please|plse:please
u:you|ur:your|r:are|n't:not|nt:not|n:and|'m:am|'re:are|'ve:have|'ll:will|'d:would|n/a:none|gr8:great|2moro:tomorrow|luv:love
wk:week|wks:weeks|hr:hour|hrs:hours|min:minutes|mins:minutes|mth:month|mths:months|yr:year|yrs:years|msg:message|ppl:people|info:information
cust:customer|custs:customers|rep:agent|reps:agents|tho:though|altho:although|thru:through|gd:good|v:very|vgood:very good|vry:very|alot:a lot|atleast:at least|abit:a bit|everytime:every time|ca:can|wo:will`
    .split(/[|\n]/)
    .map((pair) => {
      const [from = '', to = ''] = pair.split(':')
      return [from, to] as const
    })
)

// British endings to the American ones of the training sets; the stem must be long enough not to catch "our", "wise".
const BRITISH: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [
    /^(apolog|organ|recogn|real|custom|util|optim|priorit|minim|maxim|critic|personal|emphas|summar|final|special|author)is(e|ed|es|ing|ation|ations)$/,
    '$1iz$2',
  ],
  [
    /^(fav|col|flav|behavi|hon|lab|hum|neighb|rum|harb|sav|vap)our(s|ed|ing|ite|ites|able|ful|less|hood)?$/,
    '$1or$2',
  ],
  [/^(cancel|travel|label|model|signal|fuel|level|total)l(ed|ing|er|ers)$/, '$1$2'],
  [/^(cent|theat|met|lit)re(s)?$/, '$1er$2'],
  [/^cheque(s)?$/, 'check$1'],
  [/^programme(s)?$/, 'program$1'],
  [/^grey$/, 'gray'],
  [/^tyre(s)?$/, 'tire$1'],
]

/**
 * A function that gives tokens their normal form.
 *
 * Lower case, apostrophes put right, short forms written out, lengthened letters shortened, hashtags cut into words, British
 * endings aligned and misspellings corrected. Mentions, links and addresses become one word for their kind.
 *
 * @param isKnown - whether a lower-case word is in the vocabulary
 * @param correct - the vocabulary's word for a misspelling, or undefined
 * @returns the normaliser; its answer may hold several words separated by one space
 * @throws nothing
 * @see src/text/tokens/spelling.ts
 * @example
 * createNormaliser((w) => w === 'good', () => undefined)('Goooood', 'word') // => 'good'
 */
export function createNormaliser(
  isKnown: (word: string) => boolean,
  correct: (word: string) => string | undefined
): Normaliser {
  const workOut = (value: string): string => {
    const lower = value.toLowerCase()
    const contraction = CONTRACTIONS.get(lower)
    if (contraction !== undefined) return contraction
    if (isKnown(lower)) return american(lower)
    const shortened = shorten(lower, isKnown)
    if (isKnown(shortened)) return american(shortened)
    const aligned = american(shortened)
    return aligned !== shortened ? aligned : (correct(shortened) ?? shortened)
  }
  const ofWord = remember(workOut)
  return (value, type) => {
    if (type === 'word' || type === 'shortForm' || type === 'unk' || type === 'alien')
      return ofWord(value)
    if (type === 'hashtag') return splitHashtag(value).map(ofWord).join(' ')
    if (type === 'mention') return '@mention'
    if (type === 'url') return '@link'
    if (type === 'email') return '@address'
    return value.toLowerCase()
  }
}

function american(word: string): string {
  for (const [pattern, replacement] of BRITISH) {
    if (pattern.test(word)) return word.replace(pattern, replacement)
  }
  return word
}

/** "sooooo" to "soo" or "so", whichever is a word; "so" when neither is. */
function shorten(word: string, isKnown: (word: string) => boolean): string {
  if (!/(\p{L})\1\1/u.test(word)) return word
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1')
  return isKnown(twice) ? twice : word.replace(/(\p{L})\1{2,}/gu, '$1')
}

/** "#NeverAgain2" to "Never", "Again"; a hashtag in one case stays one word. */
function splitHashtag(value: string): string[] {
  const words = value.slice(1).match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu)
  return words === null || words.length === 0 ? [value.slice(1)] : [...words]
}
