// One field, or a cross of two: cells with their figures, the trend over ordered buckets, and what to beware of.

import type { Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SegmentValue } from '../../domain/response.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { cochranArmitage, npsTrend, type TrendTest } from '../../stats/trend-test.ts'
import { type Cell, type CellOptions, DEFAULT_CELL_OPTIONS } from '../cells/cell.ts'
import { type CellSketch, checkCellOptions, describeCells } from '../cells/describe-cells.ts'
import { suppressLine, suppressTable } from '../cells/suppress-cells.ts'
import { type GroupTally, scoredCount, tallyCells } from '../cells/tally-cells.ts'
import { type ThemeIndex, themeIndex } from '../cells/theme-index.ts'
import { type BucketedField, type BucketRule, bucketField } from './bucket-field.ts'
import { fieldCautions, isEmployeeField, minBaseFor } from './field-cautions.ts'
import { type SimpsonFinding, simpsonCheck } from './simpson-check.ts'
import { type ThemeInteraction, themeInteractions } from './theme-interactions.ts'

/** A field to cut by. */
export type SegmentField = { readonly field: string; readonly rule?: BucketRule }

export type SegmentOptions = Partial<CellOptions> & {
  /** Fields to look within when a difference is checked; default all the survey's other fields. */
  readonly checkWithin?: readonly string[]
  /** Most themes whose effect is compared between cells; 0 leaves it out. Default 15. */
  readonly maxInteractionThemes?: number
}

/** How one field was cut. */
export type FieldCut = Omit<BucketedField, 'bucketOf'>

/** Change from the first to the last bucket of an ordered field. */
export type OrderedTrend = {
  /** Slopes per bucket: a share, and points. */
  readonly detractorShare: TrendTest
  readonly npsPoints: TrendTest
  /** The two neighbouring buckets between which NPS falls most; null when it never falls. */
  readonly largestDrop: {
    readonly from: string
    readonly to: string
    readonly npsPoints: number
  } | null
}

export type SegmentReport = {
  readonly fields: readonly FieldCut[]
  /** One field: buckets in order. Two: ordered by difference in NPS from the others, lowest first, hidden ones last. */
  readonly cells: readonly Cell[]
  /** Over the shown buckets that have scores; null unless one ordered field with two of them was asked for. */
  readonly trend: OrderedTrend | null
  readonly interactions: readonly (Omit<ThemeInteraction, 'cells'> & {
    readonly cells: readonly (Omit<ThemeInteraction['cells'][number], 'cell'> & {
      readonly keys: Cell['keys']
    })[]
  })[]
  readonly simpson: readonly SimpsonFinding[]
  readonly warnings: readonly Warning[]
}

const DEFAULT_INTERACTION_THEMES = 15

/** Cells whose bases differ more than this are hard to compare by eye. */
const BASE_RATIO_TO_WARN = 5

function cut(columns: SurveyColumns, { field, rule }: SegmentField): BucketedField {
  const values: readonly (SegmentValue | null)[] | undefined = columns.segments[field]
  if (values === undefined) {
    const known = Object.keys(columns.segments).sort().join(', ')
    throw new InvalidOptionError(
      'by',
      `one of ${known || 'the survey’s fields (it has none)'}`,
      field
    )
  }
  return bucketField(field, values, rule ?? { kind: 'auto' })
}

type Layout = {
  readonly cellOf: Int32Array
  readonly keys: readonly (readonly { field: string; bucket: string }[])[]
  readonly isMissing: readonly boolean[]
}

function layOut(fields: readonly BucketedField[]): Layout {
  return fields.reduce<Layout>(
    (layout, { field, buckets, bucketOf }) => ({
      cellOf: layout.cellOf.map((cell, i) => cell * buckets.length + (bucketOf[i] ?? 0)),
      keys: layout.keys.flatMap((keys) =>
        buckets.map(({ label }) => [...keys, { field, bucket: label }])
      ),
      isMissing: layout.isMissing.flatMap((missing) =>
        buckets.map((bucket) => missing || bucket.isMissing)
      ),
    }),
    {
      cellOf: new Int32Array(fields[0]?.bucketOf.length ?? 0),
      keys: [[]],
      isMissing: [false],
    }
  )
}

