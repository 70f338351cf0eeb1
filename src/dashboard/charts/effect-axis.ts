import { scaleLinear } from 'd3-scale'

/** One axis for all rows: positions in percent of the width, round ticks. */
export type EffectAxis = {
  readonly ticks: readonly number[]
  position(points: number): number
}

/** Room at both ends for a dot, in percent. */
const SIDE_PERCENT = 3

/**
 * An axis that holds zero and all values.
 *
 * @param values - ends of intervals, in points
 */
export function effectAxis(values: readonly number[]): EffectAxis {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const isFlat = low === high
  const scale = scaleLinear(
    [isFlat ? -1 : low, isFlat ? 1 : high],
    [SIDE_PERCENT, 100 - SIDE_PERCENT]
  ).nice(5)
  return { ticks: scale.ticks(5), position: (points) => Number(scale(points).toFixed(2)) }
}
