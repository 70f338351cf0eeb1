import type { Word } from '../clauses/word-book.ts'
import { fillRowProducts, type Matrix, matrixOf } from '../encoding/row-products.ts'
import { emptyCode, type ThemeCode, type ThemeEncoder } from '../encoding/theme-encoder.ts'

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
 * @param phrases - codes of each theme's phrases
 * @param ownLabels - label of the built-in theme that a theme is; undefined for the caller's
 */
export function buildLandmarks(
  phrases: readonly (readonly ThemeCode[])[],
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

/** Closeness of a text to every theme: four rows of one number a theme. */
export type LandmarkRows = {
  /** Bhattacharyya coefficient over the built-in labels, in [0, 1]. */
  readonly shared: Float32Array
  /** Cosine of the hidden layers. */
  readonly cosine: Float32Array
  /** Expected log probability of the theme's labels. */
  readonly logLikelihood: Float32Array
  /** Mean Bhattacharyya coefficient over the other label sets. */
  readonly elsewhere: Float32Array
}

/**
 * Fills rows for one text; of a whole comment only the first two are asked for.
 *
 * @returns length of the weighted sum of the text's word vectors
 */
export type LandmarkReader = (
  words: readonly Word[],
  into: LandmarkRows,
  isWholeComment: boolean
) => number

/**
 * Reads how close texts are to each theme.
 *
 * @see Bhattacharyya (1943) On a measure of divergence between two statistical populations
 */
export function createLandmarkReader(landmarks: Landmarks, encoder: ThemeEncoder): LandmarkReader {
  const { headStarts } = encoder
  const code = emptyCode(encoder)
  const ownCount = headStarts[1] ?? 0
  const labelCount = headStarts.at(-1) ?? 0
  const roots = new Float64Array(ownCount)
  const logs = new Float64Array(ownCount)
  const otherRoots = new Float64Array(labelCount - ownCount)
  const others = Math.max(1, headStarts.length - 2)
  return (words, into, isWholeComment) => {
    encoder.encode(words, code, isWholeComment ? 1 : undefined)
    const { hidden, probabilities } = code
    for (let k = 0; k < ownCount; k++) roots[k] = Math.sqrt(probabilities[k] as number)
    fillRowProducts(landmarks.roots, roots, into.shared)
    fillRowProducts(landmarks.hidden, hidden, into.cosine)
    if (isWholeComment) return code.meaningLength
    for (let k = 0; k < ownCount; k++) logs[k] = Math.max(code.logs[k] as number, LOG_FLOOR)
    fillRowProducts(landmarks.probabilities, logs, into.logLikelihood)
    for (let k = ownCount; k < labelCount; k++)
      otherRoots[k - ownCount] = Math.sqrt(probabilities[k] as number) / others
    fillRowProducts(landmarks.otherRoots, otherRoots, into.elsewhere)
    return code.meaningLength
  }
}
