// What is here: the themer, which links clauses to known, the caller's own and discovered themes.
// Not here: scores and effects of themes (insight/), reading comments (text/), files (runtime/ loads them).
import type { ThemeModel, ThemeOptions, Themer } from '../domain/theme.ts'
import type { WordVectors } from '../text/word-vectors/word-vectors.ts'
import type { RowProducts } from './encoding/row-products.ts'
import { createThemeEncoder } from './encoding/theme-encoder.ts'
import { createKnownSpaces } from './matching/known-spaces.ts'
import type { ScorerModel } from './matching/match-scorer.ts'
import { addedThemes } from './model/theme-edit.ts'
import { planThemes } from './plan.ts'
import { createSession, type ThemeKit } from './session.ts'
import { readIndustryWords, readTaxonomy } from './taxonomy/read-taxonomy.ts'

/** Contents of the files that themes need, loaded by `runtime/`. */
export type ThemeResources = {
  /** `lexicons/taxonomy/themes.tsv` */
  readonly themesTsv: string
  /** `lexicons/taxonomy/seeds.tsv` */
  readonly seedsTsv: string
  /** `lexicons/word-vectors`, the copy that reading uses too */
  readonly vectors: WordVectors
  /** `lexicons/theme-scorer/model.json`, parsed */
  readonly scorer: ScorerModel
  /** `lexicons/theme-scorer/model.bin` */
  readonly scorerWeights: ArrayBuffer
  /** How products are computed; the plain way by default. */
  readonly products?: RowProducts
}

/** Options that leave all to the model. */
const ONLY_MODEL = { taxonomy: 'none', discover: false, maxThemes: 1, seed: 0 } as const

/** Version of the method; a change that moves themes of the same comments raises it. */
const METHOD_VERSION = '6'

/**
 * Builds a themer from its files.
 *
 * @param resources - contents of the files, unchanged
 * @returns a frozen themer; sessions share nothing that changes results
 * @throws {RangeError} if a file is damaged
 * @see README.md, "How themes are found"
 * @example
 * const session = createThemer(resources).start({ taxonomy: 'auto', discover: true, maxThemes: 25, model: null, seed: 1 })
 */
export function createThemer(resources: ThemeResources): Themer {
  const themes = readTaxonomy(resources.themesTsv, resources.seedsTsv)
  const { vectors, scorer, scorerWeights, seedsTsv, products } = resources
  const encoderFor = createThemeEncoder(scorer.encoder, scorerWeights, vectors, products)
  const kit: ThemeKit = {
    themes,
    industryWords: readIndustryWords(seedsTsv),
    vectors,
    scorer,
    encoderFor,
    known: createKnownSpaces(themes, vectors, encoderFor),
    version: '',
  }
  const version = `themes-${METHOD_VERSION}+scorer-${kit.scorer.version}`
  return Object.freeze({
    version,
    start: (options: ThemeOptions) => createSession({ ...kit, version }, options),
    themeIds(model: ThemeModel) {
      const { definitions, applied } = planThemes(themes, { ...ONLY_MODEL, model })
      const { discovered, edits } = applied ?? { discovered: [], edits: [] }
      return [...definitions, ...discovered, ...addedThemes(edits)].map(({ id }) => id)
    },
  })
}
