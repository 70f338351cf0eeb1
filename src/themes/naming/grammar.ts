import { remember } from '../../text/tokens/remember.ts'

/** Judges words and phrases as parts of a name. */
export type Grammar = {
  /** False for words of time, number, quality and manner, which are nobody's theme. */
  isThing(form: string): boolean
  /** How much a phrase sounds like a name, in [0, 1]. */
  grade(phrase: string): number
  /** True for a phrase that is fit to be a name. */
  isName(phrase: string): boolean
}

/** Phrases that sound less like a name than this are none. */
const MIN_GRADE = 0.7
/** Determiners in all but name: what they stand before is not told apart from anything. */
const VAGUE =
  /^(?:several|second|different|less|more|next|couple|many|few|half|whole|other|another|early|late)\b|\b(?:couple|times?|days?|weeks?|hours?|years?)\b/

/**
 * A grammar that parses each word and phrase once, since parsing is slow.
 *
 * @param parse - of compromise (Kelly)
 */
export function createGrammar(parse: (text: string) => Tagged): Grammar {
  const grade = remember((phrase) => (VAGUE.test(phrase) ? 0 : gradeOf(parse(phrase))))
  return {
    isThing: remember((form) => isThing(parse(form))),
    grade,
    isName: (phrase) => grade(phrase) >= MIN_GRADE,
  }
}

/** A view of compromise: enough of it to ask for patterns. */
type Tagged = { has(pattern: string): boolean }

function isThing(word: Tagged): boolean {
  return ![
    '#Date',
    '#Value',
    '#Adverb',
    '#Adjective',
    '#Determiner',
    '#Pronoun',
    '#Person',
    '#Expression',
  ].some((tag) => word.has(tag))
}

function gradeOf(phrase: Tagged): number {
  if (phrase.has('^(#Adjective|#Gerund|#PastTense)? #Noun+$')) return 1
  if (phrase.has('^#Noun+ (of|for|after|on|at|in|to|with|from) #Determiner? #Noun+$')) return 0.95
  if (phrase.has('^#Noun+ (#PastTense|#Gerund)$')) return 0.85
  if (phrase.has('^(#Infinitive|#PresentTense|#Gerund) #Preposition? #Determiner? #Noun+$'))
    return 0.8
  return 0
}
