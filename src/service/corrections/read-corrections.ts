import { z } from 'zod'
import type { Correction } from '../../domain/correction.ts'
import { OTHER_THEME_ID, type StoredResponse } from '../../domain/survey.ts'
import { describeValue } from '../request/json-pointer.ts'
import { MAX_FIELD_CHARS } from '../request/limits.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { checked } from '../surveys/survey-settings.ts'

/** More corrections than this are no correction but another comment. */
const MAX_CORRECTIONS = 200

const offset = z.int().min(0)
const place = {
  start: offset.describe('UTF-16 offset into the comment as kept'),
  end: offset.describe('End of the place, excluded'),
}
const polarity = z.enum(['negative', 'neutral', 'positive'])
const themeId = z.string().min(1).max(MAX_FIELD_CHARS).describe('Id of a theme')

/** One correction, as sent. */
export const correctionSchema = z
  .discriminatedUnion('op', [
    z
      .strictObject({
        op: z.literal('comment-polarity'),
        polarity: z.enum(['negative', 'neutral', 'positive', 'mixed']),
      })
      .describe('Polarity of the whole comment'),
    z
      .strictObject({ op: z.literal('clause-polarity'), ...place, polarity })
      .describe('Polarity of a clause and of all its mentions'),
    z
      .strictObject({ op: z.literal('mention-polarity'), themeId, ...place, polarity })
      .describe('Polarity of one mention alone'),
    z
      .strictObject({ op: z.literal('remove-mention'), themeId, ...place })
      .describe('The clause is not about the theme'),
    z
      .strictObject({ op: z.literal('add-mention'), themeId, ...place, polarity })
      .describe('The words are about the theme'),
  ])
  .meta({ id: 'Correction', description: 'What a person says of a response against the engine' })

/** Body of `PUT …/corrections`. */
export const correctionsSchema = z
  .strictObject({
    corrections: z
      .array(correctionSchema)
      .max(MAX_CORRECTIONS)
      .describe('All corrections of the response; an empty list notes that the engine was right'),
  })
  .meta({
    id: 'Corrections',
    example: {
      corrections: [
        { op: 'clause-polarity', start: 0, end: 30, polarity: 'negative' },
        { op: 'remove-mention', themeId: 'price', start: 0, end: 30 },
      ],
    },
  })

/**
 * Reads the corrections of one response; places must lie in its comment, and two of them must not contradict.
 *
 * @param body - parsed JSON
 * @throws {InvalidRequestError} naming each correction that is wrong
 */
export function readCorrections(
  body: unknown,
  { comment = '' }: Pick<StoredResponse, 'comment'>
): readonly Correction[] {
  const { corrections } = checked(correctionsSchema, body)
  const seen = new Set<string>()
  const errors = corrections.flatMap((correction, index) => {
    const pointer = `/corrections/${index}`
    const detail =
      wrongPlace(correction, comment) ?? wrongTheme(correction) ?? again(correction, seen)
    return detail === null ? [] : [{ pointer, detail }]
  })
  if (errors.length > 0) throw new InvalidRequestError(errors)
  return corrections
}

function wrongPlace(correction: Correction, comment: string): string | null {
  if (correction.op === 'comment-polarity') {
    return comment === '' ? 'expected a response with a comment' : null
  }
  const { start, end } = correction
  if (start < end && end <= comment.length && comment.slice(start, end).trim() !== '') return null
  return `expected start < end ≤ ${comment.length} around words of the comment, got ${start} to ${end}`
}

function wrongTheme(correction: Correction): string | null {
  if (!('themeId' in correction) || correction.themeId !== OTHER_THEME_ID) return null
  return `expected a theme, got ${describeValue(OTHER_THEME_ID)}, which is what is left without one`
}

function again(correction: Correction, seen: Set<string>): string | null {
  const key = targetOf(correction)
  if (seen.has(key)) return 'expected one correction of this place, got a second one'
  seen.add(key)
  return null
}

/** What a correction speaks of; two about the same thing contradict or repeat each other. */
function targetOf(correction: Correction): string {
  if (correction.op === 'comment-polarity') return 'comment'
  const { start, end } = correction
  const theme = 'themeId' in correction ? correction.themeId : null
  return JSON.stringify([theme, start, end])
}
