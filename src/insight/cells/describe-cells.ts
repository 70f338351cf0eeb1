// Turns counts into cells: levels with intervals, differences from everyone else, themes.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { npsGap, npsInterval } from '../../stats/nps.ts'
import { shareDifference, shareTest, wilsonInterval } from '../../stats/proportion.ts'
import {
  type Cell,
  type CellKey,
  type CellOptions,
  type CellTheme,
  type GroupFigures,
  SMALL_BASE,
  type Suppression,
} from './cell.ts'
import { type GroupTally, restOf, scoredCount, sumOf } from './tally-cells.ts'

/** A difference that still waits for its q-value. */
type Tested = IntervalEstimate & { readonly pValue: number }

/** A cell before it is described. */
export type CellSketch = {
  readonly keys: readonly CellKey[]
  readonly isMissing: boolean
  readonly tally: GroupTally
  readonly suppressed: Suppression | null
}

/** Themes of the survey as cells name them. */
export type ThemeName = { readonly id: string; readonly label: string }

const DISTINCTIVE_Q = 0.05

/**
 * Throws unless the options are in range.
 *
 * @param options - options of a report
 * @throws {InvalidOptionError} if the level is not inside (0, 1), or a count is not a whole number in range
 * @see CellOptions
 * @example
 * checkCellOptions({ confLevel: 0.95, minBase: 5, topThemes: 5 })
 */
export function checkCellOptions({ confLevel, minBase, topThemes }: CellOptions): void {
  if (!(confLevel > 0 && confLevel < 1)) {
    throw new InvalidOptionError('confLevel', 'a number inside (0, 1)', confLevel)
  }
  if (!(Number.isInteger(minBase) && minBase >= 1)) {
    throw new InvalidOptionError('minBase', 'a whole number of 1 or more', minBase)
  }
  if (!(Number.isInteger(topThemes) && topThemes >= 0)) {
    throw new InvalidOptionError('topThemes', 'a whole number of 0 or more', topThemes)
  }
}

/**
 * NPS and shares of a group with intervals.
 *
 * @param tally - counts of the group
 * @param confLevel - in (0, 1)
 * @returns the figures; null when nobody gave a score
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see npsInterval
 * @example
 * groupFigures(tally, 0.95)?.npsPoints.estimate // => -12.5
 */
export function groupFigures(tally: GroupTally, confLevel: number): GroupFigures | null {
  const base = scoredCount(tally)
  if (base === 0) return null
  return {
    npsPoints: npsInterval(tally, confLevel),
    detractorShare: wilsonInterval({ events: tally.detractors, base }, confLevel),
    passiveShare: wilsonInterval({ events: tally.passives, base }, confLevel),
    promoterShare: wilsonInterval({ events: tally.promoters, base }, confLevel),
  }
}

type Comparison = { readonly npsPoints: Tested; readonly detractorShare: Tested }

function compare(cell: GroupTally, rest: GroupTally, confLevel: number): Comparison | null {
  const base = scoredCount(cell)
  const restBase = scoredCount(rest)
  if (base === 0 || restBase === 0) return null
  const first = { events: cell.detractors, base }
  const second = { events: rest.detractors, base: restBase }
  return {
    npsPoints: npsGap(cell, rest, confLevel),
    detractorShare: {
      ...shareDifference(first, second, confLevel),
      pValue: shareTest(first, second).pValue,
    },
  }
}

/** Shares of commenters who raise a theme: in the cell, and in all others. */
function sharesOf(cell: GroupTally, rest: GroupTally, theme: number) {
  return {
    first: { events: Math.min(cell.mentions[theme] ?? 0, cell.commenters), base: cell.commenters },
    second: { events: Math.min(rest.mentions[theme] ?? 0, rest.commenters), base: rest.commenters },
  }
}

/** Whether a theme is compared between a cell and the others. */
function isCompared(cell: GroupTally, rest: GroupTally, theme: number): boolean {
  if (cell.commenters === 0 || rest.commenters === 0) return false
  return (cell.mentions[theme] ?? 0) > 0 || (rest.mentions[theme] ?? 0) > 0
}

/**
 * P-values of all themes in one cell, in their order. Numbers only: thousands of accounts with dozens of themes are too
 * many to hold as objects.
 */
function themePValues(cell: GroupTally, rest: GroupTally, themeCount: number): number[] {
  const pValues: number[] = []
  for (let theme = 0; theme < themeCount; theme++) {
    if (!isCompared(cell, rest, theme)) continue
    const { first, second } = sharesOf(cell, rest, theme)
    pValues.push(shareTest(first, second).pValue)
  }
  return pValues
}

type CellThemes = {
  readonly cell: GroupTally
  readonly rest: GroupTally
  readonly themes: readonly ThemeName[]
  /** Of the compared themes, in their order. */
  readonly qValues: readonly number[]
}

