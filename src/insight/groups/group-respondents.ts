// Groups of respondents by behaviour, each with its NPS and themes; or the answer that there are none.

import type { Warning } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { type Cell, type CellOptions, DEFAULT_CELL_OPTIONS } from '../cells/cell.ts'
import { describeCells } from '../cells/describe-cells.ts'
import { suppressLine } from '../cells/suppress-cells.ts'
import { tallyCells } from '../cells/tally-cells.ts'
import { themeIndex } from '../cells/theme-index.ts'
import { type Feature, featureTable } from '../prediction/feature-table.ts'
import { isSensitiveField } from '../segments/field-cautions.ts'
import { findGroups } from './find-groups.ts'

/** One group of respondents. */
export type RespondentGroup = {
  readonly cell: Cell
  /** What sets it apart, in standard deviations from everybody, furthest first. */
  readonly traits: readonly { readonly name: string; readonly distance: number }[]
}

export type RespondentGroups = {
  /** `[]` for "no structure". */
  readonly groups: readonly RespondentGroup[]
  readonly silhouette: number | null
  /** Group of each response by index into `groups`; -1 without structure. */
  readonly groupOf: readonly number[]
  readonly warnings: readonly Warning[]
}

/** Traits closer to everybody than this are not worth a word. */
const MIN_TRAIT_DISTANCE = 0.5

/** Columns of levels, field by field. */
function levelsOf(features: readonly Feature[]): number[][] {
  const fields = new Map<string, number[]>()
  features.forEach(({ source, kind }, column) => {
    if (kind === 'level') fields.set(source, [...(fields.get(source) ?? []), column])
  })
  return [...fields.values()]
}

/**
 * Groups respondents by segment fields, and shows how each group scores.
 *
 * Scores and themes take no part in the grouping, so that comparing groups by NPS is no circle. Protected traits are
 * left out unless named.
 *
 * @param columns - the survey, in canonical order
 * @param options - fields (default all but protected traits), most groups, seed, and options of cells
 * @returns groups with figures; none, with a warning, when the respondents show no structure
 * @throws {InvalidOptionError} if an option is out of range
 * @see findGroups
 * @example
 * groupRespondents(columns, { fields: ['orders', 'tenure'] }).groups.length // => 3
 */
export function groupRespondents(
  columns: SurveyColumns,
  options: Partial<CellOptions> & {
    readonly fields?: readonly string[]
    readonly maxGroups?: number
    readonly seed?: number
  } = {}
): RespondentGroups {
  const { fields, maxGroups = 6, seed = 1, ...given } = options
  const cellOptions: CellOptions = { ...DEFAULT_CELL_OPTIONS, ...given }
  const used =
    fields ??
    Object.keys(columns.segments)
      .sort()
      .filter((f) => !isSensitiveField(f))
  const index = themeIndex(columns)
  const table = featureTable({ ...columns, themes: [] }, index, used)
  const points = columns.scoreGroups.map((_, row) =>
    Array.from(table.values.subarray(row * table.columnCount, (row + 1) * table.columnCount))
  )
  const found = findGroups(points, { maxGroups, seed, levels: levelsOf(table.features) })
  if (found === null) {
    return {
      groups: [],
      silhouette: null,
      groupOf: points.map(() => -1),
      warnings: [
        {
          code: 'no-structure',
          detail: `By ${used.map((f) => `"${f}"`).join(', ') || 'no field'} the respondents form no groups: any division would be arbitrary.`,
        },
      ],
    }
  }
  const tallies = tallyCells(columns, index, found.groupOf, found.groups.length)
  const hidden = suppressLine(
    tallies.map((tally) => tally.persons),
    cellOptions.minBase
  )
  const cells = describeCells(
    tallies.map((tally, i) => ({
      keys: [{ field: 'group', bucket: String(i + 1) }],
      isMissing: false,
      tally,
      suppressed: hidden[i] ?? null,
    })),
    columns.themes,
    cellOptions
  )
  return {
    groups: cells.map((cell, i) => ({
      cell,
      traits: table.features
        .map(({ name, centre }, c) => ({
          name,
          distance: (found.groups[i]?.centre[c] ?? centre) - centre,
        }))
        .filter(({ distance }) => Math.abs(distance) >= MIN_TRAIT_DISTANCE)
        .sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance)),
    })),
    silhouette: found.silhouette,
    groupOf: Array.from(found.groupOf),
    warnings: [],
  }
}
