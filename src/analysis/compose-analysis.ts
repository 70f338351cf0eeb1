import type {
  AnalysedResponse,
  AnalysedTheme,
  Analysis,
  AnalysisRequest,
  Quote,
  Versions,
} from '../domain/analysis.ts'
import type { DriverResult, ThemeFigures } from '../domain/driver.ts'
import type { CommentReading, Explanation } from '../domain/reading.ts'
import { isDescending } from '../domain/scale.ts'
import type { Exemplar, ThemeAssignment } from '../domain/theme.ts'
import { type GamingInput, gamingWarnings } from '../insight/cautions/gaming.ts'
import { maskPersonalData } from '../text/mask-personal-data.ts'
import { readingWarnings } from '../text/reading-warnings.ts'
import { isScoreCommentDisagreement } from '../text/score-comment-disagreement.ts'
import { tellingPolarity } from '../themes/display-label.ts'
import { brief } from './brief.ts'
import { quoteEnd } from './quotes.ts'
import type { ReadResponses } from './read-responses.ts'
import { themesOfFigures } from './themes-of-figures.ts'

/** Quotes shown for each theme. */
const MAX_QUOTES = 5

/** All that one analysis has found, before it is put into the shape of the contract. */
export type AnalysisFindings = {
  readonly request: AnalysisRequest
  readonly read: ReadResponses
  readonly assignment: ThemeAssignment
  readonly drivers: DriverResult
  readonly versions: Versions
}

/** Puts findings into the shape of the contract: themes ranked, responses in the order given. */
export function composeAnalysis(findings: AnalysisFindings): Analysis {
  const { request, assignment, drivers, read } = findings
  const isAsked = (part: AnalysisRequest['include'][number]) => request.include.includes(part)
  return {
    summary: { ...drivers.summary, ...assignment.quality },
    themes: rankedThemes(findings, isAsked('quotes')),
    drivers: drivers.drivers,
    ...(drivers.scenario && { scenario: drivers.scenario }),
    ...(isAsked('responses') && { responses: responsesAsGiven(findings, isAsked('explanations')) }),
    rejected: request.rejected,
    model: isAsked('model') ? assignment.model : null,
    warnings: [
      ...readingWarnings(read.readings),
      ...assignment.warnings,
      ...drivers.warnings,
      ...gamingWarnings(gamingInput(findings), request.drivers.confLevel),
    ],
    versions: findings.versions,
  }
}

function gamingInput({ request, read }: AnalysisFindings): GamingInput {
  const { scale } = request
  const best = isDescending(scale) ? scale.min : scale.max
  const timeOf = (at: string | undefined) => (at === undefined ? null : Date.parse(at))
  return {
    isBest: read.responses.map(({ score }) => (score === undefined ? null : score === best)),
    times: read.responses.map(({ at }) => timeOf(at)),
    comments: read.responses.map(({ comment }) => comment ?? null),
    disagrees: read.readings.map((reading, i) =>
      isScoreCommentDisagreement(read.scoreGroups[i] ?? null, reading)
    ),
    hasUsableComment: read.readings.map(({ content }) => content === 'opinion'),
  }
}

/** Themes in the order of the list, each with its quotes where they are asked for. */
function rankedThemes(findings: AnalysisFindings, withQuotes: boolean): AnalysedTheme[] {
  const { assignment, drivers } = findings
  const themes = themesOfFigures(assignment.themes, drivers.themes)
  if (!withQuotes) return themes
  const exemplars = new Map(
    assignment.themes.map(({ id }, index) => [id, assignment.exemplars[index] ?? []])
  )
  return themes.map((theme) => ({
    ...theme,
    quotes: quotesOf(findings, exemplars.get(theme.id) ?? [], theme),
  }))
}

/** Exemplars of the sign that explains the rank come first; one of another sign is kept where there is room. */
function quotesOf(
  { read }: AnalysisFindings,
  exemplars: readonly Exemplar[],
  figures: ThemeFigures
): Quote[] {
  const telling = tellingPolarity(figures)
  const fitting = exemplars.filter((e) => telling === null || e.polarity === telling)
  const others = exemplars.filter((e) => !fitting.includes(e))
  return [...fitting, ...others].slice(0, MAX_QUOTES).flatMap((exemplar) => {
    const response = read.responses[exemplar.comment]
    if (response?.comment === undefined) return []
    const { start, polarity } = exemplar
    const end = quoteEnd(response.comment, exemplar)
    const text = maskPersonalData(response.comment.slice(start, end))
    return { responseId: response.id, text, start, end, polarity }
  })
}

function responsesAsGiven(
  { request, read, assignment }: AnalysisFindings,
  withExplanations: boolean
): AnalysedResponse[] {
  const given = new Array<AnalysedResponse>(request.responses.length)
  read.order.forEach((position, index) => {
    const response = read.responses[index]
    const reading = read.readings[index]
    if (!response || !reading) return
    const scoreGroup = read.scoreGroups[index] ?? null
    const disagrees = isScoreCommentDisagreement(scoreGroup, reading)
    const { polarity, valence, confidence } = reading.sentiment
    given[position] = {
      id: response.id,
      scoreGroup,
      language: reading.language,
      content: reading.content,
      sentiment: { polarity, valence: brief(valence), confidence: brief(confidence) },
      mentions: (assignment.mentions[index] ?? []).map((mention) => ({
        themeId: mention.themeId,
        start: mention.start,
        end: mention.end,
        polarity: mention.polarity,
        valence: brief(mention.valence),
        confidence: brief(mention.confidence),
      })),
      flags: disagrees ? [...reading.flags, 'score-comment-disagreement'] : reading.flags,
      ...(withExplanations && { explanations: explanationsOf(reading) }),
    }
  })
  return given
}

function explanationsOf(reading: CommentReading): Explanation[] {
  return reading.clauses.flatMap((clause) =>
    clause.explanations.map(({ start, end, weight }) => ({ start, end, weight: brief(weight) }))
  )
}
