import type { EngineParts } from '../analysis/create-engine.ts'
import { createCommentReader, type TextResources } from '../text/comment-reader.ts'
import { readWordVectors } from '../text/word-vectors/word-vectors.ts'
import { compiledProducts } from '../themes/encoding/compiled-products.ts'
import { createThemer, type ThemeResources } from '../themes/themer.ts'
import { VERSION } from './version.ts'

/** Contents of the files in `lexicons/`, however a runtime comes by them. */
export type Lexicons = Omit<TextResources, 'vectors'> &
  Omit<ThemeResources, 'vectors' | 'products'> & {
    /** `src/themes/encoding/products.wasm`, compiled. */
    readonly products: WebAssembly.Module
    /** `lexicons/word-vectors/vectors.bin`; reading and themes share one copy. */
    readonly vectorBytes: ArrayBuffer
  }

/** Builds the steps of the engine from their lexicons; this is the one place where they are chosen. */
export function buildParts({ vectorBytes, products, ...lexicons }: Lexicons): EngineParts {
  const vectors = readWordVectors(vectorBytes)
  return {
    version: VERSION,
    reader: createCommentReader({ ...lexicons, vectors }),
    themer: createThemer({ ...lexicons, vectors, products: compiledProducts(products) }),
  }
}
