import { exp, log } from '../../stats/portable-math.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { Word, WordBook } from '../clauses/word-book.ts'
import { type Matrix, matrixOf, plainProducts, type RowProducts } from './row-products.ts'

/** Shape of the encoder; part of `lexicons/theme-scorer/model.json`. */
export type EncoderHeader = {
  readonly hidden: number
  /** Word stems with weights of their own, in the order of the rows. */
  readonly terms: readonly string[]
  /** Label sets: the built-in taxonomy first. */
  readonly heads: readonly { readonly name: string; readonly labels: readonly string[] }[]
  /** One unit of the stored bytes, for each block in order: terms, meaning, bias, then weights and bias of each head. */
  readonly units: readonly number[]
}

/** What texts are about, as the encoder sees them: one row a text. */
export type ThemeCodes = {
  /** Hidden layer at unit length. */
  readonly hidden: Float64Array
  /** Probabilities of all labels, head after head, and their logarithms. */
  readonly probabilities: Float32Array
  readonly logs: Float32Array
  /** Weighted sum of the text's word vectors, */
  readonly meanings: Float64Array
  /** and its length. */
  readonly meaningLengths: Float64Array
}

/** How much is read of some texts; what is not read stays as it was. */
export type EncodingDepth = {
  /** The first so many get probabilities of the first head, */
  readonly labelled?: number
  /** and so many of these those of the other heads. */
  readonly full?: number
}

export type ThemeEncoder = {
  readonly hidden: number
  /** Dimensions of the word vectors. */
  readonly dimensions: number
  /** First label of each head in `ThemeCodes.probabilities`, and the end of the last. */
  readonly headStarts: readonly number[]
  /** Labels of the built-in taxonomy, in the order of the first head. */
  readonly ownLabels: readonly string[]
  /** Direction of each of those labels in the hidden layer; one matrix for all encoders of a factory. */
  readonly ownDirections: Matrix
  /** How products are computed, here and by those who go on from the codes. */
  readonly products: RowProducts
  /** Index of a label of the built-in taxonomy; undefined for other ids. */
  labelOf(themeId: string): number | undefined
  /**
   * Encodes texts.
   *
   * @param into - room for all of them, overwritten
   * @param depth - default all labels of all texts
   */
  encode(texts: readonly (readonly Word[])[], into: ThemeCodes, depth?: EncodingDepth): void
}

/** Room for the codes of some texts. */
export function emptyCodes(
  { hidden, dimensions, headStarts }: ThemeEncoder,
  count: number
): ThemeCodes {
  const labelCount = headStarts.at(-1) ?? 0
  return {
    meanings: new Float64Array(count * dimensions),
    hidden: new Float64Array(count * hidden),
    probabilities: new Float32Array(count * labelCount),
    logs: new Float32Array(count * labelCount),
    meaningLengths: new Float64Array(count),
  }
}

/** Length of the meaning part of the input; training uses the same. */
export const MEANING_LENGTH = 3

type Layers = {
  readonly terms: Float32Array
  /** What each dimension of the word vectors adds, one row a unit of the hidden layer. */
  readonly meaning: Matrix
  readonly bias: Float32Array
  /** Weights of the first head, and of all others one after another. */
  readonly own: Matrix
  readonly others: Matrix
  /** One number a label, head after head. */
  readonly labelBias: Float32Array
}

/**
 * The encoder of `lexicons/theme-scorer`: a small network that learned from labelled comments which texts are about the
 * same thing. Its labels serve as landmarks: two texts that light up the same labels are close, whatever the taxonomy.
 *
 * @param header - shape and units
 * @param bytes - signed bytes of all blocks, one after another
 * @param vectors - the word vectors it was trained with
 * @param products - how products are computed
 * @returns an encoder for the words of one word book
 * @throws {RangeError} if the bytes do not fit the header
 * @see Caruana (1997) Multitask learning; lexicons/theme-scorer/README.md
 * @example
 * createThemeEncoder(header, bytes, vectors)(book).hidden // => 48
 */
