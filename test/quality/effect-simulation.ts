// Surveys with known truth, after section 7 of the statistics specification: six themes, one protective, a legacy
// segment with a higher base that also mentions an innocent theme, and a second innocent theme that goes along
// with a guilty one. Harder worlds change one thing each.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { DriverInput } from '../../src/domain/driver.ts'
import type { ScoreGroup } from '../../src/domain/scale.ts'

export type WorldName =
  | 'standard'
  | 'independent'
  | 'interactions'
  | 'unobserved-confounder'
  | 'imperfect-tagging'
  | 'poor-tagging'
  | 'clustered'
  | 'rare'
  | 'selective-comments'

type World = {
  readonly base: number
  readonly legacyShare: number
  readonly legacyEffect: number
  /** Share that raises the theme negatively: in the current and in the legacy segment. */
  readonly mention: readonly (readonly [current: number, legacy: number])[]
  readonly beta: readonly number[]
  /** P(theme 5 | theme 0) and P(theme 5 | not theme 0); null where theme 5 is drawn alone. */
  readonly along: readonly [number, number] | null
  /** Extra log odds where themes 0 and 1 meet, and for theme 2 in the legacy segment. */
  readonly interaction: readonly [number, number]
  /** Log odds of an unseen trait of 30 % of people, and its odds ratio on raising theme 4. */
  readonly hidden: readonly [number, number]
  /** Share of mentions found, and of non-mentions tagged wrongly. */
  readonly tagging: readonly [recall: number, falsePositive: number]
  /** People per cluster and standard deviation of the cluster's log odds. */
  readonly cluster: readonly [size: number, deviation: number]
  /** Share of detractors and of others who comment; themes are seen only in comments. */
  readonly commenting: readonly [detractors: number, others: number]
}

const STANDARD: World = {
  base: -1.32,
  legacyShare: 0.3,
  legacyEffect: 1.15,
  mention: [
    [0.15, 0.15],
    [0.12, 0.12],
    [0.1, 0.1],
    [0.12, 0.12],
    [0.1, 0.5],
    [0, 0],
  ],
  beta: [1.05, 0.95, 0.65, -0.7, 0, 0],
  along: [0.7, 0.08],
  interaction: [0, 0],
  hidden: [0, 1],
  tagging: [1, 0],
  cluster: [1, 0],
  commenting: [1, 1],
}

const WORLDS: Readonly<Record<WorldName, World>> = {
  standard: STANDARD,
  independent: {
    ...STANDARD,
    along: null,
    mention: STANDARD.mention.map(([m], j) => (j >= 4 ? [0.15, 0.15] : [m, m])),
  },
  interactions: { ...STANDARD, interaction: [1, -0.8] },
  'unobserved-confounder': { ...STANDARD, hidden: [1, 3] },
  'imperfect-tagging': { ...STANDARD, tagging: [0.9, 0.01] },
  'poor-tagging': { ...STANDARD, tagging: [0.75, 0.03] },
  clustered: { ...STANDARD, cluster: [5, 1] },
  rare: {
    ...STANDARD,
    mention: STANDARD.mention.map(([a, b]) => [a / 4, b / 4]),
    along: [0.7, 0.02],
  },
  'selective-comments': { ...STANDARD, commenting: [0.7, 0.25] },
}

export const THEME_IDS = ['speed', 'price', 'outages', 'manual', 'portal', 'hold-music'] as const
/** Themes with no effect of their own. */
export const INNOCENT = [4, 5] as const

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Numbers in [0, 1) and standard normal numbers from a seed. */
export function randomSource(seed: number): { uniform(): number; normal(): number } {
  // Neighbouring seeds start in similar states; scrambled and run in, they part.
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1))
  for (let i = 0; i < 64; i++) generator.next()
  const uniform = () => uniformFloat64(generator)
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}

type Random = ReturnType<typeof randomSource>

type Person = {
  readonly isLegacy: boolean
  readonly hidden: number
  readonly raised: boolean[]
  readonly cluster: number
}

