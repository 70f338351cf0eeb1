import { deleteDeliveries } from './alert-tables.ts'
import type { Database } from './database.ts'
import { compile } from './database.ts'
import { deleteRejected } from './import-tables.ts'
import { deleteReports } from './report-table.ts'
import { deleteLists, deleteResponses, moveCounts } from './response-table.ts'
import { bumpDataVersion } from './survey-data.ts'
import type { Erasure } from './survey-store.ts'

/**
 * Deletes every response of a respondent in one workspace.
 *
 * Counts by group lose them, computed lists are dropped since they may quote them, and the answers
 * kept for repeated requests go with them since they may name their ids.
 */
export async function eraseRespondent(
  database: Database,
  workspaceId: string,
  respondentId: string
): Promise<Erasure> {
  const { query } = database
  const found = await query
    .selectFrom('responses')
    .innerJoin('surveys', 'surveys.pk', 'responses.survey_pk')
    .select(['surveys.pk as surveyPk', 'surveys.id as surveyId', 'responses.id as id'])
    .where('surveys.workspace_id', '=', workspaceId)
    .where('responses.respondent_id', '=', respondentId)
    .orderBy('surveys.id')
    .execute()
  const brought = await listBrought(database, workspaceId, respondentId)
  const all = [...found, ...brought]
  const surveyIds = [...new Set(all.map(({ surveyId }) => surveyId))].sort()
  const surveyPks = [...new Set(all.map(({ surveyPk }) => surveyPk))]
  await database.batch(
    surveyPks.flatMap((surveyPk) => {
      const own = found.filter((row) => row.surveyPk === surveyPk).map(({ id }) => ({ id }))
      const ownIds = own.map(({ id }) => id)
      return [
        ...moveCounts({ database, surveyPk }, own, ({ ids }) => [
          deleteDeliveries(surveyPk, ids, respondentId),
          ...deleteResponses(surveyPk, ids),
        ]),
        compile(database, deleteLists(surveyPk)),
        compile(database, deleteReports(surveyPk)),
        compile(database, deleteRejected(surveyPk, respondentId, ownIds)),
        ...deleteBrought(database, surveyPk, respondentId),
        query.deleteFrom('idempotency_keys').where('survey_pk', '=', surveyPk).compile(),
        bumpDataVersion({ database, surveyPk }),
      ]
    })
  )
  await database.forget?.()
  return { responseCount: found.length, surveyIds }
}

/** Surveys in which a list that the caller brought, a rejected row or an alert names the respondent. */
async function listBrought({ query }: Database, workspaceId: string, respondentId: string) {
  const ofSurvey = query
    .selectFrom('surveys')
    .select(['surveys.pk as surveyPk', 'surveys.id as surveyId'])
    .where('surveys.workspace_id', '=', workspaceId)
  const invited = ofSurvey
    .innerJoin('invited', 'invited.survey_pk', 'surveys.pk')
    .where('invited.respondent_id', '=', respondentId)
  const outcomes = ofSurvey
    .innerJoin('outcomes', 'outcomes.survey_pk', 'surveys.pk')
    .where('outcomes.subject', '=', 'respondent')
    .where('outcomes.subject_id', '=', respondentId)
  const alerts = ofSurvey
    .innerJoin('alert_deliveries', 'alert_deliveries.survey_pk', 'surveys.pk')
    .where('alert_deliveries.respondent_id', '=', respondentId)
  const rejected = ofSurvey
    .innerJoin('imports', 'imports.survey_pk', 'surveys.pk')
    .innerJoin('rejected_rows', 'rejected_rows.import_pk', 'imports.pk')
    .where('rejected_rows.respondent_id', '=', respondentId)
  return invited.union(outcomes).union(alerts).union(rejected).execute()
}

function deleteBrought({ query }: Database, surveyPk: number, respondentId: string) {
  return [
    query
      .deleteFrom('alert_deliveries')
      .where('survey_pk', '=', surveyPk)
      .where('respondent_id', '=', respondentId)
      .compile(),
    query
      .deleteFrom('invited')
      .where('survey_pk', '=', surveyPk)
      .where('respondent_id', '=', respondentId)
      .compile(),
    query
      .deleteFrom('outcomes')
      .where('survey_pk', '=', surveyPk)
      .where('subject', '=', 'respondent')
      .where('subject_id', '=', respondentId)
      .compile(),
  ]
}
