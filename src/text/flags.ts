import type { ResponseFlag } from '../domain/reading.ts'
import { FLAG_RULES } from './flag-rules.ts'
import type { Unit } from './sentiment/units.ts'

const RULES_OF: ReadonlyMap<string, readonly number[]> = rulesByCue()

/** Hoisted, since the table of cues is made with it. */
function rulesByCue(): Map<string, number[]> {
  const rules = new Map<string, number[]>()
  FLAG_RULES.forEach(({ cues }, index) => {
    for (const cue of new Set(cues)) rules.set(cue, [...(rules.get(cue) ?? []), index])
  })
  return rules
}

/**
 * Flags that a comment's own words carry: the wish to leave, a request, a competitor.
 *
 * They are patterns of plain speech, read clause by clause: hints such as "next stop the ombudsman" are not seen.
 *
 * @param clauses - the units of each clause
 * @returns flags in the order of `ResponseFlag`
 * @throws nothing
 * @see test/quality/flags.quality.ts for precision and recall
 * @example
 * flagsOf([units]) // => ['request'], for "please add more seats"
 */
export function flagsOf(clauses: readonly (readonly Unit[])[]): ResponseFlag[] {
  const found = new Set<ResponseFlag>()
  for (const units of clauses) {
    let text = ''
    for (let i = 0; i < units.length; i += 1) {
      const rules = RULES_OF.get(units[i]?.form ?? '')
      if (rules === undefined) continue
      if (text === '') text = ` ${units.map(({ form }) => form).join(' ')} `
      for (const index of rules) {
        const rule = FLAG_RULES[index]
        if (rule !== undefined && !found.has(rule.flag) && rule.pattern.test(text)) {
          found.add(rule.flag)
        }
      }
    }
  }
  return FLAGS.filter((flag) => found.has(flag))
}

const FLAGS: readonly ResponseFlag[] = ['churn-intent', 'request', 'competitor']
