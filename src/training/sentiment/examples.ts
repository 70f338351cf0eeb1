import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { madeFacts } from './made-facts.ts'
import { madeSentences } from './made-sentences.ts'

/** Shares of negative, neutral and positive; they sum to 1. */
export type PolarityShares = readonly [negative: number, neutral: number, positive: number]

/** A labelled text to learn from. */
export type Example = {
  /** Data set, and the part that is left out as one: `mams`, `clauses/airline`. */
  readonly source: string
  readonly text: string
  /** Part of the text that the label is about; the whole text when absent. UTF-16, end excluded. */
  readonly span?: { readonly start: number; readonly end: number }
  readonly question: 'reason' | 'improve' | 'praise'
  readonly shares: PolarityShares
  readonly weight: number
}

type Row = Readonly<Record<string, unknown>>

const NEGATIVE: PolarityShares = [1, 0, 0]
const NEUTRAL: PolarityShares = [0, 1, 0]
const POSITIVE: PolarityShares = [0, 0, 1]
const BY_NAME: Readonly<Record<string, PolarityShares>> = {
  negative: NEGATIVE,
  neutral: NEUTRAL,
  positive: POSITIVE,
}

/**
 * All labelled examples of the data folder and of the project's own corpora, in a fixed order.
 *
 * @param dataFolder - folder of the public sets; sets that are not there are left out
 * @param corpora - folder of the project's corpora, of which labelled-clauses and labelled-comments are read
 * @returns examples in file order, source after source
 */
export function readExamples(dataFolder: string, corpora: string): Example[] {
  const rows = (path: string) => readRows(join(dataFolder, path))
  const labelledClauses = readRows(join(corpora, 'labelled-clauses/data.jsonl'))
  return [
    ...uci(rows),
    ...neas(rows),
    ...criticality(rows),
    ...ratings(rows),
    ...mams(rows),
    ...appFeatures(rows),
    ...clauses(labelledClauses),
    ...wholeComments(labelledClauses),
    ...comments(readRows(join(corpora, 'labelled-comments/data.jsonl'))),
    ...madeSentences(),
    ...madeFacts(),
  ].filter((example) => example.text.trim() !== '')
}

type Reader = (path: string) => Row[]

/** Rows of a JSON Lines file; none when there is no such file. */
export function readRows(path: string): Row[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}

function example(source: string, text: unknown, shares: PolarityShares, weight = 1): Example {
  return { source, text: String(text), question: 'reason', shares, weight }
}

function uci(rows: Reader): Example[] {
  const weights = { amazon_cells: 1, imdb: 0.6, yelp: 1 }
  return Object.entries(weights).flatMap(([name, weight]) =>
    rows(`uci-sentences/${name}.jsonl`).map((row) =>
      example(`uci/${name}`, row.text, BY_NAME[String(row.polarity)] ?? NEUTRAL, weight)
    )
  )
}

// Answers of two or three words to "How could we improve?" carry the question's sign, not their own.
function neas(rows: Reader): Example[] {
  return rows('nhs-fft/neas.jsonl').flatMap((row) => {
    const sentiment = Number(row.sentiment5)
    if (row.sentiment5 === null || !(sentiment >= 1 && sentiment <= 5)) return []
    const shares: PolarityShares =
      sentiment <= 2 ? POSITIVE : sentiment >= 4 ? NEGATIVE : [0.25, 0.65, 0.1]
    const question = String(row.question).includes('improve') ? 'improve' : 'reason'
    return [{ ...example('nhs/neas', row.text, shares, 0.7), question } as const]
  })
}

// 0 is used for praise as often as for neutral remarks there, so it teaches nothing.
function criticality(rows: Reader): Example[] {
  return rows('nhs-fft/criticality.jsonl').flatMap((row) => {
    const value = Number(row.criticality)
    if (row.criticality === null || value < -5 || value === 0) return []
    const question = String(row.question).endsWith('Q2') ? 'improve' : 'reason'
    const shares: PolarityShares =
      value >= 2 ? POSITIVE : value === 1 ? [0, 0.3, 0.7] : value === -1 ? [0.7, 0.3, 0] : NEGATIVE
    return [{ ...example('nhs/criticality', row.text, shares, 0.5), question } as const]
  })
}

/** Shares of raters above, around and below 0, if they scatter normally around the mean with the stated deviation. */
function sharesOfRating(mean: number, deviation: number): PolarityShares {
  const spread = Math.max(deviation, 0.4) * 0.6
  const below = (limit: number) => 1 / (1 + Math.exp((-1.702 * (limit - mean)) / spread))
  const negative = below(-0.6)
  const positive = 1 - below(0.6)
  return [negative, Math.max(0, 1 - negative - positive), positive]
}

