import type { CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import type { UsageDay } from './survey-store.ts'

/** Statements that add usage to what a workspace has used. */
export function addUsage(
  { query }: Database,
  workspaceId: string,
  usage: readonly UsageDay[]
): CompiledQuery[] {
  return usage
    .filter(({ amount }) => amount > 0)
    .map(({ day, metric, amount }) =>
      query
        .insertInto('usage_days')
        .values({ workspace_id: workspaceId, day, metric, amount })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace_id', 'day', 'metric'])
            .doUpdateSet((row) => ({ amount: row('usage_days.amount', '+', amount) }))
        )
        .compile()
    )
}

/** Usage of a workspace by day, from the first to the last day, both included. */
export async function listUsage(
  { query }: Database,
  workspaceId: string,
  [fromDay, toDay]: readonly [string, string]
): Promise<readonly UsageDay[]> {
  return query
    .selectFrom('usage_days')
    .select(['day', 'metric', 'amount'])
    .where('workspace_id', '=', workspaceId)
    .where('day', '>=', fromDay)
    .where('day', '<=', toDay)
    .orderBy('day')
    .orderBy('metric')
    .execute()
}
