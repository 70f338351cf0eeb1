import type { FoundTheme } from '../../domain/theme.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'
import { tellingStems } from '../discovery/clause-vectors.ts'
import type { Clusters } from '../discovery/discover-clusters.ts'

export type NamingContext = { readonly book: WordBook; readonly comments: readonly string[] }

/**
 * Names each cluster by its most telling words.
 *
 * @returns one theme a cluster, ids and labels distinct
 */
export async function nameClusters(
  clauses: readonly ThemeClause[],
  clusters: Clusters,
  { book }: NamingContext
): Promise<readonly FoundTheme[]> {
  const all = new Map<number, number>()
  const own = Array.from({ length: clusters.count }, () => new Map<number, number>())
  const forms = new Map<number, Map<string, number>>()
  for (const [i, clause] of clauses.entries()) {
    const cluster = clusters.labels[i] ?? -1
    for (const stem of tellingStems(clause, book)) {
      all.set(stem, (all.get(stem) ?? 0) + 1)
      own[cluster]?.set(stem, (own[cluster]?.get(stem) ?? 0) + 1)
    }
    for (const id of clause.words) {
      const word = book.words[id]
      if (word === undefined) continue
      const counts = forms.get(word.stemId) ?? new Map<string, number>()
      counts.set(word.form, (counts.get(word.form) ?? 0) + 1)
      forms.set(word.stemId, counts)
    }
  }
  const used = new Set<string>()
  return own.map((counts) => {
    const telling = [...counts]
      .map(([stem, count]) => ({ stem, worth: (count * count) / (all.get(stem) ?? 1) }))
      .sort((a, b) => b.worth - a.worth || a.stem - b.stem)
    let length = 2
    let words = telling.slice(0, length).map(({ stem }) => commonest(forms.get(stem)))
    while (used.has(words.join(' ')) && length < telling.length) {
      length++
      words = telling.slice(0, length).map(({ stem }) => commonest(forms.get(stem)))
    }
    used.add(words.join(' '))
    const text = words.join(' ')
    const label = text.charAt(0).toUpperCase() + text.slice(1)
    return {
      id: `discovered-${words.join('-').replace(/[^\p{L}\p{N}-]+/gu, '')}`,
      label,
      negativeLabel: label,
      positiveLabel: label,
      parentId: null,
      source: 'discovered',
      isAffectOnly: false,
    }
  })
}

function commonest(counts: ReadonlyMap<string, number> | undefined): string {
  const sorted = [...(counts ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return sorted[0]?.[0] ?? ''
}
