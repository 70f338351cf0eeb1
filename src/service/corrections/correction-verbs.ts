import type { Correction, EngineTags, MadeCorrection, Review } from '../../domain/correction.ts'
import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { StoredResponse } from '../../domain/survey.ts'
import type { FoundTheme } from '../../domain/theme.ts'
import type { Page, SurveyData } from '../../store/survey-store.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { taggedResponse } from '../surveys/tag-batch.ts'
import { addCorrectedThemes, type Correcting, createCorrecting } from './correct-tags.ts'
import { readCorrections } from './read-corrections.ts'

/** Corrections of one response, beside what the engine says. */
export type ReviewAnswer = {
  readonly responseId: string
  /** Null where nobody has looked. */
  readonly reviewed: { readonly by: string; readonly at: string } | null
  /** `isApplied` is false while the correction finds nothing to correct, as under other themes. */
  readonly corrections: readonly (MadeCorrection & { readonly isApplied: boolean })[]
  readonly engine: {
    readonly polarity: EngineTags['reading']['polarity']
    readonly clauses: EngineTags['reading']['clauses']
    readonly mentions: EngineTags['mentions']
  }
}

/** Which response. */
export type ResponseAddress = { readonly surveyId: string; readonly responseId: string }

/** @throws {NotFoundError} if there is no such survey or response */
export async function readReview(
  context: SurveyContext,
  { surveyId, responseId }: ResponseAddress
): Promise<ReviewAnswer> {
  const data = await openSurvey(context, surveyId)
  return answerOf(await found(data, responseId), await correctingOf(data))
}

/** Responses that a person has looked at, by arrival. @throws {NotFoundError} */
export async function listReviews(
  context: SurveyContext,
  surveyId: string,
  { limit, after }: { readonly limit: number; readonly after: number | null }
): Promise<Page<ReviewAnswer, number>> {
  const data = await openSurvey(context, surveyId)
  const { entries, next } = await data.listReviewed(limit, after)
  const correcting = await correctingOf(data)
  return { entries: entries.map((response) => answerOf(response, correcting)), next }
}

/**
 * Replaces all corrections of a response. They count at once and win over the engine from then on, whenever the response
 * is tagged anew. The same corrections again change nothing; those that stay keep their maker.
 *
 * @param body - the corrections; an empty list notes that a person looked and agrees
 * @param caller - key that makes them
 * @throws {NotFoundError | InvalidRequestError}
 * @throws {AppError} `edit-conflict` if the response changed at the same moment
 */
export async function putCorrections(
  context: SurveyContext,
  { surveyId, responseId }: ResponseAddress,
  { body, caller }: { readonly body: unknown; readonly caller: string }
): Promise<ReviewAnswer> {
  const data = await openSurvey(context, surveyId)
  const response = await found(data, responseId)
  const corrections = readCorrections(body, response)
  const correcting = await correctingOf(data)
  const at = isoNow(context)
  const made = corrections.map((c) => madeBefore(response.review, c) ?? { ...c, by: caller, at })
  if (isSame(response.review, made)) return answerOf(response, correcting)
  if (made.length > 0) await refuseUnknown(data, correcting, { response, made })
  await replaceReview(context, data, { response, review: { by: caller, at, corrections: made } })
  return readReview(context, { surveyId, responseId })
}

/**
 * Takes all corrections of a response back; the engine's tags hold again. Without any it is no error.
 *
 * @throws {NotFoundError} if there is no such survey or response
 * @throws {AppError} `edit-conflict`
 */
export async function deleteCorrections(
  context: SurveyContext,
  { surveyId, responseId }: ResponseAddress
): Promise<void> {
  const data = await openSurvey(context, surveyId)
  const response = await found(data, responseId)
  if (response.review) await replaceReview(context, data, { response, review: undefined })
}

async function found(data: SurveyData, responseId: string): Promise<StoredResponse> {
  const response = await data.findResponse(responseId)
  if (!response) throw new NotFoundError('response', responseId)
  return response
}

/** Null before the first comment: then no response can have been tagged. */
async function correctingOf(data: SurveyData): Promise<Correcting | null> {
  const model = await data.findModel()
  return model && createCorrecting({ survey: data.survey, ...model })
}

const engineOf = (response: StoredResponse): EngineTags => response.engine ?? response

