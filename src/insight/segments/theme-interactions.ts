// Does a theme do more harm in one cell than in another? Its effect inside each cell, adjusted for the other
// themes, and one test per theme of whether the effects differ.

import type { EffectEstimate, IntervalEstimate } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { at } from '../../stats/at.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { combinationStdError, fitFirth } from '../../stats/firth-logistic.ts'
import { chiSquareTail } from '../../stats/gamma.ts'
import { normalShareDifference } from '../../stats/normal.ts'
import { removalEffect } from '../../stats/removal-effect.ts'
import { binaryDesign, groupPatterns } from '../../stats/sparse-design.ts'
import { cholesky, solveCholesky } from '../../stats/symmetric-matrix.ts'
import { POLARITY_BIT, type ThemeIndex } from '../cells/theme-index.ts'

/** Effect of one theme inside one cell. */
export type CellThemeEffect = {
  readonly cell: number
  /** Negative mentions by scored respondents of the cell. */
  readonly negativeCount: number
  /** On detractor share of the cell, in [-1, 1]; null where the cell has too few mentions to tell. */
  readonly effect: EffectEstimate | null
}

/** How the effect of one theme differs between cells. */
export type ThemeInteraction = {
  readonly themeId: string
  readonly label: string
  readonly cells: readonly CellThemeEffect[]
  /** Test of equal log odds ratios in the cells with enough mentions; null with fewer than two of them. */
  readonly test: {
    readonly statistic: number
    readonly degrees: number
    readonly pValue: number
    readonly qValue: number
    readonly method: string
  } | null
}

/** Fewest negative mentions, and fewest scored respondents without one, for an effect inside a cell. */
export const MIN_MENTIONS_IN_CELL = 5

/** An interaction counts as found, for the other themes' models, at this level over all themes (Bonferroni). */
const FOUND_LEVEL = 0.05

type Rows = {
  /** Distinct combinations of cell and negatively mentioned themes. */
  readonly cells: readonly number[]
  readonly themes: readonly (readonly number[])[]
  readonly trials: Float64Array
  readonly events: Float64Array
}

/** Responses with a score and a cell, gathered into distinct combinations of cell and themes. */
function gatherRows(
  columns: SurveyColumns,
  index: ThemeIndex,
  cellOf: Int32Array,
  cellCount: number
): Rows {
  const kept: number[] = []
  const combinations: number[][] = []
  columns.scoreGroups.forEach((group, i) => {
    const cell = cellOf[i] ?? -1
    if (group === null || cell < 0 || cell >= cellCount) return
    const row = [cell]
    for (let k = index.starts[i] ?? 0; k < (index.starts[i + 1] ?? 0); k++) {
      const theme = index.themes[k] ?? 0
      const isNegative = ((index.polarities[k] ?? 0) & POLARITY_BIT.negative) !== 0
      if (isNegative && columns.themes[theme]?.isAffectOnly === false) row.push(cellCount + theme)
    }
    kept.push(i)
    combinations.push(row)
  })
  const { patterns, patternOf } = groupPatterns(combinations)
  const trials = new Float64Array(patterns.length)
  const events = new Float64Array(patterns.length)
  kept.forEach((response, i) => {
    const pattern = patternOf[i] ?? 0
    trials[pattern] = at(trials, pattern) + 1
    if (columns.scoreGroups[response] === 'detractor') events[pattern] = at(events, pattern) + 1
  })
  return {
    cells: patterns.map((p) => p[0] ?? 0),
    themes: patterns.map((p) => p.slice(1).map((column) => column - cellCount)),
    trials,
    events,
  }
}

/** Mentions of one theme and their absence in each cell. */
function countsByCell(rows: Rows, theme: number, cellCount: number) {
  const counts = Array.from({ length: cellCount }, () => ({ mentions: 0, others: 0 }))
  rows.cells.forEach((cell, i) => {
    const count = counts[cell]
    if (count === undefined) return
    if (rows.themes[i]?.includes(theme)) count.mentions += at(rows.trials, i)
    else count.others += at(rows.trials, i)
  })
  return counts
}

type Model = {
  readonly rows: Rows
  /** Column of each theme and cell in the design; absent where left out. */
  readonly themeColumn: ReadonlyMap<number, number>
  readonly cellColumn: ReadonlyMap<number, number>
}

/** A theme that gets a slope of its own in each of these cells. */
type Slopes = { readonly theme: number; readonly cells: readonly number[] }

