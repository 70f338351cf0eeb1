/** Digits after the point of valence and confidence, which carry no more; as a factor. */
const SCALE = 10_000
/** Nearer to the middle between two results, the product may lie on its wrong side. */
const UNSURE = 1e-6

/**
 * A figure of a text with four digits after the point, as `toFixed` rounds it, without writing it down.
 *
 * @param figure - below a million
 */
export function brief(figure: number): number {
  const scaled = figure * SCALE
  const whole = Math.round(scaled)
  const isClear = Math.abs(Math.abs(scaled - whole) - 0.5) > UNSURE
  return isClear ? whole / SCALE : Number(figure.toFixed(4))
}
