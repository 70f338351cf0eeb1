// How long the ranking takes with everything that runs inline: effects, views, stability, a scenario.

import type { DriverInput } from '../../src/domain/driver.ts'
import type { ClausePolarity } from '../../src/domain/reading.ts'
import type { ScoreGroup } from '../../src/domain/scale.ts'
import { rankDrivers } from '../../src/insight/drivers/rank-drivers.ts'
import { randomSource } from '../quality/effect-simulation.ts'

/** A survey in which nearly every response says something else: the hard case for grouping. */
export function diverseSurvey(base: number, themeCount: number, clusterSize: number): DriverInput {
  const { uniform } = randomSource(7)
  const mentions: { response: number; theme: number; polarity: ClausePolarity }[] = []
  const scoreGroups: ScoreGroup[] = []
  const plan: string[] = []
  const tenure: number[] = []
  for (let response = 0; response < base; response++) {
    let linear = -1
    for (let theme = 0; theme < themeCount; theme++) {
      const u = uniform()
      if (u < 0.05) {
        mentions.push({ response, theme, polarity: 'negative' })
        linear += 0.1 * (theme % 7)
      } else if (u < 0.09) {
        mentions.push({ response, theme, polarity: 'positive' })
        linear -= 0.2
      }
    }
    const isDetractor = uniform() < 1 / (1 + Math.exp(-linear))
    scoreGroups.push(isDetractor ? 'detractor' : uniform() < 0.5 ? 'promoter' : 'passive')
    plan.push(`plan ${Math.floor(uniform() * 5)}`)
    tenure.push(Math.floor(uniform() * 100))
  }
  return {
    scoreGroups,
    hasUsableComment: scoreGroups.map((_, i) => i % 5 !== 0),
    themes: Array.from({ length: themeCount }, (_, i) => ({
      id: `theme-${i}`,
      isRankable: true,
      isAffectOnly: false,
    })),
    mentions,
    segments: { plan, tenure },
    clusters: scoreGroups.map((_, i) =>
      clusterSize === 1 ? null : `c${Math.floor(i / clusterSize)}`
    ),
  }
}

/** Prints the median of several runs of each size. */
export default function run(): void {
  // CPU time, all threads: what the machine does besides does not count.
  console.log('responses  themes  cluster  patterns  median CPU ms  all')
  for (const [base, themes, cluster, runs] of [
    [1000, 12, 1, 7],
    [5000, 30, 1, 5],
    [5000, 30, 3, 5],
    [100_000, 40, 1, 3],
    [100_000, 40, 3, 3],
  ] as const) {
    const survey = diverseSurvey(base, themes, cluster)
    const options = { confLevel: 0.95, minMentions: 10, seed: 1, scenario: { 'theme-6': 0.5 } }
    let patterns = 0
    const times = Array.from({ length: runs }, () => {
      const start = process.cpuUsage()
      const { drivers } = rankDrivers(survey, options)
      const { user, system } = process.cpuUsage(start)
      const [first] = drivers.diagnostics as { patternCount: number }[]
      patterns = first!.patternCount
      return (user + system) / 1000
    })
    const median = [...times].sort((a, b) => a - b)[Math.floor(runs / 2)]!
    console.log(
      [
        String(base).padStart(9),
        String(themes).padStart(7),
        String(cluster).padStart(8),
        String(patterns).padStart(9),
        median.toFixed(0).padStart(14),
        ` ${times.map((t) => t.toFixed(0)).join(' ')}`,
      ].join(' ')
    )
  }
}

if (import.meta.main) run()
