/**
 * Builds lexicons/theme-scorer: `npm run train:themes -- [--data DIR]`.
 *
 * The encoder learns from the labelled clauses of corpora/, the seed phrases and the public sets with topic labels; the match weights
 * come from clauses of industries that the encoder of their fold has not seen. The same inputs give the same bytes.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { createCommentReader } from '../../text/comment-reader.ts'
import { readWordVectors } from '../../text/word-vectors/word-vectors.ts'
import { compactClauses } from '../../themes/clauses/clause-table.ts'
import { createWordBook } from '../../themes/clauses/word-book.ts'
import { createThemeEncoder } from '../../themes/encoding/theme-encoder.ts'
import { FEATURE_NAMES, type MatchWeights } from '../../themes/matching/match-scorer.ts'
import { choosePacks, themesOfPacks } from '../../themes/taxonomy/choose-packs.ts'
import { readIndustryWords, readTaxonomy } from '../../themes/taxonomy/read-taxonomy.ts'
import { fitEncoder, type PackedEncoder, type ReadText } from './fit-encoder.ts'
import { fitLogistic, type Observations } from './logistic-regression.ts'
import { callerTasks, type LabelledClause, type MatchTask, observe } from './match-observations.ts'
import { encoderTexts, NO_THEME, readOwnClauses } from './theme-examples.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '..', 'shared', 'data') },
    out: { type: 'string', default: join(root, 'lexicons', 'theme-scorer') },
    /** Sources that the encoder must not see, for measuring: `--without mams,restaurant`. */
    without: { type: 'string', default: '' },
  },
})
const lexicon = (path: string) => readFileSync(join(root, 'lexicons', path))
const buffer = (path: string) => new Uint8Array(lexicon(path)).buffer

const FOLDS = 3
/** From which probability on a theme is mentioned; see the README for how they were chosen. */
const CALLER_THRESHOLD = 0.2
const KNOWN_THRESHOLD = 0.17

const vectors = readWordVectors(buffer('word-vectors/vectors.bin'))
const themes = readTaxonomy(
  lexicon('taxonomy/themes.tsv').toString(),
  lexicon('taxonomy/seeds.tsv').toString()
)
const industryWords = readIndustryWords(lexicon('taxonomy/seeds.tsv').toString())
const reader = createCommentReader({
  sentimentHeader: JSON.parse(lexicon('sentiment-model/model.json').toString()),
  sentimentWeights: buffer('sentiment-model/model.bin'),
  clauseCuts: buffer('clause-cuts/model.bin'),
  flagWeights: buffer('flag-model/model.bin'),
  valence: lexicon('valence/data.tsv').toString(),
  vectors,
})
const book = createWordBook(vectors)
const left = new Set(flags.without.split(',').filter(Boolean))

function clauseOf(text: string, comment: number) {
  const reading = reader.read(text, 'reason')
  const tokens = reading.clauses.flatMap((clause) => clause.tokens)
  const first = reading.clauses[0]
  if (first === undefined) return undefined
  return compactClauses(comment, { ...reading, clauses: [{ ...first, tokens }] }, book)[0]
}

const ownClauses = readOwnClauses(join(root, 'corpora', 'labelled-clauses', 'data.jsonl'))
const texts: readonly ReadText[] = encoderTexts(ownClauses, themes, flags.data)
  .filter(({ source }) => !left.has(source))
  .map((text) => {
    const clause = clauseOf(text.text, 0)
    const words = Array.from(clause?.words ?? [], (id) => book.words[id]).filter(
      (word) => word !== undefined
    )
    return { ...text, words }
  })
  .filter(({ words }) => words.length > 0)
console.log(`${texts.length} labelled texts`)

const ownLabels = [...themes.map(({ id }) => id), NO_THEME]
const industries = [...new Set(ownClauses.map(({ industry }) => industry))]
const foldOf = (industry: string) => industries.indexOf(industry) % FOLDS
const contextOf = ({ header, bytes }: PackedEncoder) => ({
  book,
  vectors,
  encoder: createThemeEncoder(header, bytes.slice().buffer, vectors)(book),
})

const commentNumbers = new Map<string, number>()
const labelled = ownClauses.flatMap(({ industry, comment, theme, text }) => {
  const number = commentNumbers.get(comment) ?? commentNumbers.size
  commentNumbers.set(comment, number)
  const clause = clauseOf(text, number)
  return clause === undefined ? [] : [{ industry, labelled: { clause, theme } }]
})
const clausesOf = (industry: string): readonly LabelledClause[] =>
  labelled.filter((row) => row.industry === industry).map((row) => row.labelled)

