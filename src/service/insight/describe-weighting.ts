import { roundFigures } from '../../analysis/round-figures.ts'
import { AppError } from '../../domain/errors.ts'
import type { ReadRole } from '../../domain/role.ts'
import {
  type PopulationWeighted,
  weightToPopulation,
} from '../../insight/accounts/weight-to-population.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** The survey's NPS as it is and as it would be if groups had answered as they are in the population. */
export type WeightingReport = {
  readonly field: string
  /** Null when no scored response is in a named group. */
  readonly weighted: PopulationWeighted | null
}

/**
 * Sizes of groups from JSON.
 *
 * @param value - parsed JSON: `{ "end-user": 500, "executive": 20 }`
 * @throws {AppError} `invalid-request` if it is no object of numbers
 */
export function readPopulation(value: unknown): ReadonlyMap<string, number> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const sizes = entries.flatMap(([group, size]) =>
    typeof size === 'number' ? [[group, size] as const] : []
  )
  if (sizes.length === 0 || sizes.length < entries.length || Array.isArray(value)) {
    const detail = 'expected an object of group and size, such as {"end-user":500}'
    throw new AppError('invalid-request', `population: ${detail}`, [{ pointer: '', detail }])
  }
  return new Map(sizes)
}

/**
 * NPS weighted to a population.
 *
 * @param survey - joined responses
 * @param roles - role of each response, for the field `role`
 * @param request - field as typed (or `role`, `account`), sizes of its groups, level
 * @returns weighted beside unweighted NPS with the effective base, figures cut to twelve digits
 * @throws {InvalidOptionError} if the field is unknown or a size not above 0
 */
export function describeWeighting(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  roles: readonly ReadRole[],
  request: {
    readonly by: string
    readonly population: ReadonlyMap<string, number>
    readonly confLevel: number
  }
): WeightingReport {
  const own = columns.segments[request.by]
  const isRole = request.by === 'role' && own === undefined
  const isAccount = /^account(id)?$/i.test(request.by) && own === undefined
  const field = isRole
    ? 'role'
    : isAccount
      ? 'accountId'
      : resolveField(request.by, Object.keys(columns.segments), 'by')
  const values = isRole ? roles : isAccount ? columns.accounts : (columns.segments[field] ?? [])
  const groupOf = values.map((value) => (value === null ? null : String(value)))
  const { population, confLevel } = request
  return roundFigures({
    field,
    weighted: weightToPopulation(columns.scoreGroups, groupOf, population, confLevel),
  })
}
