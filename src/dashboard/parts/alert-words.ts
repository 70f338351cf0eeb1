import type { AlertRule } from '../alert-calls.ts'
import { numbers } from '../numbers.ts'
import { responseFlagWords } from '../words.ts'

/**
 * What a rule looks for, in a sentence.
 *
 * @param labelOf - name of a theme by its id
 */
export function ruleWords(rule: AlertRule, labelOf: (id: string) => string): string {
  const themes = (ids: readonly string[]) => ids.map((id) => `“${labelOf(id)}”`).join(' or ')
  if (rule.kind === 'spike') {
    const what = rule.themeIds ? themes(rule.themeIds) : 'any theme'
    return `When ${what} is raised more than its past explains, by ${rule.period}`
  }
  const { scoreAtMost, scoreGroup, themeIds, polarity, flags, segments = {} } = rule.when
  const parts = [
    scoreAtMost !== undefined && `scores ${numbers.count(scoreAtMost)} or less`,
    scoreGroup && `is a ${scoreGroup}`,
    themeIds && `mentions ${themes(themeIds)}${polarity ? `, ${polarity}` : ''}`,
    !themeIds && polarity && `is ${polarity}`,
    flags?.map(responseFlagWords).join(' or '),
    ...Object.entries(segments).map(([field, values]) => `has ${field} ${values.join(' or ')}`),
  ]
  return `When a response ${parts.filter(Boolean).join(' and ')}`
}

/** The rule as one sends it: without what the service adds. */
export function ruleBody(rule: AlertRule) {
  const { id: _, createdAt: __, updatedAt: ___, ...body } = rule
  return body
}
