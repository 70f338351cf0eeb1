import sentimentWeights from '../../lexicons/sentiment-model/model.bin'
import sentimentHeader from '../../lexicons/sentiment-model/model.json' with { type: 'json' }
import seedsTsv from '../../lexicons/taxonomy/seeds.tsv'
import themesTsv from '../../lexicons/taxonomy/themes.tsv'
import scorer from '../../lexicons/theme-scorer/model.json' with { type: 'json' }
import valence from '../../lexicons/valence/data.tsv'
import vectorBytes from '../../lexicons/word-vectors/vectors.bin'
import type { Engine } from '../domain/analysis.ts'
import { buildEngine } from './build-engine.ts'

/** JSON modules lose tuples; the type holds because a test reads every committed lexicon. */
function typed<T>(json: unknown): T {
  return json as T
}

/** The engine with its lexicons taken from the modules of the bundle. */
export async function loadEngine(): Promise<Engine> {
  return buildEngine({
    sentimentHeader: typed(sentimentHeader),
    sentimentWeights,
    valence,
    vectorBytes,
    themesTsv,
    seedsTsv,
    scorer: typed(scorer),
  })
}
