import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { readRows } from '../../src/training/sentiment/examples.ts'
import type { Class } from './sentiment-metrics.ts'

/** A labelled set that a model must not have seen: `isLeftOut` tells which training sources go with it. */
export type HeldOutSource = {
  readonly name: string
  /** Sets with the same key leave out the same sources, so that one training serves them. */
  readonly key: string
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
  ) => ({ name, key: prefix, isLeftOut: (other: string) => other.startsWith(prefix), comments })
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

const TELECOM = ['broadband', 'mobile']

/** Sources of corpora/labelled-comments that are of the same industry as one of corpora/labelled-clauses. */
const COMMENTS_OF: Readonly<Record<string, readonly string[]>> = {
  airline: ['airline-post', 'airline', 'flag-airline'],
  apps: ['app-review'],
  banking: ['bank', 'nps-bank', 'flag-bank'],
  education: ['education', 'flag-education'],
  electronics: ['product-review', 'laptop-and-restaurant-sentence', 'electronics'],
  energy: ['energy', 'nps-energy', 'flag-energy'],
  healthcare: ['patient', 'clinic', 'flag-clinic'],
  hotel: ['hotel', 'flag-hotel'],
  insurance: ['insurer', 'nps-insurer', 'flag-insurer'],
  parcel: ['parcel', 'nps-parcel', 'carrier-post', 'flag-parcel'],
  'public-services': ['public', 'flag-public'],
  'rail-bus': ['rail'],
  restaurant: ['laptop-and-restaurant-sentence', 'restaurant', 'flag-restaurant'],
  retail: ['shop', 'flag-shop'],
  saas: ['saas', 'nps-saas', 'flag-saas'],
  telecom: [
    ...TELECOM,
    'media',
    'nps-broadband',
    'nps-mobile',
    'nps-tv',
    'flag-broadband',
    'flag-mobile',
  ],
}

/** Whether a training source is of an industry: its clauses, and the comments of the same or a like name. */
function isOfIndustry(source: string, industry: string): boolean {
  const [kind, name = ''] = source.split('/')
  if (kind === 'clauses') return name === industry
  return kind === 'comments' && (COMMENTS_OF[industry] ?? [industry]).includes(name)
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
    key: `industry ${industry}`,
    isLeftOut: (source: string) => isOfIndustry(source, industry),
    comments: [...comments.values()].map((rows) => ({
      text: rows.map((row) => String(row.text)).join(' '),
      truth: classOf(rows.map((row) => String(row.polarity))),
    })),
  }))
}

/** The own whole comments: kinds of text left out alone, broadband and mobile customers with all of telecom. */
export function commentSources(corpora: string): HeldOutSource[] {
  const rows = readRows(join(corpora, 'labelled-comments/data.jsonl'))
  const of = (names: readonly string[]) => rows.filter((row) => names.includes(String(row.source)))
  const kinds = [...new Set(rows.map((row) => String(row.source)))].filter((name) =>
    /-post$|-review$|-sentence$|^patient$/.test(name)
  )
  const telecom = {
    key: 'industry telecom',
    isLeftOut: (source: string) => isOfIndustry(source, 'telecom'),
  }
  const plain = {
    key: 'nps others',
    isLeftOut: (source: string) =>
      source.startsWith('comments/nps-') && !isOfIndustry(source, 'telecom'),
  }
  const ofPlain = (isTelecom: boolean) =>
    rows.filter(({ source }) => {
      const name = `comments/${String(source)}`
      return name.startsWith('comments/nps-') && isOfIndustry(name, 'telecom') === isTelecom
    })
  return [
    ...kinds.map((name) => ({
      name: `comments ${name}`.slice(0, 21),
      key: `comments/${name}`,
      isLeftOut: (source: string) => source === `comments/${name}`,
      comments: of([name]).map(asPolarity),
    })),
    {
      ...telecom,
      name: 'broadband',
      comments: of(['broadband', 'mobile', 'media']).map(asPolarity),
    },
    { ...telecom, name: 'broadband score', comments: of(TELECOM).flatMap(asScore) },
    { ...telecom, name: 'nps telecom', comments: ofPlain(true).map(asPolarity) },
    { ...telecom, name: 'nps telecom score', comments: ofPlain(true).flatMap(asScore) },
    { ...plain, name: 'nps others', comments: ofPlain(false).map(asPolarity) },
    { ...plain, name: 'nps others score', comments: ofPlain(false).flatMap(asScore) },
    { ...telecom, name: 'northlink score', comments: northlink(corpora) },
  ]
}

function asPolarity(row: Row) {
  return { text: String(row.text), truth: CLASSES[String(row.polarity)] ?? 1 }
}

/** Promoters and detractors as the two signs; nobody else. */
function asScore(row: Row): { readonly text: string; readonly truth: Class }[] {
  if (typeof row.score !== 'number' || row.score === 7 || row.score === 8) return []
  return [{ text: String(row.text), truth: row.score >= 9 ? 2 : 0 }]
}

/** The demonstration corpus, which no model learns from. */
function northlink(corpora: string) {
  const text = readFileSync(join(corpora, 'northlink/data.csv'), 'utf8')
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  return data
    .map((row) => ({
      text: row['Why did you give that score?'] ?? '',
      score: Number(row['Recommend score'] || Number.NaN),
    }))
    .filter(({ text: comment, score }) => comment.trim() !== '' && !Number.isNaN(score))
    .flatMap(asScore)
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
