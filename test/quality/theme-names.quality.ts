// Ten discovered themes of each set with three quotes, to be read as a manager would: does the name say what the quotes say?
// What readers who had not seen the program said of names (2026-11-22, three quotes each) is in `read-names.tsv`; names that are new since are counted apart.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import papaparse from 'papaparse'
import type { FoundTheme, ThemeOptions } from '../../src/domain/theme.ts'
import { displayLabel } from '../../src/themes/display-label.ts'
import { loadThemeEngine } from './theme-engine.ts'
import { readRows } from './theme-sets.ts'

type CommentSet = {
  readonly name: string
  readonly comments: readonly string[]
  readonly options: Partial<ThemeOptions>
}

/** Industries whose comments are read, or divided into halves. */
export const INDUSTRIES = [
  'airline',
  'electronics',
  'hotel',
  'saas',
  'telecom',
  'restaurant',
  'retail',
  'parcel',
]
/** Read for their names only. */
const MORE_INDUSTRIES = ['gym', 'housing', 'streaming']
const SHOWN = 10
const QUOTES = 3

/** Comments of the demonstration. */
export function northlink(): readonly string[] {
  const { data } = papaparse.parse<Record<string, string>>(
    readFileSync('corpora/northlink/data.csv', 'utf8'),
    { header: true, skipEmptyLines: true }
  )
  return data.map((row) => row['Why did you give that score?'] ?? '').filter(Boolean)
}

/** Comments of one industry, their clauses joined. */
export function commentsOf(industry: string): readonly string[] {
  const comments = new Map<number, string>()
  for (const row of readRows('corpora/labelled-clauses/data.jsonl') ?? []) {
    if (row.industry !== industry) continue
    const before = comments.get(Number(row.comment))
    comments.set(
      Number(row.comment),
      before === undefined ? String(row.text) : `${before} ${String(row.text)}`
    )
  }
  return [...comments.values()]
}

function setsOf(data: string): readonly CommentSet[] {
  const publicSet = (name: string, path: string, oneIn: number, maxThemes = 25): CommentSet[] => {
    const rows = readRows(join(data, path))
    if (rows === null) return []
    const comments = rows.filter((_, i) => i % oneIn === 0).map(({ text }) => String(text))
    return [{ name, comments, options: { taxonomy: 'none', maxThemes } }]
  }
  return [
    { name: 'northlink', comments: northlink(), options: { taxonomy: 'none' } },
    { name: 'northlink, beside known themes', comments: northlink(), options: {} },
    ...[...INDUSTRIES, ...MORE_INDUSTRIES].map((name) => ({
      name,
      comments: commentsOf(name),
      options: { taxonomy: 'none' as const },
    })),
    ...publicSet('banking77', 'banking77/train.jsonl', 3, 77),
    ...publicSet('neas', 'nhs-fft/neas.jsonl', 2),
    ...publicSet('app-features', 'app-features/sentences.jsonl', 1),
  ]
}

type Verdicts = ReadonlyMap<string, boolean>

/** Whether a reader agreed, by set and name. */
function readVerdicts(): Verdicts {
  const rows = readFileSync('test/quality/read-names.tsv', 'utf8').trimEnd().split('\n').slice(1)
  return new Map(
    rows.map((row) => {
      const [set = '', name = '', agrees = ''] = row.split('\t')
      return [`${set}/${name}`, agrees === 'yes'] as const
    })
  )
}

function printVerdicts(names: readonly string[], verdicts: Verdicts): void {
  const known = names.filter((name) => verdicts.has(name))
  const agreed = known.filter((name) => verdicts.get(name))
  console.log(
    `\nreaders agreed with ${agreed.length} of the ${known.length} names that they have read; ${names.length - known.length} of these sets are new since`
  )
}

/** Prints themes, the most mentioned first; `--only NAME` keeps sets whose name starts so, `--scorer DIR` names with another scorer than the committed one. */
export default async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      scorer: { type: 'string' },
    },
    strict: false,
  })
  const data = typeof values.data === 'string' ? values.data : join('..', 'shared', 'data')
  const only = typeof values.only === 'string' ? values.only : ''
  const engine = loadThemeEngine(typeof values.scorer === 'string' ? values.scorer : undefined)
  const verdicts = readVerdicts()
  const setsRead = new Set([...verdicts.keys()].map((key) => key.split('/')[0]))
  const names: string[] = []
  for (const { name, comments, options } of setsOf(data)) {
    if (!name.startsWith(only)) continue
    const { themes, exemplars, mentions, quality } = await engine.assign(comments, options)
    const counts = new Map<string, number>()
    const signs = new Map<string, { negativeCount: number; positiveCount: number }>()
    for (const list of mentions) {
      for (const id of new Set(list.map(({ themeId }) => themeId))) {
        const holds = (sign: string) =>
          list.some(({ themeId, polarity }) => themeId === id && polarity === sign) ? 1 : 0
        const { negativeCount = 0, positiveCount = 0 } = signs.get(id) ?? {}
        counts.set(id, (counts.get(id) ?? 0) + 1)
        signs.set(id, {
          negativeCount: negativeCount + holds('negative'),
          positiveCount: positiveCount + holds('positive'),
        })
      }
    }
    const shown = (theme: FoundTheme) => {
      const { negativeCount = 0, positiveCount = 0 } = signs.get(theme.id) ?? {}
      return displayLabel(theme, { negativeCount, positiveCount, rank: null, effect: null })
    }
    const found = themes
      .map((theme, t) => ({ theme, quotes: exemplars[t] ?? [], count: counts.get(theme.id) ?? 0 }))
      .filter(({ theme }) => theme.source === 'discovered')
      .sort((a, b) => b.count - a.count)
    console.log(
      `\n${name}: ${comments.length} comments, ${found.length} discovered themes, other ${counts.get('other') ?? 0}, coverage ${(quality.coverage ?? 0).toFixed(2)}, stability ${quality.stability?.toFixed(2)}`
    )
    for (const { theme, quotes, count } of found.slice(0, SHOWN)) {
      if (setsRead.has(name)) names.push(`${name}/${shown(theme)}`)
      console.log(`  ${shown(theme)} (${count})${theme.isAffectOnly ? ' [affect only]' : ''}`)
      for (const { comment, start, end } of quotes.slice(0, QUOTES))
        console.log(`      “${comments[comment]?.slice(start, end)}”`)
    }
    const rest = found.slice(SHOWN).map(({ theme, count }) => `${shown(theme)} (${count})`)
    if (rest.length > 0) console.log(`  then: ${rest.join('; ')}`)
  }
  printVerdicts(names, verdicts)
}