/**
 * What to hide. "No value" is no trait of anybody, so a small number of blanks is hidden for itself and takes no
 * other cell with it.
 */
function suppression(
  fields: readonly BucketedField[],
  { isMissing }: Layout,
  tallies: readonly GroupTally[],
  minBase: number
): CellSketch['suppressed'][] {
  const sizes = tallies.map(({ persons }, i) => (isMissing[i] ? 0 : persons))
  const width = fields[1]?.buckets.length
  const rows = (fields[0]?.buckets ?? []).map((_, r) =>
    sizes.slice(r * (width ?? 0), (r + 1) * (width ?? 0))
  )
  const hidden =
    width === undefined ? suppressLine(sizes, minBase) : suppressTable(rows, minBase).flat()
  return tallies.map(({ persons }, i) => {
    if (!isMissing[i]) return hidden[i] ?? null
    return persons > 0 && persons < minBase ? 'small' : null
  })
}

function trendOver(field: BucketedField, sketches: readonly CellSketch[]): OrderedTrend | null {
  // Hidden buckets stay out, or the trend would tell about them.
  const ordered = sketches.filter(
    (s) => !s.isMissing && s.suppressed === null && scoredCount(s.tally) > 0
  )
  if (!field.isOrdered || ordered.length < 2) return null
  const groups = ordered.map(({ tally }) => tally)
  const levels = groups.map((t) => (100 * (t.promoters - t.detractors)) / scoredCount(t))
  const name = (i: number) => ordered[i]?.keys[0]?.bucket ?? ''
  const drops = levels
    .slice(1)
    .map((level, i) => ({ from: name(i), to: name(i + 1), npsPoints: level - (levels[i] ?? 0) }))
  const largest = drops.reduce((worst, d) => (d.npsPoints < worst.npsPoints ? d : worst))
  return {
    detractorShare: cochranArmitage(
      groups.map((t) => ({ events: t.detractors, base: scoredCount(t) }))
    ),
    npsPoints: npsTrend(groups),
    largestDrop: largest.npsPoints < 0 ? largest : null,
  }
}

function warningsFor(fields: readonly BucketedField[], cells: readonly Cell[]): Warning[] {
  const warnings = fieldCautions(fields.map((f) => f.field))
  for (const { field, unreadableCount } of fields) {
    if (unreadableCount > 0)
      warnings.push({
        code: 'not-a-number',
        detail: `${unreadableCount} values of "${field}" are not numbers and count as missing.`,
      })
  }
  const hidden = cells.filter((cell) => cell.suppressed !== null).length
  if (hidden > 0)
    warnings.push({
      code: 'cells-hidden',
      detail: `${hidden} of ${cells.length} cells ${hidden === 1 ? 'is' : 'are'} hidden: too few respondents, or they would give such a cell away.`,
    })
  const bases = cells.flatMap((cell) => (cell.base && !cell.isMissing ? [cell.base] : []))
  const [smallest, largest] = [Math.min(...bases), Math.max(...bases)]
  if (bases.length > 1 && largest >= BASE_RATIO_TO_WARN * smallest)
    warnings.push({
      code: 'bases-differ',
      detail: `Bases run from ${smallest} to ${largest} respondents: compare the intervals, not the figures alone.`,
    })
  return warnings
}

function orderCells(cells: readonly Cell[], fields: readonly BucketedField[]): Cell[] {
  // No order of merit for employees: their cells stay in the order of the values.
  if (fields.length < 2 || fields.some((f) => isEmployeeField(f.field))) return [...cells]
  const gap = (cell: Cell) => cell.versusRest?.npsPoints.estimate ?? Number.POSITIVE_INFINITY
  return [...cells].sort((a, b) => (gap(a) === gap(b) ? 0 : gap(a) - gap(b)))
}

