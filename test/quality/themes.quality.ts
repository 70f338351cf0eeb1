// How well themes agree with human labels, beside plain keyword matching, TF-IDF with k-means and NMF.

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Mention } from '../../src/domain/theme.ts'
import { adjustedRand } from '../../src/themes/quality/adjusted-rand.ts'
import { readTaxonomy } from '../../src/themes/taxonomy/read-taxonomy.ts'
import { loadThemeResources } from '../themes/load-resources.ts'
import { keywordThemes, nmfClusters, tfidfClusters } from './theme-baselines.ts'
import { calibrationOf, type JudgedMentions, refitCalibration } from './theme-calibration.ts'
import { loadThemeEngine } from './theme-engine.ts'
import {
  agreementOf,
  airlineReasons,
  industrySets,
  microF1,
  publicSets,
  readRows,
  type ThemeSet,
} from './theme-sets.ts'

type Engine = ReturnType<typeof loadThemeEngine>

const three = (x: number) => x.toFixed(3)

async function assignment(
  engine: Engine,
  { name, themes, comments }: ThemeSet
): Promise<JudgedMentions> {
  const texts = comments.map(({ text }) => text)
  const { mentions, model } = await engine.assign(texts, { taxonomy: themes, discover: false })
  const figuresOf = (found: typeof mentions) =>
    microF1(
      comments,
      found.map((list) => list.map((mention) => mention.themeId))
    )
  const ours = figuresOf(mentions)
  // The same themes with nothing learned from these comments.
  const unlearned = await engine.assign(texts, { model: { ...model, growth: null } })
  const keywords = microF1(comments, keywordThemes(texts, themes))
  const line = (who: string, f: typeof ours) =>
    `  ${who.padEnd(18)} precision ${three(f.precision)}  recall ${three(f.recall)}  F1 ${three(f.f1)}`
  console.log(`${name}: ${comments.length} comments, ${themes.length} themes`)
  console.log(line('themes', ours))
  console.log(line('  without growing', figuresOf(unlearned.mentions)))
  console.log(line('keyword matching', keywords))
  const judged = judgedOf(mentions, comments)
  const { steps, error } = calibrationOf(judged)
  console.log(`  confidence → right: ${steps.join(', ')}; calibration error ${three(error)}`)
  return { name, themeCount: themes.length, mentions: judged }
}

/** Every mention, with whether the comment has the label; so far as labels of whole comments can tell. */
function judgedOf(
  mentions: readonly (readonly Mention[])[],
  comments: ThemeSet['comments']
): JudgedMentions['mentions'] {
  return mentions.flatMap((list, i) =>
    list
      .filter(({ themeId }) => themeId !== 'other')
      .map(({ themeId, confidence }) => ({
        confidence,
        isRight: comments[i]?.labels.includes(themeId) ?? false,
      }))
  )
}

/** Each industry of the corpora with a caller's taxonomy of its own themes. */
async function industries(
  engine: Engine,
  sets: readonly ThemeSet[]
): Promise<readonly JudgedMentions[]> {
  console.log(
    "industries of labelled-clauses, themes as a caller's (label and six phrases): F1, without growing, keywords; calibration error"
  )
  const judged: JudgedMentions[] = []
  for (const { name, themes, comments } of sets) {
    const texts = comments.map(({ text }) => text)
    const { mentions, model } = await engine.assign(texts, { taxonomy: themes, discover: false })
    const unlearned = await engine.assign(texts, { model: { ...model, growth: null } })
    const f1Of = (found: readonly (readonly string[])[]) =>
      three(
        microF1(
          comments,
          found.map((list) => list.filter((id) => id !== 'other'))
        ).f1
      )
    const ids = (found: typeof mentions) => found.map((list) => list.map(({ themeId }) => themeId))
    const own = { name, themeCount: themes.length, mentions: judgedOf(mentions, comments) }
    judged.push(own)
    console.log(
      `  ${name.padEnd(16)} ${comments.length} comments, ${themes.length} themes: ${f1Of(ids(mentions))}, ${f1Of(ids(unlearned.mentions))}, ${f1Of(keywordThemes(texts, themes))}; ${three(calibrationOf(own.mentions).error)}`
    )
  }
  return judged
}

