// What a method is worth on simulated surveys: bias, coverage, rank correlation, false findings.

import { rankDrivers } from '../../src/insight/drivers/rank-drivers.ts'
import { INNOCENT, simulateSurvey, trueEffects, type WorldName } from './effect-simulation.ts'

/** Figures over many surveys from one world; effects in percentage points, by theme. */
export type Measures = {
  readonly world: WorldName
  readonly base: number
  readonly runs: number
  readonly truth: readonly number[]
  readonly bias: readonly number[]
  readonly crudeBias: readonly number[]
  readonly rootMeanSquare: number
  readonly crudeRootMeanSquare: number
  readonly spearman: number
  readonly crudeSpearman: number
  /** Share of 95 % intervals that cover the truth. */
  readonly coverage: readonly number[]
  readonly meanCoverage: number
  /** Share of runs in which each innocent theme has q ≤ 0.05. */
  readonly innocentFlagged: readonly number[]
  /** Share of runs that put the theme with the largest effect first, and the same for leave-out. */
  readonly topFirst: number
  readonly crudeTopFirst: number
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

function midRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((v) => v < value).length
    return below + (values.filter((v) => v === value).length + 1) / 2
  })
}

/** Spearman's correlation, ties by mid-ranks. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [ra, rb] = [midRanks(a), midRanks(b)]
  const [ma, mb] = [mean(ra), mean(rb)]
  const product = mean(ra.map((r, i) => (r - ma) * (rb[i]! - mb)))
  const spread = (ranks: number[], m: number) => Math.sqrt(mean(ranks.map((r) => (r - m) ** 2)))
  return product / (spread(ra, ma) * spread(rb, mb))
}

/** Runs the product's ranking on simulated surveys and compares it with the truth. */
export function measureEffects(
  world: WorldName,
  { base, runs, seed = 1000 }: { base: number; runs: number; seed?: number }
): Measures {
  const truth = trueEffects(world).map((t) => (Math.abs(t) < 1e-9 ? 0 : t))
  const results = Array.from({ length: runs }, (_, run) => {
    const survey = simulateSurvey(world, base, seed + run)
    const { themes } = rankDrivers(survey, { confLevel: 0.95, minMentions: 1, seed: 1 })
    return themes.map(({ effect }) => ({
      ...effect!.onDetractorShare,
      crude: effect!.leaveOut.detractorShare,
    }))
  })
  const perTheme = (of: (e: (typeof results)[0][0], truth: number) => number) =>
    truth.map((t, j) => mean(results.map((run) => of(run[j]!, t))))
  const coverage = perTheme((e, t) => (e.confLow <= t && t <= e.confHigh ? 1 : 0))
  const top = truth.indexOf(Math.max(...truth))
  const isTop = (values: number[]) => (values.indexOf(Math.max(...values)) === top ? 1 : 0)
  const rms = (of: (e: (typeof results)[0][0]) => number) =>
    100 * Math.sqrt(mean(results.flatMap((run) => run.map((e, j) => (of(e) - truth[j]!) ** 2))))
  return {
    world,
    base,
    runs,
    truth: truth.map((t) => 100 * t),
    bias: perTheme((e, t) => 100 * (e.estimate - t)),
    crudeBias: perTheme((e, t) => 100 * (e.crude - t)),
    rootMeanSquare: rms((e) => e.estimate),
    crudeRootMeanSquare: rms((e) => e.crude),
    spearman: mean(
      results.map((run) =>
        spearman(
          truth,
          run.map((e) => e.estimate)
        )
      )
    ),
    crudeSpearman: mean(
      results.map((run) =>
        spearman(
          truth,
          run.map((e) => e.crude)
        )
      )
    ),
    coverage,
    meanCoverage: mean(coverage),
    innocentFlagged: INNOCENT.map((j) =>
      mean(results.map((run) => (run[j]!.qValue <= 0.05 ? 1 : 0)))
    ),
    topFirst: mean(results.map((run) => isTop(run.map((e) => e.estimate)))),
    crudeTopFirst: mean(results.map((run) => isTop(run.map((e) => e.crude)))),
  }
}
