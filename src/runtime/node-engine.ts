import { readFile } from 'node:fs/promises'
import { createEngine, type EngineParts } from '../analysis/create-engine.ts'
import type { Engine } from '../domain/analysis.ts'
import { buildParts } from './build-engine.ts'

const LEXICONS = new URL('../../lexicons/', import.meta.url)

const text = (path: string) => readFile(new URL(path, LEXICONS), 'utf8')

async function bytes(path: string): Promise<ArrayBuffer> {
  const file = await readFile(new URL(path, LEXICONS))
  return new Uint8Array(file).buffer
}

async function compiled(path: string): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await bytes(path))
}

/** A lexicon in JSON. It has the type asked for because a test reads every committed lexicon. */
async function json<T>(path: string): Promise<T> {
  return JSON.parse(await text(path)) as T
}

/** The steps of the engine, with their lexicons read from disk. */
export async function loadParts(): Promise<EngineParts> {
  const [
    sentimentHeader,
    sentimentWeights,
    clauseCuts,
    flagWeights,
    valence,
    vectorBytes,
    themesTsv,
    seedsTsv,
    scorer,
    scorerWeights,
    products,
  ] = await Promise.all([
    json<Parameters<typeof buildParts>[0]['sentimentHeader']>('sentiment-model/model.json'),
    bytes('sentiment-model/model.bin'),
    bytes('clause-cuts/model.bin'),
    bytes('flag-model/model.bin'),
    text('valence/data.tsv'),
    bytes('word-vectors/vectors.bin'),
    text('taxonomy/themes.tsv'),
    text('taxonomy/seeds.tsv'),
    json<Parameters<typeof buildParts>[0]['scorer']>('theme-scorer/model.json'),
    bytes('theme-scorer/model.bin'),
    compiled('../src/themes/encoding/products.wasm'),
  ])
  return buildParts({
    sentimentHeader,
    sentimentWeights,
    clauseCuts,
    flagWeights,
    valence,
    vectorBytes,
    themesTsv,
    seedsTsv,
    scorer,
    scorerWeights,
    products,
  })
}

/** The engine for whole analyses. */
export async function loadEngine(): Promise<Engine> {
  return createEngine(await loadParts())
}

/** The lexicon of roles, as text. */
export function readRoles(): Promise<string> {
  return text('roles/data.tsv')
}
