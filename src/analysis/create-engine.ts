// The one pipeline: responses in, analysis out. It orders text, themes and insight; their logic is not here.

import type {
  Analysis,
  AnalysisRequest,
  Engine,
  ProgressListener,
  Versions,
} from '../domain/analysis.ts'
import type { DriverInput } from '../domain/driver.ts'
import type { CommentReader } from '../domain/reading.ts'
import type { SurveyResponse } from '../domain/response.ts'
import type { ThemeAssignment, Themer } from '../domain/theme.ts'
import { METHOD_VERSION } from '../insight/drivers/rank-drivers.ts'
import { composeAnalysis } from './compose-analysis.ts'
import { rankThemes } from './rank-themes.ts'
import { type ReadResponses, readResponses } from './read-responses.ts'
import { roundFigures } from './round-figures.ts'

/** The steps that a pipeline is built from. */
export type EngineParts = {
  readonly version: string
  readonly reader: CommentReader
  readonly themer: Themer
}

/** Versions of everything that decides a figure. */
export function versionsOf({ version, reader, themer }: EngineParts): Versions {
  return {
    engine: version,
    sentimentModel: reader.version,
    themeModel: themer.version,
    method: METHOD_VERSION,
  }
}

/**
 * Builds the engine that runs whole analyses.
 *
 * @param parts - reader and themer made from their lexicons, and the version of the engine
 * @returns a frozen engine; it keeps nothing between two analyses
 */
export function createEngine(parts: EngineParts): Engine {
  const versions = Object.freeze(versionsOf(parts))
  const { themer } = parts
  return Object.freeze({
    versions,
    ...(themer.themeIds && { themeIds: themer.themeIds }),
    async analyse(request: AnalysisRequest, onProgress?: ProgressListener): Promise<Analysis> {
      const session = parts.themer.start({ ...request.themes, seed: request.seed })
      const onReading = session.add.bind(session)
      const read = await readResponses(request, parts.reader, { onReading, onProgress })
      await onProgress?.('themes', 0, read.responses.length)
      const assignment = await session.finish()
      await onProgress?.('effects', 0, read.responses.length)
      const drivers = rankThemes(
        assignment.themes,
        (indexOf) => driverInput(request, read, assignment, indexOf),
        { ...request.drivers, seed: request.seed }
      )
      const analysis = composeAnalysis({ request, read, assignment, drivers, versions })
      // Figures of responses are brief already, and they are most of it.
      const { responses: _brief, ...figures } = analysis
      return { ...analysis, ...roundFigures(figures) }
    },
  })
}

function driverInput(
  request: AnalysisRequest,
  read: ReadResponses,
  { mentions }: ThemeAssignment,
  indexOf: ReadonlyMap<string, number>
): Omit<DriverInput, 'themes'> {
  return {
    scoreGroups: read.scoreGroups,
    hasUsableComment: read.readings.map((reading) => reading.content === 'opinion'),
    mentions: mentions.flatMap((own, response) =>
      own.flatMap(({ themeId, polarity }) => {
        const theme = indexOf.get(themeId)
        return theme === undefined ? [] : { response, theme, polarity }
      })
    ),
    segments: Object.fromEntries(
      request.drivers.adjustFor.map((field) => [
        field,
        read.responses.map((response) => segmentValue(response, field)),
      ])
    ),
    clusters: read.responses.map((r) => r.respondentId ?? r.accountId ?? null),
  }
}

/** `role` and `accountId` can be adjusted for like any segment field. */
function segmentValue(response: SurveyResponse, field: string) {
  const own = response.segments?.[field]
  if (own !== undefined) return own
  if (field === 'role') return response.role ?? null
  return field === 'accountId' ? (response.accountId ?? null) : null
}
