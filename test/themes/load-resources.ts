import { readFileSync } from 'node:fs'
import { readWordVectors } from '../../src/text/word-vectors/word-vectors.ts'
import { compiledProducts } from '../../src/themes/encoding/compiled-products.ts'
import type { RowProducts } from '../../src/themes/encoding/row-products.ts'
import type { ThemeResources } from '../../src/themes/themer.ts'

function bytesOf(path: string): ArrayBuffer {
  const file = readFileSync(path)
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}

/** Row products as `runtime/` chooses them. */
export function loadProducts(): RowProducts {
  const bytes = readFileSync('src/themes/encoding/products.wasm')
  return compiledProducts(new WebAssembly.Module(bytes))
}

/**
 * The committed lexicons, as `runtime/` passes them in.
 *
 * @param scorer - folder of another scorer, such as one that has not seen the sources it is judged by
 */
export function loadThemeResources(scorer = 'lexicons/theme-scorer'): ThemeResources {
  return {
    themesTsv: readFileSync('lexicons/taxonomy/themes.tsv', 'utf8'),
    seedsTsv: readFileSync('lexicons/taxonomy/seeds.tsv', 'utf8'),
    vectors: readWordVectors(bytesOf('lexicons/word-vectors/vectors.bin')),
    scorerWeights: bytesOf(`${scorer}/model.bin`),
    scorer: JSON.parse(readFileSync(`${scorer}/model.json`, 'utf8')),
    products: loadProducts(),
  }
}