/** The packs that the comments of an industry would get by themselves. */
function packsOf(clauses: readonly LabelledClause[]): readonly string[] {
  const evidence = { clauses: clauses.map(({ clause }) => clause), book, words: industryWords }
  return choosePacks(evidence, null).packs
}

const callerParts: Observations[] = []
const knownParts: Observations[] = []
for (let fold = 0; fold < FOLDS; fold++) {
  const isHeldOut = (source: string) => industries.includes(source) && foldOf(source) === fold
  const context = contextOf(
    fitEncoder(
      texts.filter(({ source }) => !isHeldOut(source)),
      ownLabels,
      { book, vectors }
    )
  )
  for (const industry of industries.filter((name) => isHeldOut(name) && !left.has(name))) {
    const clauses = clausesOf(industry)
    callerParts.push(
      observe(callerTasks(clauses, themes, 1 + industries.indexOf(industry)), context)
    )
    const known: MatchTask = {
      themes: themesOfPacks(themes, packsOf(clauses)),
      clauses: clauses.filter(({ clause }) => clause.comment % 2 === 0),
      isKnown: true,
    }
    knownParts.push(observe([known], context))
  }
  console.log(`fold ${fold + 1} of ${FOLDS} read`)
}

function concat(parts: readonly Observations[]): Observations {
  const width = FEATURE_NAMES.length
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const features = new Float32Array(count * width)
  const outcomes = new Uint8Array(count)
  let at = 0
  for (const part of parts) {
    features.set(part.features, at * width)
    outcomes.set(part.outcomes, at)
    at += part.count
  }
  return { features, outcomes, count, width }
}

function fitMatch(parts: readonly Observations[], threshold: number, name: string): MatchWeights {
  const all = concat(parts)
  const { weights, bias } = fitLogistic(all)
  report(all, { weights, bias, threshold }, name)
  return {
    weights: weights.map((x) => Number(x.toPrecision(5))),
    bias: Number(bias.toPrecision(6)),
    threshold,
  }
}

/** F1 over pairs of clause and theme at several thresholds, on the industries left out in turn. */
function report(
  { features, outcomes, count, width }: Observations,
  { weights, bias }: MatchWeights,
  name: string
) {
  const scores = Float64Array.from({ length: count }, (_, i) => {
    let sum = bias
    for (let f = 0; f < width; f++) sum += (features[i * width + f] ?? 0) * (weights[f] ?? 0)
    return 1 / (1 + Math.exp(-sum))
  })
  const positives = outcomes.reduce((sum, x) => sum + x, 0)
  const cells = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5].map((threshold) => {
    let said = 0
    let right = 0
    for (const [i, score] of scores.entries()) {
      if (score < threshold) continue
      said++
      right += outcomes[i] ?? 0
    }
    return `${threshold}: ${((2 * right) / (said + positives)).toFixed(3)}`
  })
  console.log(`${name}, F1 of ${positives} pairs by threshold: ${cells.join('  ')}`)
}

/** Rows and checksums beside the committed weights. */
function refreshProvenance(rows: number): void {
  const file = join(flags.out, 'provenance.json')
  if (!existsSync(file)) return
  const sha256 = Object.fromEntries(
    ['model.bin', 'model.json'].map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(flags.out, name)))
        .digest('hex'),
    ])
  )
  const provenance = { ...JSON.parse(readFileSync(file, 'utf8')), rows, sha256 }
  const { language, ...rest } = provenance
  writeFileSync(file, `${JSON.stringify({ ...rest, language }, null, 2)}\n`)
}

const callerMatch = fitMatch(callerParts, CALLER_THRESHOLD, 'caller')
const knownMatch = fitMatch(knownParts, KNOWN_THRESHOLD, 'known')
const encoder = fitEncoder(texts, ownLabels, { book, vectors })
const version = createHash('sha256').update(encoder.bytes).digest('hex').slice(0, 12)
const model = {
  version,
  features: FEATURE_NAMES,
  caller: callerMatch,
  known: knownMatch,
  encoder: encoder.header,
}
const files = { 'model.bin': encoder.bytes, 'model.json': `${JSON.stringify(model)}\n` }
for (const [name, content] of Object.entries(files)) writeFileSync(join(flags.out, name), content)
refreshProvenance(encoder.header.terms.length)
const size = gzipSync(encoder.bytes).length + gzipSync(JSON.stringify(model)).length
console.log(
  `${encoder.header.terms.length} terms, ${encoder.bytes.length} bytes, ${size} gzipped with the header`
)
