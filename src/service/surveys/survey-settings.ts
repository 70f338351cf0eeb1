import { z } from 'zod'
import type { SurveySettings } from '../../domain/survey.ts'
import { describeIssue } from '../request/describe-issue.ts'
import { describeValue } from '../request/json-pointer.ts'
import { MAX_FIELD_CHARS } from '../request/limits.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { optionsShape } from '../request/request-schema.ts'
import { scaleSchema, scaleSchemaFor } from '../request/scale-schema.ts'

const fieldNames = z.array(z.string().min(1).max(MAX_FIELD_CHARS))

/** Ids appear in addresses, so they keep to letters that need no escaping. */
export const surveyIdSchema = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'expected 1 to 100 letters, digits, dots, hyphens or underscores')

/** The settings of a survey, all with defaults. */
const settingsShape = {
  name: z.string().min(1).max(200).describe('For people; the id by default'),
  question: optionsShape.question,
  scale: scaleSchema.default('nps'),
  themes: optionsShape.themes.unwrap().omit({ model: true, edits: true }).prefault({}),
  drivers: optionsShape.drivers.unwrap().omit({ scenario: true }).prefault({}),
  segmentFields: fieldNames
    .max(10)
    .default([])
    .describe(
      'Segment fields (or `role`, `accountId`) that figures are kept by; filters on these cost least. `drivers.adjustFor` names some of these'
    ),
  rediscoverAboveOtherShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.35)
    .describe('Share of comments that fit no theme above which themes are found anew'),
  masking: z
    .strictObject({ names: z.boolean().describe('Names of people, as far as they can be told') })
    .default({ names: false })
    .describe(
      'What is masked in comments before they are kept, besides addresses and numbers. A change counts for what comes after it'
    ),
  seed: optionsShape.seed,
}

/** Body of `POST /v1/surveys`. */
export const newSurveySchema = z
  .strictObject({
    id: surveyIdSchema.optional(),
    ...settingsShape,
    name: settingsShape.name.optional(),
  })
  .meta({ id: 'NewSurvey', description: 'A survey to make; every setting has a default' })

/** Body of `PATCH /v1/surveys/{surveyId}`: settings to change. The scale and the question stay. */
export const surveyChangeSchema = z
  .strictObject({
    name: settingsShape.name,
    themes: settingsShape.themes,
    drivers: settingsShape.drivers,
    rediscoverAboveOtherShare: settingsShape.rediscoverAboveOtherShare,
    masking: settingsShape.masking,
  })
  .partial()
  .meta({ id: 'SurveyChange', description: 'Settings to change' })

/**
 * Reads the body of a request for a new survey.
 *
 * @param createId - makes the id when the body has none
 * @throws {InvalidRequestError} naming each place that is wrong
 */
export function readNewSurvey(
  body: unknown,
  createId: () => string
): { readonly id: string; readonly settings: SurveySettings } {
  const input = body === undefined ? {} : body
  const given = checked(newSurveySchema, input)
  const scale = scaleSchemaFor((input as { readonly scale?: unknown }).scale ?? 'nps')
  const id = given.id ?? createId()
  const settings: SurveySettings = {
    name: given.name ?? id,
    question: given.question,
    scale: checked(scale, (input as { readonly scale?: unknown }).scale ?? 'nps', ['scale']),
    taxonomy: given.themes.taxonomy,
    discover: given.themes.discover,
    maxThemes: given.themes.maxThemes,
    segmentFields: [...new Set([...given.segmentFields, ...given.drivers.adjustFor])],
    adjustFor: given.drivers.adjustFor,
    minMentions: given.drivers.minMentions,
    confLevel: given.drivers.confLevel,
    seed: given.seed,
    rediscoverAboveOtherShare: given.rediscoverAboveOtherShare,
    masking: given.masking,
  }
  return { id, settings }
}

/**
 * Settings after a change.
 *
 * @param body - the settings to change
 * @throws {InvalidRequestError} naming each place that is wrong
 */
export function readSurveyChange(body: unknown, settings: SurveySettings): SurveySettings {
  const change = checked(surveyChangeSchema, body)
  const unknownField = change.drivers?.adjustFor.findIndex(
    (field) => !settings.segmentFields.includes(field)
  )
  if (unknownField !== undefined && unknownField >= 0) {
    const got = describeValue(change.drivers?.adjustFor[unknownField])
    throw new InvalidRequestError([
      {
        pointer: `/drivers/adjustFor/${unknownField}`,
        detail: `expected one of the survey's segmentFields, got ${got}`,
      },
    ])
  }
  return {
    ...settings,
    ...(change.name !== undefined && { name: change.name }),
    ...change.themes,
    ...(change.drivers && {
      adjustFor: change.drivers.adjustFor,
      minMentions: change.drivers.minMentions,
      confLevel: change.drivers.confLevel,
    }),
    ...(change.masking && { masking: change.masking }),
    ...(change.rediscoverAboveOtherShare !== undefined && {
      rediscoverAboveOtherShare: change.rediscoverAboveOtherShare,
    }),
  }
}

/**
 * The value as its schema reads it.
 *
 * @throws {InvalidRequestError} naming each place that is wrong
 */
export function checked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  base: readonly PropertyKey[] = []
): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new InvalidRequestError(
    result.error.issues.flatMap((issue) => describeIssue(issue, value, base))
  )
}
