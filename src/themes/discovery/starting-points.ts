import type { ThemeClause } from '../clauses/clause-table.ts'
import { belongsTo, MIN_ANCHOR_SHARE, nearestAnchor, reachOf, settleAnchors } from './anchors.ts'
import type { TraitContext, TraitReader } from './clause-traits.ts'
import type { ClusterProfile } from './cluster-profile.ts'
import { ownWordOf, ownWords } from './own-words.ts'

/** Who asks for more themes than this wants finer ones than the encoder has labels for. */
const MAX_ANCHORED_CLUSTERS = 50
/** Share of the clauses that a starting point needs. */
const ANCHOR_SHARE = 0.01
/** Share of the themes that may be such of a word of the survey's own. */
const OWN_WORD_SHARE = 0.25
/** What no starting point holds is clustered where it is more than this share of the clauses. */
const MAX_REST_SHARE = 0.3
/** Group of clauses that are near a starting point but do not help to tell what it is about, and of what is left where that is little. */
export const FAINT = -2

/** What a theme starts from: labels of the encoder, or a word that it has none for. */
type Start = Pick<ClusterProfile, 'anchors' | 'reach' | 'ownWord'>

/** Starting points, and that of each clause: -1 for what has none and is to be clustered, or `FAINT`. */
export type Groups = { readonly starts: readonly Start[]; readonly groups: Int32Array }

export type StartOptions = TraitContext & {
  readonly maxClusters: number
  /** Starts from nothing unless true. */
  readonly isAnchored?: boolean
  /** Clauses that a starting point needs. */
  readonly least: number
}

/**
 * Starting points for themes, and the clauses of each.
 *
 * @param clauses - units that clusters are fitted on
 * @returns groups aligned with `clauses`; no starting points where more themes are asked for than the encoder has labels for
 * @throws nothing
 * @see Ben-Hur, Elisseeff & Guyon (2002) A stability based method for discovering structure
 * @example
 * groupByStart(units, read, { ...context, maxClusters: 25, least: 4, isAnchored: true }).starts // => [{ ownWord: 'penguin' }, …]
 */
export function groupByStart(
  clauses: readonly ThemeClause[],
  read: TraitReader,
  options: StartOptions
): Groups {
  const { book, encoder, isAnchored, maxClusters, least } = options
  const groups = new Int32Array(clauses.length).fill(-1)
  if (!isAnchored || maxClusters > MAX_ANCHORED_CLUSTERS) return { starts: [], groups }
  const words = ownWords(clauses, options, least).slice(-Math.ceil(OWN_WORD_SHARE * maxClusters))
  const rows: ArrayLike<number>[] = []
  const labelled: number[] = []
  for (const [i, clause] of clauses.entries()) {
    const traits = read(clause)
    const word = ownWordOf(traits, words, options)
    if (word !== undefined) groups[i] = words.indexOf(word)
    else {
      labelled.push(i)
      rows.push(traits.labels)
    }
  }
  const anchors = settleAnchors(rows, encoder, {
    least: Math.max(least, ANCHOR_SHARE * clauses.length),
    most: maxClusters - words.length,
  })
  const readings = rows.map((row) => nearestAnchor(anchors, row))
  const reach = reachOf(
    readings,
    labelled.map((i) => clauses[i]?.comment ?? -1)
  )
  const restCount = readings.filter((reading) => !belongsTo(reading, reach)).length
  const isRestLarge = restCount > MAX_REST_SHARE * clauses.length
  for (const [j, reading] of readings.entries()) {
    const i = labelled[j] ?? 0
    if (belongsTo(reading, MIN_ANCHOR_SHARE)) groups[i] = words.length + reading.index
    else if (belongsTo(reading, reach) || !isRestLarge) groups[i] = FAINT
  }
  const starts = [
    ...words.map((stem) => ({ ownWord: book.stems[stem] ?? '' })),
    ...anchors.map((own) => ({ anchors: own.map((l) => encoder.ownLabels[l] ?? ''), reach })),
  ]
  return { starts, groups }
}
