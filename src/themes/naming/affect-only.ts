import type { ThemeClause } from '../clauses/clause-table.ts'
import { ADJECTIVE, ADVERB, PART_OF_SPEECH } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'

/** Share of clauses of mere affect from which a cluster is nothing else. */
const AFFECT_SHARE = 0.6
/** Words of pleasure, displeasure and thanks that are no adjectives. */
const AFFECT = new Set(
  'love like hate enjoy recommend thank thanks happy best worst problem problems complaint complaints experience everything nothing anything job work company time service favourite favorite fan pleasure disappointed satisfied pleased wow ok okay fine keep well'.split(
    ' '
  )
)

/** True for a cluster that says how people feel and not about what. */
export function isAffectOnly(clauses: readonly ThemeClause[], book: WordBook): boolean {
  const affective = clauses.filter((clause) =>
    clause.words.every((id, i) => {
      const word = book.words[id]
      const part = (clause.marks[i] ?? 0) & PART_OF_SPEECH
      return (
        word === undefined ||
        word.weight === 0 ||
        part === ADJECTIVE ||
        part === ADVERB ||
        AFFECT.has(word.form)
      )
    })
  )
  return clauses.length > 0 && affective.length >= AFFECT_SHARE * clauses.length
}