/** The themes of a cell that are shown: the most mentioned, and those raised more than elsewhere. */
function shownThemes(
  { cell, rest, themes, qValues }: CellThemes,
  { confLevel, topThemes }: CellOptions
): Pick<Cell, 'themes' | 'distinctiveThemes'> {
  if (cell.commenters === 0) return { themes: [], distinctiveThemes: [] }
  let compared = 0
  const candidates = themes.flatMap(({ id }, theme) => {
    const mentionCount = cell.mentions[theme] ?? 0
    const qValue = isCompared(cell, rest, theme) ? (qValues[compared++] ?? 1) : null
    if (mentionCount === 0) return []
    const { first, second } = sharesOf(cell, rest, theme)
    const gain =
      qValue === null ? 0 : first.events / first.base - second.events / Math.max(1, second.base)
    return [{ theme, id, mentionCount, qValue, gain }]
  })
  type Candidate = (typeof candidates)[number]
  const described = ({ theme, mentionCount, qValue }: Candidate): CellTheme => {
    const { first, second } = sharesOf(cell, rest, theme)
    const difference =
      qValue === null
        ? null
        : {
            ...shareDifference(first, second, confLevel),
            pValue: shareTest(first, second).pValue,
            qValue,
          }
    return {
      id: themes[theme]?.id ?? '',
      label: themes[theme]?.label ?? '',
      mentionCount,
      negativeCount: cell.negative[theme] ?? 0,
      neutralCount: cell.neutral[theme] ?? 0,
      positiveCount: cell.positive[theme] ?? 0,
      mentionShare: wilsonInterval(first, confLevel),
      shareDifference: difference,
    }
  }
  const byMentions = (a: Candidate, b: Candidate) =>
    b.mentionCount - a.mentionCount || (a.id < b.id ? -1 : 1)
  return {
    themes: [...candidates].sort(byMentions).slice(0, topThemes).map(described),
    distinctiveThemes: candidates
      .filter(({ gain, qValue }) => gain > 0 && (qValue ?? 1) <= DISTINCTIVE_Q)
      .sort((a, b) => b.gain - a.gain || byMentions(a, b))
      .map(described),
  }
}

/** Q-values over one family of tests; `null` stays `null`. */
function qValuesOf(pValues: readonly (number | null)[]): (number | null)[] {
  const qValues = benjaminiHochberg(pValues.filter((pValue) => pValue !== null))
  let next = 0
  return pValues.map((pValue) => (pValue === null ? null : (qValues[next++] ?? 1)))
}

const HIDDEN = {
  responseCount: null,
  base: null,
  commentBase: null,
  figures: null,
  versusRest: null,
  themes: [],
  distinctiveThemes: [],
  flags: [],
} as const satisfies Partial<Cell>

/**
 * Cells with their figures, differences from all other cells together, and themes.
 *
 * Q-values hold the false discovery rate over the cells shown: one family for NPS, one for detractor
 * shares, one for all themes of all cells. Hidden cells still count among "the others".
 *
 * @param sketches - cells that share no response, with what is to be hidden
 * @param themes - themes of the survey, as in the tallies
 * @param options - level, and themes per cell
 * @param wanted - cells to describe, by their place; all by default. The others count in every comparison and q-value
 * @returns one cell per wanted sketch, in the order of `wanted`
 * @throws {InvalidOptionError} if an option is out of range
 * @see Benjamini and Hochberg (1995) JRSS B 57:289-300
 * @example
 * describeCells(sketches, columns.themes, DEFAULT_CELL_OPTIONS)[0]?.figures?.npsPoints
 */
export function describeCells(
  sketches: readonly CellSketch[],
  themes: readonly ThemeName[],
  options: CellOptions,
  wanted: readonly number[] = sketches.map((_, i) => i)
): Cell[] {
  checkCellOptions(options)
  const { confLevel } = options
  const tallies = sketches.map(({ tally }) => tally)
  const whole = sumOf(tallies, themes.length)
  // Numbers first: of thousands of cells only those that are wanted become objects.
  const drafts = sketches.map(({ tally, suppressed }) => {
    if (suppressed !== null) return { nps: null, detractors: null, themes: [] }
    const rest = restOf(whole, tally)
    const comparison = compare(tally, rest, confLevel)
    return {
      nps: comparison?.npsPoints.pValue ?? null,
      detractors: comparison?.detractorShare.pValue ?? null,
      themes: themePValues(tally, rest, themes.length),
    }
  })
  const nps = qValuesOf(drafts.map((draft) => draft.nps))
  const detractors = qValuesOf(drafts.map((draft) => draft.detractors))
  const themeQValues = benjaminiHochberg(drafts.flatMap((draft) => draft.themes))
  const starts = new Uint32Array(sketches.length + 1)
  drafts.forEach((draft, i) => {
    starts[i + 1] = (starts[i] ?? 0) + draft.themes.length
  })
  return wanted.flatMap((i): Cell[] => {
    const sketch = sketches[i]
    if (sketch === undefined) return []
    const { keys, isMissing, tally, suppressed } = sketch
    if (suppressed !== null) return [{ keys, isMissing, suppressed, ...HIDDEN }]
    const rest = restOf(whole, tally)
    const comparison = compare(tally, rest, confLevel)
    const base = scoredCount(tally)
    return [
      {
        keys,
        isMissing,
        suppressed,
        responseCount: tally.responses,
        base,
        commentBase: tally.commenters,
        figures: groupFigures(tally, confLevel),
        versusRest: comparison && {
          npsPoints: { ...comparison.npsPoints, qValue: nps[i] ?? 1 },
          detractorShare: { ...comparison.detractorShare, qValue: detractors[i] ?? 1 },
        },
        ...shownThemes(
          { cell: tally, rest, themes, qValues: themeQValues.slice(starts[i], starts[i + 1]) },
          options
        ),
        flags: base < SMALL_BASE ? ['small-base'] : [],
      },
    ]
  })
}