async function ownClauses(engine: Engine): Promise<void> {
  const rows = readRows('corpora/labelled-clauses/data.jsonl') ?? []
  const industries = [...new Set(rows.map((row) => String(row.industry)))]
  const found: string[][] = []
  const comments: { text: string; labels: string[] }[] = []
  for (const industry of industries) {
    const own = rows.filter((row) => row.industry === industry)
    const texts = own.map((row) => String(row.text))
    const { mentions } = await engine.assign(texts, { taxonomy: 'auto', discover: false })
    found.push(
      ...mentions.map((list) => list.map(({ themeId }) => themeId).filter((id) => id !== 'other'))
    )
    comments.push(
      ...own.map((row) => ({
        text: String(row.text),
        labels: [String(row.theme)].filter((id) => id !== '-'),
      }))
    )
  }
  const f = microF1(comments, found)
  console.log(
    `labelled clauses of ${industries.length} industries, built-in taxonomy (the encoder has learned from them; the figures with whole industries left out are printed by train:themes)`
  )
  console.log(
    `  themes             precision ${three(f.precision)}  recall ${three(f.recall)}  F1 ${three(f.f1)}`
  )
  const { themesTsv, seedsTsv } = loadThemeResources()
  const parents = new Map(
    readTaxonomy(themesTsv, seedsTsv).map(({ id, parentId }) => [id, parentId || id])
  )
  const above = (ids: readonly string[]) => [...new Set(ids.map((id) => parents.get(id) ?? id))]
  const upper = microF1(
    comments.map(({ text, labels }) => ({ text, labels: above(labels) })),
    found.map(above)
  )
  console.log(
    `  their parents      precision ${three(upper.precision)}  recall ${three(upper.recall)}  F1 ${three(upper.f1)}`
  )
}

/** Clauses an industry must have for its discovery to be judged. */
const MIN_LABELLED = 200

/** Discovery without any taxonomy, against the labels of the project's own clauses. */
async function ownDiscovery(engine: Engine): Promise<void> {
  const rows = (readRows('corpora/labelled-clauses/data.jsonl') ?? []).filter(
    (row) => String(row.theme) !== '-'
  )
  console.log('discovery by industry, no taxonomy: NMI / ARI / purity')
  for (const industry of new Set(rows.map((row) => String(row.industry)))) {
    const own = rows.filter((row) => row.industry === industry)
    if (own.length < MIN_LABELLED) continue
    const texts = own.map((row) => String(row.text))
    const labels = own.map((row) => String(row.theme))
    const { mentions, themes, quality } = await engine.assign(texts, { taxonomy: 'none' })
    const found = mentions.map((list) => list[0]?.themeId ?? 'other')
    const k = Math.max(2, themes.length)
    const figures = [found, tfidfClusters(texts, k), nmfClusters(texts, k)].map((groups) => {
      const { nmi, purity } = agreementOf(groups, labels)
      const ari = adjustedRand(numbersOf(groups), numbersOf(labels))
      return `${three(nmi)} / ${three(ari)} / ${three(purity)}`
    })
    console.log(
      `  ${industry.padEnd(16)} ${own.length} clauses, coverage ${three(quality.coverage ?? 0)}: ours ${figures[0]}; k-means ${figures[1]}; NMF ${figures[2]}`
    )
  }
}

function numbersOf(items: readonly string[]): number[] {
  const names = [...new Set(items)]
  return items.map((item) => names.indexOf(item))
}

const MAX_QUESTIONS = 3335

