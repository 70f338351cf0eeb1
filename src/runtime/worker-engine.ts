import clauseCuts from '../../lexicons/clause-cuts/model.bin'
import flagWeights from '../../lexicons/flag-model/model.bin'
import rolesTsv from '../../lexicons/roles/data.tsv'
import sentimentWeights from '../../lexicons/sentiment-model/model.bin'
import sentimentHeader from '../../lexicons/sentiment-model/model.json' with { type: 'json' }
import seedsTsv from '../../lexicons/taxonomy/seeds.tsv'
import themesTsv from '../../lexicons/taxonomy/themes.tsv'
import scorerWeights from '../../lexicons/theme-scorer/model.bin'
import scorer from '../../lexicons/theme-scorer/model.json' with { type: 'json' }
import valence from '../../lexicons/valence/data.tsv'
import vectorBytes from '../../lexicons/word-vectors/vectors.bin'
import { createEngine, type EngineParts } from '../analysis/create-engine.ts'
import type { Engine } from '../domain/analysis.ts'
import products from '../themes/encoding/products.wasm'
import { buildParts } from './build-engine.ts'

/** JSON modules lose tuples; the type holds because a test reads every committed lexicon. */
function typed<T>(json: unknown): T {
  return json as T
}

/** The steps of the engine, with their lexicons taken from the modules of the bundle. */
export async function loadParts(): Promise<EngineParts> {
  return buildParts({
    sentimentHeader: typed(sentimentHeader),
    sentimentWeights,
    clauseCuts,
    flagWeights,
    valence,
    vectorBytes,
    themesTsv,
    seedsTsv,
    scorer: typed(scorer),
    scorerWeights,
    products,
  })
}

/** The engine for whole analyses. */
export async function loadEngine(): Promise<Engine> {
  return createEngine(await loadParts())
}

/** The lexicon of roles, as text. */
export async function readRoles(): Promise<string> {
  return rolesTsv
}