export function createThemeEncoder(
  header: EncoderHeader,
  bytes: ArrayBuffer,
  vectors: WordVectors,
  products: RowProducts = plainProducts
): (book: WordBook) => ThemeEncoder {
  const layers = readLayers(header, bytes, vectors.dimensions)
  const rowOfTerm = new Map(header.terms.map((term, row) => [term, row]))
  const labels = new Map(header.heads[0]?.labels.map((label, index) => [label, index]))
  const headStarts = [0]
  for (const head of header.heads) headStarts.push((headStarts.at(-1) ?? 0) + head.labels.length)
  const width = header.hidden
  return (book) => {
    const addTerms = createTerms(layers.terms, width, (word) =>
      rowOfTerm.get(book.stems[word.stemId] ?? '')
    )
    const state = new Float32Array(width)
    const fillLabels = createHeads(layers, headStarts, products)
    const { dimensions } = vectors
    let projections = new Float32Array(width)
    return {
      hidden: width,
      dimensions,
      headStarts,
      ownLabels: header.heads[0]?.labels ?? [],
      ownDirections: layers.own,
      products,
      labelOf: (themeId) => labels.get(themeId),
      encode(texts, into, { labelled = texts.length, full = labelled } = {}) {
        const { hidden, meanings, meaningLengths } = into
        const count = texts.length
        if (projections.length < count * width) projections = new Float32Array(count * width)
        for (const [i, words] of texts.entries())
          meaningLengths[i] = fillMeaning(words, vectors, meanings, i * dimensions)
        products(layers.meaning, meanings, projections, { count })
        for (const [i, words] of texts.entries()) {
          const length = meaningLengths[i] as number
          const scale = length === 0 ? 0 : MEANING_LENGTH / length
          state.set(layers.bias)
          addTerms(state, words)
          for (let h = 0, k = i * width; h < width; h++, k++) {
            const sum = (state[h] as number) + scale * (projections[k] as number)
            hidden[k] = Math.fround(1 - 2 / (exp(2 * Math.fround(sum)) + 1))
          }
        }
        fillLabels(into, labelled, full)
        for (let i = 0; i < texts.length; i++)
          scaleToUnit(hidden.subarray(i * width, (i + 1) * width))
      },
    }
  }
}

function readLayers(header: EncoderHeader, bytes: ArrayBuffer, dimensions: number): Layers {
  const { hidden, terms, heads, units } = header
  const stored = new Int8Array(bytes)
  let at = 0
  let block = 0
  const take = (length: number) => {
    const step = units[block++] ?? 0
    const values = Float32Array.from(stored.subarray(at, at + length), (x) => x * step)
    at += length
    return values
  }
  const inputs = {
    terms: take(terms.length * hidden),
    meaning: matrixOf(transposed(take(dimensions * hidden), hidden), dimensions),
    bias: take(hidden),
  }
  const outputs = heads.map(({ labels }) => ({
    weights: take(labels.length * hidden),
    bias: take(labels.length),
  }))
  const [own, ...others] = outputs.map(({ weights }) => weights)
  const layers = {
    ...inputs,
    own: matrixOf(own ?? [], hidden),
    others: matrixOf(
      others.flatMap((weights) => [...weights]),
      hidden
    ),
    labelBias: Float32Array.from(outputs.flatMap(({ bias }) => [...bias])),
  }
  if (at !== stored.length)
    throw new RangeError(`theme encoder: expected ${at} bytes, got ${stored.length}`)
  return layers
}

/** @param width - of the rows that become columns */
function transposed(values: Float32Array, width: number): Float32Array {
  const height = values.length / width
  return values.map((_, k) => values[(k % height) * width + Math.floor(k / height)] as number)
}

const NO_TERM = -2

function withRoom(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length)
  longer.set(values)
  return longer
}

