// Responses by account, and what an account's list of voices lacks.

import type { ReadRole } from '../../domain/role.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'

/** What to know before trusting an account's figure. */
export type AccountFlag =
  /** One person, or champions only, speak for the account. */
  | 'single-voice'
  /** No executive, decision maker or budget holder answered. */
  | 'no-decision-maker'
  /** Another person holds a deciding or championing role than in the wave before. */
  | 'role-holder-changed'

/** The responses of one account, by index. */
export type AccountGroup = { readonly accountId: string; readonly responses: readonly number[] }

const DECIDING: readonly ReadRole[] = ['executive', 'decision-maker', 'budget-holder']

/** Roles whose turnover puts a relationship at risk. */
const WATCHED: readonly ReadRole[] = [...DECIDING, 'champion']

/**
 * Responses gathered by account.
 *
 * @param accounts - account of each response, null where missing
 * @returns groups by account id in code-unit order; responses without account are in none
 * @throws never
 * @see AccountGroup
 * @example
 * groupByAccount(['b', null, 'a', 'b']) // => [{ accountId: 'a', responses: [2] }, { accountId: 'b', responses: [0, 3] }]
 */
export function groupByAccount(accounts: readonly (string | null)[]): AccountGroup[] {
  const groups = new Map<string, number[]>()
  accounts.forEach((account, i) => {
    if (account === null) return
    const responses = groups.get(account)
    if (responses === undefined) groups.set(account, [i])
    else responses.push(i)
  })
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([accountId, responses]) => ({ accountId, responses }))
}

type Voices = Pick<SurveyColumns, 'respondents'> & {
  readonly roles: readonly ReadRole[]
  /** Wave of each response, ascending; null when the survey is one wave. */
  readonly waveOf: readonly (number | null)[] | null
}

function isSingleVoice(group: AccountGroup, { respondents, roles }: Voices): boolean {
  const people = new Set(group.responses.map((i) => respondents[i] ?? `response ${i}`))
  return people.size === 1 || group.responses.every((i) => roles[i] === 'champion')
}

function hasChangedHolder(group: AccountGroup, voices: Voices): boolean {
  const { respondents, roles, waveOf } = voices
  if (waveOf === null) return false
  return WATCHED.some((role) => {
    const byWave = new Map<number, Set<string>>()
    for (const i of group.responses) {
      const respondent = respondents[i] ?? null
      const wave = waveOf[i] ?? null
      if (roles[i] !== role || respondent === null || wave === null) continue
      byWave.set(wave, (byWave.get(wave) ?? new Set()).add(respondent))
    }
    const [last, before] = [...byWave].sort(([a], [b]) => b - a).map(([, people]) => people)
    return last !== undefined && before !== undefined && [...last].every((p) => !before.has(p))
  })
}

/**
 * What an account's list of voices lacks.
 *
 * @param group - its responses
 * @param voices - respondents, roles and waves of all responses
 * @returns flags in a fixed order; `[]` when several people spoke, somebody who decides among them
 * @throws never
 * @see AccountFlag
 * @example
 * accountFlags({ accountId: 'acme', responses: [0] }, { respondents: ['p1'], roles: ['champion'], waveOf: null })
 * // => ['single-voice', 'no-decision-maker']
 */
export function accountFlags(group: AccountGroup, voices: Voices): AccountFlag[] {
  const isDecided = group.responses.some((i) => DECIDING.includes(voices.roles[i] ?? 'missing'))
  return [
    ...(isSingleVoice(group, voices) ? ['single-voice' as const] : []),
    ...(isDecided ? [] : ['no-decision-maker' as const]),
    ...(hasChangedHolder(group, voices) ? ['role-holder-changed' as const] : []),
  ]
}
