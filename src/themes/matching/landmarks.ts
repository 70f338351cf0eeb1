import type { Word } from '../clauses/word-book.ts'
import { type Matrix, matrixOf } from '../encoding/row-products.ts'
import { emptyCodes, type ThemeCodes, type ThemeEncoder } from '../encoding/theme-encoder.ts'

/** Themes as the encoder sees their phrases; rows aligned with the themes. */
export type Landmarks = {
  /** Mean probabilities of the phrases over the built-in labels, and their square roots. */
  readonly probabilities: Matrix
  readonly roots: Matrix
  /** Square roots of the mean probabilities over the other label sets. */
  readonly otherRoots: Matrix
  /** Unit mean of the phrases' hidden layers. */
  readonly hidden: Matrix
}

/** How much of a built-in theme's profile is its own label; the rest comes from its phrases. */
const OWN_LABEL_SHARE = 0.7

/**
 * Profiles of themes in the space of the encoder.
 *
 * @param phrases - one code for each of a theme's phrases
 * @param ownLabels - label of the built-in theme that a theme is; undefined for the caller's
 */
export function buildLandmarks(
  phrases: readonly (readonly ThemeCodes[])[],
  ownLabels: readonly (number | undefined)[],
  encoder: ThemeEncoder
): Landmarks {
  const size = phrases.length
  const labelCount = encoder.headStarts.at(-1) ?? 0
  const probabilities = new Float32Array(size * labelCount)
  const hidden = new Float32Array(size * encoder.hidden)
  for (const [t, codes] of phrases.entries()) {
    const row = probabilities.subarray(t * labelCount, (t + 1) * labelCount)
    const sum = hidden.subarray(t * encoder.hidden, (t + 1) * encoder.hidden)
    for (const code of codes) {
      for (let k = 0; k < labelCount; k++) {
        row[k] = (row[k] as number) + (code.probabilities[k] as number) / codes.length
      }
      for (let h = 0; h < sum.length; h++) sum[h] = (sum[h] as number) + (code.hidden[h] as number)
    }
    sharpen(row.subarray(0, encoder.headStarts[1] ?? 0), ownLabels[t])
    let length = 0
    for (const x of sum) length += x * x
    for (let h = 0; h < sum.length; h++) sum[h] = (sum[h] as number) / (Math.sqrt(length) || 1)
  }
  const ownCount = encoder.headStarts[1] ?? 0
  const columns = (from: number, to: number) =>
    probabilities.filter((_, i) => i % labelCount >= from && i % labelCount < to)
  const own = columns(0, ownCount)
  const others = columns(ownCount, labelCount).map(Math.sqrt)
  return {
    probabilities: matrixOf(own, ownCount),
    roots: matrixOf(own.map(Math.sqrt), ownCount),
    otherRoots: matrixOf(others, labelCount - ownCount),
    hidden: matrixOf(hidden, encoder.hidden),
  }
}

function sharpen(row: Float32Array, ownLabel: number | undefined): void {
  if (ownLabel === undefined) return
  for (let k = 0; k < row.length; k++) {
    row[k] = (1 - OWN_LABEL_SHARE) * (row[k] as number) + (k === ownLabel ? OWN_LABEL_SHARE : 0)
  }
}

/** Log probabilities below this (one in a million) are noise. */
const LOG_FLOOR = -13.815511

/** Closeness of texts to every theme: one row a text, one number a theme. */
export type LandmarkRows = {
  /** Bhattacharyya coefficient over the built-in labels, in [0, 1]. */
  readonly shared: Float32Array
  /** Cosine of the hidden layers. */
  readonly cosine: Float32Array
  /** Expected log probability of the theme's labels. */
  readonly logLikelihood: Float32Array
  /** Mean Bhattacharyya coefficient over the other label sets. */
  readonly elsewhere: Float32Array
  /** Weighted sum of each text's word vectors, and its length. */
  readonly meanings: Float64Array
  readonly meaningLengths: Float64Array
}

/**
 * Reads texts; of those after the first `full` only `shared`, `cosine` and the length.
 *
 * @returns rows that are good until the next call
 */
export type LandmarkReader = (texts: readonly (readonly Word[])[], full: number) => LandmarkRows

/**
 * Reads how close texts are to each theme.
 *
 * @see Bhattacharyya (1943) On a measure of divergence between two statistical populations
 */
export function createLandmarkReader(landmarks: Landmarks, encoder: ThemeEncoder): LandmarkReader {
  const { headStarts, products } = encoder
  const ownCount = headStarts[1] ?? 0
  const labelCount = headStarts.at(-1) ?? 0
  const otherCount = labelCount - ownCount
  const others = Math.max(1, headStarts.length - 2)
  const size = landmarks.hidden.rowCount
  const make = (room: number) => ({
    room,
    codes: emptyCodes(encoder, room),
    shared: new Float32Array(room * size),
    cosine: new Float32Array(room * size),
    logLikelihood: new Float32Array(room * size),
    elsewhere: new Float32Array(room * size),
    roots: new Float64Array(room * ownCount),
    logs: new Float64Array(room * ownCount),
    otherRoots: new Float64Array(room * otherCount),
  })
  let held = make(1)
  return (texts, full) => {
    if (held.room < texts.length) held = make(texts.length)
    const { codes, roots, logs, otherRoots } = held
    encoder.encode(texts, codes, { full })
    for (let i = 0; i < texts.length; i++) {
      for (let k = i * ownCount, p = i * labelCount; k < (i + 1) * ownCount; k++, p++)
        roots[k] = Math.sqrt(codes.probabilities[p] as number)
    }
    for (let i = 0; i < full; i++) {
      const from = i * labelCount
      for (let k = 0; k < ownCount; k++)
        logs[i * ownCount + k] = Math.max(codes.logs[from + k] as number, LOG_FLOOR)
      for (let k = 0; k < otherCount; k++)
        otherRoots[i * otherCount + k] =
          Math.sqrt(codes.probabilities[from + ownCount + k] as number) / others
    }
    products(landmarks.roots, roots, held.shared, { count: texts.length })
    products(landmarks.hidden, codes.hidden, held.cosine, { count: texts.length })
    products(landmarks.probabilities, logs, held.logLikelihood, { count: full })
    products(landmarks.otherRoots, otherRoots, held.elsewhere, { count: full })
    const { meanings, meaningLengths } = codes
    return { ...held, meanings, meaningLengths }
  }
}
