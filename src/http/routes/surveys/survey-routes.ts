import type { OpenAPIHono } from '@hono/zod-openapi'
import { toCursor } from '../../../service/surveys/cursor.ts'
import { newSurveySchema, surveyChangeSchema } from '../../../service/surveys/survey-settings.ts'
import {
  changeSurvey,
  createSurvey,
  deleteSurvey,
  listSurveys,
  readSurvey,
} from '../../../service/surveys/survey-verbs.ts'
import { addStoredRoutes, type StoredRoute } from '../../add-route.ts'
import type { AppEnv, AppOptions } from '../../app-env.ts'
import { readJsonBody } from '../../read-json-body.ts'
import { surveyPageSchema, surveySchema } from '../../schemas/survey-schema.ts'
import { pageOf, pageQuery, surveyParams } from './survey-params.ts'

const PAGE: readonly [number, number] = [200, 50]

const LIST = '/v1/surveys'
const ONE = '/v1/surveys/{surveyId}'

const notFound = { 404: 'There is no such survey in your workspace' }

const CREATE = {
  method: 'post',
  path: LIST,
  operationId: 'createSurvey',
  tag: 'Surveys',
  summary: 'Make a survey',
  description: 'Every setting has a default: `{}` makes an NPS survey with built-in themes.',
  scope: 'write',
  body: newSurveySchema,
  status: 201,
  answer: surveySchema,
  problems: { 409: 'A survey of this id exists', 422: 'A setting is wrong' },
} as const satisfies StoredRoute

const READ_ALL = {
  method: 'get',
  path: LIST,
  operationId: 'listSurveys',
  tag: 'Surveys',
  summary: 'List surveys',
  scope: 'read',
  query: pageQuery(...PAGE),
  status: 200,
  answer: surveyPageSchema,
} as const satisfies StoredRoute

const READ = {
  method: 'get',
  path: ONE,
  operationId: 'readSurvey',
  tag: 'Surveys',
  summary: 'Read a survey',
  scope: 'read',
  params: surveyParams,
  status: 200,
  answer: surveySchema,
  problems: notFound,
} as const satisfies StoredRoute

const CHANGE = {
  method: 'patch',
  path: ONE,
  operationId: 'changeSurvey',
  tag: 'Surveys',
  summary: 'Change settings of a survey',
  description: 'A new taxonomy takes effect when themes are found next.',
  scope: 'write',
  params: surveyParams,
  body: surveyChangeSchema,
  status: 200,
  answer: surveySchema,
  problems: { ...notFound, 422: 'A setting is wrong' },
} as const satisfies StoredRoute

const DELETE = {
  method: 'delete',
  path: ONE,
  operationId: 'deleteSurvey',
  tag: 'Surveys',
  summary: 'Delete a survey with all its responses',
  scope: 'admin',
  params: surveyParams,
  status: 204,
  problems: notFound,
} as const satisfies StoredRoute

/** The routes of surveys, for the types of clients. */
export type SurveyRoutes =
  | typeof CREATE
  | typeof READ_ALL
  | typeof READ
  | typeof CHANGE
  | typeof DELETE

/** Adds the routes of surveys themselves. */
export function addSurveyRoutes(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  const { maxBodyBytes } = options.limits
  addStoredRoutes(app, options, [
    [
      CREATE,
      async ({ c, context }) => {
        const survey = await createSurvey(context, await readJsonBody(c, maxBodyBytes))
        return c.json(survey, 201, { location: `/v1/surveys/${survey.id}` })
      },
    ],
    [
      READ_ALL,
      async ({ c, context }) => {
        const { limit, after } = pageOf(c, 'string', PAGE)
        const { entries, next } = await listSurveys(context, limit, after)
        return c.json({ surveys: entries, next: toCursor(next) }, 200)
      },
    ],
    [READ, async ({ c, context, param }) => c.json(await readSurvey(context, param('surveyId')))],
    [
      CHANGE,
      async ({ c, context, param }) => {
        const body = await readJsonBody(c, maxBodyBytes)
        return c.json(await changeSurvey(context, param('surveyId'), body))
      },
    ],
    [
      DELETE,
      async ({ c, context, param }) => {
        await deleteSurvey(context, param('surveyId'))
        return c.body(null, 204)
      },
    ],
  ])
}
