/** Word vectors in memory: unit length, one row a word. */
export type WordVectors = {
  readonly dimensions: number
  /** Words in the order of their rows. */
  readonly words: readonly string[]
  /** Row-major, `words.length × dimensions`; row i belongs to word i. */
  readonly values: Float32Array
  /** Row of a word in its lower-cased form; undefined for words without a vector. */
  rowOf(word: string): number | undefined
  /** Share of running words that are this word in customer comments and news, in (0, 1); small for unknown words. */
  frequencyOf(word: string): number
  /** Smooth inverse frequency, `a / (a + frequency)` with a = 0.001, in (0, 1): low for common words. */
  weightOf(word: string): number
}

/** First bytes of a vector file: "WSV1". */
export const WORD_VECTOR_MAGIC = 0x31565357

/** Steps per halving of the frequency in the file. */
export const FREQUENCY_STEPS_PER_BIT = 10

/** Frequency of words that the file does not know: about the rarest ones it holds. */
const UNKNOWN_FREQUENCY = 2 ** -24

/** Arora et al. (2017) recommend 1e-4 to 1e-3. */
const SMOOTHING = 1e-3

/**
 * Word vectors from the bytes of `lexicons/word-vectors/vectors.bin`.
 *
 * Layout, little-endian: u32 magic, u32 word count, u16 dimensions, u16 zero, u32 bytes of the word list;
 * word list (sorted, joined by line feeds, ASCII); one byte a word with −log2(frequency) × 10; one f32 step a
 * dimension; then, dimension after dimension, 4-bit values (two words a byte, low half first) of
 * (value ÷ step + 8). Rows are scaled to unit length on reading.
 *
 * @param buffer - the whole file
 * @returns vectors with look-up by Map ("constructor" is a word)
 * @throws {RangeError} if the bytes are not a vector file or are cut short
 * @see lexicons/word-vectors; weights: Arora, Liang & Ma (2017) A simple but tough-to-beat baseline for sentence embeddings
 * @example
 * readWordVectors(bytes).rowOf('delivery') // => the row of "delivery", undefined for words that are not there
 */
export function readWordVectors(buffer: ArrayBuffer): WordVectors {
  const view = new DataView(buffer)
  if (view.byteLength < 16 || view.getUint32(0, true) !== WORD_VECTOR_MAGIC) {
    throw new RangeError('word vectors: expected a file that starts with "WSV1"')
  }
  const count = view.getUint32(4, true)
  const dimensions = view.getUint16(8, true)
  const wordBytes = view.getUint32(12, true)
  const frequencyStart = 16 + wordBytes
  const stepStart = frequencyStart + count
  const valueStart = stepStart + 4 * dimensions
  const expected = valueStart + Math.ceil(count / 2) * dimensions
  if (view.byteLength !== expected) {
    throw new RangeError(`word vectors: expected ${expected} bytes, got ${view.byteLength}`)
  }
  const words = new TextDecoder().decode(new Uint8Array(buffer, 16, wordBytes)).split('\n')
  const codes = new Uint8Array(buffer, frequencyStart, count)
  const steps = Array.from({ length: dimensions }, (_, d) =>
    view.getFloat32(stepStart + 4 * d, true)
  )
  const values = unpack(new Uint8Array(buffer, valueStart), count, steps)
  return withLookUp(words, values, codes)
}

function unpack(packed: Uint8Array, count: number, steps: readonly number[]): Float32Array {
  const dimensions = steps.length
  const stride = Math.ceil(count / 2)
  const values = new Float32Array(count * dimensions)
  const lengths = new Float64Array(count)
  for (const [d, step] of steps.entries()) {
    for (let i = 0; i < count; i++) {
      const byte = packed[d * stride + (i >> 1)] ?? 0
      const value = (((i & 1) === 0 ? byte & 15 : byte >> 4) - 8) * step
      values[i * dimensions + d] = value
      lengths[i] = (lengths[i] ?? 0) + value * value
    }
  }
  for (let i = 0; i < count; i++) {
    const scale = 1 / Math.sqrt(lengths[i] || 1)
    for (let k = i * dimensions; k < (i + 1) * dimensions; k++) {
      values[k] = (values[k] ?? 0) * scale
    }
  }
  return values
}

function withLookUp(
  words: readonly string[],
  values: Float32Array,
  codes: Uint8Array
): WordVectors {
  const rows = new Map(words.map((word, row) => [word, row]))
  const frequencies = Float64Array.from(codes, (code) => 2 ** (-code / FREQUENCY_STEPS_PER_BIT))
  const frequencyOf = (word: string) => {
    const row = rows.get(word)
    return row === undefined ? UNKNOWN_FREQUENCY : (frequencies[row] ?? UNKNOWN_FREQUENCY)
  }
  return {
    dimensions: words.length === 0 ? 0 : values.length / words.length,
    words,
    values,
    rowOf: (word) => rows.get(word),
    frequencyOf,
    weightOf: (word) => SMOOTHING / (SMOOTHING + frequencyOf(word)),
  }
}
