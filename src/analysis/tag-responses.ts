import type { CommentReading } from '../domain/reading.ts'
import type { Question, SurveyResponse } from '../domain/response.ts'
import { type Scale, type ScoreGroup, scoreGroupOf } from '../domain/scale.ts'
import type { StoredReading } from '../domain/survey.ts'
import type {
  FoundTheme,
  Mention,
  ThemeModel,
  ThemeOptions,
  ThemeQuality,
  ThemeWarning,
} from '../domain/theme.ts'
import { isScoreCommentDisagreement } from '../text/score-comment-disagreement.ts'
import { OTHER } from '../themes/assemble-themes.ts'
import { brief } from './brief.ts'
import { canonicalOrder } from './canonical-order.ts'
import type { EngineParts } from './create-engine.ts'

/** The theme that gathers what fits nothing. */
export const OTHER_THEME: FoundTheme = OTHER

/** Responses to tag and how. */
export type TaggingRequest = {
  readonly question: Question
  readonly scale: Scale
  readonly themes: ThemeOptions
  readonly responses: readonly SurveyResponse[]
}

/** What one response says. */
export type ResponseTagging = {
  readonly scoreGroup: ScoreGroup | null
  readonly reading: StoredReading
  readonly mentions: readonly Mention[]
}

/** Tags in the order of the responses, with the themes they come from. */
export type Tagging = {
  readonly tags: readonly ResponseTagging[]
  readonly themes: readonly FoundTheme[]
  readonly model: ThemeModel
  readonly quality: ThemeQuality
  readonly warnings: readonly ThemeWarning[]
}

/**
 * Reads comments and links their clauses to themes, without effects.
 *
 * The same steps as in a whole analysis, for responses that are kept and counted later.
 *
 * @param parts - reader and themer
 * @param request - responses in any order; the order changes no tag
 * @returns one entry per response, in the order given
 */
export async function tagResponses(
  parts: Pick<EngineParts, 'reader' | 'themer'>,
  request: TaggingRequest
): Promise<Tagging> {
  const { responses, question, scale } = request
  const session = parts.themer.start(request.themes)
  const order = canonicalOrder(responses)
  const readings = order.map((position) => {
    const { comment = '', score } = responses[position] ?? {}
    const reading = parts.reader.read(comment, question)
    session.add(comment, reading)
    const scoreGroup = score === undefined ? null : scoreGroupOf(score, scale)
    const disagrees = isScoreCommentDisagreement(scoreGroup, reading)
    // Tokens are not needed any more; keeping them would take far more room than the tags.
    return { scoreGroup, reading: storedReading(reading, disagrees) }
  })
  const assignment = await session.finish()
  const tags = new Array<ResponseTagging>(responses.length)
  order.forEach((position, index) => {
    const read = readings[index]
    if (!read) return
    tags[position] = { ...read, mentions: (assignment.mentions[index] ?? []).map(briefMention) }
  })
  const { themes, model, quality, warnings } = assignment
  return { tags, themes, model, quality, warnings }
}

/**
 * The reading with its flag for a comment that contradicts its score set anew, after a person changed its polarity.
 *
 * @param scoreGroup - group of the response's score; null without one
 */
export function withDisagreement(
  scoreGroup: ScoreGroup | null,
  reading: StoredReading
): StoredReading {
  const { content, polarity, valence, confidence, clauses, flags } = reading
  const sentiment = { polarity, valence, confidence }
  const disagrees = isScoreCommentDisagreement(scoreGroup, { content, sentiment, clauses, flags })
  const others = reading.flags.filter((flag) => flag !== 'score-comment-disagreement')
  return { ...reading, flags: disagrees ? [...others, 'score-comment-disagreement'] : others }
}

function storedReading(reading: CommentReading, disagrees: boolean): StoredReading {
  return {
    language: reading.language,
    content: reading.content,
    polarity: reading.sentiment.polarity,
    valence: brief(reading.sentiment.valence),
    confidence: brief(reading.sentiment.confidence),
    flags: disagrees ? [...reading.flags, 'score-comment-disagreement'] : reading.flags,
    clauses: reading.clauses.map(({ start, end, polarity, valence }) => ({
      start,
      end,
      polarity,
      valence: brief(valence),
    })),
  }
}

function briefMention({ themeId, start, end, polarity, valence, confidence }: Mention): Mention {
  return {
    themeId,
    start,
    end,
    polarity,
    valence: brief(valence),
    confidence: brief(confidence),
  }
}
