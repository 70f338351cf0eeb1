// Effects on detractor share against known truth. `--full` runs five times as many surveys.

import { rankDrivers } from '../../src/insight/drivers/rank-drivers.ts'
import { bootstrapLimits, type Limits, profileLimits } from './effect-intervals.ts'
import { type Measures, measureEffects } from './effect-measures.ts'
import { simulateSurvey, THEME_IDS, trueEffects, type WorldName } from './effect-simulation.ts'

const points = (values: readonly number[]) => values.map((v) => v.toFixed(1).padStart(5)).join('')
const share = (value: number) => value.toFixed(3)

function printWorlds(factor: number): Measures[] {
  const rows: readonly (readonly [WorldName, number, number])[] = [
    ['standard', 300, 400],
    ['standard', 1000, 400],
    ['standard', 5000, 60],
    ['independent', 1000, 200],
    ['interactions', 1000, 200],
    ['rare', 1000, 200],
    ['clustered', 1000, 200],
    ['clustered', 300, 200],
    ['unobserved-confounder', 1000, 200],
    ['imperfect-tagging', 1000, 200],
    ['poor-tagging', 1000, 200],
    ['selective-comments', 1000, 200],
  ]
  console.log(
    'Adjusted effects beside leave-out (crude), both on detractor share; points, 95 % intervals'
  )
  console.log(
    'world                     n   runs  Spearman crude  top first crude  RMSE crude  coverage min   innocent q≤.05'
  )
  return rows.map(([world, base, runs]) => {
    const m = measureEffects(world, { base, runs: runs * factor })
    console.log(
      `${world.padEnd(22)} ${String(base).padStart(4)}  ${String(m.runs).padStart(5)}   ${share(m.spearman)}  ${share(m.crudeSpearman)}     ` +
        `${share(m.topFirst)} ${share(m.crudeTopFirst)}  ${m.rootMeanSquare.toFixed(2)}  ${m.crudeRootMeanSquare.toFixed(2)}     ` +
        `${share(m.meanCoverage)} ${share(Math.min(...m.coverage))}   ${m.innocentFlagged.map(share).join(' ')}`
    )
    return m
  })
}

function printBias(measures: readonly Measures[]): void {
  console.log(`\nTrue effect and bias in points, by theme (${THEME_IDS.join(', ')})`)
  for (const m of measures) {
    console.log(`${m.world.padEnd(22)} ${String(m.base).padStart(4)}  truth ${points(m.truth)}`)
    console.log(`${''.padEnd(29)}bias  ${points(m.bias)}   crude ${points(m.crudeBias)}`)
  }
}

function printIntervals(factor: number): void {
  const truth = trueEffects('standard')
  console.log('\nCoverage and mean width (points) of three 95 % intervals, standard world')
  console.log('    n  runs   delta           profile         bootstrap (200 draws)')
  for (const base of [100, 300, 1000]) {
    const runs = 60 * factor
    const sums = { delta: [0, 0], profile: [0, 0], bootstrap: [0, 0] }
    for (let run = 0; run < runs; run++) {
      const survey = simulateSurvey('standard', base, 70_000 + run)
      const { themes } = rankDrivers(survey, { confLevel: 0.95, minMentions: 1, seed: 1 })
      const limits: Record<keyof typeof sums, readonly Limits[]> = {
        delta: themes.map(({ effect }) => {
          const { confLow, confHigh } = effect!.onDetractorShare
          return [confLow, confHigh]
        }),
        profile: profileLimits(survey),
        bootstrap: bootstrapLimits(survey, 200, run),
      }
      for (const name of ['delta', 'profile', 'bootstrap'] as const) {
        limits[name].forEach(([low, high], j) => {
          sums[name][0]! += low <= truth[j]! && truth[j]! <= high ? 1 : 0
          sums[name][1]! += 100 * (high - low)
        })
      }
    }
    const cell = ([covered, width]: number[]) =>
      `${share(covered! / runs / 6)} (${(width! / runs / 6).toFixed(1)})`.padEnd(16)
    console.log(
      `${String(base).padStart(5)} ${String(runs).padStart(5)}   ${cell(sums.delta)}${cell(sums.profile)}${cell(sums.bootstrap)}`
    )
  }
}

function printBars(measures: readonly Measures[]): void {
  const at = (base: number) => measures.find((m) => m.world === 'standard' && m.base === base)!
  const [large, small] = [at(1000), at(300)]
  const bars: readonly (readonly [string, number, boolean])[] = [
    ['n = 1,000: Spearman at least 0.90', large.spearman, large.spearman >= 0.9],
    [
      'n = 1,000: largest bias at most 0.3 points',
      Math.max(...large.bias.map(Math.abs)),
      large.bias.every((b) => Math.abs(b) <= 0.3),
    ],
    [
      'n = 1,000: mean coverage 0.93 to 0.97',
      large.meanCoverage,
      large.meanCoverage >= 0.93 && large.meanCoverage <= 0.97,
    ],
    [
      'n = 1,000: coverage of each theme at least 0.90',
      Math.min(...large.coverage),
      large.coverage.every((c) => c >= 0.9),
    ],
    [
      'n = 1,000: innocent themes at q ≤ 0.05 in at most 6 % of runs',
      Math.max(...large.innocentFlagged),
      large.innocentFlagged.every((f) => f <= 0.06),
    ],
    ['n = 300: mean coverage at least 0.92', small.meanCoverage, small.meanCoverage >= 0.92],
  ]
  console.log('\nBars')
  for (const [name, value, isMet] of bars) {
    console.log(`${isMet ? 'met ' : 'MISSED'} ${name}: ${value.toFixed(3)}`)
  }
}

/** Prints every table; about two minutes, with `--full` about ten. */
export default function run(): void {
  const factor = process.argv.includes('--full') ? 5 : 1
  const measures = printWorlds(factor)
  printBias(measures)
  printIntervals(factor)
  printBars(measures)
}

if (import.meta.main) run()
