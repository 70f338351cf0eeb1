// Two stretches of time side by side: the change of NPS, what it is made of, and the people who answered in both.

import type { IntervalEstimate, Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { npsGap, npsInterval } from '../../stats/nps.ts'
import { DEFAULT_CELL_OPTIONS } from '../cells/cell.ts'
import { type GroupTally, tallyCells } from '../cells/tally-cells.ts'
import { themeIndex } from '../cells/theme-index.ts'
import { type ChangeDecomposition, decomposeChange } from './decompose-change.ts'
import { isWithin } from './period-span.ts'
import { type SameRespondents, sameRespondents } from './same-respondents.ts'

export type PeriodComparison = {
  /** As typed. */
  readonly before: string
  readonly after: string
  readonly timeZone: string
  /** Null, like every figure below, where one side has fewer people with a score than `minBase`. */
  readonly npsBefore: IntervalEstimate | null
  readonly npsAfter: IntervalEstimate | null
  /** After minus before, points. */
  readonly npsPoints: (IntervalEstimate & { readonly pValue: number }) | null
  readonly decomposition: ChangeDecomposition | null
  readonly sameRespondents: SameRespondents | null
  readonly warnings: readonly Warning[]
}

export type PeriodChoice = {
  /** Stretches as `isWithin` reads them. */
  readonly before: string
  readonly after: string
  /** Default UTC. */
  readonly timeZone?: string
  readonly confLevel?: number
  /** Fewest people with a score on each side; default 5. */
  readonly minBase?: number
}

function periodsFrom(columns: SurveyColumns, { before, after, timeZone = 'UTC' }: PeriodChoice) {
  const first = isWithin(columns.times, before, { timeZone, option: 'from' })
  const second = isWithin(columns.times, after, { timeZone, option: 'to' })
  return Int32Array.from(columns.times, (_, i) => {
    if (first[i] && second[i]) {
      throw new InvalidOptionError('from, to', 'periods that do not overlap', `${before}, ${after}`)
    }
    if (first[i]) return 0
    return second[i] ? 1 : -1
  })
}

/**
 * Change of NPS between any two stretches of time.
 *
 * @param columns - the survey
 * @param choice - the two stretches, time zone, level, fewest people on each side
 * @returns both NPS, their difference, its parts by theme, and the change among the same people
 * @throws {InvalidOptionError} if a stretch cannot be read, or they overlap
 * @see decomposeChange, sameRespondents
 * @example
 * comparePeriods(columns, { before: '2026-03..2026-05', after: '2026-06' }).npsPoints?.estimate // => -14.2
 */
export function comparePeriods(columns: SurveyColumns, choice: PeriodChoice): PeriodComparison {
  const { before, after, timeZone = 'UTC' } = choice
  const { confLevel, minBase } = { ...DEFAULT_CELL_OPTIONS, ...choice }
  const periodOf = periodsFrom(columns, choice)
  const index = themeIndex(columns)
  const tallies = tallyCells(columns, index, periodOf, 2) as [GroupTally, GroupTally]
  const [smaller, name] = tallies
    .map(({ persons }, i) => [persons, i === 0 ? before : after] as const)
    .reduce((least, side) => (side[0] < least[0] ? side : least))
  if (smaller < Math.max(1, minBase)) {
    const warning = {
      code: 'side-too-small',
      detail: `"${name}" has ${smaller} people with a score; at least ${minBase} on each side are needed.`,
    }
    return {
      ...{ before, after, timeZone, npsBefore: null, npsAfter: null, npsPoints: null },
      ...{ decomposition: null, sameRespondents: null, warnings: [warning] },
    }
  }
  const periods = { periodOf, before: 0, after: 1 }
  const people = sameRespondents(columns, periods, confLevel)
  return {
    before,
    after,
    timeZone,
    npsBefore: npsInterval(tallies[0], confLevel),
    npsAfter: npsInterval(tallies[1], confLevel),
    npsPoints: npsGap(tallies[1], tallies[0], confLevel),
    decomposition: decomposeChange(columns, index, periods, confLevel),
    sameRespondents: people,
    warnings:
      people.base > 0
        ? [
            {
              code: 'same-people-on-both-sides',
              detail: `${people.base} people answered on both sides; the interval of the difference takes the sides as independent and is rather too wide.`,
            },
          ]
        : [],
  }
}