/** Adds what the words of a text add to the hidden layer by themselves; remembers the words of one book. */
function createTerms(
  terms: Float32Array,
  hidden: number,
  termOf: (word: Word) => number | undefined
): (state: Float32Array, words: readonly Word[]) => void {
  // Row of a word's term less one, by its number; 0 for a word not seen before.
  let termRows = new Int32Array(0)
  const rows: number[] = []
  return (state, words) => {
    rows.length = 0
    for (const word of words) {
      if (word.weight <= 0) continue
      if (word.id >= termRows.length) termRows = withRoom(termRows, 2 * word.id + 1)
      if (termRows[word.id] === 0) termRows[word.id] = (termOf(word) ?? NO_TERM) + 1
      const row = (termRows[word.id] as number) - 1
      if (row !== NO_TERM && !rows.includes(row)) rows.push(row)
    }
    const share = 1 / Math.sqrt(Math.max(1, rows.length))
    for (const row of rows) {
      for (let h = 0, p = row * hidden; h < hidden; h++, p++)
        state[h] = (state[h] as number) + share * (terms[p] as number)
    }
  }
}

/**
 * Fills the weighted sum of a text's word vectors.
 *
 * @returns its length
 */
function fillMeaning(
  words: readonly Word[],
  { values, dimensions }: WordVectors,
  sums: Float64Array,
  from: number
): number {
  const to = from + dimensions
  sums.fill(0, from, to)
  for (const { row, weight } of words) {
    if (row < 0 || weight === 0) continue
    for (let k = from, p = row * dimensions; k < to; k++, p++)
      sums[k] = (sums[k] as number) + weight * (values[p] as number)
  }
  let length = 0
  for (let k = from; k < to; k++) length += (sums[k] as number) ** 2
  return Math.sqrt(length)
}

/** Fills probabilities and logarithms from the hidden layers of texts. */
type HeadReader = (codes: ThemeCodes, labelled: number, full: number) => void

function createHeads(
  { own, others, labelBias }: Layers,
  headStarts: readonly number[],
  products: RowProducts
): HeadReader {
  const labelCount = labelBias.length
  let room = new Float32Array(0)
  const read = (codes: ThemeCodes, weights: Matrix, count: number, heads: readonly number[]) => {
    if (count === 0 || weights.rowCount === 0) return
    if (room.length < count * weights.rowCount) room = new Float32Array(count * weights.rowCount)
    products(weights, codes.hidden, room, { count })
    const [first = 0] = heads
    for (let i = 0; i < count; i++) {
      for (let head = 0; head + 1 < heads.length; head++) {
        const from = heads[head] as number
        softmax(
          { sums: room, at: i * weights.rowCount + from - first, bias: labelBias, label: from },
          codes,
          i * labelCount + from,
          (heads[head + 1] as number) - from
        )
      }
    }
  }
  return (codes, labelled, full) => {
    read(codes, own, labelled, headStarts.slice(0, 2))
    read(codes, others, full, headStarts.slice(1))
  }
}

type Logits = {
  readonly sums: Float32Array
  readonly at: number
  readonly bias: Float32Array
  readonly label: number
}

/** Fills `count` probabilities and their logarithms from `to` on; one logarithm a head, not one a label. */
function softmax(
  { sums, at, bias, label }: Logits,
  { probabilities, logs }: ThemeCodes,
  to: number,
  count: number
): void {
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < count; k++) {
    const sum = (sums[at + k] as number) + (bias[label + k] as number)
    logs[to + k] = sum
    if (sum > most) most = sum
  }
  let total = 0
  for (let k = to; k < to + count; k++) {
    const value = exp((logs[k] as number) - most)
    probabilities[k] = value
    total += value
  }
  const logTotal = most + log(total)
  for (let k = to; k < to + count; k++) {
    probabilities[k] = (probabilities[k] as number) / total
    logs[k] = (logs[k] as number) - logTotal
  }
}

function scaleToUnit(vector: Float64Array): void {
  let sum = 0
  for (let h = 0; h < vector.length; h++) sum += (vector[h] as number) ** 2
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  for (let h = 0; h < vector.length; h++) vector[h] = (vector[h] as number) * scale
}