function drawPerson(world: World, random: Random, cluster: number): Person {
  const isLegacy = random.uniform() < world.legacyShare
  const hidden = random.uniform() < 0.3 ? 1 : 0
  const raised = world.mention.map(([current, legacy], j) => {
    const share = isLegacy ? legacy : current
    const odds = (share / (1 - share)) * (j === 4 && hidden ? world.hidden[1] : 1)
    return random.uniform() < odds / (1 + odds)
  })
  if (world.along) raised[5] = random.uniform() < world.along[raised[0] ? 0 : 1]
  return { isLegacy, hidden, raised, cluster }
}

function detractorProbability(world: World, person: Person, without = -1): number {
  const has = (j: number) => (person.raised[j] && j !== without ? 1 : 0)
  let linear = world.base + world.legacyEffect * Number(person.isLegacy) + person.cluster
  linear += world.hidden[0] * person.hidden
  world.beta.forEach((beta, j) => {
    linear += beta * has(j)
  })
  linear += world.interaction[0] * has(0) * has(1)
  linear += world.interaction[1] * has(2) * Number(person.isLegacy)
  return logistic(linear)
}

/** True effects on detractor share, by averaging the true model over many people. */
export function trueEffects(name: WorldName, draws = 200_000): number[] {
  const world = WORLDS[name]
  const random = randomSource(987_654)
  const sums = world.beta.map(() => 0)
  for (let i = 0; i < draws; i++) {
    const person = drawPerson(world, random, world.cluster[1] * random.normal())
    const p = detractorProbability(world, person)
    world.beta.forEach((_, j) => {
      if (person.raised[j]) sums[j]! += p - detractorProbability(world, person, j)
    })
  }
  return sums.map((sum) => sum / draws)
}

/** A survey drawn from a world; positive mentions of the first three themes go with promoters. */
export function simulateSurvey(name: WorldName, n: number, seed: number): DriverInput {
  const world = WORLDS[name]
  const random = randomSource(seed)
  const scoreGroups: ScoreGroup[] = []
  const hasUsableComment: boolean[] = []
  const plan: string[] = []
  const clusters: (string | null)[] = []
  const mentions: { response: number; theme: number; polarity: 'negative' | 'positive' }[] = []
  let cluster = 0
  let shared: Person | null = null
  for (let i = 0; i < n; i++) {
    const [size, deviation] = world.cluster
    if (i % size === 0) {
      cluster = deviation * random.normal()
      shared = drawPerson(world, random, cluster)
    }
    const drawn = drawPerson(world, random, cluster)
    // People of one account share the plan and often the complaint.
    const person: Person =
      size > 1 && shared
        ? {
            ...drawn,
            isLegacy: shared.isLegacy,
            raised: drawn.raised.map((r, j) => (random.uniform() < 0.5 ? shared!.raised[j]! : r)),
          }
        : drawn
    const isDetractor = random.uniform() < detractorProbability(world, person)
    const praised = person.raised.map((r, j) => !r && j < 3 && random.uniform() < 0.15)
    const praise = praised.filter(Boolean).length
    const isPromoter = !isDetractor && random.uniform() < logistic(-0.2 + 0.9 * praise)
    scoreGroups.push(isDetractor ? 'detractor' : isPromoter ? 'promoter' : 'passive')
    plan.push(person.isLegacy ? 'legacy' : 'current')
    clusters.push(size > 1 ? `account-${Math.floor(i / size)}` : null)
    const hasComment = random.uniform() < world.commenting[isDetractor ? 0 : 1]
    hasUsableComment.push(hasComment)
    if (!hasComment) continue
    person.raised.forEach((isRaised, theme) => {
      const [recall, falsePositive] = world.tagging
      if (random.uniform() < (isRaised ? recall : falsePositive)) {
        mentions.push({ response: i, theme, polarity: 'negative' })
      }
      if (praised[theme]) mentions.push({ response: i, theme, polarity: 'positive' })
    })
  }
  return {
    scoreGroups,
    hasUsableComment,
    themes: THEME_IDS.map((id) => ({ id, isRankable: true, isAffectOnly: false })),
    mentions,
    segments: { plan },
    clusters,
  }
}
