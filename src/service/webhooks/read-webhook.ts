import { z } from 'zod'
import type { WebhookFields, WebhookProvider } from '../../domain/webhook.ts'
import { checked } from '../surveys/survey-settings.ts'

const segmentValue = z.union([z.string(), z.number(), z.boolean()])

const typeformField = z.looseObject({ id: z.string(), ref: z.string().optional() })

/** The parts of Typeform's `form_response` that are read. */
const typeformSchema = z.looseObject({
  event_type: z.literal('form_response'),
  form_response: z.looseObject({
    token: z.string().min(1),
    submitted_at: z.string().optional(),
    hidden: z.record(z.string(), z.unknown()).optional(),
    answers: z.array(
      z.looseObject({
        type: z.string(),
        field: typeformField,
        text: z.string().optional(),
        number: z.number().optional(),
      })
    ),
  }),
})

/** The parts of Formbricks' response events that are read. */
const formbricksSchema = z.looseObject({
  event: z.enum(['responseCreated', 'responseUpdated', 'responseFinished']),
  data: z.looseObject({
    id: z.string().min(1),
    createdAt: z.string().optional(),
    data: z.record(z.string(), z.unknown()),
  }),
})

/**
 * The response that a webhook carries, as a push would send it.
 *
 * The score is the first number and the comment the first text among the answers, unless `fields`
 * names the questions. Typeform's hidden fields become segments; `respondentId` and `accountId`
 * among them become those.
 *
 * @param body - parsed JSON
 * @throws {InvalidRequestError} if the shape is not that of the survey tool's documentation
 */
export function readWebhook(
  provider: Exclude<WebhookProvider, 'surveymonkey'>,
  body: unknown,
  fields: WebhookFields
): Readonly<Record<string, unknown>> {
  return provider === 'typeform' ? readTypeform(body, fields) : readFormbricks(body, fields)
}

function readTypeform(body: unknown, fields: WebhookFields) {
  const { token, submitted_at, hidden = {}, answers } = checked(typeformSchema, body).form_response
  const find = (
    named: string | undefined,
    isOfKind: (answer: (typeof answers)[number]) => boolean
  ) =>
    answers.find((answer) =>
      named === undefined
        ? isOfKind(answer)
        : answer.field.id === named || answer.field.ref === named
    )
  const { respondentId, accountId, ...segments } = hidden
  return {
    id: token,
    at: submitted_at,
    score: find(fields.score, ({ type }) => type === 'number')?.number,
    comment: find(fields.comment, ({ type }) => type === 'text')?.text,
    respondentId,
    accountId,
    segments: plainValues(segments),
  }
}

function readFormbricks(body: unknown, fields: WebhookFields) {
  const { id, createdAt, data } = checked(formbricksSchema, body).data
  const first = (type: 'number' | 'string') =>
    Object.values(data).find((value) => (type === 'number' ? isNumber(value) : isText(value)))
  return {
    id,
    at: createdAt,
    score: fields.score === undefined ? first('number') : data[fields.score],
    comment: fields.comment === undefined ? first('string') : data[fields.comment],
  }
}

const isNumber = (value: unknown) => typeof value === 'number'
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''

function plainValues(values: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => segmentValue.safeParse(value).success)
  )
}
