import { FREQUENCY_STEPS_PER_BIT, WORD_VECTOR_MAGIC } from '../../text/word-vectors/word-vectors.ts'
import { principalAxes } from './principal-axes.ts'

/** Rows of one length, and how many directions to remove and to keep. */
export type ReductionOptions = {
  /** Leading directions to remove: they hold frequency rather than meaning. */
  readonly removedDirections: number
  readonly dimensions: number
}

/**
 * Vectors turned into their principal axes, without the mean and the leading directions, at unit length.
 *
 * @returns one row a vector, `dimensions` long, variance falling from column to column
 * @see Mu & Viswanath (2018) All-but-the-top: simple and effective postprocessing for word representations
 * @see Raunak, Gupta & Metze (2019) Effective dimensionality reduction for word embeddings
 */
export function reduceVectors(
  vectors: readonly (readonly number[])[],
  { removedDirections, dimensions }: ReductionOptions
): readonly (readonly number[])[] {
  const rows = vectors.map(unit)
  const width = rows[0]?.length ?? 0
  const mean = Array.from({ length: width }, (_, d) => average(rows.map((row) => row[d] ?? 0)))
  const centred = rows.map((row) => row.map((x, d) => x - (mean[d] ?? 0)))
  const axes = principalAxes(covariance(centred, width)).vectors
  const kept = axes.slice(removedDirections, removedDirections + dimensions)
  return centred.map((row) => unit(kept.map((axis) => dot(row, axis))))
}

function covariance(rows: readonly (readonly number[])[], width: number): number[][] {
  const sums = Array.from({ length: width }, () => new Array<number>(width).fill(0))
  for (const row of rows) {
    for (const [i, sum] of sums.entries()) {
      const x = row[i] ?? 0
      for (let j = 0; j < width; j++) sum[j] = (sum[j] ?? 0) + x * (row[j] ?? 0)
    }
  }
  return sums.map((sum) => sum.map((x) => x / Math.max(1, rows.length)))
}

/** Contents of a vector file. */
export type VectorTable = {
  readonly words: readonly string[]
  readonly frequencies: readonly number[]
  readonly rows: readonly (readonly number[])[]
}

/** Best step of a uniform 16-level quantiser for a normal variable, in standard deviations (Max 1960, table II). */
const GAUSSIAN_STEP = 0.3352

/**
 * The bytes of `vectors.bin`; the layout is described at `readWordVectors`.
 *
 * All dimensions share the smallest useful step, so that the small ones compress; large ones get a wider step
 * that fits their spread into 16 levels.
 *
 * @param commonStep - smallest step, in units of the (unit-length) rows
 */
export function packVectors(
  { words, frequencies, rows }: VectorTable,
  commonStep: number
): Uint8Array {
  const wordBytes = new TextEncoder().encode(words.join('\n'))
  const dimensions = rows[0]?.length ?? 0
  const stride = Math.ceil(words.length / 2)
  const stepStart = 16 + wordBytes.length + words.length
  const bytes = new Uint8Array(stepStart + 4 * dimensions + stride * dimensions)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, WORD_VECTOR_MAGIC, true)
  view.setUint32(4, words.length, true)
  view.setUint16(8, dimensions, true)
  view.setUint32(12, wordBytes.length, true)
  bytes.set(wordBytes, 16)
  bytes.set(frequencies.map(frequencyCode), 16 + wordBytes.length)
  for (let d = 0; d < dimensions; d++) {
    const column = rows.map((row) => row[d] ?? 0)
    const spread = Math.sqrt(average(column.map((x) => x * x)))
    const step = Math.fround(Math.max(commonStep, GAUSSIAN_STEP * spread))
    view.setFloat32(stepStart + 4 * d, step, true)
    bytes.set(packColumn(column, step), stepStart + 4 * dimensions + d * stride)
  }
  return bytes
}

function packColumn(column: readonly number[], step: number): Uint8Array {
  const packed = new Uint8Array(Math.ceil(column.length / 2))
  for (const [i, x] of column.entries()) {
    const level = Math.min(15, Math.max(0, Math.round(x / step) + 8))
    packed[i >> 1] = (packed[i >> 1] ?? 0) | (level << (4 * (i & 1)))
  }
  return packed
}

function frequencyCode(frequency: number): number {
  return Math.min(255, Math.max(0, Math.round(-Math.log2(frequency) * FREQUENCY_STEPS_PER_BIT)))
}

function unit(row: readonly number[]): readonly number[] {
  const length = Math.sqrt(dot(row, row)) || 1
  return row.map((x) => x / length)
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function average(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length)
}
