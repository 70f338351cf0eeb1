import type { Passage } from '../clauses/passages.ts'
import { valenceOf } from './response-sentiment.ts'
import type { Judgement, SentimentModel } from './sentiment-model.ts'
import type { Unit } from './units.ts'

/** Judgements of a comment's passages and of the comment as a whole. */
export type JudgedPassages = {
  /** One entry a passage. */
  readonly each: readonly Judgement[]
  /** What each unit of a passage adds; empty arrays where nobody asked. */
  readonly contributions: readonly Float64Array[]
  readonly whole: Judgement
  /** Whether a passage speaks for the response: asides only where they do not contradict the writer's own. */
  readonly isOwn: readonly boolean[]
}

const NONE = new Float64Array(0)

/**
 * Judges a comment's passages, each alone, and what they say together.
 *
 * @param model - the model
 * @param units - all units of the comment
 * @param passages - its passages in order
 * @param withContributions - whether to work out what each unit adds
 * @returns one judgement a passage and one of the whole
 * @throws nothing
 * @see src/text/clauses/passages.ts
 * @example
 * judgePassages(model, units, passages, false).whole.probabilities.negative // => 0.93
 */
export function judgePassages(
  model: SentimentModel,
  units: readonly Unit[],
  passages: readonly Passage[],
  withContributions: boolean
): JudgedPassages {
  model.prepare(units)
  const contributions: Float64Array[] = []
  const each: Judgement[] = []
  for (const { units: own, first, isRephrased } of passages) {
    const given = withContributions ? new Float64Array(own.length) : undefined
    contributions.push(given ?? NONE)
    if (isRephrased) {
      each.push(judgeAlone(model, own, given))
      model.prepare(units)
    } else each.push(model.judge({ from: first, to: first + own.length }, given))
  }
  const isOwn = ownPassages(passages, each)
  return { each, contributions, isOwn, whole: judgeWhole(model, units, passages, { each, isOwn }) }
}

function judgeAlone(
  model: SentimentModel,
  units: readonly Unit[],
  contributions?: Float64Array
): Judgement {
  model.prepare(units)
  return model.judge({ from: 0, to: units.length }, contributions)
}

function judgeWhole(
  model: SentimentModel,
  units: readonly Unit[],
  passages: readonly Passage[],
  { each, isOwn }: Pick<JudgedPassages, 'each' | 'isOwn'>
): Judgement {
  const [only] = each
  const isOnly = passages.length === 1 && only !== undefined
  // The one clause of a short comment is the comment.
  if (isOnly && (passages[0]?.isRephrased === true || passages[0]?.units.length === units.length))
    return only
  if (isOwn.every(Boolean) && !passages.some((p) => p.isRephrased))
    return model.judge({ from: 0, to: units.length })
  return judgeAlone(
    model,
    passages.flatMap((passage, i) => (isOwn[i] === true ? passage.units : []))
  )
}

function ownPassages(passages: readonly Passage[], each: readonly Judgement[]): boolean[] {
  const all = passages.map(() => true)
  if (!passages.some(({ isAside }) => isAside) || passages.every(({ isAside }) => isAside))
    return all
  const valences = each.map(({ probabilities }) => valenceOf(probabilities))
  let sum = 0
  passages.forEach(({ isAside }, i) => {
    if (!isAside) sum += valences[i] ?? 0
  })
  const contradicts = passages.some(({ isAside }, i) => isAside && (valences[i] ?? 0) * sum < 0)
  return contradicts ? passages.map(({ isAside }) => !isAside) : all
}