/** Fits themes + cells, with separate slopes; those of the first entry are the ones to be tested. */
function fitWith(model: Model, slopes: readonly Slopes[]) {
  const { rows, themeColumn, cellColumn } = model
  let next = 1 + themeColumn.size + cellColumn.size
  const columnsOf = slopes.map(({ theme, cells }) => ({
    theme,
    byCell: new Map(cells.map((cell) => [cell, next++])),
  }))
  const patterns = rows.cells.map((cell, i) => {
    const themes = rows.themes[i] ?? []
    const own = columnsOf.map(({ theme, byCell }) =>
      themes.includes(theme) ? byCell.get(cell) : undefined
    )
    return [...themes.map((t) => themeColumn.get(t)), cellColumn.get(cell), ...own]
      .filter((column) => column !== undefined)
      .sort((a, b) => a - b)
  })
  const design = binaryDesign(patterns, next)
  const fit = fitFirth(design, { trials: rows.trials, events: rows.events })
  const slopeColumn = columnsOf[0]?.byCell ?? new Map<number, number>()
  return fit === null ? null : { design, fit, slopeColumn }
}

type Fitted = NonNullable<ReturnType<typeof fitWith>>

function effectInCell(
  { rows, themeColumn }: Model,
  { design, fit, slopeColumn }: Fitted,
  { theme, cell, confLevel }: { theme: number; cell: number; confLevel: number }
): IntervalEstimate & { readonly pValue: number } {
  const trials = rows.trials.map((count, i) => (rows.cells[i] === cell ? count : 0))
  const base = trials.reduce((sum, n) => sum + n, 0)
  const removed = new Map<number, number>([[themeColumn.get(theme) ?? 0, 0]])
  const slope = slopeColumn.get(cell)
  if (slope !== undefined) removed.set(slope, 0)
  const { estimate, gradient, patterns, falls } = removalEffect(design, trials, fit, removed)
  let squares = 0
  patterns.forEach((pattern, i) => {
    squares += at(trials, pattern) * at(falls, i) ** 2
  })
  // Two sources: the coefficients, and who happened to answer in this cell.
  const drawn = Math.max(0, squares / base - estimate ** 2) / base
  const stdError = Math.hypot(combinationStdError(fit, gradient), Math.sqrt(drawn))
  const method = 'g-computation-firth-interaction'
  return normalShareDifference(estimate, stdError, { confLevel, method, base })
}

/** Wald statistic of "all separate slopes are 0", that is, the same effect in every able cell. */
function waldStatistic({ fit, design, slopeColumn }: Fitted): number | null {
  const columns = [...slopeColumn.values()]
  const slopes = Float64Array.from(columns, (column) => at(fit.coefficients, column))
  const covariance = Float64Array.from(
    columns.flatMap((a) => columns.map((b) => at(fit.covariance, a * design.columnCount + b)))
  )
  const factor = cholesky(covariance, columns.length)
  if (factor === null) return null
  return solveCholesky(factor, slopes).reduce((sum, x, i) => sum + x * at(slopes, i), 0)
}

type Draft = {
  readonly cells: readonly (Omit<CellThemeEffect, 'effect'> & {
    readonly effect: ReturnType<typeof effectInCell> | null
  })[]
  readonly test: {
    readonly statistic: number
    readonly degrees: number
    readonly pValue: number
  } | null
}

/** Cells with enough mentions of a theme, and enough people without one. */
function ableCells(rows: Rows, theme: number, cellCount: number): number[] {
  return countsByCell(rows, theme, cellCount).flatMap(({ mentions, others }, cell) =>
    mentions >= MIN_MENTIONS_IN_CELL && others >= MIN_MENTIONS_IN_CELL ? [cell] : []
  )
}

function draftFor(
  model: Model,
  theme: number,
  options: {
    readonly cellCount: number
    readonly confLevel: number
    readonly others: readonly Slopes[]
  }
): Draft {
  const { cellCount, confLevel, others } = options
  const able = ableCells(model.rows, theme, cellCount)
  // The first able cell keeps the theme's own slope; cells with few mentions share it.
  const own = { theme, cells: able.slice(1) }
  const full = able.length === 0 ? null : fitWith(model, [own, ...others])
  const statistic = full === null || able.length < 2 ? null : waldStatistic(full)
  const degrees = able.length - 1
  return {
    cells: countsByCell(model.rows, theme, cellCount).map(({ mentions }, cell) => ({
      cell,
      negativeCount: mentions,
      effect:
        full !== null && able.includes(cell)
          ? effectInCell(model, full, { theme, cell, confLevel })
          : null,
    })),
    test:
      statistic === null
        ? null
        : { statistic, degrees, pValue: chiSquareTail(Math.max(0, statistic), degrees) },
  }
}

/**
 * Drafts of all themes, in two passes: an interaction found in the first is allowed for in the second, or a theme
 * that goes with it would seem to interact too.
 */
