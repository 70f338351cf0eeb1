import type { Example, PolarityShares } from './examples.ts'

// Our own words and frames. They teach what n-grams of real comments teach badly: that negation turns an opinion round
// whatever the word, and that a statement without an opinion word is neutral whatever it is about.
const list = (words: string) => words.split(' ')
const THINGS = list(
  'company shop service app website broadband router menu meal waiter driver engineer nurse clinic surgery hotel room bank branch course teacher flight crew seat train bus delivery parcel laptop keyboard screen phone policy tariff bill contract staff team food place product store visit lesson pilot aircraft'
)
const GOOD = list(
  'good great excellent brilliant fantastic wonderful lovely perfect amazing superb helpful friendly reliable quick easy clean tasty fun nice happy beautiful exceptional extraordinary incredible awesome outstanding impressive pleasant kind polite efficient useful sweet comfortable adorable exciting smooth generous delightful fabulous terrific'
)
const BAD = list(
  'bad terrible awful horrible poor dreadful rude useless slow dirty boring annoying frustrating lousy nasty unpleasant ugly ridiculous lame weird creepy sad unhappy difficult rough hard disgusting pathetic shocking appalling miserable noisy cold stale bland confusing broken faulty unreliable overpriced'
)
const PLAIN = list(
  'local national international private public commercial digital monthly weekly annual regional foreign standard usual seasonal blue green wooden electric British American Indian Italian Australian Polish Irish French German Turkish Nigerian Chinese Spanish Brazilian Scottish Welsh Greek Jewish Muslim Christian'
)
const LIKE = list('love like enjoy admire appreciate value recommend welcome')
const HATE = list('hate dislike despise regret loathe detest abhor dread')
const DO = list('see find use visit know try book order')

const NEGATIVE: PolarityShares = [1, 0, 0]
const NEUTRAL: PolarityShares = [0, 1, 0]
const POSITIVE: PolarityShares = [0, 0, 1]
// "not bad" is nothing between faint praise and none.
const NOT_NEGATIVE: PolarityShares = [0, 0.75, 0.25]

const SAID = [
  'the THING is WORD .',
  'this was a WORD THING .',
  'it is a WORD THING .',
  'we had a WORD THING',
  'that THING was WORD',
]
const DENIED = [
  'the THING is not WORD .',
  "this wasn't a WORD THING .",
  "it isn't a WORD THING",
  "I don't think that the THING was WORD",
  "I can't say the THING is WORD .",
  "I wouldn't say that this was a WORD THING .",
]
const DONE = ['I WORD the THING .', 'we WORD this THING', 'I really WORD that THING']
const NOT_DONE = [
  "I don't WORD the THING .",
  "we didn't WORD this THING .",
  "I can't say I WORD that THING",
]

const TROUBLES = [
  ...list(
    'outage delay cancellation queue fault strike update reminder invoice survey chatbot password'
  ),
  'price rise',
  'hour on hold',
  'hidden fee',
  'missed delivery',
  'system failure',
]
const IRONIC = [
  'Great, another WORD',
  'Oh brilliant, yet another WORD .',
  'Fantastic, another WORD',
  'lovely, one more WORD',
]
const CONDITIONS = [
  'it was cheaper',
  'it was faster',
  'the price was lower',
  'it was more reliable',
  'you answered the phone',
  'there were more staff',
  'the app worked',
  'delivery was quicker',
  'the signal was better',
  'you had longer opening hours',
  'it was easier to use',
  'you kept your promises',
]
const CONDITIONAL = [
  'I would recommend if WORD',
  'would recommend you if WORD .',
  'I would give a higher score if WORD',
  'would use the THING more if WORD',
  'would be good if WORD',
  'might recommend the THING if WORD',
]

/** Sentences made of words and frames, in a fixed order, under the source `made`. */
export function madeSentences(): Example[] {
  return [
    ...fill(GOOD, SAID, POSITIVE),
    ...fill(GOOD, DENIED, NEGATIVE),
    ...fill(BAD, SAID, NEGATIVE),
    ...fill(BAD, DENIED, NOT_NEGATIVE),
    ...fill(PLAIN, SAID, NEUTRAL),
    ...fill(PLAIN, DENIED, NEUTRAL),
    ...fill(LIKE, DONE, POSITIVE),
    ...fill(LIKE, NOT_DONE, NEGATIVE),
    ...fill(HATE, DONE, NEGATIVE),
    ...fill(HATE, NOT_DONE, NOT_NEGATIVE),
    ...fill(DO, DONE, NEUTRAL),
    ...fill(DO, NOT_DONE, NEUTRAL),
    ...fill(TROUBLES, IRONIC, NEGATIVE),
    ...fill(CONDITIONS, CONDITIONAL, NEGATIVE),
  ]
}

const THINGS_PER_FRAME = 3
/** With 0.5 CheckList fails three times as often, and other sources gain 0.002 in macro-F1. */
const MADE_WEIGHT = 1.2

function fill(
  words: readonly string[],
  frames: readonly string[],
  shares: PolarityShares
): Example[] {
  return words.flatMap((word, w) =>
    frames.flatMap((frame, f) =>
      Array.from({ length: THINGS_PER_FRAME }, (_, k) => {
        // Steps without a common divisor with the number of things, so that pairs do not repeat soon.
        const thing = THINGS[(w * 7 + f * 11 + k * 17) % THINGS.length] ?? ''
        const text = frame.replace('WORD', word).replace('THING', thing).replace(' .', '.')
        return { source: 'made', text, question: 'reason', shares, weight: MADE_WEIGHT } as const
      })
    )
  )
}
