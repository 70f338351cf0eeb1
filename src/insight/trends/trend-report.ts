// How NPS and themes went over time: a cell per period, what changed last, and what stands out.

import type { EffectEstimate, IntervalEstimate, Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { npsGap } from '../../stats/nps.ts'
import { npsSlope, npsTrend, type TrendTest } from '../../stats/trend-test.ts'
import { type Cell, type CellOptions, DEFAULT_CELL_OPTIONS } from '../cells/cell.ts'
import { describeCells } from '../cells/describe-cells.ts'
import { suppressLine } from '../cells/suppress-cells.ts'
import { type GroupTally, scoredCount, tallyCells } from '../cells/tally-cells.ts'
import { themeIndex } from '../cells/theme-index.ts'
import { type ThemeInteraction, themeInteractions } from '../segments/theme-interactions.ts'
import { type ChangePoint, changePoints } from './change-points.ts'
import { type ChangeDecomposition, decomposeChange } from './decompose-change.ts'
import { forecastNps, type NpsForecast } from './forecast-nps.ts'
import { type PeriodUnit, periodsOf } from './periods.ts'
import { type SameRespondents, sameRespondents } from './same-respondents.ts'
import { findSpikes, type Spike } from './spikes.ts'

export type TrendOptions = Partial<CellOptions> & {
  readonly unit?: PeriodUnit
  /** IANA name; default UTC. */
  readonly timeZone?: string
  /** Most periods (and series) with a false alarm; default 0.05. */
  readonly falseAlarmRate?: number
  /** Most themes whose effect is followed over the periods; 0 leaves it out. Default 0. */
  readonly maxEffectThemes?: number
  readonly seed?: number
}

/** One period; figures against all other periods are in the cell. */
export type PeriodFigures = {
  readonly period: string
  readonly cell: Cell
  /** NPS minus that of the last period before it with scores; null for the first, and where hidden. */
  readonly npsChange: EffectEstimate | null
  /** Alarms by each theme's own past. */
  readonly spikes: readonly Spike[]
}

export type TrendReport = {
  readonly unit: PeriodUnit
  readonly timeZone: string
  /** Every period from first to last; one without answers is a gap, never filled in. */
  readonly periods: readonly PeriodFigures[]
  /** Slope of NPS in points per period; null with fewer than three periods with scores. */
  readonly npsTrend: TrendTest | null
  /** The same slope with its interval, in points per period. */
  readonly npsSlope: IntervalEstimate | null
  readonly changePoints: readonly (Omit<ChangePoint, 'at'> & { readonly period: string })[]
  /** The last period with scores against the one before it; null without two. */
  readonly lastChange: {
    readonly before: string
    readonly after: string
    readonly decomposition: ChangeDecomposition
    readonly sameRespondents: SameRespondents
  } | null
  /** Effects of themes inside each period, cells by index into `periods`. */
  readonly themeEffects: readonly ThemeInteraction[]
  /** NPS of the next period; null with fewer than eight periods with scores. */
  readonly forecast: NpsForecast | null
  readonly untimedCount: number
  readonly warnings: readonly Warning[]
}

/** Periods after which the calendar repeats; looked for once there are two rounds of them. */
const SEASON_PERIODS = { day: 7, week: 52, month: 12, quarter: 4 } as const

/** More periods than this make no readable report; a coarser unit is asked for. */
export const MAX_PERIODS = 1000

function changesOf(tallies: readonly GroupTally[], cells: readonly Cell[], confLevel: number) {
  let last: GroupTally | null = null
  const gaps = tallies.map((tally, i) => {
    if (scoredCount(tally) === 0 || cells[i]?.suppressed !== null) return null
    const gap = last === null ? null : npsGap(tally, last, confLevel)
    last = tally
    return gap
  })
  const qValues = benjaminiHochberg(gaps.flatMap((gap) => (gap === null ? [] : [gap.pValue])))
  let next = 0
  return gaps.map((gap) => (gap === null ? null : { ...gap, qValue: qValues[next++] ?? 1 }))
}

function warningsFor(
  labels: readonly string[],
  tallies: readonly GroupTally[],
  untimedCount: number
): Warning[] {
  const gaps = tallies.filter((tally) => tally.responses === 0).length
  const warnings: Warning[] = []
  if (gaps > 0)
    warnings.push({
      code: 'gaps',
      detail: `${gaps} of ${labels.length} periods have no answer; they are shown as gaps.`,
    })
  if (untimedCount > 0)
    warnings.push({
      code: 'responses-without-time',
      detail: `${untimedCount} responses have no time and are in no period.`,
    })
  return warnings
}

/**
 * NPS and themes over time.
 *
 * @param columns - the survey, in canonical order
 * @param options - unit and time zone of the periods, level, smallest period shown, false alarm rate
 * @returns periods with figures and alarms, the trend, change points, and what the last change is made of
 * @throws {InvalidOptionError} if the time zone is unknown, an option out of range, or there are over 1,000 periods
 * @see periodsOf, decomposeChange, findSpikes, changePoints
 * @example
 * trendReport(columns, { unit: 'month', timeZone: 'Europe/London' }).periods.map((p) => p.cell.figures?.npsPoints)
 */
export function trendReport(columns: SurveyColumns, options: TrendOptions = {}): TrendReport {
  const { unit = 'month', timeZone = 'UTC', falseAlarmRate = 0.05, seed = 1 } = options
  const cellOptions: CellOptions = { ...DEFAULT_CELL_OPTIONS, ...options }
  const { confLevel, minBase } = cellOptions
  const { labels, periodOf } = periodsOf(columns.times, unit, timeZone)
  if (labels.length > MAX_PERIODS) {
    throw new InvalidOptionError('unit', `at most ${MAX_PERIODS} periods`, labels.length)
  }
  const index = themeIndex(columns)
  const tallies = tallyCells(columns, index, periodOf, labels.length)
  const hidden = suppressLine(
    tallies.map((tally) => tally.persons),
    minBase
  )
  const cells = describeCells(
    tallies.map((tally, i) => ({
      keys: [{ field: 'period', bucket: labels[i] ?? '' }],
      isMissing: false,
      tally,
      suppressed: hidden[i] ?? null,
    })),
    columns.themes,
    cellOptions
  )
  const changes = changesOf(tallies, cells, confLevel)
  const shown = tallies.map((tally, i) => (hidden[i] === null ? tally : emptied(tally)))
  const scored = shown.flatMap((tally, i) => (scoredCount(tally) > 0 ? [i] : []))
  const [after, before] = [scored.at(-1), scored.at(-2)]
  const untimedCount = columns.times.filter((time) => time === null).length
  return {
    unit,
    timeZone,
    periods: cells.map((cell, i) => ({
      period: labels[i] ?? '',
      cell,
      npsChange: changes[i] ?? null,
      spikes: findSpikes(
        columns.themes,
        shown,
        { at: i, label: labels[i] ?? '' },
        { falseAlarmRate }
      ),
    })),
    npsTrend: scored.length < 3 ? null : npsTrend(shown),
    npsSlope: scored.length < 3 ? null : npsSlope(shown, confLevel),
    changePoints: changePoints(shown, { falseAlarmRate, confLevel, seed }).map(
      ({ at, ...point }) => ({ period: labels[at] ?? '', ...point })
    ),
    lastChange:
      before === undefined || after === undefined
        ? null
        : lastChangeOf(columns, { periodOf, before, after, labels }, confLevel),
    themeEffects:
      (options.maxEffectThemes ?? 0) === 0
        ? []
        : themeInteractions(
            columns,
            index,
            {
              cellOf: periodOf.map((p) => (hidden[p] === null ? p : -1)),
              cellCount: labels.length,
            },
            { confLevel, maxThemes: options.maxEffectThemes ?? 0 }
          ),
    forecast: forecastNps(shown.map(levelOf), { confLevel, season: SEASON_PERIODS[unit] }),
    untimedCount,
    warnings: warningsFor(labels, tallies, untimedCount),
  }
}

/** NPS of a period; null where nobody gave a score. */
function levelOf(tally: GroupTally): number | null {
  const base = scoredCount(tally)
  return base === 0 ? null : (100 * (tally.promoters - tally.detractors)) / base
}

/** A hidden period as if nobody had answered in it. */
function emptied(tally: GroupTally): GroupTally {
  return { ...tally, responses: 0, commenters: 0, detractors: 0, passives: 0, promoters: 0 }
}

function lastChangeOf(
  columns: SurveyColumns,
  periods: { periodOf: Int32Array; before: number; after: number; labels: readonly string[] },
  confLevel: number
): TrendReport['lastChange'] {
  const decomposition = decomposeChange(columns, themeIndex(columns), periods, confLevel)
  return decomposition === null
    ? null
    : {
        before: periods.labels[periods.before] ?? '',
        after: periods.labels[periods.after] ?? '',
        decomposition,
        sameRespondents: sameRespondents(columns, periods, confLevel),
      }
}
