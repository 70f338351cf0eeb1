import { exp, log } from '../../stats/portable-math.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { type WordBook, wordsOf } from '../clauses/word-book.ts'
import type { GrownTerm, GrownTheme, ThemeGrowth } from './theme-growth.ts'

/** A clause with its log odds for every theme. */
type ScoredClause = readonly [clause: ThemeClause, scores: Float64Array]

/** Clauses that are enough to learn from; of more, comments are taken at even distances. */
const MAX_CLAUSES = 5000
/** Fewer clauses tell too little about how people here speak. */
const MIN_CLAUSES = 60
/** Clauses that must use a word. */
const MIN_WORD_CLAUSES = 4
/** Words that are kept for each theme, for and against. */
const MAX_TERMS = 30
/** Lighter words are too common to speak for a theme. */
const MIN_WEIGHT = 0.05
/** Share of what was learned in a score, and clauses a theme at which half of it is; both chosen on sources that the encoder had not seen. */
const LEARNED_SHARE = 0.4
const HALF_LEARNED = 30
/** How far a theme that is often mentioned is given the benefit of the doubt, and clauses a theme at which half of it is. */
const BASE_RATE_SHARE = 0.5
const HALF_BASE_RATE = 100
/** Log odds by which a base rate moves a theme at most. */
const MAX_SHIFT = 1.5
/** Added to every theme's share of the clauses, so that a theme nobody mentions keeps a chance. */
const SMOOTHING = 0.02
const EPOCHS = 3
const RATE = 0.2
/** Slower for the intercept, which starts at its mean. */
const INTERCEPT_RATE = 0.1
const DECAY = 1e-3

/**
 * Whole comments to learn from: all of them, or every so-manieth in canonical order.
 *
 * @param clauses - clauses of one comment next to each other
 */
export function sampleComments(clauses: readonly ThemeClause[]): readonly ThemeClause[] {
  const oneIn = Math.ceil(clauses.length / MAX_CLAUSES)
  let comment = -1
  let last: number | undefined
  return clauses.filter((clause) => {
    if (clause.comment !== last) comment++
    last = clause.comment
    return comment % oneIn === 0
  })
}

/**
 * Learns from unlabelled comments how their writers speak of each theme: the matcher's own probabilities are the labels of a logistic
 * regression over word stems, and the words that it leans on most become terms of the theme, for or against it.
 *
 * Themes that are mentioned often are also more likely where the evidence is thin (their base rate, taken from the same probabilities).
 *
 * @param scores - clauses in canonical order, with the matcher's log odds
 * @param themeIds - aligned with the scores
 * @returns what was learned, rounded as a model keeps it; null from too few clauses
 * @throws nothing
 * @see Yarowsky (1995) Unsupervised word sense disambiguation; Saerens, Latinne & Decaestecker (2002) Neural Computation 14:21-41 for base rates
 * @example
 * learnGrowth(scores, ['price', 'speed'], book)?.themes[0]?.terms // => [['fare', 0.42], …]
 */
export function learnGrowth(
  scores: ReadonlyMap<ThemeClause, Float64Array>,
  themeIds: readonly string[],
  book: WordBook
): ThemeGrowth | null {
  const scored = [...scores]
  if (scored.length < MIN_CLAUSES || themeIds.length < 2) return null
  const words = frequentStems(scored, book)
  const perTheme = scored.length / themeIds.length
  const learnedShare = rounded((LEARNED_SHARE * perTheme) / (perTheme + HALF_LEARNED))
  const shifts = baseRateShifts(scored, themeIds.length)
  const themes = themeIds.map((id, t): GrownTheme => {
    const shift = shifts[t] ?? 0
    const targets = Float64Array.from(scored, ([, scores]) => sigmoid((scores[t] ?? 0) + shift))
    const { intercept, weights } = fitTheme(targets, words)
    return {
      id,
      shift: rounded((1 - learnedShare) * shift + learnedShare * intercept),
      terms: strongestTerms(weights, learnedShare, words),
    }
  })
  return { ownShare: rounded(1 - learnedShare), themes }
}

