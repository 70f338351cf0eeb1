// Fields that call for care: protected traits of people, and names of single employees.

import type { Warning } from '../../domain/effect.ts'

/** Words in a field's name that point to special categories of personal data or protected traits. */
const SENSITIVE_WORDS = new Set(
  (
    'age birth birthday birthdate born gender sex race racial ethnicity ethnic religion faith belief ' +
    'disability disabled health illness medical pregnancy pregnant maternity orientation sexuality ' +
    'transgender nationality citizenship caste union political politics party income salary wage marital ' +
    'veteran genetic biometric criminal conviction immigration'
  ).split(' ')
)

/** Words in a field's name that point to one employee. */
const EMPLOYEE_WORDS = new Set(
  (
    'agent employee advisor adviser rep representative technician engineer consultant csm salesperson ' +
    'operator handler clerk staff teller driver courier'
  ).split(' ')
)

/** Fewest people behind a figure about one employee: below, chance decides who looks bad. */
export const EMPLOYEE_MIN_BASE = 30

function wordsOf(field: string): string[] {
  return field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

/**
 * True when a field's name points to a protected trait of people.
 *
 * @param field - name of the field in any writing style
 * @returns whether to warn before showing figures by it
 * @throws never
 * @see GDPR article 9; Equality Act 2010 section 4
 * @example
 * isSensitiveField('ageGroup') // => true
 */
export function isSensitiveField(field: string): boolean {
  return wordsOf(field).some((word) => SENSITIVE_WORDS.has(word))
}

/**
 * True when a field's name points to single employees.
 *
 * @param field - name of the field in any writing style
 * @returns whether its values are to be treated as people at work
 * @throws never
 * @see EMPLOYEE_MIN_BASE
 * @example
 * isEmployeeField('support_agent') // => true
 */
export function isEmployeeField(field: string): boolean {
  return wordsOf(field).some((word) => EMPLOYEE_WORDS.has(word))
}

/**
 * Fewest people in a shown cell of these fields.
 *
 * @param fields - names of the fields that make the cells
 * @param minBase - what the caller asked for
 * @returns the larger of that and the minimum for employees, where one of the fields names them
 * @throws never
 * @see isEmployeeField
 * @example
 * minBaseFor(['agent'], 5) // => 30
 */
export function minBaseFor(fields: readonly string[], minBase: number): number {
  return fields.some(isEmployeeField) ? Math.max(EMPLOYEE_MIN_BASE, minBase) : minBase
}

/**
 * Warnings that a report by these fields must carry.
 *
 * @param fields - names of the fields
 * @returns one warning per sensitive field and one per employee field; `[]` when there is none
 * @throws never
 * @see isSensitiveField
 * @example
 * fieldCautions(['gender'])[0]?.code // => 'sensitive-field'
 */
export function fieldCautions(fields: readonly string[]): Warning[] {
  return fields.flatMap((field) => [
    ...(isSensitiveField(field)
      ? [
          {
            code: 'sensitive-field',
            detail: `"${field}" may be a protected trait; use figures by it to find unfairness, not to treat people differently.`,
          },
        ]
      : []),
    ...(isEmployeeField(field)
      ? [
          {
            code: 'employee-field',
            detail: `"${field}" seems to name employees; values with fewer than ${EMPLOYEE_MIN_BASE} respondents are hidden and no order of merit is given.`,
          },
        ]
      : []),
  ])
}
