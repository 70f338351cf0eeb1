import { createEngine } from '../analysis/create-engine.ts'
import type { Engine } from '../domain/analysis.ts'
import { createCommentReader, type TextResources } from '../text/comment-reader.ts'
import { readWordVectors } from '../text/word-vectors/word-vectors.ts'
import { createThemer, type ThemeResources } from '../themes/themer.ts'
import { VERSION } from './version.ts'

/** Contents of the files in `lexicons/`, however a runtime comes by them. */
export type Lexicons = Omit<TextResources, 'vectors'> &
  Omit<ThemeResources, 'vectors'> & {
    /** `lexicons/word-vectors/vectors.bin`; reading and themes share one copy. */
    readonly vectorBytes: ArrayBuffer
  }

/** Builds the engine from its lexicons; this is the one place where the steps are chosen. */
export function buildEngine({ vectorBytes, ...lexicons }: Lexicons): Engine {
  const vectors = readWordVectors(vectorBytes)
  return createEngine({
    version: VERSION,
    reader: createCommentReader({ ...lexicons, vectors }),
    themer: createThemer({ ...lexicons, vectors }),
  })
}
