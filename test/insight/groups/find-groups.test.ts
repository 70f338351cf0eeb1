import { describe, expect, it } from 'vitest'
import { findGroups } from '../../../src/insight/groups/find-groups.ts'
import { groupRespondents } from '../../../src/insight/groups/group-respondents.ts'
import {
  drawGroup,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
  shuffled,
} from '../planted-survey.ts'

function normalFrom(random: () => number) {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Adjusted Rand index of two groupings. */
function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2
  const count = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)
  }
  const both = count(a.map((x, i) => `${x} ${b[i]}`))
  const [first, second] = [count(a.map(String)), count(b.map(String))]
  const expected = (first * second) / pairs(a.length)
  return (both - expected) / ((first + second) / 2 - expected)
}

function blobs(
  seed: number,
  centres: readonly (readonly number[])[],
  each: number,
  spread: number
) {
  const normal = normalFrom(seededRandom(seed))
  const points = centres.flatMap((centre) =>
    Array.from({ length: each }, () => centre.map((c) => c + spread * normal()))
  )
  return { points, truth: centres.flatMap((_, c) => Array(each).fill(c) as number[]) }
}

const CENTRES = [
  [0, 0, 0],
  [6, 0, 2],
  [0, 7, -2],
]

describe('customer clusters', () => {
  it('finds separated blobs: adjusted Rand index of 0.9 or more', () => {
    for (const seed of [1, 2, 3]) {
      const { points, truth } = blobs(seed, CENTRES, 50, 1)
      const found = findGroups(points)
      expect(found?.groups).toHaveLength(3)
      expect(adjustedRand(truth, [...(found?.groupOf ?? [])])).toBeGreaterThanOrEqual(0.9)
    }
  })

  it('says "no structure" on noise: bell-shaped, flat and correlated', () => {
    let structured = 0
    for (let seed = 0; seed < 10; seed++) {
      const random = seededRandom(seed)
      const normal = normalFrom(random)
      const clouds = [
        Array.from({ length: 120 }, () => [normal(), normal(), normal()]),
        Array.from({ length: 120 }, () => [random(), random()]),
        Array.from({ length: 120 }, () => {
          const x = normal()
          return [x, 0.9 * x + 0.4 * normal(), normal()]
        }),
      ]
      structured += clouds.filter((cloud) => findGroups(cloud, { seed }) !== null).length
    }
    expect(structured).toBeLessThanOrEqual(3)
  })

  it('the order of points changes nothing but the order', () => {
    const { points } = blobs(4, CENTRES, 30, 1)
    const mixed = shuffled(points, seededRandom(9))
    const [one, other] = [findGroups(points), findGroups(mixed)]
    expect(other?.groups).toEqual(one?.groups)
    const byPoint = new Map(points.map((p, i) => [p.join(' '), one?.groupOf[i]]))
    expect([...(other?.groupOf ?? [])]).toEqual(mixed.map((p) => byPoint.get(p.join(' '))))
  })

  it('says "no structure" of few, equal or empty points, and refuses odd numbers of groups', () => {
    expect(findGroups(Array.from({ length: 15 }, (_, i) => [i]))).toBeNull()
    expect(findGroups(Array.from({ length: 50 }, () => [1, 2]))).toBeNull()
    expect(findGroups(Array.from({ length: 50 }, () => []))).toBeNull()
    expect(() => findGroups([], { maxGroups: 1 })).toThrow('maxGroups')
  })
})

describe('groups of respondents', () => {
  /** Rare and frequent buyers; only the rare ones are unhappy, about delivery. */
  function survey(isStructured: boolean): PlantedRow[] {
    const random = seededRandom(6)
    const normal = normalFrom(random)
    return Array.from({ length: 160 }, (_, i) => {
      const isFrequent = i % 2 === 0
      const orders = isStructured ? (isFrequent ? 40 : 5) + normal() : normal()
      const value = isStructured ? (isFrequent ? 20 : 90) + 4 * normal() : normal()
      return {
        group: drawGroup(random, isFrequent ? 0.1 : 0.6, 0.3),
        hasComment: true,
        mentions: !isFrequent && random() < 0.5 ? [[0, 'negative']] : [],
        segments: { orders, value, gender: 'x' },
      }
    })
  }

  it('come with their traits, NPS and themes', () => {
    const found = groupRespondents(plantedSurvey(survey(true)))
    expect(found.groups).toHaveLength(2)
    const unhappy = found.groups.find((g) => (g.cell.figures?.npsPoints.estimate ?? 0) < 0)
    expect(unhappy?.cell.distinctiveThemes.map((t) => t.id)).toEqual(['billing'])
    expect(unhappy?.traits.find((t) => t.name === 'orders')?.distance).toBeLessThan(-0.9)
    expect(found.groupOf.filter((g) => g === 0)).toHaveLength(80)
  })

  it('say "no structure" of fields that have nothing to do with each other, levels or numbers', () => {
    let structured = 0
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(seed)
      const rows = Array.from({ length: 150 }, () => ({
        segments: {
          plan: ['basic', 'pro', 'max'][Math.floor(random() * 3)] ?? '',
          region: ['north', 'south', 'east', 'west'][Math.floor(random() * 4)] ?? '',
          orders: 100 * random(),
        },
      }))
      structured += groupRespondents(plantedSurvey(rows)).groups.length > 0 ? 1 : 0
    }
    expect(structured).toBeLessThanOrEqual(3)
  })

  it('or are none, and the answer says so', () => {
    const found = groupRespondents(plantedSurvey(survey(false)), { fields: ['orders', 'value'] })
    expect(found).toMatchObject({ groups: [], silhouette: null })
    expect(found.warnings[0]?.code).toBe('no-structure')
    expect(groupRespondents(plantedSurvey([])).warnings[0]?.detail).toContain('no field')
  })
})