async function discovery(engine: Engine, data: string): Promise<void> {
  const rows = readRows(join(data, 'banking77', 'train.jsonl'))
  if (rows === null) return console.log('banking77: skipped, no data')
  const kept = rows.filter((_, i) => i % Math.ceil(rows.length / MAX_QUESTIONS) === 0)
  const texts = kept.map((row) => String(row.text))
  const labels = kept.map((row) => String(row.label))
  const { mentions, quality } = await engine.assign(texts, { taxonomy: 'none', maxThemes: 77 })
  const found = mentions.map((list) => list[0]?.themeId ?? 'other')
  const line = (who: string, groups: readonly string[]) => {
    const { nmi, purity } = agreementOf(groups, labels)
    const ari = adjustedRand(numbersOf(groups), numbersOf(labels))
    console.log(`  ${who.padEnd(18)} NMI ${three(nmi)}  ARI ${three(ari)}  purity ${three(purity)}`)
  }
  console.log(`banking questions (banking77): ${kept.length} questions, 77 intents, no labels used`)
  line('themes', found)
  line('TF-IDF + k-means', tfidfClusters(texts, 77))
  line('NMF', nmfClusters(texts, 77))
  console.log(
    `  coverage ${three(quality.coverage ?? 0)}  diversity ${three(quality.diversity ?? 0)}`
  )
}

const SHUFFLES = 20

/** The engine sorts responses by content before it reads them; here the themer itself is given that order each time. */
async function orderInvariance(engine: Engine, texts: readonly string[]): Promise<void> {
  const run = async (order: readonly string[]) => {
    const { themes, mentions } = await engine.assign([...order].sort(), {})
    return JSON.stringify({ themes, mentions })
  }
  const first = await run(texts)
  let equal = 0
  for (let shift = 1; shift <= SHUFFLES; shift++) {
    const turned = [...texts.slice(shift * 7), ...texts.slice(0, shift * 7)].reverse()
    if ((await run(turned)) === first) equal++
  }
  console.log(
    `order of comments: ${equal} of ${SHUFFLES} shuffles give the same themes and mentions`
  )
}

async function automatic(engine: Engine, data: string): Promise<void> {
  const rows = readRows(join(data, 'nhs-fft', 'criticality.jsonl'))
  if (rows === null) return
  const texts = rows.filter((_, i) => i % 10 === 0).map((row) => String(row.text))
  const { quality, warnings } = await engine.assign(texts, {})
  console.log(
    `automatic themes on ${texts.length} ward comments: coverage ${three(quality.coverage ?? 0)}, half-sample ARI ${three(quality.stability ?? 0)}, ${warnings[0]?.detail ?? ''}`
  )
  await orderInvariance(engine, texts.slice(0, 120))
}

/** Prints all figures; `--data DIR` names the folder of the public sets, `--scorer DIR` a scorer to judge in place of the committed one, `--industries a,b` those it has not seen. */
export default async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      scorer: { type: 'string' },
      industries: { type: 'string' },
    },
    strict: false,
  })
  const only = typeof values.industries === 'string' ? values.industries.split(',') : []
  const data = typeof values.data === 'string' ? values.data : join('..', 'shared', 'data')
  const engine = loadThemeEngine(typeof values.scorer === 'string' ? values.scorer : undefined)
  const sets = publicSets(data)
  if (sets.length === 0) console.log(`public sets: skipped, none in ${data}`)
  const judged: JudgedMentions[] = []
  const airline = [airlineReasons('labelled-comments'), airlineReasons('labelled-clauses')]
  for (const set of [...sets, ...airline]) judged.push(await assignment(engine, set))
  console.log(
    '(the committed encoder has learned from these sets; `npm run train:themes -- --without mams,restaurant,neas,criticality,airline --out DIR` makes one that has not, and `--scorer DIR` judges it)'
  )
  const { themesTsv, seedsTsv } = loadThemeResources()
  const own = industrySets(readTaxonomy(themesTsv, seedsTsv)).filter(
    ({ name }) => only.length === 0 || only.includes(name)
  )
  judged.push(...(await industries(engine, own)))
  console.log(
    `  refit of intercept, slope and worth of log themes on these ${judged.length} sources: ${refitCalibration(judged).map(three).join(', ')}`
  )
  await ownClauses(engine)
  await discovery(engine, data)
  await ownDiscovery(engine)
  await automatic(engine, data)
}
