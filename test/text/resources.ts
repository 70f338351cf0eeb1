import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TextResources } from '../../src/text/comment-reader.ts'
import { readWordVectors } from '../../src/text/word-vectors/word-vectors.ts'

const at = (path: string) => fileURLToPath(new URL(`../../lexicons/${path}`, import.meta.url))
const bytes = (path: string) => new Uint8Array(readFileSync(at(path))).buffer
const text = (path: string) => readFileSync(at(path), 'utf8')

/** The lexicon files as `runtime/` passes them in. */
export function loadTextResources(): TextResources {
  return {
    sentimentHeader: JSON.parse(text('sentiment-model/model.json')),
    sentimentWeights: bytes('sentiment-model/model.bin'),
    clauseCuts: bytes('clause-cuts/model.bin'),
    flagWeights: bytes('flag-model/model.bin'),
    valence: text('valence/data.tsv'),
    vectors: readWordVectors(bytes('word-vectors/vectors.bin')),
  }
}
