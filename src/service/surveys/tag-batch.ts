import type { ResponseTagging, Tagging, TaggingRequest } from '../../analysis/tag-responses.ts'
import type { KeptReview } from '../../domain/correction.ts'
import type { SegmentValue, SurveyResponse } from '../../domain/response.ts'
import type {
  ResponseGroup,
  Reviewed,
  Survey,
  TaggedResponse,
  ThemeModelVersion,
} from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import {
  addCorrectedThemes,
  type Correcting,
  createCorrecting,
} from '../corrections/correct-tags.ts'

/** Reads and tags responses as `tagResponses` does, here or elsewhere. */
export type Tag = (request: TaggingRequest) => Promise<Tagging>

/** Everything that tagging one batch depends on. */
export type TagBatch = {
  readonly tag: Tag
  readonly data: SurveyData
  readonly responses: readonly SurveyResponse[]
  /** Time of now, ISO 8601. */
  readonly at: string
}

/**
 * Tags responses with the survey's current themes; the first batch starts them from the taxonomy.
 *
 * @param batch - responses, masked already
 * @returns responses ready to be kept, in the order given
 */
export async function tagBatch({ tag, data, responses, at }: TagBatch): Promise<TaggedResponse[]> {
  const { survey } = data
  const current = await data.findModel()
  const tagging = await tag({
    question: survey.question,
    scale: survey.scale,
    themes: { ...survey, discover: false, model: current?.model ?? null },
    responses,
  })
  const version = current ? current.version : await startModel(data, tagging, at)
  if (current) await addNewThemes(data, current, tagging)
  const correcting = createCorrecting({ survey, version, model: current?.model ?? tagging.model })
  const reviews = await reviewsOf(data, responses)
  const tagged = responses.flatMap((response, index) => {
    const tags = tagging.tags[index]
    const review = reviews.get(response.id)
    // With another comment than before, corrections no longer apply.
    const own = review && review.comment === (response.comment ?? null) ? review : undefined
    return tags ? [taggedResponse(correcting, { ...response, review: own?.review }, tags)] : []
  })
  await addCorrectedThemes(data, correcting, tagged)
  return tagged
}

async function reviewsOf(
  data: SurveyData,
  responses: readonly SurveyResponse[]
): Promise<ReadonlyMap<string, KeptReview>> {
  const found = await data.findReviews(responses.map(({ id }) => id))
  return new Map(found.map((review) => [review.responseId, review]))
}

async function startModel(data: SurveyData, { themes, model }: Tagging, at: string) {
  const version = 1
  await data.addModel({
    version,
    model,
    themes,
    quality: null,
    origin: 'taxonomy',
    commentCount: 0,
    createdAt: at,
  })
  // Of two first batches at the same moment one starts the model; the themes of both are shown.
  await data.addThemes(version, themes)
  return version
}

async function addNewThemes(
  data: SurveyData,
  current: ThemeModelVersion,
  { themes }: Tagging
): Promise<void> {
  const known = new Set(current.themes.map(({ id }) => id))
  const added = themes.filter(({ id }) => !known.has(id))
  if (added.length > 0) await data.addThemes(current.version, added)
}

/**
 * A response with its tags, as a person corrected them, and the group that counts it.
 *
 * @param engine - tags as the engine gives them; kept beside the corrected ones
 */
export function taggedResponse(
  { survey, version: modelVersion, correct }: Pick<Correcting, 'survey' | 'version' | 'correct'>,
  response: SurveyResponse & Reviewed,
  engine: ResponseTagging
): TaggedResponse {
  const { review } = response
  const { scoreGroup, reading, mentions } = review ? correct(engine, review).tags : engine
  const isUsable = reading.content === 'opinion'
  const pattern = patternOf(mentions)
  const segments = declaredSegments(survey, response)
  const group = { isUsable, scoreGroup, pattern, segments }
  return {
    ...response,
    engine: review ? { reading: engine.reading, mentions: engine.mentions } : undefined,
    reading,
    mentions,
    group: { key: groupKey(group), ...group },
    modelVersion,
  }
}

/** A group in one text; equal groups have equal keys. */
export function groupKey(group: Omit<ResponseGroup, 'key'>): string {
  const { scoreGroup, isUsable, pattern, segments } = group
  const pairs = pattern.map(({ themeId, polarity }) => [themeId, polarity])
  return JSON.stringify([scoreGroup, isUsable, pairs, segments])
}

function patternOf(mentions: ResponseTagging['mentions']): ResponseGroup['pattern'] {
  const pairs = new Map(
    mentions.map(({ themeId, polarity }) => [`${themeId}\n${polarity}`, { themeId, polarity }])
  )
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
}

/** `role` and `accountId` can be declared like any segment field. */
function declaredSegments(survey: Survey, response: SurveyResponse): Record<string, SegmentValue> {
  const own = { role: response.role, accountId: response.accountId, ...response.segments }
  const fields = new Map<string, SegmentValue | undefined>(Object.entries(own))
  return Object.fromEntries(
    [...survey.segmentFields].sort().flatMap((field) => {
      const value = fields.get(field)
      return value === undefined ? [] : [[field, value]]
    })
  )
}
