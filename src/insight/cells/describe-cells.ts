// Turns counts into cells: levels with intervals, differences from everyone else, themes.

import type { EffectEstimate, IntervalEstimate } from '../../domain/effect.ts'
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

type ThemeSketch = Omit<CellTheme, 'shareDifference'> & { readonly difference: Tested | null }

function sketchThemes(
  cell: GroupTally,
  rest: GroupTally,
  themes: readonly ThemeName[],
  confLevel: number
): ThemeSketch[] {
  if (cell.commenters === 0) return []
  return themes.flatMap(({ id, label }, t) => {
    const mentionCount = cell.mentions[t] ?? 0
    const first = { events: Math.min(mentionCount, cell.commenters), base: cell.commenters }
    const second = {
      events: Math.min(rest.mentions[t] ?? 0, rest.commenters),
      base: rest.commenters,
    }
    if (mentionCount === 0 && second.events === 0) return []
    const difference =
      rest.commenters === 0
        ? null
        : {
            ...shareDifference(first, second, confLevel),
            pValue: shareTest(first, second).pValue,
          }
    return [
      {
        id,
        label,
        mentionCount,
        negativeCount: cell.negative[t] ?? 0,
        neutralCount: cell.neutral[t] ?? 0,
        positiveCount: cell.positive[t] ?? 0,
        mentionShare: wilsonInterval(first, confLevel),
        difference,
      },
    ]
  })
}

/** Hands out q-values over one family of tests; `null` stays `null`. */
function withQValues(tests: readonly (Tested | null)[]): (EffectEstimate | null)[] {
  const qValues = benjaminiHochberg(tests.flatMap((t) => (t === null ? [] : [t.pValue])))
  let next = 0
  return tests.map((test) => (test === null ? null : { ...test, qValue: qValues[next++] ?? 1 }))
}

function byMentions(a: CellTheme, b: CellTheme): number {
  return b.mentionCount - a.mentionCount || (a.id < b.id ? -1 : 1)
}

function finishThemes(
  sketches: readonly ThemeSketch[],
  tested: readonly (EffectEstimate | null)[],
  topThemes: number
): Pick<Cell, 'themes' | 'distinctiveThemes'> {
  const themes = sketches.map(
    ({ difference: _, ...theme }, i): CellTheme => ({
      ...theme,
      shareDifference: tested[i] ?? null,
    })
  )
  const gain = (theme: CellTheme) => theme.shareDifference?.estimate ?? 0
  return {
    themes: themes
      .filter((t) => t.mentionCount > 0)
      .sort(byMentions)
      .slice(0, topThemes),
    distinctiveThemes: themes
      .filter((t) => gain(t) > 0 && (t.shareDifference?.qValue ?? 1) <= DISTINCTIVE_Q)
      .sort((a, b) => gain(b) - gain(a) || byMentions(a, b)),
  }
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
 * @returns one cell per sketch, in the same order
 * @throws {InvalidOptionError} if an option is out of range
 * @see Benjamini and Hochberg (1995) JRSS B 57:289-300
 * @example
 * describeCells(sketches, columns.themes, DEFAULT_CELL_OPTIONS)[0]?.figures?.npsPoints
 */
export function describeCells(
  sketches: readonly CellSketch[],
  themes: readonly ThemeName[],
  options: CellOptions
): Cell[] {
  checkCellOptions(options)
  const { confLevel } = options
  const whole = sumOf(
    sketches.map((s) => s.tally),
    themes.length
  )
  const drafts = sketches.map((sketch) => {
    const isShown = sketch.suppressed === null
    const rest = restOf(whole, sketch.tally)
    return {
      comparison: isShown ? compare(sketch.tally, rest, confLevel) : null,
      themes: isShown ? sketchThemes(sketch.tally, rest, themes, confLevel) : [],
    }
  })
  const nps = withQValues(drafts.map((d) => d.comparison?.npsPoints ?? null))
  const detractors = withQValues(drafts.map((d) => d.comparison?.detractorShare ?? null))
  const themeTests = withQValues(drafts.flatMap((d) => d.themes.map((t) => t.difference)))
  let nextTheme = 0
  return sketches.map(({ keys, isMissing, tally, suppressed }, i): Cell => {
    if (suppressed !== null) return { keys, isMissing, suppressed, ...HIDDEN }
    const sketched = drafts[i]?.themes ?? []
    const tested = themeTests.slice(nextTheme, nextTheme + sketched.length)
    nextTheme += sketched.length
    const base = scoredCount(tally)
    const npsPoints = nps[i] ?? null
    const detractorShare = detractors[i] ?? null
    return {
      keys,
      isMissing,
      suppressed,
      responseCount: tally.responses,
      base,
      commentBase: tally.commenters,
      figures: groupFigures(tally, confLevel),
      versusRest: npsPoints && detractorShare ? { npsPoints, detractorShare } : null,
      ...finishThemes(sketched, tested, options.topThemes),
      flags: base < SMALL_BASE ? ['small-base'] : [],
    }
  })
}
