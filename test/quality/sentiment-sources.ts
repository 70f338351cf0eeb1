import { join } from 'node:path'
import { readRows } from '../../src/training/sentiment/examples.ts'
import type { Class } from './sentiment-metrics.ts'

/** A labelled set that a model must not have seen: `isLeftOut` tells which training sources go with it. */
export type HeldOutSource = {
  readonly name: string
  readonly isLeftOut: (source: string) => boolean
  readonly comments: readonly { readonly text: string; readonly truth: Class }[]
}

type Row = Readonly<Record<string, unknown>>

const CLASSES: Readonly<Record<string, Class>> = { negative: 0, neutral: 1, positive: 2 }

/** The public sets, each left out with its relatives; none for a folder that is not there. */
export function publicSources(data: string): HeldOutSource[] {
  const rows = (path: string) => readRows(join(data, path))
  const source = (
    name: string,
    prefix: string,
    comments: readonly { readonly text: string; readonly truth: Class }[]
  ) => ({ name, isLeftOut: (other: string) => other.startsWith(prefix), comments })
  const uci = (name: string) =>
    source(
      `uci ${name}`,
      `uci/${name}`,
      rows(`uci-sentences/${name}.jsonl`).map((row) => ({
        text: String(row.text),
        truth: CLASSES[String(row.polarity)] ?? 1,
      }))
    )
  const ratings = (name: string) =>
    source(
      `ratings ${name}`,
      `ratings/${name}`,
      rows(`vader-ratings/${name}.jsonl`).map((row) => ({
        text: String(row.text),
        truth: Number(row.score) > 0.6 ? 2 : Number(row.score) < -0.6 ? 0 : 1,
      }))
    )
  return [
    uci('amazon_cells'),
    uci('yelp'),
    ratings('amazon'),
    ratings('tweets'),
    source('mams', 'mams', mamsSentences(rows)),
    source('nhs why', 'nhs', patientAnswers(rows('nhs-fft/neas.jsonl'))),
    source('nhs score', 'nhs', patientScores(rows('nhs-fft/neas.jsonl'))),
  ].filter(({ comments }) => comments.length > 0)
}

/** Every industry of the project's own clauses, left out alone; its comments as typed, both signs counted as neutral. */
export function industrySources(clausesFile: string): HeldOutSource[] {
  const byIndustry = new Map<string, Map<string, Row[]>>()
  for (const row of readRows(clausesFile)) {
    const industry = String(row.industry)
    const comments = byIndustry.get(industry) ?? new Map<string, Row[]>()
    const key = String(row.comment)
    comments.set(key, [...(comments.get(key) ?? []), row])
    byIndustry.set(industry, comments)
  }
  return [...byIndustry].map(([industry, comments]) => ({
    name: `clauses ${industry}`,
    isLeftOut: (source: string) => source === `clauses/${industry}`,
    comments: [...comments.values()].map((rows) => ({
      text: rows.map((row) => String(row.text)).join(' '),
      truth: classOf(rows.map((row) => String(row.polarity))),
    })),
  }))
}

/** A sign that nothing contradicts, else neutral. */
function classOf(polarities: readonly string[]): Class {
  const isNegative = polarities.includes('negative')
  const isPositive = polarities.includes('positive')
  if (isNegative === isPositive) return 1
  return isNegative ? 0 : 2
}

function mamsSentences(rows: (path: string) => Row[]) {
  return ['terms-train', 'terms-val'].flatMap((name) =>
    rows(`mams/${name}.jsonl`).map((row) => ({
      text: String(row.text),
      truth: classOf(row.term_polarities as readonly string[]),
    }))
  )
}

function patientAnswers(rows: readonly Row[]) {
  return rows
    .filter((row) => row.question === 'FFT Why?' && row.sentiment5 !== null)
    .map((row) => {
      const sentiment = Number(row.sentiment5)
      const truth: Class = sentiment <= 2 ? 2 : sentiment === 3 ? 1 : 0
      return { text: String(row.text), truth }
    })
}

/** The recommend score itself: "very good" against "neither" and worse, as promoters against detractors. */
function patientScores(rows: readonly Row[]) {
  return rows
    .filter((row) => row.question === 'FFT Why?' && row.sentiment5 !== null)
    .filter((row) => [1, 3, 4, 5].includes(Number(row.fft)))
    .map((row) => ({ text: String(row.text), truth: (Number(row.fft) === 1 ? 2 : 0) as Class }))
}
