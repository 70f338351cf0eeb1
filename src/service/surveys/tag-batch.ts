import type { EngineParts } from '../../analysis/create-engine.ts'
import { type ResponseTagging, type Tagging, tagResponses } from '../../analysis/tag-responses.ts'
import type { SegmentValue, SurveyResponse } from '../../domain/response.ts'
import type {
  ResponseGroup,
  Survey,
  TaggedResponse,
  ThemeModelVersion,
} from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'

/** Everything that tagging one batch depends on. */
export type TagBatch = {
  readonly parts: EngineParts
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
export async function tagBatch({
  parts,
  data,
  responses,
  at,
}: TagBatch): Promise<TaggedResponse[]> {
  const { survey } = data
  const current = await data.findModel()
  const tagging = await tagResponses(parts, {
    question: survey.question,
    scale: survey.scale,
    themes: { ...survey, discover: false, model: current?.model ?? null },
    responses,
  })
  const version = current ? current.version : await startModel(data, tagging, at)
  if (current) await addNewThemes(data, current, tagging)
  return responses.flatMap((response, index) => {
    const tags = tagging.tags[index]
    return tags ? [taggedResponse(survey, response, tags, version)] : []
  })
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

/** A response with its tags and the group that counts it. */
export function taggedResponse(
  survey: Survey,
  response: SurveyResponse,
  { scoreGroup, reading, mentions }: ResponseTagging,
  modelVersion: number
): TaggedResponse {
  const isUsable = reading.content === 'opinion'
  const pattern = patternOf(mentions)
  const segments = declaredSegments(survey, response)
  const key = JSON.stringify([
    scoreGroup,
    isUsable,
    pattern.map(({ themeId, polarity }) => [themeId, polarity]),
    segments,
  ])
  const group = { key, isUsable, scoreGroup, pattern, segments }
  return { ...response, reading, mentions, group, modelVersion }
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