/** Stems that enough clauses use, numbered by first use, and those of each clause. */
type FrequentStems = {
  /** The commonest form of each stem. */
  readonly forms: readonly string[]
  readonly counts: readonly number[]
  readonly ofClause: readonly Int32Array[]
}

function frequentStems(scored: readonly ScoredClause[], book: WordBook): FrequentStems {
  const counts = new Map<number, number>()
  const forms = new Map<number, Map<string, number>>()
  const stems = scored.map(([clause]) => {
    const own = new Set<number>()
    for (const { stemId, form, weight } of wordsOf(clause, book)) {
      if (weight < MIN_WEIGHT) continue
      own.add(stemId)
      const known = forms.get(stemId) ?? new Map<string, number>()
      forms.set(stemId, known.set(form, (known.get(form) ?? 0) + 1))
    }
    for (const stem of own) counts.set(stem, (counts.get(stem) ?? 0) + 1)
    return own
  })
  const kept = [...counts].filter(([, count]) => count >= MIN_WORD_CLAUSES)
  const numbers = new Map(kept.map(([stem], number) => [stem, number]))
  return {
    forms: kept.map(([stem]) => commonest(forms.get(stem) ?? new Map())),
    counts: kept.map(([, count]) => count),
    ofClause: stems.map((own) =>
      Int32Array.from([...own].map((stem) => numbers.get(stem) ?? -1).filter((n) => n >= 0))
    ),
  }
}

function commonest(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? ''
}

function baseRateShifts(scored: readonly ScoredClause[], size: number): readonly number[] {
  const expected = Array.from({ length: size }, (_, t) =>
    scored.reduce((sum, [, scores]) => sum + sigmoid(scores[t] ?? 0), 0)
  ).map((count) => count + (SMOOTHING * scored.length) / size)
  const mean = expected.reduce((sum, x) => sum + x, 0) / size
  const perTheme = scored.length / size
  const share = (BASE_RATE_SHARE * perTheme) / (perTheme + HALF_BASE_RATE)
  return expected.map((count) =>
    Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, share * log(count / mean)))
  )
}

/** Logistic regression of one theme by stochastic gradient descent, in the order of the clauses. */
function fitTheme(
  targets: Float64Array,
  { counts, ofClause }: FrequentStems
): { readonly intercept: number; readonly weights: Float64Array } {
  const weights = new Float64Array(counts.length)
  const mean = targets.reduce((sum, x) => sum + x, 0) / targets.length
  let intercept = log(mean / (1 - mean))
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const rate = RATE / epoch
    for (let i = 0; i < targets.length; i++) {
      const stems = ofClause[i] as Int32Array
      if (stems.length === 0) continue
      let score = intercept
      for (const stem of stems) score += weights[stem] as number
      const step = (targets[i] as number) - sigmoid(score)
      for (const stem of stems) {
        const weight = weights[stem] as number
        weights[stem] = weight + rate * (step - DECAY * weight)
      }
      intercept += INTERCEPT_RATE * rate * step
    }
  }
  return { intercept, weights }
}

/** The words that decide most, by weight and by how many clauses use them; heaviest first. */
function strongestTerms(
  weights: Float64Array,
  learnedShare: number,
  { forms, counts }: FrequentStems
): readonly GrownTerm[] {
  return Array.from(weights, (weight, n) => ({
    form: forms[n] ?? '',
    weight: rounded(learnedShare * weight),
    sway: Math.abs(weight) * Math.sqrt(counts[n] ?? 0),
  }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => b.sway - a.sway || (a.form < b.form ? -1 : 1))
    .slice(0, MAX_TERMS)
    .sort((a, b) => b.weight - a.weight || (a.form < b.form ? -1 : 1))
    .map(({ form, weight }) => [form, weight])
}

/** As a model keeps it: what is learned and what is applied later are the same numbers. */
function rounded(x: number): number {
  return Math.round(x * 1000) / 1000
}

function sigmoid(score: number): number {
  return 1 / (1 + exp(-score))
}
