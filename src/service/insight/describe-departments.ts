import { type DepartmentFigures, departmentView } from '../../insight/cases/department-view.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { JoinedSurvey } from './join-responses.ts'

/** Themes by the department that owns them. */
export type DepartmentsReport = {
  readonly departments: readonly (DepartmentFigures & {
    readonly themes: readonly { readonly id: string; readonly label: string }[]
  })[]
  /** Of all themes; the departments' counts add up to these. */
  readonly mentionCount: number
  readonly negativeCount: number
  readonly positiveCount: number
}

/** Owner of each theme: the first row that names it and asks for nothing else; others decide case by case. */
function ownersOf({ rows }: RoutingTable): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { team, themeIds = [], segments = {}, accountIds } of rows) {
    if (accountIds !== undefined || Object.keys(segments).length > 0) continue
    for (const id of themeIds) if (!owners.has(id)) owners.set(id, team)
  }
  return owners
}

/**
 * Mentions by department, from the routing table that cases use.
 *
 * @param survey - joined responses
 * @param routing - rows that name themes only give these an owner; all others fall to the default team
 * @returns departments by mentions, most first, and totals
 */
export function describeDepartments(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  routing: RoutingTable
): DepartmentsReport {
  const labels = new Map(columns.themes.map(({ id, label }) => [id, label]))
  const departments = departmentView(columns, ownersOf(routing), routing.defaultTeam).map(
    (department) => ({
      ...department,
      themes: department.themeIds.map((id) => ({ id, label: labels.get(id) ?? id })),
    })
  )
  const total = (count: (department: DepartmentFigures) => number) =>
    departments.reduce((sum, department) => sum + count(department), 0)
  return {
    departments,
    mentionCount: total((d) => d.mentionCount),
    negativeCount: total((d) => d.negativeCount),
    positiveCount: total((d) => d.positiveCount),
  }
}
