// Agreement of the two labellers of corpora/labelled-clauses on the tenth that both labelled.

import { readFileSync } from 'node:fs'

const CORPUS = new URL('../../corpora/labelled-clauses/', import.meta.url)

type Labels = { readonly id: string; readonly polarity: string; readonly theme: string }

function firstLabels(): Map<string, Labels> {
  const lines = readFileSync(new URL('data.jsonl', CORPUS), 'utf8').trimEnd().split('\n')
  return new Map(
    lines.map((line) => {
      const { id, polarity, theme } = JSON.parse(line)
      return [id, { id, polarity, theme: theme ?? '-' }]
    })
  )
}

function secondLabels(): Labels[] {
  const lines = readFileSync(new URL('second-labels.tsv', CORPUS), 'utf8').trimEnd().split('\n')
  return lines.slice(1).map((line) => {
    const [id = '', polarity = '', theme = ''] = line.split('\t')
    return { id, polarity, theme }
  })
}

/** Share of equal labels, and Cohen's kappa, which takes off the agreement of chance. */
export function agreement(pairs: readonly (readonly [string, string])[]): {
  readonly share: number
  readonly kappa: number
} {
  const share = pairs.filter(([a, b]) => a === b).length / pairs.length
  const labels = new Set(pairs.flat())
  let chance = 0
  for (const label of labels) {
    const first = pairs.filter(([a]) => a === label).length / pairs.length
    const second = pairs.filter(([, b]) => b === label).length / pairs.length
    chance += first * second
  }
  return { share, kappa: (share - chance) / (1 - chance) }
}

/** Prints the agreement on polarity and on theme. */
export default async function run(): Promise<void> {
  const first = firstLabels()
  const second = secondLabels()
  for (const field of ['polarity', 'theme'] as const) {
    const pairs = second.map(
      (labels) => [first.get(labels.id)?.[field] ?? '', labels[field]] as const
    )
    const { share, kappa } = agreement(pairs)
    console.log(
      `${field.padEnd(10)} ${pairs.length} clauses  same label ${(100 * share).toFixed(1)} %  Cohen's kappa ${kappa.toFixed(3)}`
    )
  }
}