function draftAll(
  model: Model,
  themes: readonly number[],
  { cellCount, confLevel }: { cellCount: number; confLevel: number }
): (Draft & { readonly theme: number })[] {
  const first = themes.map((theme) => ({
    theme,
    ...draftFor(model, theme, { cellCount, confLevel, others: [] }),
  }))
  const found = first
    .filter(({ test }) => test !== null && test.pValue * themes.length <= FOUND_LEVEL)
    .map(({ theme }) => ({ theme, cells: ableCells(model.rows, theme, cellCount).slice(1) }))
  return first.map((draft) => {
    const others = found.filter(({ theme }) => theme !== draft.theme)
    if (others.length === 0) return draft
    return {
      theme: draft.theme,
      ...draftFor(model, draft.theme, { cellCount, confLevel, others }),
    }
  })
}

/** Themes with enough negative mentions to have a column, most mentioned first, as many as the scores allow. */
function themesToModel(rows: Rows, themeCount: number, cellCount: number): number[] {
  const mentions = new Float64Array(themeCount)
  rows.themes.forEach((themes, i) => {
    for (const theme of themes) mentions[theme] = at(mentions, theme) + at(rows.trials, i)
  })
  const base = rows.trials.reduce((sum, n) => sum + n, 0)
  const detractors = rows.events.reduce((sum, n) => sum + n, 0)
  // Five respondents on the rarer side per column, as for the ranking of themes.
  const room = Math.floor(Math.min(detractors, base - detractors) / 5) - cellCount
  return Array.from({ length: themeCount }, (_, theme) => theme)
    .filter((theme) => {
      const count = at(mentions, theme)
      return count >= MIN_MENTIONS_IN_CELL && base - count >= MIN_MENTIONS_IN_CELL
    })
    .sort((a, b) => at(mentions, b) - at(mentions, a) || a - b)
    .slice(0, Math.max(0, room))
}

/**
 * Effects of themes on detractor share inside each cell, and whether they differ between cells.
 *
 * One regression per theme: all themes, all cells, and a slope of its own for this theme in every cell with
 * enough mentions. The test compares odds ratios, so a mere difference in the cells' bases is not taken for one.
 *
 * @param columns - the survey
 * @param index - its themes by response
 * @param cells - cell of each response (-1 leaves it out) and number of cells
 * @param options - level in (0, 1), and the most themes to look at
 * @returns one entry per theme that can be modelled, most mentioned first; q-values over all tests, and over all
 *   effects, of the report; `[]` when scores or mentions are too few
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Firth (1993) Biometrika 80:27-38; Robins (1986) Mathematical Modelling 7:1393-1512
 * @example
 * themeInteractions(columns, index, { cellOf, cellCount: 3 }, { confLevel: 0.95, maxThemes: 15 })[0]?.test?.qValue
 */
export function themeInteractions(
  columns: SurveyColumns,
  index: ThemeIndex,
  cells: { readonly cellOf: Int32Array; readonly cellCount: number },
  options: { readonly confLevel: number; readonly maxThemes: number }
): ThemeInteraction[] {
  const { cellOf, cellCount } = cells
  const rows = gatherRows(columns, index, cellOf, cellCount)
  const themes = themesToModel(rows, columns.themes.length, cellCount)
  const occupied = [...new Set(rows.cells)].sort((a, b) => a - b)
  const themeColumn = new Map(themes.map((theme, i) => [theme, i + 1]))
  const cellColumn = new Map(
    occupied.slice(1).map((cell, i) => [cell, 1 + themes.length + i] as const)
  )
  const model: Model = { rows, themeColumn, cellColumn }
  const drafts = draftAll(model, themes.slice(0, options.maxThemes), { cellCount, ...options })
  const testQ = benjaminiHochberg(drafts.flatMap((d) => (d.test === null ? [] : [d.test.pValue])))
  const effectQ = benjaminiHochberg(
    drafts.flatMap((d) => d.cells.flatMap((c) => (c.effect === null ? [] : [c.effect.pValue])))
  )
  let nextTest = 0
  let nextEffect = 0
  return drafts.map(({ theme, cells: drafted, test }) => ({
    themeId: columns.themes[theme]?.id ?? '',
    label: columns.themes[theme]?.label ?? '',
    cells: drafted.map(({ effect, ...cell }) => ({
      ...cell,
      effect: effect === null ? null : { ...effect, qValue: effectQ[nextEffect++] ?? 1 },
    })),
    test:
      test === null
        ? null
        : { ...test, qValue: testQ[nextTest++] ?? 1, method: 'wald-firth-interaction' },
  }))
}
