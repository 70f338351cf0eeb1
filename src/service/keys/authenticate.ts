import { SCOPES, type Scope } from '../../domain/access.ts'
import { AppError } from '../../domain/errors.ts'
import type { SurveyStore } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { isEqualHash, keyIdOf } from './key-secret.ts'

/** What a request may do. */
export type Access = {
  readonly workspaceId: string
  readonly scopes: readonly Scope[]
  /** Names the caller in limits and logs: the key's id, `operator` or `open`. */
  readonly caller: string
  /** True for the operator of the service, who may make keys for any workspace. */
  readonly isOperator: boolean
}

/** Who may come in without a key of a workspace. */
export type AccessPolicy = {
  /** True where only this machine can reach the service: open until the first key is made. */
  readonly isOpenWithoutKeys: boolean
  /** SHA-256 of the operator's key, hexadecimal; null when there is none. */
  readonly operatorKeyHash: string | null
}

/** Workspace of those who did not ask for one. */
export const DEFAULT_WORKSPACE = 'default'

/** Compared with when there is no such key, so that a wrong id takes as long as a wrong secret. */
const NO_HASH = '0'.repeat(64)

/**
 * What the bearer of a key may do.
 *
 * @param store - where keys are
 * @param policy - who may come in otherwise
 * @param bearer - text after `Bearer`, null without one
 * @throws {AppError} `invalid-key`
 */
export async function authenticate(
  store: Pick<SurveyStore, 'findKey' | 'hasKeys'>,
  policy: AccessPolicy,
  bearer: string | null
): Promise<Access> {
  if (bearer === null) {
    const isOpen = policy.isOpenWithoutKeys && !(await store.hasKeys())
    if (isOpen) return operator('open')
    throw new AppError('invalid-key', 'expected the header "Authorization: Bearer <key>", got none')
  }
  const hash = await sha256(bearer)
  if (policy.operatorKeyHash !== null && isEqualHash(hash, policy.operatorKeyHash)) {
    return operator('operator')
  }
  const id = keyIdOf(bearer)
  const found = id === null ? null : await store.findKey(id)
  if (!isEqualHash(hash, found?.secretHash ?? NO_HASH) || !found) {
    throw new AppError('invalid-key', 'expected a key that is in force, got another text')
  }
  const { workspaceId, scopes } = found.key
  return { workspaceId, scopes, caller: found.key.id, isOperator: false }
}

function operator(caller: string): Access {
  return { workspaceId: DEFAULT_WORKSPACE, scopes: SCOPES, caller, isOperator: true }
}
