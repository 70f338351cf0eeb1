/**
 * Builds src/themes/encoding/products.wasm: `npm run build:products`.
 *
 * Written by hand in `kernel.ts`, since no compiler is among our packages; a test compares the committed file.
 */
import { writeFileSync } from 'node:fs'
import { productKernel } from './kernel.ts'

writeFileSync(new URL('../../themes/encoding/products.wasm', import.meta.url), productKernel())
