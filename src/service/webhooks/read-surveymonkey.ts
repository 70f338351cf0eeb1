import { z } from 'zod'
import type { ScoreChoices, WebhookFields } from '../../domain/webhook.ts'
import { checked } from '../surveys/survey-settings.ts'

/** Ids there are numbers; anything else must not get into an address. */
const id = z.string().regex(/^\d{1,30}$/, 'expected an id of digits')

/** The parts of SurveyMonkey's callback that are read. It announces a response and does not carry it. */
const eventSchema = z.looseObject({
  event_type: z.enum(['response_completed', 'response_updated', 'response_deleted']),
  object_type: z.literal('response'),
  object_id: id,
  resources: z.looseObject({ survey_id: id }),
})

const answerSchema = z.looseObject({
  choice_id: z.string().optional(),
  text: z.string().optional(),
})

/** The parts of `GET /v3/surveys/{id}/responses/{id}/details` that are read. */
const responseSchema = z.looseObject({
  id,
  response_status: z.string(),
  collection_mode: z.string().optional(),
  date_created: z.string().optional(),
  date_modified: z.string().optional(),
  custom_variables: z.record(z.string(), z.unknown()).optional(),
  pages: z.array(
    z.looseObject({
      questions: z.array(z.looseObject({ id: z.string(), answers: z.array(answerSchema) })),
    })
  ),
})

/** The parts of `GET /v3/surveys/{id}/details` that are read. */
const surveySchema = z.looseObject({
  pages: z.array(
    z.looseObject({
      questions: z.array(
        z.looseObject({
          id: z.string(),
          answers: z
            .looseObject({
              choices: z
                .array(z.looseObject({ id: z.string(), text: z.string().optional() }))
                .optional(),
            })
            .optional(),
        })
      ),
    })
  ),
})

/** A response that was announced. */
export type AnnouncedResponse = {
  readonly kind: 'changed' | 'deleted'
  readonly toolSurveyId: string
  readonly responseId: string
}

/**
 * Which response a callback announces.
 *
 * @param body - parsed JSON
 * @throws {InvalidRequestError} naming what is missing or other than documented
 * @see https://github.com/SurveyMonkey/public_api_docs (webhook callbacks)
 */
export function readAnnouncement(body: unknown): AnnouncedResponse {
  const { event_type, object_id, resources } = checked(eventSchema, body)
  return {
    kind: event_type === 'response_deleted' ? 'deleted' : 'changed',
    toolSurveyId: resources.survey_id,
    responseId: object_id,
  }
}

/** The score that each choice stands for, of all questions whose choices all name one. */
export function readScoreChoices(body: unknown): ScoreChoices {
  const { pages } = checked(surveySchema, body)
  return Object.fromEntries(
    pages.flatMap(({ questions }) =>
      questions.flatMap(({ id: questionId, answers }) => {
        const choices = answers?.choices ?? []
        const scores = choices.flatMap((choice) => {
          const score = scoreOf(choice.text)
          return score === null ? [] : [[choice.id, score] as const]
        })
        const isScored = scores.length > 1 && scores.length === choices.length
        return isScored ? [[questionId, Object.fromEntries(scores)]] : []
      })
    )
  )
}

/** The only number of a label such as "10" or "Not at all likely - 0". */
function scoreOf(label = ''): number | null {
  const [first, ...others] = label.match(/\d+/g) ?? []
  return first === undefined || others.length > 0 ? null : Number(first)
}

/**
 * The response as a push would send it; null for one that is not finished or only a preview.
 *
 * The score is the first answer to a question whose choices are numbers, or the first that is a number; the comment is
 * the first text with letters; unless `fields` names the questions. Custom variables become segments; `respondentId` and
 * `accountId` among them become those.
 *
 * @param body - parsed JSON of the response's details
 * @throws {InvalidRequestError} if the shape is not that of the documentation
 */
export function readSurveyMonkeyResponse(
  body: unknown,
  fields: WebhookFields,
  choices: ScoreChoices
): Readonly<Record<string, unknown>> | null {
  const response = checked(responseSchema, body)
  const isPreview = /preview/.test(response.collection_mode ?? '')
  if (response.response_status !== 'completed' || isPreview) return null
  const answers = response.pages.flatMap(({ questions }) =>
    questions.flatMap((question) =>
      question.answers.map((answer) => ({ ...answer, questionId: question.id }))
    )
  )
  const scored = answers.map(({ questionId, choice_id, text }) => ({
    questionId,
    score: choices[questionId]?.[choice_id ?? ''] ?? numberIn(text),
  }))
  const score = scored.find((answer) =>
    fields.score === undefined ? answer.score !== null : answer.questionId === fields.score
  )
  const comment = answers.find(({ questionId, text = '' }) =>
    fields.comment === undefined ? /\p{L}/u.test(text) : questionId === fields.comment
  )
  const { respondentId, accountId, ...variables } = response.custom_variables ?? {}
  const isPlain = ([, value]: [string, unknown]) =>
    (typeof value === 'string' && value !== '') || typeof value === 'number'
  return {
    id: response.id,
    at: response.date_modified ?? response.date_created,
    score: score?.score ?? undefined,
    comment: comment?.text,
    respondentId,
    accountId,
    segments: Object.fromEntries(Object.entries(variables).filter(isPlain)),
  }
}

/** Answers to a slider come as text. */
function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : null
}

/** True where an answer was a choice and no number is known of any. */
export function needsChoices(body: unknown, fields: WebhookFields, known: ScoreChoices): boolean {
  const { pages } = checked(responseSchema, body)
  return pages.some(({ questions }) =>
    questions.some(
      ({ id: questionId, answers }) =>
        (fields.score === undefined
          ? Object.keys(known).length === 0
          : questionId === fields.score) &&
        answers.some(
          ({ choice_id }) => choice_id !== undefined && known[questionId]?.[choice_id] === undefined
        )
    )
  )
}
