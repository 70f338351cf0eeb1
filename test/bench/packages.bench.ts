// What each run-time package costs: kB of its minified, gzipped bundle, and ms to import it in a new process.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ROUNDS = 5

/** The modules as the source imports them. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'wink-nlp': [
    'wink-nlp/src/cache.js',
    'wink-nlp/src/compile-trex.js',
    'wink-nlp/src/tokenizer.js',
  ],
  'wink-eng-lite-web-model': [
    'wink-eng-lite-web-model/dist/feature.js',
    'wink-eng-lite-web-model/dist/load-core-model.js',
    'wink-eng-lite-web-model/dist/load-pos-model.js',
  ],
  tinyld: ['tinyld/light'],
  compromise: ['compromise/two'],
  natural: [
    'natural/lib/natural/stemmers/porter_stemmer.js',
    'natural/lib/natural/distance/levenshtein_distance.js',
  ],
  'ml-kmeans': ['ml-kmeans'],
  'pure-rand': ['pure-rand/generator/xoroshiro128plus', 'pure-rand/distribution/uniformFloat64'],
  hono: ['hono'],
  'zod and @hono/zod-openapi': ['@hono/zod-openapi'],
  papaparse: ['papaparse'],
  'read-excel-file': ['read-excel-file/universal'],
  kysely: ['kysely', 'kysely-d1'],
  'ipaddr.js': ['ipaddr.js'],
}

async function gzippedKilobytes(modules: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: modules
        .map((m, i) => `import * as m${i} from '${m}'; console.log(m${i})`)
        .join('\n'),
      resolveDir: ROOT,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    external: ['node:*', 'util', 'fs', 'stream', 'events', 'webworker-threads'],
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).byteLength / 1000
}

function importMs(modules: readonly string[]): number {
  const code = `const t = performance.now(); ${modules.map((m) => `await import('${m}');`).join(' ')} console.log(performance.now() - t)`
  const times = Array.from({ length: ROUNDS }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        cwd: ROOT,
        encoding: 'utf8',
      })
    )
  ).sort((a, b) => a - b)
  return times[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

/** Prints a row for each package. */
export default async function run(): Promise<void> {
  console.log(`${'package'.padEnd(28)} kB gzipped  ms to import (median of ${ROUNDS})`)
  for (const [name, modules] of Object.entries(IMPORTS)) {
    const size = (await gzippedKilobytes(modules)).toFixed(0).padStart(10)
    console.log(`${name.padEnd(28)} ${size}  ${importMs(modules).toFixed(0).padStart(6)}`)
  }
}
