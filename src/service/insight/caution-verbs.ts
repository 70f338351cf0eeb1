import type { Warning } from '../../domain/effect.ts'
import { isDescending } from '../../domain/scale.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { gamingWarnings, tellsOfBegging } from '../../insight/cautions/gaming.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { responsePages } from './list-people.ts'

/**
 * Signs that scores were gathered or read in a way that makes them tell less: runs of best scores, scores that were asked
 * for, comments that contradict their score.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export function readCautions(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<Versioned<ReportAbout & { readonly warnings: readonly Warning[] }>> {
  const request = { name: 'cautions', filter, options: {} }
  return currentReport(context, surveyId, request, async ({ data }) => {
    const { scale, confLevel } = data.survey
    const best = isDescending(scale) ? scale.min : scale.max
    const isBest: (boolean | null)[] = []
    const times: (number | null)[] = []
    const comments: (string | null)[] = []
    const hasUsableComment: boolean[] = []
    const disagrees: boolean[] = []
    for await (const page of responsePages(data, filter)) {
      for (const { score, at, comment, reading } of page) {
        isBest.push(score === undefined ? null : score === best)
        times.push(at === undefined ? null : Date.parse(at))
        // All comments of a large survey would not fit into the memory of a Worker.
        comments.push(comment !== undefined && tellsOfBegging(comment) ? comment : null)
        hasUsableComment.push(reading.content === 'opinion')
        disagrees.push(reading.flags.includes('score-comment-disagreement'))
      }
    }
    const input = { isBest, times, comments, hasUsableComment, disagrees }
    return { warnings: gamingWarnings(input, confLevel) }
  })
}
