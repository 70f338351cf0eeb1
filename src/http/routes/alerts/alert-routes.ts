import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { LoggedDelivery } from '../../../domain/alert.ts'
import {
  deleteRule,
  findRule,
  listDeliveries,
  listRules,
  readSilences,
  saveRule,
  setSilences,
  testRule,
} from '../../../service/alerts/alert-verbs.ts'
import { alertRuleSchema, silencesSchema } from '../../../service/alerts/rule-schema.ts'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { checked } from '../../../service/surveys/survey-settings.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import {
  deliveryPageSchema,
  keptRuleSchema,
  ruleListSchema,
  testResultSchema,
} from '../../schemas/alert-schema.ts'
import { pageOf, pageQuery, surveyParams } from '../surveys/survey-params.ts'

const PAGE: readonly [number, number] = [500, 50]

const RULES = '/v1/surveys/{surveyId}/alert-rules'
const ruleParams = surveyParams.extend({ ruleId: z.string() })
const state = z.enum(['pending', 'delivered', 'failed', 'held']).optional()

const all = { tag: 'Alerts', params: surveyParams, status: 200 } as const
const one = { ...all, path: `${RULES}/{ruleId}`, params: ruleParams } as const
const noSurvey = { 404: 'There is no such survey' }
const noRule = { 404: 'There is no such survey or rule' }
const wrong = { 422: 'The rule is wrong, or its webhook is not there' }

const READ_ALL = {
  ...all,
  method: 'get',
  path: RULES,
  operationId: 'listAlertRules',
  summary: 'Rules of a survey, the oldest first',
  scope: 'read',
  answer: ruleListSchema,
  problems: noSurvey,
} as const satisfies StoredRoute

const CREATE = {
  ...all,
  method: 'post',
  path: RULES,
  operationId: 'createAlertRule',
  summary: 'Send a webhook when a score, theme, flag, segment or spike calls for it',
  description:
    'Looks at what arrives from now on. Each event makes one alert a rule, signed as Standard Webhooks has it, sent up to nine times with growing pauses. The team comes from `case-routes`.',
  scope: 'write',
  body: alertRuleSchema,
  status: 201,
  answer: keptRuleSchema,
  problems: { ...noSurvey, ...wrong },
} as const satisfies StoredRoute

const READ = {
  ...one,
  method: 'get',
  operationId: 'readAlertRule',
  summary: 'One rule',
  scope: 'read',
  answer: keptRuleSchema,
  problems: noRule,
} as const satisfies StoredRoute

const CHANGE = {
  ...one,
  method: 'put',
  operationId: 'changeAlertRule',
  summary: 'Put a rule in the place of another, or silence it',
  scope: 'write',
  body: alertRuleSchema,
  answer: keptRuleSchema,
  problems: { ...noRule, ...wrong },
} as const satisfies StoredRoute

const DELETE = {
  ...one,
  method: 'delete',
  operationId: 'deleteAlertRule',
  summary: 'Delete a rule; what waits is not sent',
  scope: 'write',
  status: 204,
  problems: noRule,
} as const satisfies StoredRoute

const TEST = {
  ...one,
  method: 'post',
  path: `${RULES}/{ruleId}/test`,
  operationId: 'testAlertRule',
  summary: 'Send a signed sample at once',
  scope: 'write',
  answer: testResultSchema,
  problems: noRule,
} as const satisfies StoredRoute

const SILENCES = {
  ...all,
  method: 'get',
  path: '/v1/surveys/{surveyId}/alert-silences',
  operationId: 'readAlertSilences',
  summary: 'What makes no alert for a while',
  scope: 'read',
  answer: silencesSchema,
  problems: noSurvey,
} as const satisfies StoredRoute

const SET_SILENCES = {
  ...all,
  method: 'put',
  path: '/v1/surveys/{surveyId}/alert-silences',
  operationId: 'setAlertSilences',
  summary: 'Silence a survey or accounts until a time',
  scope: 'write',
  body: silencesSchema,
  answer: silencesSchema,
  problems: { ...noSurvey, 422: 'The silences are wrong' },
} as const satisfies StoredRoute

const LOG = {
  ...all,
  method: 'get',
  path: '/v1/surveys/{surveyId}/deliveries',
  operationId: 'listDeliveries',
  summary: 'What was sent, with status and latency',
  scope: 'read',
  query: z.object({ ruleId: z.string().optional(), state }).extend(pageQuery(...PAGE).shape),
  answer: deliveryPageSchema,
  problems: { ...noSurvey, 422: 'A parameter is wrong' },
} as const satisfies StoredRoute

/** Descriptions of these routes, for the typed client. */
export type AlertRoutes =
  | typeof READ_ALL
  | typeof CREATE
  | typeof READ
  | typeof CHANGE
  | typeof DELETE
  | typeof TEST
  | typeof SILENCES
  | typeof SET_SILENCES
  | typeof LOG

/** Adds the routes of alert rules, silences and the delivery log. */
export function addAlertRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const { maxBodyBytes } = options.limits
  addStoredRoutes(app, options, [
    [
      READ_ALL,
      async ({ c, context, param }) =>
        c.json({ rules: await listRules(context, param('surveyId')) }),
    ],
    [
      CREATE,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        const rule = await saveRule(context, param('surveyId'), { ruleId: null, body })
        c.header('Location', `/v1/surveys/${param('surveyId')}/alert-rules/${rule.id}`)
        return c.json(rule, 201)
      },
    ],
    [
      READ,
      async ({ c, context, param }) =>
        c.json(await findRule(context, param('surveyId'), param('ruleId'))),
    ],
    [
      CHANGE,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        const change = { ruleId: param('ruleId'), body }
        return c.json(await saveRule(context, param('surveyId'), change))
      },
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteRule(context, param('surveyId'), param('ruleId'))
        return c.body(null, 204)
      },
    ],
    [
      TEST,
      async ({ c, context, param }) =>
        c.json(await testRule(context, param('surveyId'), param('ruleId'))),
    ],
    [
      SILENCES,
      async ({ c, context, param }) => c.json(await readSilences(context, param('surveyId'))),
    ],
    [
      SET_SILENCES,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        return c.json(await setSilences(context, param('surveyId'), body))
      },
    ],
    [
      LOG,
      async ({ c, context, param }) => {
        const { entries, next } = await listDeliveries(context, param('surveyId'), {
          ...pageOf(c, 'number', PAGE),
          ruleId: c.req.query('ruleId'),
          state: checked(state, c.req.query('state'), ['state']),
        })
        return c.json({ deliveries: entries.map(shown), next: toCursor(next) })
      },
    ],
  ])
}

function shown(delivery: LoggedDelivery) {
  const { targetId, createdAtMs, nextAtMs, endedAtMs, ...rest } = delivery
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  return {
    ...rest,
    webhookId: targetId,
    createdAt: iso(createdAtMs),
    nextAttemptAt: iso(nextAtMs),
    endedAt: iso(endedAtMs),
  }
}
