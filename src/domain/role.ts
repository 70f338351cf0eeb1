/** The parts that people play when a company buys and uses a product, most senior first. */
export const ROLES = [
  'executive',
  'decision-maker',
  'budget-holder',
  'procurement',
  'it',
  'project-manager',
  'champion',
  'manager',
  'finance',
  'end-user',
] as const

export type Role = (typeof ROLES)[number]

/** `unknown`: a title that says nothing we know. `missing`: no title. */
export type ReadRole = Role | 'unknown' | 'missing'
