import type { ResponseFlag } from '../domain/reading.ts'
import { judgeFlags, readFlagModel, WORD_FLAGS } from './flag-model.ts'
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

/** "I will never leave you", "no plans to switch", "leaving this review": the words of a farewell without one. */
const STAYING =
  / (?:never (?:leave|switch|change|move|cancel) |not (?:\S+ ){0,2}(?:want|going|planning|need|tempted|looking|considering) (?:to )?(?:leave|leaving|switch|switching|change|move|cancel) |(?:leave|leaving|left) (?:a|this|my|the) (?:\S+ )?(?:review|comment|feedback|message|note|tip) |no (?:plans?|intention|reason|wish|desire|need) (?:to|of) (?:leave|leaving|switch|switching|change|changing|move|moving|cancel|canceling) )/

function isOfStaying(units: readonly Unit[]): boolean {
  return STAYING.test(` ${units.map(({ form }) => form).join(' ')} `)
}

/** Flags of a comment from the units of its clauses, in the order of `ResponseFlag`. */
export type FlagReader = (clauses: readonly (readonly Unit[])[]) => ResponseFlag[]

/**
 * A reader of the flags that a comment's own words carry: the wish to leave, a request, a competitor.
 *
 * Rules know plain speech; the model weighs what they found with the words themselves, so that some hints are heard as well and a
 * rule can be overruled.
 *
 * @param weights - contents of `lexicons/flag-model/model.bin`
 * @returns the reader
 * @throws {RangeError} if the weights have another length
 * @see test/quality/flags.quality.ts for precision and recall
 * @example
 * createFlagReader(weights)([units]) // => ['request'], for "please add more seats"
 */
export function createFlagReader(weights: ArrayBuffer): FlagReader {
  const model = readFlagModel(weights)
  return (clauses) => {
    const found = flagsByRules(clauses)
    const given = judgeFlags(model, clauses, found)
    if (given[0] === true && found[0] !== true && clauses.some(isOfStaying)) given[0] = false
    return WORD_FLAGS.filter((_, flag) => given[flag] === true)
  }
}

/**
 * Which flags the rules alone find, clause by clause.
 *
 * @param clauses - the units of each clause
 * @returns one entry for each of `WORD_FLAGS`
 * @throws nothing
 * @see src/text/flag-rules.ts
 * @example
 * flagsByRules([units]) // => [false, true, false], for "please add more seats"
 */
export function flagsByRules(clauses: readonly (readonly Unit[])[]): boolean[] {
  const found = WORD_FLAGS.map(() => false)
  for (const units of clauses) {
    let text = ''
    for (let i = 0; i < units.length; i += 1) {
      const rules = RULES_OF.get(units[i]?.form ?? '')
      if (rules === undefined) continue
      if (text === '') text = ` ${units.map(({ form }) => form).join(' ')} `
      for (const index of rules) {
        const rule = FLAG_RULES[index]
        if (rule === undefined) continue
        const flag = WORD_FLAGS.indexOf(rule.flag)
        if (found[flag] === false && rule.pattern.test(text)) found[flag] = true
      }
    }
  }
  return found
}
