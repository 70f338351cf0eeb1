import type { UsageDay } from '../../store/survey-store.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { isCalendarDay } from '../request/read-time.ts'
import { isoNow, type SurveyContext } from './survey-context.ts'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * What the workspace has used, by day (UTC) and metric: responses and comments taken in.
 *
 * @param range - first and last day, included; the current month up to today by default
 * @throws {InvalidRequestError} if one is no day
 */
export async function readUsage(
  context: SurveyContext,
  range: { readonly from: string | undefined; readonly to: string | undefined }
): Promise<{ readonly from: string; readonly to: string; readonly days: readonly UsageDay[] }> {
  const today = isoNow(context).slice(0, 10)
  const { from = `${today.slice(0, 8)}01`, to = today } = range
  const wrong = Object.entries({ from, to }).filter(([, day]) => !isDay(day))
  if (wrong.length > 0) {
    throw new InvalidRequestError(
      wrong.map(([name]) => ({ pointer: `/${name}`, detail: 'expected a day such as 2026-03-01' }))
    )
  }
  return { from, to, days: await context.store.listUsage(from, to) }
}

function isDay(text: string): boolean {
  const match = DAY.exec(text)
  return match !== null && isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))
}
