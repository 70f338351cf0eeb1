import type { Warning } from '../../domain/effect.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { entryOf, itemAt } from '../../stats/at.ts'
import { warning } from '../words.ts'
import type { Survey } from './survey.ts'
import { countPeople, type ScoredKinds } from './survey-counts.ts'

/** A segment field as the models see it. */
export type AdjustedField = {
  readonly field: string
  readonly kind: 'category' | 'terciles'
  /** In the order of the columns; the first is the level that the others are compared with. */
  readonly levels: readonly { readonly label: string; readonly base: number }[]
  /** Upper limits of the lower and middle tercile, included; null for categories. */
  readonly edges: readonly [number, number] | null
  /** Index into `levels` of each scored kind of response. */
  readonly levelOf: readonly number[]
}

/** Segment fields and the presence of a comment as 0/1 columns. */
export type Covariates = {
  readonly columnCount: number
  /** Per scored kind of response: active columns, ascending, from 0. */
  readonly active: readonly (readonly number[])[]
  readonly fields: readonly AdjustedField[]
  readonly adjustsForCommenting: boolean
  readonly warnings: readonly Warning[]
}

/** More levels than this are cut to the most frequent, the others grouped. */
const MAX_LEVELS = 10
/** A level with fewer scored respondents joins the grouped ones. */
const MIN_LEVEL_BASE = 10
/** Events, or non-events where they are fewer, needed for each column of covariates. */
const EVENTS_PER_COVARIATE = 10
/** Label of levels too rare for a column of their own. */
const OTHER_LEVELS = '(other)'
const MISSING_LEVEL = '(missing)'
/** Numbers with more distinct values than this are cut into terciles. */
const MAX_DISTINCT_NUMBERS = 3

function labelOf(value: SegmentValue | null): string {
  return value === null ? MISSING_LEVEL : String(value)
}

/** Responses by value. */
function countValues<V>(values: readonly V[], counts: readonly number[]): Map<V, number> {
  const sums = new Map<V, number>()
  values.forEach((value, i) => {
    sums.set(value, (sums.get(value) ?? 0) + itemAt(counts, i))
  })
  return sums
}

/** Upper limits of the lower two thirds, as values that occur, so that equal values never part. */
function tercileEdges(counts: ReadonlyMap<number, number>): readonly [number, number] {
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const base = sorted.reduce((sum, [, count]) => sum + count, 0)
  const edge = (share: number) => {
    let left = Math.ceil(base * share)
    return itemAt(
      sorted.filter(([, count]) => {
        left -= count
        return left <= 0
      }),
      0
    )[0]
  }
  return [edge(1 / 3), edge(2 / 3)]
}

function tercileLabel(value: SegmentValue | null, [low, high]: readonly [number, number]): string {
  if (value === null) return MISSING_LEVEL
  if (Number(value) <= low) return `≤ ${low}`
  return Number(value) <= high ? `${low} to ${high}` : `> ${high}`
}

type FieldLabels = Pick<AdjustedField, 'kind' | 'edges'> & { readonly labels: readonly string[] }

function labelField(
  values: readonly (SegmentValue | null)[],
  { kinds, counts }: Pick<ScoredKinds, 'kinds' | 'counts'>
): FieldLabels {
  const own = kinds.map((kind) => itemAt(values, kind))
  const countOf = countValues(own, counts)
  const known = [...countOf].filter(([value]) => value !== null)
  const numbers = new Map(known.flatMap(([v, n]) => (typeof v === 'number' ? [[v, n]] : [])))
  const isNumeric = numbers.size === known.length && numbers.size > MAX_DISTINCT_NUMBERS
  if (!isNumeric) return { kind: 'category', edges: null, labels: own.map(labelOf) }
  const edges = tercileEdges(numbers)
  return { kind: 'terciles', edges, labels: own.map((value) => tercileLabel(value, edges)) }
}

/** Frequent levels first; ties by label, so that the order of responses changes nothing. */
function countLevels(
  labels: readonly string[],
  counts: readonly number[]
): { label: string; base: number }[] {
  return [...countValues(labels, counts)]
    .map(([label, base]) => ({ label, base }))
    .sort((a, b) => b.base - a.base || (a.label < b.label ? -1 : 1))
}

