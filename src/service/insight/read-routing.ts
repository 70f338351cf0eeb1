import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import { describeIssue } from '../request/describe-issue.ts'

const VALUE = z.union([z.string(), z.number(), z.boolean()])

/** A routing table as sent. */
export const routingSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      team: z.string().trim().min(1),
      themeIds: z.array(z.string()).optional(),
      segments: z.record(z.string(), z.array(VALUE)).optional(),
      accountIds: z.array(z.string()).optional(),
    })
  ),
  defaultTeam: z.string().trim().min(1),
})

/** Rows without the conditions that were left out. */
function withoutUndefined(table: z.infer<typeof routingSchema>): RoutingTable {
  return {
    ...table,
    rows: table.rows.map(({ team, themeIds, segments, accountIds }) => ({
      team,
      ...(themeIds && { themeIds }),
      ...(segments && { segments }),
      ...(accountIds && { accountIds }),
    })),
  }
}

/**
 * A routing table from JSON.
 *
 * @param value - parsed JSON: `{ "rows": [{ "team", "themeIds"?, "segments"?, "accountIds"? }], "defaultTeam" }`
 * @throws {AppError} `invalid-request` with the place of what is wrong
 */
export function readRouting(value: unknown): RoutingTable {
  const result = routingSchema.safeParse(value)
  if (result.success) return withoutUndefined(result.data)
  const errors = result.error.issues.flatMap((issue) => describeIssue(issue, value))
  const [first] = errors
  throw new AppError(
    'invalid-request',
    `routing table: ${first?.pointer}: ${first?.detail}`,
    errors
  )
}
