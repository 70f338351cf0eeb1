import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { ThemeDefinition } from '../../domain/theme.ts'
import type { ThemeClause } from '../../themes/clauses/clause-table.ts'
import {
  createEvidenceReader,
  EVIDENCE_KINDS,
  type EvidenceContext,
} from '../../themes/matching/clause-features.ts'
import { FEATURE_NAMES, fillFeatures } from '../../themes/matching/match-scorer.ts'
import { buildThemeSpace } from '../../themes/matching/theme-space.ts'
import type { KnownTheme } from '../../themes/taxonomy/read-taxonomy.ts'
import type { Observations } from './logistic-regression.ts'

/** A clause with the theme that it is about. */
export type LabelledClause = { readonly clause: ThemeClause; readonly theme: string }

/** Clauses to be matched to a taxonomy. */
export type MatchTask = {
  readonly themes: readonly ThemeDefinition[]
  /** Clauses of one comment next to each other. */
  readonly clauses: readonly LabelledClause[]
  readonly isKnown: boolean
}

/** Clauses of a theme from which it is worth a place in an industry's taxonomy. */
const MIN_CLAUSES = 5
/** A caller's taxonomy covers most of what is said: of other clauses one in so many is kept. */
const STRAY_ONE_IN = 5
/** Phrases that a caller would write. */
const PHRASES = 6

/**
 * Taxonomies as callers would send them for one industry: all its themes, and two small choices of them, each with a
 * few phrases.
 */
export function callerTasks(
  clauses: readonly LabelledClause[],
  themes: readonly KnownTheme[],
  seed: number
): readonly MatchTask[] {
  const random = xoroshiro128plus(seed)
  const counts = new Map<string, number>()
  for (const { theme } of clauses) counts.set(theme, (counts.get(theme) ?? 0) + 1)
  const used = themes.filter(({ id }) => (counts.get(id) ?? 0) >= MIN_CLAUSES)
  const pick = <T>(items: readonly T[], count: number): readonly T[] => {
    const rest = [...items]
    const taken: T[] = []
    while (taken.length < count && rest.length > 0) {
      taken.push(...rest.splice(uniformInt(random, 0, rest.length - 1), 1))
    }
    return taken
  }
  const taskOf = (chosen: readonly KnownTheme[], own: readonly LabelledClause[]): MatchTask => ({
    themes: chosen.map(({ id, label, examples = [] }) => ({
      id,
      label,
      examples: pick(examples, PHRASES),
    })),
    clauses: own,
    isKnown: false,
  })
  const small = () => {
    const chosen = pick(used, uniformInt(random, 4, 10))
    const ids = new Set(chosen.map(({ id }) => id))
    const isKept = clauses.map(
      ({ theme }) => ids.has(theme) || uniformInt(random, 0, STRAY_ONE_IN - 1) === 0
    )
    return taskOf(
      chosen,
      clauses.filter((_, i) => isKept[i])
    )
  }
  return [taskOf(used, clauses), small(), small()]
}

/** Features and outcomes of every pair of clause and theme. */
export function observe(tasks: readonly MatchTask[], context: EvidenceContext): Observations {
  const width = FEATURE_NAMES.length
  const count = tasks.reduce((sum, task) => sum + task.themes.length * task.clauses.length, 0)
  const features = new Float32Array(count * width)
  const outcomes = new Uint8Array(count)
  let at = 0
  for (const { themes, clauses, isKnown } of tasks) {
    const size = themes.length
    const space = buildThemeSpace(themes, { ...context, isKnown })
    const reader = createEvidenceReader(space, context)
    const own = new Float32Array(EVIDENCE_KINDS * size)
    const whole = new Float32Array(EVIDENCE_KINDS * size)
    const columns = new Float32Array(width * size)
    for (const [i, { clause, theme }] of clauses.entries()) {
      if (clauses[i - 1]?.clause.comment !== clause.comment) {
        reader.load([joined(clauses, i)], [])
        reader.fill(0, whole)
      }
      reader.load([clause], [])
      reader.fill(0, own)
      fillFeatures({ clause: own, comment: whole, wordCount: clause.words.length }, size, columns)
      for (const [t, { id }] of themes.entries()) {
        outcomes[at] = id === theme ? 1 : 0
        for (let f = 0; f < width; f++) features[at * width + f] = columns[f * size + t] ?? 0
        at++
      }
    }
  }
  return { features, outcomes, count, width }
}

function joined(clauses: readonly LabelledClause[], from: number): ThemeClause {
  const first = clauses[from]?.clause
  if (first === undefined) throw new RangeError(`expected a clause at ${from}`)
  const own: ThemeClause[] = []
  for (let i = from; clauses[i]?.clause.comment === first.comment; i++) {
    const clause = clauses[i]?.clause
    if (clause !== undefined) own.push(clause)
  }
  return {
    ...first,
    words: Int32Array.from(own.flatMap((clause) => [...clause.words])),
    marks: Uint8Array.from(own.flatMap((clause) => [...clause.marks])),
    stems: Int32Array.from(new Set(own.flatMap((clause) => [...clause.stems]))),
  }
}
