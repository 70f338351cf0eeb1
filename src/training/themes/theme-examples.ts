import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownTheme } from '../../themes/taxonomy/read-taxonomy.ts'

/** A text with labels of one label set. */
export type LabelledText = {
  /** Label set: `own` for the built-in taxonomy. */
  readonly head: string
  /** What is left out as one: an industry, or a data set. */
  readonly source: string
  readonly text: string
  readonly labels: readonly string[]
  readonly weight: number
}

/** A clause of the project's own corpus, with the comment that it stands in. */
export type OwnClause = {
  readonly industry: string
  readonly comment: string
  readonly theme: string
  readonly text: string
}

/** Label of clauses that are about no theme. */
export const NO_THEME = '-'
/** A seed phrase counts less than a labelled clause: it was made up, not said. */
const SEED_WEIGHT = 0.7
/** Other label sets are there to shape the hidden layer. */
const OTHER_WEIGHT = 0.5

type Row = Readonly<Record<string, unknown>>

function readRows(path: string): readonly Row[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line) => JSON.parse(line) as Row)
}

/** The project's own labelled clauses, in file order. */
export function readOwnClauses(file: string): readonly OwnClause[] {
  return readRows(file).map((row) => ({
    industry: String(row.industry),
    comment: `${row.industry}/${row.comment}`,
    theme: row.theme === null ? NO_THEME : String(row.theme),
    text: String(row.text),
  }))
}

/**
 * Everything that the encoder learns from: own clauses, seed phrases, and the public sets with human topic labels.
 *
 * @param dataFolder - folder of the public sets; those that are missing are left out
 */
export function encoderTexts(
  clauses: readonly OwnClause[],
  themes: readonly KnownTheme[],
  dataFolder: string
): readonly LabelledText[] {
  const rows = (path: string) => readRows(join(dataFolder, path))
  const own = clauses.map(({ industry, theme, text }) => ({
    head: 'own',
    source: industry,
    text,
    labels: [theme],
    weight: 1,
  }))
  const seeds = themes.flatMap((theme) =>
    [theme.label, ...(theme.examples ?? [])].map((text) => ({
      head: 'own',
      source: 'seeds',
      text,
      labels: [theme.id],
      weight: SEED_WEIGHT,
    }))
  )
  return [
    ...own,
    ...seeds,
    ...rows('nhs-fft/neas.jsonl').map(neas),
    ...rows('nhs-fft/criticality.jsonl').map(criticality),
    ...rows('mams/categories-train.jsonl').map(mams),
  ].filter(({ text, labels }) => text.trim() !== '' && labels.length > 0)
}

const UNLABELLED = /^(?:Labelling not possible|Not assigned)$/

function neas(row: Row): LabelledText {
  const labels = (row.labels as readonly string[]).filter((label) => !UNLABELLED.test(label))
  return { head: 'neas', source: 'neas', text: String(row.text), labels, weight: OTHER_WEIGHT }
}

function criticality(row: Row): LabelledText {
  const labels = [String(row.subcategory)]
  return {
    head: 'criticality',
    source: 'criticality',
    text: String(row.text),
    labels,
    weight: OTHER_WEIGHT,
  }
}

function mams(row: Row): LabelledText {
  const categories = row.aspect_categories as readonly { readonly category: string }[]
  const labels = [...new Set(categories.map(({ category }) => category))]
  return { head: 'mams', source: 'mams', text: String(row.text), labels, weight: OTHER_WEIGHT }
}