function ratings(rows: Reader): Example[] {
  const weights = { amazon: 1, tweets: 0.7, nyt: 0.2, movie: 0.2 }
  return Object.entries(weights).flatMap(([name, weight]) =>
    rows(`vader-ratings/${name}.jsonl`).map((row) =>
      example(
        `ratings/${name}`,
        row.text,
        sharesOfRating(Number(row.score), Number(row.score_sd)),
        weight
      )
    )
  )
}

type Aspect = { readonly polarity: string; readonly from?: number; readonly to?: number }

// A sentence as a whole gets the mean of its aspects; a clause gets its own aspect (see training set-up).
function mams(rows: Reader): Example[] {
  return ['categories-train', 'categories-val', 'terms-train', 'terms-val'].flatMap((name) =>
    rows(`mams/${name}.jsonl`).flatMap((row) => {
      const aspects = (row.aspect_categories ?? row.aspect_terms ?? []) as readonly Aspect[]
      return aspects.flatMap((aspect) => {
        const shares = BY_NAME[aspect.polarity]
        if (shares === undefined || aspect.from === undefined || aspect.to === undefined) return []
        return [
          {
            ...example('mams', row.text, shares, 0.4),
            span: { start: aspect.from, end: aspect.to },
          },
        ]
      })
    })
  )
}

function appFeatures(rows: Reader): Example[] {
  return rows('app-features/sentences.jsonl').flatMap((row) => {
    const signs = new Set((row.features as readonly Aspect[]).map((feature) => feature.polarity))
    const [only] = [...signs]
    const shares = signs.size === 1 ? BY_NAME[only ?? ''] : undefined
    return shares === undefined ? [] : [example('app-features', row.text, shares, 0.4)]
  })
}

/** They are a seventh of the examples, but the only ones of most industries; 4 was best over industries and public sets left out. */
const CLAUSE_WEIGHT = 4

function clauses(rows: readonly Row[]): Example[] {
  return rows.flatMap((row) => {
    const shares = BY_NAME[String(row.polarity)]
    return shares === undefined
      ? []
      : [example(`clauses/${String(row.industry)}`, row.text, shares, CLAUSE_WEIGHT)]
  })
}

/**
 * Whole comments with their scores. The score decides only how a mixed comment divides, and to which side one without an
 * opinion leans ("Cost", 4), so that valence ranks them.
 */
function comments(rows: readonly Row[]): Example[] {
  return rows.map((row) => {
    const happiness = typeof row.score === 'number' ? row.score / 10 : 0.5
    const polarity = String(row.polarity)
    const lean = polarity === 'mixed' ? 1 : NEUTRAL_LEAN
    const shares: PolarityShares = BY_SIGN[polarity] ?? [
      lean * (1 - happiness),
      1 - lean,
      lean * happiness,
    ]
    const id = String(row.id)
    const weight = id.includes('-fact-')
      ? FACT_WEIGHT
      : id.startsWith('flag-')
        ? FLAG_WEIGHT
        : CLAUSE_WEIGHT
    return example(`comments/${String(row.source)}`, row.text, shares, weight)
  })
}

/** Bare facts teach more by what they share than one by one; 4 took 0.002 of macro-F1 from other sources. */
const FACT_WEIGHT = 2
/** Farewells and requests are many of one kind; at 4 they took 0.01 from product ratings. */
const FLAG_WEIGHT = 1

/** Share of a comment without an opinion that its score divides between the signs. */
const NEUTRAL_LEAN = 0.3
const BY_SIGN: Readonly<Record<string, PolarityShares>> = { negative: NEGATIVE, positive: POSITIVE }

/** Comments of several clauses as their writers typed them, so that the model also learns to read whole comments. */
function wholeComments(rows: readonly Row[]): Example[] {
  const byComment = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${String(row.industry)} ${String(row.comment)}`
    byComment.set(key, [...(byComment.get(key) ?? []), row])
  }
  return [...byComment.values()]
    .filter((own) => own.length > 1)
    .map((own) => {
      const text = own.map((row) => String(row.text)).join(' ')
      const shares = sharesOfClauses(own.map((row) => String(row.polarity)))
      return example(`clauses/${String(own[0]?.industry)}`, text, shares, CLAUSE_WEIGHT / 2)
    })
}

/** Facts do not dilute an opinion: neutral clauses count only where there is nothing else. */
function sharesOfClauses(polarities: readonly string[]): PolarityShares {
  const negative = polarities.filter((polarity) => polarity === 'negative').length
  const positive = polarities.filter((polarity) => polarity === 'positive').length
  const signed = negative + positive
  return signed === 0 ? NEUTRAL : [negative / signed, 0, positive / signed]
}
