import { sql } from 'kysely'
import { giveUp } from './alert-tables.ts'
import { compile, type Database } from './database.ts'
import type { WorkspaceStore } from './survey-store.ts'

/** Addresses of a workspace that alerts are sent to. */
export function createWebhookTargetTable(
  database: Database,
  workspaceId: string
): Pick<
  WorkspaceStore,
  'createWebhookTarget' | 'listWebhookTargets' | 'findWebhookTarget' | 'deleteWebhookTarget'
> {
  const { query } = database
  const targets = query
    .selectFrom('webhook_targets')
    .select(['id', 'name', 'url', 'created_at as createdAt'])
    .where('workspace_id', '=', workspaceId)
  return {
    async createWebhookTarget({ id, name, url, createdAt }, secret) {
      await query
        .insertInto('webhook_targets')
        .values({ id, workspace_id: workspaceId, name, url, secret, created_at: createdAt })
        .execute()
    },
    listWebhookTargets: () => targets.orderBy('created_at').orderBy('id').execute(),
    async findWebhookTarget(id) {
      const row = await query
        .selectFrom('webhook_targets')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row) return null
      const { name, url, secret, created_at } = row
      return { target: { id, name, url, createdAt: created_at }, secret }
    },
    async deleteWebhookTarget(id) {
      if (!(await targets.where('id', '=', id).executeTakeFirst())) return false
      await database.batch([
        compile(database, giveUp(sql`target_id = ${id}`, 'the address was deleted')),
        compile(database, sql`DELETE FROM webhook_targets WHERE id = ${id}`),
      ])
      return true
    },
  }
}
