// Do two random halves of the comments find the same themes? Each half discovers for itself, both models tag all comments.

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CommentReading } from '../../src/domain/reading.ts'
import type { ThemeAssignment, ThemeOptions } from '../../src/domain/theme.ts'
import { adjustedRand } from '../../src/themes/quality/adjusted-rand.ts'
import { loadThemeEngine } from './theme-engine.ts'
import { commentsOf, INDUSTRIES, northlink } from './theme-names.quality.ts'
import { readRows } from './theme-sets.ts'

type Engine = ReturnType<typeof loadThemeEngine>

const DIVIDED = [...INDUSTRIES, 'banking', 'education', 'healthcare', 'insurance']
/** Divisions into halves that are averaged. */
const DIVISIONS = 2
/** Confidence from which a clause is firmly assigned. */
const FIRM = 0.4

type Agreement = { readonly ari: number; readonly share: number }

/** Halves by a linear congruential generator: the same in every run. */
function halvesOf(count: number, seed: number): readonly [readonly number[], readonly number[]] {
  let state = seed
  const keys = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state
  })
  const order = keys.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
  const first = new Set(order.slice(0, count >> 1))
  const all = keys.map((_, i) => i)
  return [all.filter((i) => first.has(i)), all.filter((i) => !first.has(i))]
}

/** First theme of every clause by comment and place; `other` is none. */
function assigned({ mentions }: ThemeAssignment, least: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [comment, list] of mentions.entries()) {
    for (const { themeId, start, confidence } of list) {
      const key = `${comment} ${start}`
      if (themeId !== 'other' && confidence >= least && !found.has(key)) found.set(key, themeId)
    }
  }
  return found
}

function agreementOf(
  a: ThemeAssignment,
  b: ThemeAssignment,
  clauses: number,
  least = 0
): Agreement {
  const [first, second] = [assigned(a, least), assigned(b, least)]
  const common = [...first.keys()].filter((key) => second.has(key))
  const numbers = (themes: ReadonlyMap<string, string>) => {
    const ids = [...new Set(themes.values())]
    return common.map((key) => ids.indexOf(themes.get(key) ?? ''))
  }
  return {
    ari: adjustedRand(numbers(first), numbers(second)),
    share: common.length / clauses,
  }
}

async function measure(
  engine: Engine,
  comments: readonly string[],
  options: Partial<ThemeOptions>
): Promise<string> {
  const readings = comments.map(engine.read)
  const clauses = readings.reduce((sum, reading) => sum + reading.clauses.length, 0)
  const all: Agreement[] = []
  const firm: Agreement[] = []
  for (let division = 0; division < DIVISIONS; division++) {
    const models: ThemeAssignment[] = []
    for (const half of halvesOf(comments.length, 77 + division)) {
      const own: CommentReading[] = half.flatMap((i) => readings[i] ?? [])
      const texts = half.map((i) => comments[i] ?? '')
      const { model } = await engine.assign(texts, options, own)
      models.push(await engine.assign(comments, { ...options, model }, readings))
    }
    const [a, b] = models
    if (a === undefined || b === undefined) continue
    all.push(agreementOf(a, b, clauses))
    firm.push(agreementOf(a, b, clauses, FIRM))
  }
  const { themes, quality } = await engine.assign(comments, options, readings)
  const mean = (list: readonly Agreement[], key: keyof Agreement) =>
    (list.reduce((sum, x) => sum + x[key], 0) / list.length).toFixed(2)
  const found = themes.filter(({ source }) => source === 'discovered').length
  return `coverage ${(quality.coverage ?? 0).toFixed(2)}, ${found} discovered; ARI ${mean(all, 'ari')} on the ${mean(all, 'share')} of clauses that both give a theme, ${mean(firm, 'ari')} on the ${mean(firm, 'share')} firmly (confidence ≥ ${FIRM}); the analysis itself says ${quality.stability?.toFixed(2)}`
}

/** Prints agreement of halves; `--only NAME` keeps sets whose name starts so. */
export default async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { data: { type: 'string' }, only: { type: 'string' } },
    strict: false,
  })
  const data = typeof values.data === 'string' ? values.data : join('..', 'shared', 'data')
  const only = typeof values.only === 'string' ? values.only : ''
  const rows = (path: string, oneIn: number) =>
    (readRows(join(data, path)) ?? [])
      .filter((_, i) => i % oneIn === 0)
      .map(({ text }) => String(text))
  const sets: [string, readonly string[]][] = [
    ['northlink', northlink()],
    ...DIVIDED.map((name): [string, readonly string[]] => [name, commentsOf(name)]),
    ['neas', rows('nhs-fft/neas.jsonl', 2)],
    ['app-features', rows('app-features/sentences.jsonl', 1)],
    ['banking77', rows('banking77/train.jsonl', 3)],
  ]
  const engine = loadThemeEngine()
  for (const taxonomy of ['none', 'auto'] as const) {
    console.log(`taxonomy ${taxonomy}`)
    for (const [name, comments] of sets) {
      if (!name.startsWith(only)) continue
      if (comments.length === 0) console.log(`  ${name}: skipped, no data`)
      else console.log(`  ${name}: ${await measure(engine, comments, { taxonomy })}`)
    }
  }
}
