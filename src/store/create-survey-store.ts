import type { Database } from './database.ts'
import { createDeliveryQueue } from './delivery-queue.ts'
import { eraseRespondent } from './erase-respondent.ts'
import { forgetIdempotencyKeys } from './idempotency-table.ts'
import { listUnfinishedImports } from './import-tables.ts'
import { countKeys, createKeyTable, findKey } from './key-table.ts'
import { createSurveyData } from './survey-data.ts'
import type { SurveyStore, WorkspaceStore } from './survey-store.ts'
import { createSurveyTable } from './survey-table.ts'
import { addUsage, listUsage } from './usage-table.ts'
import { createWebhookReceiving } from './webhook-source-table.ts'
import { createWebhookTargetTable } from './webhook-target-table.ts'

/**
 * The store over a database.
 *
 * Every statement below a workspace is bound to that workspace or to the row number of one of its
 * surveys, which only `openSurvey` gives out; so no query can forget whose data it reads.
 *
 * @param database - SQLite or D1, migrated
 */
export function createSurveyStore(database: Database): SurveyStore {
  return {
    forWorkspace: (workspaceId) => createWorkspaceStore(database, workspaceId),
    hasKeys: async () => (await countKeys(database)) > 0,
    listUnfinishedImports: () => listUnfinishedImports(database),
    forgetIdempotencyKeys: (expiredBefore) => forgetIdempotencyKeys(database, expiredBefore),
    ...createWebhookReceiving(database),
    findKey: (id) => findKey(database, id),
    ...createDeliveryQueue(database),
  }
}

function createWorkspaceStore(database: Database, workspaceId: string): WorkspaceStore {
  const surveys = createSurveyTable(database, workspaceId)
  return {
    workspaceId,
    ...createKeyTable(database, workspaceId),
    ...createWebhookTargetTable(database, workspaceId),
    createSurvey: surveys.create,
    listSurveys: surveys.list,
    deleteSurvey: surveys.delete,
    async openSurvey(id) {
      const found = await surveys.find(id)
      return found ? createSurveyData({ database, workspaceId, ...found }) : null
    },
    eraseRespondent: (respondentId) => eraseRespondent(database, workspaceId, respondentId),
    listUsage: (fromDay, toDay) => listUsage(database, workspaceId, [fromDay, toDay]),
    addUsage: (usage) => database.batch(addUsage(database, workspaceId, usage)),
  }
}
