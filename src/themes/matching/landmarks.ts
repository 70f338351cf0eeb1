import type { ThemeCode, ThemeEncoder } from '../encoding/theme-encoder.ts'

/** Themes as the encoder sees their phrases; rows aligned with the themes. */
export type Landmarks = {
  readonly size: number
  readonly labelCount: number
  readonly hiddenLength: number
  /** Mean probabilities of the phrases, and their square roots. */
  readonly probabilities: Float32Array
  readonly roots: Float32Array
  /** Unit mean of the phrases' hidden layers. */
  readonly hidden: Float32Array
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
  return {
    size,
    labelCount,
    hiddenLength: encoder.hidden,
    probabilities,
    roots: probabilities.map(Math.sqrt),
    hidden,
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

/** Closeness of a text to every theme: four rows of `size` each. */
export type LandmarkRows = {
  /** Bhattacharyya coefficient over the built-in labels, in [0, 1]. */
  readonly shared: Float32Array
  /** Expected log probability of the theme's labels. */
  readonly logLikelihood: Float32Array
  /** Mean Bhattacharyya coefficient over the other label sets. */
  readonly elsewhere: Float32Array
  /** Cosine of the hidden layers. */
  readonly cosine: Float32Array
}

/**
 * Fills how close a text is to each theme.
 *
 * @see Bhattacharyya (1943) On a measure of divergence between two statistical populations
 */
export function fillLandmarkRows(
  code: ThemeCode,
  landmarks: Landmarks,
  headStarts: readonly number[],
  into: LandmarkRows
): void {
  const { size, labelCount, hiddenLength } = landmarks
  const roots = code.probabilities.map(Math.sqrt)
  const logs = code.logs.map((x) => Math.max(x, LOG_FLOOR))
  const firstEnd = headStarts[1] ?? 0
  for (let t = 0; t < size; t++) {
    const from = t * labelCount
    let shared = 0
    let logLikelihood = 0
    for (let k = 0; k < firstEnd; k++) {
      shared += (roots[k] as number) * (landmarks.roots[from + k] as number)
      logLikelihood += (logs[k] as number) * (landmarks.probabilities[from + k] as number)
    }
    let elsewhere = 0
    for (let k = firstEnd; k < labelCount; k++) {
      elsewhere += (roots[k] as number) * (landmarks.roots[from + k] as number)
    }
    let cosine = 0
    for (let h = 0; h < hiddenLength; h++) {
      cosine += (code.hidden[h] as number) * (landmarks.hidden[t * hiddenLength + h] as number)
    }
    into.shared[t] = shared
    into.logLikelihood[t] = logLikelihood
    into.elsewhere[t] = elsewhere / Math.max(1, headStarts.length - 2)
    into.cosine[t] = cosine
  }
}
