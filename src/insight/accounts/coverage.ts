// Who was asked and who answered, by role and account, from an uploaded list of the invited.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { type ReadRole, ROLES } from '../../domain/role.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

/** One invited person. */
export type Invited = {
  readonly accountId: string | null
  readonly respondentId: string
  readonly role: ReadRole
}

/** Invited and responded in one group of people. */
export type ResponseCount = {
  readonly invitedCount: number
  readonly respondedCount: number
  /** Of the invited, [0, 1]. */
  readonly responseShare: IntervalEstimate
}

export type Coverage = ResponseCount & {
  readonly roles: readonly (ResponseCount & { readonly role: ReadRole })[]
  readonly accounts: readonly (ResponseCount & { readonly accountId: string })[]
  /** Invited accounts from which nobody answered, by id. */
  readonly silentAccounts: readonly string[]
  /** Respondents who are not on the list, and responses that name no respondent. */
  readonly uninvitedCount: number
  readonly anonymousCount: number
  /** Entries of the list that repeat a person; the first counts. */
  readonly repeatedCount: number
}

const ROLE_ORDER: readonly ReadRole[] = [...ROLES, 'unknown', 'missing']

function countOf(
  people: readonly Invited[],
  answered: ReadonlySet<string>,
  confLevel: number
): ResponseCount {
  const respondedCount = people.filter((p) => answered.has(p.respondentId)).length
  return {
    invitedCount: people.length,
    respondedCount,
    responseShare: wilsonInterval({ events: respondedCount, base: people.length }, confLevel),
  }
}

/**
 * Response coverage of the buying committee.
 *
 * @param invited - everybody who was asked
 * @param respondents - respondent of each response, null where missing
 * @param confLevel - in (0, 1)
 * @returns invited and responded, by role (in order of seniority) and by account; null for an empty list
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see wilsonInterval
 * @example
 * coverage([{ accountId: 'acme', respondentId: 'p1', role: 'it' }], ['p1'], 0.95)?.respondedCount // => 1
 */
export function coverage(
  invited: readonly Invited[],
  respondents: readonly (string | null)[],
  confLevel: number
): Coverage | null {
  const people = [...new Map([...invited].reverse().map((p) => [p.respondentId, p])).values()]
  if (people.length === 0) return null
  const answered = new Set(respondents.filter((r) => r !== null))
  const known = new Set(people.map((p) => p.respondentId))
  const peopleOf = new Map<string, Invited[]>()
  for (const person of people) {
    if (person.accountId === null) continue
    const members = peopleOf.get(person.accountId)
    if (members) members.push(person)
    else peopleOf.set(person.accountId, [person])
  }
  const accounts = [...peopleOf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([accountId, members]) => ({ accountId, ...countOf(members, answered, confLevel) }))
  return {
    ...countOf(people, answered, confLevel),
    roles: ROLE_ORDER.flatMap((role) => {
      const holders = people.filter((p) => p.role === role)
      return holders.length === 0 ? [] : [{ role, ...countOf(holders, answered, confLevel) }]
    }),
    accounts,
    silentAccounts: accounts.filter((a) => a.respondedCount === 0).map((a) => a.accountId),
    uninvitedCount: [...answered].filter((r) => !known.has(r)).length,
    anonymousCount: respondents.filter((r) => r === null).length,
    repeatedCount: invited.length - people.length,
  }
}
