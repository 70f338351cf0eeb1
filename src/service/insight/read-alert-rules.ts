import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { AlertRule } from '../../insight/alerts/evaluate-alerts.ts'

const VALUE = z.union([z.string(), z.number(), z.boolean()])
const THEMES = z.array(z.string()).min(1)

const COMMON = {
  id: z.string().trim().min(1),
  silencedUntil: z.iso.datetime({ offset: true }).optional(),
  pauseHours: z.number().positive().optional(),
}

const WHEN = z.strictObject({
  scoreAtMost: z.number().optional(),
  scoreGroup: z.enum(['detractor', 'passive', 'promoter']).optional(),
  themeIds: THEMES.optional(),
  polarity: z.enum(['negative', 'neutral', 'positive']).optional(),
  flags: z
    .array(z.enum(['score-comment-disagreement', 'churn-intent', 'request', 'competitor']))
    .min(1)
    .optional(),
  segments: z.record(z.string(), z.array(VALUE)).optional(),
})

const RULE = z.discriminatedUnion('kind', [
  z.strictObject({ ...COMMON, kind: z.literal('response'), when: WHEN }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('spike'),
    themeIds: THEMES.optional(),
    minMentions: z.int().min(1).optional(),
  }),
])

const RULES = z.union([z.strictObject({ rules: z.array(RULE).min(1) }), z.array(RULE).min(1)])

const HOUR_MS = 3_600_000

/** Without what was left out; times in the units that rules are evaluated in. */
function ruleOf({ silencedUntil, pauseHours, ...rule }: z.infer<typeof RULE>): AlertRule {
  const given = JSON.parse(JSON.stringify(rule)) as AlertRule
  return {
    ...given,
    ...(silencedUntil !== undefined && { silencedUntil: Date.parse(silencedUntil) }),
    ...(pauseHours !== undefined && { pauseMs: pauseHours * HOUR_MS }),
  }
}

/**
 * Alert rules from JSON.
 *
 * @param value - parsed JSON: a list of rules, or `{ "rules": [...] }`
 * @returns rules ready to be evaluated
 * @throws {AppError} `invalid-request` with the place of what is wrong
 * @example
 * readAlertRules([{ id: 'low', kind: 'response', when: { scoreAtMost: 3 } }])
 */
export function readAlertRules(value: unknown): AlertRule[] {
  const isBare = Array.isArray(value)
  const result = (isBare ? RULES.options[1] : RULES.options[0]).safeParse(value)
  if (result.success) {
    return (Array.isArray(result.data) ? result.data : result.data.rules).map(ruleOf)
  }
  const errors = result.error.issues.map(({ path, message }) => ({
    pointer: `/${path.join('/')}`,
    detail: message,
  }))
  const [first] = errors
  throw new AppError('invalid-request', `alert rules: ${first?.pointer}: ${first?.detail}`, errors)
}
