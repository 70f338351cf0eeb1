import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { type BeforeAfter, beforeAfter } from '../../insight/trends/before-after.ts'
import { isoTime } from '../request/read-time.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** An action and how to look at it; names as typed. */
export type ActionRequest = {
  /** Moment of the action, ISO 8601; a bare day begins at midnight UTC. */
  readonly at: string
  /** Days looked at on each side; default 90. */
  readonly days?: number | undefined
  /** Days after the action that count for neither side; default 0. */
  readonly settleDays?: number | undefined
  /** Theme that the action was about: id or label. */
  readonly theme?: string | undefined
  /** Whom it reached: `FIELD=VALUE`; default everybody. */
  readonly touched?: string | undefined
  readonly minBase?: number | undefined
  readonly confLevel: number
}

/** Change around an action, with what was asked. */
export type ActionReport = BeforeAfter & {
  readonly at: string
  readonly days: number
  readonly settleDays: number
  readonly theme: { readonly id: string; readonly label: string } | null
  readonly touched: { readonly field: string; readonly value: string } | null
}

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 90

function themeAt({ columns }: Pick<JoinedSurvey, 'columns'>, name: string): number {
  const wanted = name.trim().toLowerCase()
  const found = columns.themes.findIndex(
    ({ id, label }) => id === name || label.toLowerCase() === wanted
  )
  if (found === -1) {
    const known = columns.themes.map(({ id }) => id).join(', ')
    throw new InvalidOptionError('theme', `one of ${known}`, name)
  }
  return found
}

function readTouched({ columns }: Pick<JoinedSurvey, 'columns'>, text: string) {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidOptionError('touched', 'FIELD=VALUE', text)
  const field = resolveField(text.slice(0, at), Object.keys(columns.segments))
  return { field, value: text.slice(at + 1).trim() }
}

/**
 * Before and after an action.
 *
 * @param survey - joined responses
 * @param request - when, how long, about what, whom it reached
 * @returns changes with figures cut to twelve digits; null figures, with a warning, where a side is too small
 * @throws {InvalidOptionError} if the time, theme or field cannot be understood
 */
export function describeAction(
  survey: Pick<JoinedSurvey, 'columns'>,
  request: ActionRequest
): ActionReport {
  const { days = DEFAULT_DAYS, settleDays = 0, minBase, confLevel } = request
  const { columns } = survey
  const iso = isoTime(request.at.trim())
  if (iso === null) throw new InvalidOptionError('at', 'a date such as 2026-06-01', request.at)
  const theme = request.theme === undefined ? null : themeAt(survey, request.theme)
  const touched = request.touched === undefined ? null : readTouched(survey, request.touched)
  const values = touched && columns.segments[touched.field]
  const report = beforeAfter(
    columns,
    {
      at: Date.parse(iso),
      windowMs: days * DAY_MS,
      settleMs: settleDays * DAY_MS,
      ...(theme !== null && { theme }),
      ...(values && {
        isTouched: values.map((v) => String(v).toLowerCase() === touched.value.toLowerCase()),
      }),
      ...(minBase !== undefined && { minBase }),
    },
    confLevel
  )
  const named = theme === null ? undefined : columns.themes[theme]
  return roundFigures({
    at: iso,
    days,
    settleDays,
    theme: named ? { id: named.id, label: named.label } : null,
    touched,
    ...report,
  })
}
