// How well fitted probabilities tell events apart (discrimination) and how true they are (calibration).

import { at, itemAt } from './at.ts'
import { chiSquareTail } from './gamma.ts'

/** Predicted probabilities with the events and trials that they stand for. */
export type Predictions = {
  readonly probabilities: Float64Array
  readonly trials: Float64Array
  readonly events: Float64Array
}

/** Predicted and observed events in a group of similar predictions. */
export type CalibrationGroup = {
  readonly base: number
  readonly predictedShare: number
  readonly observedShare: number
}

type GroupSums = { base: number; predicted: number; observed: number }

function ascending({ probabilities }: Predictions): number[] {
  return Array.from(probabilities.keys()).sort(
    (a, b) => at(probabilities, a) - at(probabilities, b)
  )
}

/**
 * Probability that a random event was given a higher prediction than a random non-event (area under the ROC curve).
 *
 * On the data that the model was fitted to it flatters the model.
 *
 * @param predictions - grouped or single predictions
 * @returns 0.5 for a useless model, 1 for a perfect one; null without events or without non-events
 * @see Hanley and McNeil (1982) Radiology 143:29-36
 * @example
 * concordance({ probabilities, trials, events }) // => 0.74
 */
export function concordance(predictions: Predictions): number | null {
  const { probabilities, trials, events } = predictions
  const order = ascending(predictions)
  let nonEventsBelow = 0
  let concordant = 0
  let eventTotal = 0
  for (let i = 0; i < order.length; ) {
    let tiedEvents = 0
    let tiedOthers = 0
    const value = at(probabilities, itemAt(order, i))
    for (; i < order.length && at(probabilities, itemAt(order, i)) === value; i++) {
      const g = itemAt(order, i)
      tiedEvents += at(events, g)
      tiedOthers += at(trials, g) - at(events, g)
    }
    concordant += tiedEvents * (nonEventsBelow + tiedOthers / 2)
    nonEventsBelow += tiedOthers
    eventTotal += tiedEvents
  }
  const pairs = eventTotal * nonEventsBelow
  return pairs > 0 ? concordant / pairs : null
}

/**
 * Predicted against observed shares in groups of similar predictions, and the Hosmer–Lemeshow test.
 *
 * Responses with the same prediction stay together, so groups are of nearly, not exactly, equal size.
 *
 * @param predictions - grouped or single predictions
 * @param groupCount - groups wanted; fewer come out where predictions tie
 * @returns groups from the lowest prediction to the highest, and a p-value; null with fewer than three groups
 * @see Hosmer and Lemeshow (1980) Communications in Statistics A9:1043-1069
 * @example
 * calibration(predictions, 10).groups[9] // => { base: 41, predictedShare: 0.81, observedShare: 0.8 }
 */
export function calibration(
  predictions: Predictions,
  groupCount: number
): { readonly groups: readonly CalibrationGroup[]; readonly pValue: number | null } {
  const { probabilities, trials, events } = predictions
  const total = trials.reduce((sum, n) => sum + n, 0)
  const sums: GroupSums[] = []
  const wanted = total / groupCount
  let seen = 0
  let last = Number.NaN
  for (const g of ascending(predictions)) {
    const p = at(probabilities, g)
    const isFull = sums.length === 0 || itemAt(sums, sums.length - 1).base >= wanted
    // What is left after the last full group joins it, unless it is at least half a group.
    const isWorthwhile = sums.length === 0 || total - seen >= wanted / 2
    if (isFull && isWorthwhile && p !== last) sums.push({ base: 0, predicted: 0, observed: 0 })
    const group = itemAt(sums, sums.length - 1)
    group.base += at(trials, g)
    group.predicted += at(trials, g) * p
    group.observed += at(events, g)
    seen += at(trials, g)
    last = p
  }
  const filled = sums.filter(({ base }) => base > 0)
  const statistic = filled.reduce((sum, { base, predicted, observed }) => {
    return sum + (observed - predicted) ** 2 / (predicted * (1 - predicted / base))
  }, 0)
  return {
    groups: filled.map(({ base, predicted, observed }) => ({
      base,
      predictedShare: predicted / base,
      observedShare: observed / base,
    })),
    pValue: filled.length < 3 ? null : chiSquareTail(statistic, filled.length - 2),
  }
}
