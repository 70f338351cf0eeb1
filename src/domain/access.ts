/**
 * What a key may do: `analyze` without storing, `read` surveys, `write` responses and edits,
 * `admin` keys, webhooks and deletion. A scope does not include another, but `admin` includes all.
 */
export type Scope = 'analyze' | 'read' | 'write' | 'admin'

/** All scopes, least first. */
export const SCOPES: readonly Scope[] = ['analyze', 'read', 'write', 'admin']

/** A key without its secret, which is shown once and never kept. */
export type ApiKey = {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** First characters, to recognise a key by. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly createdAt: string
  readonly revokedAt: string | null
}

/** True when the scopes of a key allow what needs `needed`. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes('admin') || scopes.includes(needed)
}