function groupRareLevels(
  labels: readonly string[],
  counts: readonly number[]
): {
  readonly labels: readonly string[]
  readonly groupedCount: number
} {
  const frequent = countLevels(labels, counts)
    .filter(({ base }) => base >= MIN_LEVEL_BASE)
    .slice(0, MAX_LEVELS)
  const kept = new Set(frequent.map(({ label }) => label))
  const groupedCount = new Set(labels.filter((label) => !kept.has(label))).size
  if (groupedCount <= 1) return { labels, groupedCount: 0 }
  return {
    labels: labels.map((label) => (kept.has(label) ? label : OTHER_LEVELS)),
    groupedCount,
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : 1

type Encoder = {
  readonly counts: readonly number[]
  readonly active: number[][]
  columnCount: number
  readonly limit: number
}

/** Adds a field's columns, or says why it could not. */
function encodeField(
  encoder: Encoder,
  field: string,
  { kind, edges, labels }: FieldLabels
): { readonly field: AdjustedField | null; readonly warnings: readonly Warning[] } {
  const grouped = groupRareLevels(labels, encoder.counts)
  const levels = countLevels(grouped.labels, encoder.counts)
  const warnings: Warning[] = []
  if (levels.length < 2) {
    return { field: null, warnings: [warning('segment-constant', { field })] }
  }
  if (encoder.columnCount + levels.length - 1 > encoder.limit) {
    const facts = { field, columns: levels.length - 1, room: encoder.limit - encoder.columnCount }
    return { field: null, warnings: [warning('segment-left-out', facts)] }
  }
  if (grouped.groupedCount > 0) {
    const facts = { field, grouped: grouped.groupedCount, kept: levels.length - 1 }
    warnings.push(warning('segment-levels-grouped', facts))
  }
  const indexOf = new Map(levels.map(({ label }, i) => [label, i]))
  const levelOf = grouped.labels.map((label) => entryOf(indexOf, label))
  const first = encoder.columnCount
  levelOf.forEach((level, i) => {
    if (level > 0) itemAt(encoder.active, i).push(first + level - 1)
  })
  encoder.columnCount += levels.length - 1
  return { field: { field, kind, levels, edges, levelOf }, warnings }
}

/**
 * Turns segment fields into the columns that effects are adjusted for.
 *
 * Numbers with more than three values become terciles, a missing value is a level of its own, rare levels are
 * grouped, and a field that would leave too few events per column is left out; each of these is warned of.
 * Where some scored respondents left no usable comment, a column for commenting is added, since people who
 * comment score differently whatever they say.
 *
 * @param survey - counted survey; columns are one for every ten of the fewer of detractors and others, at least two
 * @returns columns aligned with the scored kinds of responses
 * @see Greenland, Mansournia and Altman (2016) BMJ 352:i1981 on sparse data and many covariates
 * @example
 * encodeCovariates(survey).fields[0]?.kind // => 'terciles'
 */
export function encodeCovariates({ tally, scored, people }: Survey): Covariates {
  const { kinds, counts } = scored
  const fewer = Math.min(people.detractors, people.base - people.detractors)
  const limit = Math.max(2, Math.floor(fewer / EVENTS_PER_COVARIATE))
  const encoder: Encoder = { counts, active: kinds.map(() => []), columnCount: 0, limit }
  const warnings: Warning[] = []
  const commenters = kinds.filter((kind) => tally.hasUsableComment[kind])
  const commenterCount = countPeople(tally, commenters)
  const smaller = Math.min(commenterCount, people.base - commenterCount)
  const adjustsForCommenting = smaller >= MIN_LEVEL_BASE
  if (adjustsForCommenting) {
    encoder.columnCount = 1
    kinds.forEach((kind, i) => {
      if (tally.hasUsableComment[kind]) itemAt(encoder.active, i).push(0)
    })
  }
  const fields: AdjustedField[] = []
  for (const [field, values] of Object.entries(tally.segments).sort(byName)) {
    const labelled = labelField(values, scored)
    const encoded = encodeField(encoder, field, labelled)
    if (encoded.field !== null) fields.push(encoded.field)
    warnings.push(...encoded.warnings)
  }
  const { active, columnCount } = encoder
  return { columnCount, active, fields, adjustsForCommenting, warnings }
}