function interactionsFor(
  columns: SurveyColumns,
  index: ThemeIndex,
  { layout, sketches }: { layout: Layout; sketches: readonly CellSketch[] },
  options: { confLevel: number; maxThemes: number }
): SegmentReport['interactions'] {
  if (options.maxThemes === 0) return []
  // Only cells that may be shown and stand for a value take part.
  const shown = sketches.flatMap((s, i) => (s.suppressed === null && !s.isMissing ? [i] : []))
  const place = new Map(shown.map((cell, i) => [cell, i]))
  const cellOf = layout.cellOf.map((cell) => place.get(cell) ?? -1)
  return themeInteractions(columns, index, { cellOf, cellCount: shown.length }, options).map(
    ({ cells, ...theme }) => ({
      ...theme,
      cells: cells.map(({ cell, ...effect }) => ({
        keys: layout.keys[shown[cell] ?? -1] ?? [],
        ...effect,
      })),
    })
  )
}

/**
 * Who is unhappy: figures by one field or a cross of two.
 *
 * @param columns - the survey, in canonical order
 * @param by - one or two fields with how to cut them
 * @param options - level, smallest cell shown, themes per cell; fields to check within
 * @returns cells that together hold every response, with what differs, what trends, and warnings
 * @throws {InvalidOptionError} if a field is unknown, none or more than two are given, or an option is out of range
 * @see describeCells, suppressTable, simpsonCheck, themeInteractions
 * @example
 * segmentReport(columns, [{ field: 'persona' }, { field: 'tier' }]).cells[0]?.keys
 * // => [{ field: 'persona', bucket: 'gamer' }, { field: 'tier', bucket: 'basic' }]
 */
export function segmentReport(
  columns: SurveyColumns,
  by: readonly SegmentField[],
  options: SegmentOptions = {}
): SegmentReport {
  if (by.length < 1 || by.length > 2) {
    throw new InvalidOptionError('by', 'one or two fields', by.length)
  }
  const names = by.map(({ field }) => field)
  const { checkWithin, maxInteractionThemes = DEFAULT_INTERACTION_THEMES, ...given } = options
  const asked: CellOptions = { ...DEFAULT_CELL_OPTIONS, ...given }
  checkCellOptions(asked)
  const cellOptions = { ...asked, minBase: minBaseFor(names, asked.minBase) }
  const fields = by.map((field) => cut(columns, field))
  const index = themeIndex(columns)
  const layout = layOut(fields)
  const tallies = tallyCells(columns, index, layout.cellOf, layout.keys.length)
  const hidden = suppression(fields, layout, tallies, cellOptions.minBase)
  const sketches = tallies.map((tally, i) => ({
    tally,
    keys: layout.keys[i] ?? [],
    isMissing: layout.isMissing[i] ?? false,
    suppressed: hidden[i] ?? null,
  }))
  const cells = describeCells(sketches, columns.themes, cellOptions)
  const [only] = fields.length === 1 ? fields : []
  const others = (checkWithin ?? Object.keys(columns.segments).sort())
    .filter((field) => !names.includes(field) && !isEmployeeField(field))
    .map((field) => cut(columns, { field }))
  const hiddenBuckets = new Set(
    sketches.flatMap((s) => (s.suppressed === null ? [] : (s.keys[0]?.bucket ?? [])))
  )
  return {
    fields: fields.map(({ bucketOf: _, ...field }) => field),
    cells: orderCells(cells, fields),
    trend: only === undefined ? null : trendOver(only, sketches),
    interactions: interactionsFor(
      columns,
      index,
      { layout, sketches },
      { confLevel: cellOptions.confLevel, maxThemes: maxInteractionThemes }
    ),
    simpson:
      only === undefined
        ? []
        : simpsonCheck(columns, only, others, cellOptions.confLevel).filter(
            (finding) => !hiddenBuckets.has(finding.bucket)
          ),
    warnings: warningsFor(fields, cells),
  }
}
