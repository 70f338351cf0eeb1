import type { Selectable } from 'kysely'
import { type ApiKey, SCOPES } from '../domain/access.ts'
import type { Database } from './database.ts'
import type { WorkspaceStore } from './survey-store.ts'
import type { Tables } from './tables.ts'

/** Keys of one workspace. */
export function createKeyTable(
  { query }: Database,
  workspaceId: string
): Pick<WorkspaceStore, 'createKey' | 'listKeys' | 'revokeKey'> {
  return {
    async createKey(key, secretHash) {
      await query
        .insertInto('api_keys')
        .values({
          id: key.id,
          workspace_id: workspaceId,
          name: key.name,
          prefix: key.prefix,
          secret_hash: secretHash,
          scopes: JSON.stringify(key.scopes),
          created_at: key.createdAt,
          revoked_at: null,
        })
        .execute()
    },
    async listKeys() {
      const rows = await query
        .selectFrom('api_keys')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toKey)
    },
    async revokeKey(id, at) {
      const { numUpdatedRows } = await query
        .updateTable('api_keys')
        .set({ revoked_at: at })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

/** The key in force with this id, in any workspace, and the hash of its secret. */
export async function findKey(
  { query }: Database,
  id: string
): Promise<{ readonly key: ApiKey; readonly secretHash: string } | null> {
  const row = await query
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { key: toKey(row), secretHash: row.secret_hash } : null
}

/** Keys in force, of all workspaces; counts no further than one. */
export async function countKeys({ query }: Database): Promise<number> {
  const rows = await query
    .selectFrom('api_keys')
    .select('id')
    .where('revoked_at', 'is', null)
    .limit(1)
    .execute()
  return rows.length
}

function toKey(row: Selectable<Tables['api_keys']>): ApiKey {
  const scopes: readonly string[] = JSON.parse(row.scopes)
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    prefix: row.prefix,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }
}