function answerOf(response: StoredResponse, correcting: Correcting | null): ReviewAnswer {
  const { review, scoreGroup } = response
  const { reading, mentions } = engineOf(response)
  const applied = review && correcting?.correct({ scoreGroup, reading, mentions }, review).applied
  const { polarity, clauses } = reading
  return {
    responseId: response.id,
    reviewed: review ? { by: review.by, at: review.at } : null,
    corrections: (review?.corrections ?? []).map((correction) => ({
      ...correction,
      isApplied: applied?.has(correction) ?? false,
    })),
    engine: { polarity, clauses, mentions },
  }
}

function madeBefore(review: Review | undefined, asked: Correction): MadeCorrection | undefined {
  return review?.corrections.find(({ by, at, ...made }) => textOf(made) === textOf(asked))
}

function isSame(review: Review | undefined, made: readonly MadeCorrection[]): boolean {
  if (!review || review.corrections.length !== made.length) return false
  return made.every((correction) => review.corrections.includes(correction))
}

function textOf(correction: Correction): string {
  return JSON.stringify(Object.entries(correction).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Refuses what speaks of a theme that the survey does not know or of a place where nothing is. */
async function refuseUnknown(
  data: SurveyData,
  correcting: Correcting | null,
  {
    response,
    made,
  }: { readonly response: StoredResponse; readonly made: readonly MadeCorrection[] }
): Promise<void> {
  if (!correcting) throw new NotFoundError('theme', '')
  await refuseUnknownThemes(data, correcting, made)
  const { scoreGroup } = response
  const { reading, mentions } = engineOf(response)
  const review = { by: '', at: '', corrections: made }
  const { applied } = correcting.correct({ scoreGroup, reading, mentions }, review)
  const errors = made.flatMap((correction, index) => {
    // What was made earlier may rest while its theme is away.
    const isOld = response.review?.corrections.includes(correction) ?? false
    if (applied.has(correction) || isOld) return []
    const detail = `expected the place of a ${correction.op === 'clause-polarity' ? 'clause' : 'mention of the theme'}, as GET …/corrections lists them under engine`
    return [{ pointer: `/corrections/${index}`, detail }]
  })
  if (errors.length > 0) throw new InvalidRequestError(errors)
}

async function refuseUnknownThemes(
  data: SurveyData,
  correcting: Correcting,
  made: readonly MadeCorrection[]
): Promise<void> {
  const ids = new Set(made.flatMap((c) => (c.op === 'add-mention' ? [c.themeId] : [])))
  if (ids.size === 0) return
  for (const { id } of await data.findThemes([...ids])) ids.delete(id)
  const defined = addedByEdits(correcting).filter(({ id }) => ids.delete(id))
  if (defined.length > 0) await data.addThemes(correcting.version, defined)
  const errors = made.flatMap((correction, index) =>
    correction.op === 'add-mention' && ids.has(correction.themeId)
      ? [
          {
            pointer: `/corrections/${index}/themeId`,
            detail: `expected a theme of this survey, got "${correction.themeId}"; POST …/theme-edits adds themes`,
          },
        ]
      : []
  )
  if (errors.length > 0) throw new InvalidRequestError(errors)
}

/** Themes that people added and that no comment has mentioned yet. */
function addedByEdits({ edits }: Correcting): FoundTheme[] {
  return edits().flatMap((edit) => {
    if (edit.op !== 'add') return []
    const { id, label, negativeLabel = label, positiveLabel = label, parentId = null } = edit.theme
    const source = 'caller' as const
    return [{ id, label, negativeLabel, positiveLabel, parentId, source, isAffectOnly: false }]
  })
}

async function replaceReview(
  context: SurveyContext,
  data: SurveyData,
  { response, review }: { readonly response: StoredResponse; readonly review: Review | undefined }
): Promise<void> {
  const { reading, mentions } = engineOf(response)
  const { engine: _, review: reviewBefore = null, modelVersion, ...content } = response
  const model = await data.findModel()
  if (!model) throw new NotFoundError('response', response.id)
  const correcting = createCorrecting({ survey: data.survey, ...model })
  const tagged = taggedResponse(
    // Tags stay those of the version that made them, so that a later one still re-tags the response.
    { ...correcting, version: modelVersion },
    { ...content, review },
    { scoreGroup: response.scoreGroup, reading, mentions }
  )
  await addCorrectedThemes(data, correcting, [tagged])
  await data.retagResponses([{ ...tagged, position: response.position, reviewBefore }])
  const kept = await data.findResponse(response.id)
  if (JSON.stringify(kept?.review) !== JSON.stringify(review)) {
    throw new AppError(
      'edit-conflict',
      'expected no other change at the same moment; send it again'
    )
  }
  const { workspaceId } = context.store
  await context.later({ kind: 'refresh', workspaceId, surveyId: data.survey.id })
}
