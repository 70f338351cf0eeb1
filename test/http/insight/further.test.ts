import { beforeAll, describe, expect, it } from 'vitest'
import {
  cautionsSchema,
  departmentsSchema,
  impactSchema,
  planSchema,
  quadrantsSchema,
  ratingsSchema,
  requestsSchema,
  retentionSchema,
  weightingSchema,
  writtenSummarySchema,
} from '../../../src/http/schemas/action-schema.ts'
import {
  casesSchema,
  passivesSchema,
  promotersSchema,
} from '../../../src/http/schemas/case-schema.ts'
import {
  correlationsSchema,
  outcomeSummarySchema,
} from '../../../src/http/schemas/number-schema.ts'
import { createStoredApp, type StoredApp } from '../surveys/create-stored-app.ts'

const SURVEY = '/v1/surveys/wave'

const COMMENTS = [
  'Support was slow. The price is dear',
  'The price is good and fair to all of us',
  'All is good',
  'Please make support faster, support is slow',
]

/** 480 people: a third complains of support and scores low; one in five ranks as executive. */
const RESPONSES = Array.from({ length: 480 }, (_, i) => {
  const isUnhappy = i % 4 === 0 || i % 4 === 3
  return {
    id: `r${String(i).padStart(3, '0')}`,
    score: isUnhappy ? 2 + (i % 6) : 8 + (i % 3),
    comment: COMMENTS[i % 4] ?? '',
    respondentId: `p${i}`,
    accountId: `a${i % 20}`,
    role: i % 5 === 0 ? 'CEO' : 'Operator',
    segments: {
      plan: i % 7 < 3 ? 'basic' : 'plus',
      gender: i % 2 === 0 ? 'f' : 'm',
      mayQuote: i % 2 === 0,
      ease: isUnhappy ? 2 : 4,
    },
  }
})

let app: StoredApp
beforeAll(async () => {
  app = createStoredApp()
  await app.send('POST', '/v1/surveys', { body: { id: 'wave', themes: { discover: false } } })
  await app.send('POST', `${SURVEY}/responses`, { body: { responses: RESPONSES } })
})

async function read(path: string, status = 200) {
  const answer = await app.send('GET', `${SURVEY}${path}`)
  expect([path, answer.status]).toEqual([path, status])
  return answer.json()
}

describe('what to do next', () => {
  it('frames an action: numbers of the list, the owner of the case routes', async () => {
    const path = '/action-plan?theme=support&by=2026-12-31&factor=0.25'
    const { plan } = planSchema.parse(await read(path))
    expect(plan).toMatchObject({ themeId: 'support', by: '2026-12-31', owner: 'Customer care' })
    expect(plan.target).toBeCloseTo(plan.baseline.estimate / 4, 12)
    expect(plan.baseline).toMatchObject({ estimate: 0.5, base: 480 })
    expect(plan.expected?.npsPointsChange.estimate).toBeGreaterThan(0)
    const body = { rows: [{ team: 'Service', themeIds: ['support'] }], defaultTeam: 'Care' }
    await app.send('PUT', `${SURVEY}/case-routes`, { body })
    expect(planSchema.parse(await read(path)).plan.owner).toBe('Service')
    const departments = departmentsSchema.parse(await read('/departments'))
    expect(departments.departments.map(({ department }) => department).sort()).toEqual([
      'Care',
      'Service',
    ])
    expect(departments.departments.reduce((sum, { mentionCount }) => sum + mentionCount, 0)).toBe(
      departments.mentionCount
    )
  })

  it('gives quadrants, requests and sentences, each for a filter as well', async () => {
    const { themes } = quadrantsSchema.parse(await read('/quadrants'))
    expect(themes.find(({ id }) => id === 'support')?.quadrant).toBe('mend')
    const all = requestsSchema.parse(await read('/requests'))
    const basic = requestsSchema.parse(await read('/requests?segment.plan=basic'))
    expect(all.themes[0]).toMatchObject({ id: 'support', requestCount: all.requestCount })
    expect(all.requestCount).toBe(120)
    expect(basic.requestCount).toBe(
      RESPONSES.filter(({ segments }, i) => i % 4 === 3 && segments.plan === 'basic').length
    )
    expect(requestsSchema.parse(await read('/requests?flag=competitor')).requestCount).toBe(0)
    const written = writtenSummarySchema.parse(await read('/written-summary?bands=-100:low,0:fine'))
    expect(written.band).toBe('low')
    expect(written.paragraphs[0]?.text).toContain('NPS is')
    await read('/written-summary?bands=low', 422)
  })

  it.each([
    ['/action-plan?theme=support', '/by'],
    ['/action-plan?by=2026-12-31', '/theme'],
    ['/action-plan?theme=luck&by=2026-12-31', '/theme'],
    ['/action-plan?theme=support&by=2026-12-31&factor=1', '/factor'],
    ['/impact', '/on'],
    ['/impact?on=luck', '/on'],
    ['/impact?on=ease&adjustFor=luck', '/adjustFor'],
    ['/ratings', '/range'],
    ['/ratings?atLeast=x', '/atLeast'],
    ['/ratings?field=luck&atLeast=4', '/field'],
    ['/weighting?population.basic=2', '/by'],
    ['/weighting?by=plan', '/population.*'],
    ['/weighting?by=plan&population.basic=-2', '/population.basic'],
    ['/retention?on=luck', '/on'],
    ['/passives?by=luck', '/by'],
    ['/promoters?by=gender', '/by'],
  ])('%s is refused', async (path, pointer) => {
    const { errors } = (await read(path, 422)) as { errors: { pointer: string }[] }
    expect(errors[0]?.pointer).toBe(pointer)
  })
})

describe('themes and scores beside one field', () => {
  it('says what themes do to a number', async () => {
    const { drivers, mean } = impactSchema.parse(await read('/impact?on=ease&adjustFor=plan'))
    expect(mean).toBeCloseTo(3, 12)
    expect(drivers[0]).toMatchObject({ themeId: 'support', polarity: 'negative' })
    expect(drivers[0]?.perMention.estimate).toBeCloseTo(-2, 6)
    expect(impactSchema.parse(await read('/impact?on=score')).field).toBe('score')
  })

  it('gives shares of a rated question', async () => {
    const top = ratingsSchema.parse(await read('/ratings?atLeast=9'))
    const promoters = RESPONSES.filter(({ score }) => score >= 9).length
    expect(top.share?.estimate).toBeCloseTo(promoters / 480, 12)
    const ease = ratingsSchema.parse(await read('/ratings?field=ease&atMost=2'))
    expect(ease.share?.estimate).toBeCloseTo(0.5, 12)
  })

  it('weights roles to a population, with the effective base', async () => {
    const path = '/weighting?by=role&population.executive=50&population.end-user=50'
    const { weighted } = weightingSchema.parse(await read(path))
    const nps = (rows: typeof RESPONSES) =>
      (100 * (rows.filter((r) => r.score >= 9).length - rows.filter((r) => r.score <= 6).length)) /
      rows.length
    const [chiefs, others] = [0, 1].map((rest) =>
      RESPONSES.filter((_, i) => (i % 5 === 0 ? 0 : 1) === rest)
    )
    expect(weighted?.npsPoints.estimate).toBeCloseTo((nps(chiefs ?? []) + nps(others ?? [])) / 2, 9)
    // 96 answers that count 2.5 each and 384 that count 0.625.
    expect(weighted?.effectiveBase).toBeCloseTo(480 ** 2 / (96 * 2.5 ** 2 + 384 * 0.625 ** 2), 6)
    expect(weighted?.groups.map(({ weight }) => weight)).toEqual([0.625, 2.5])
    const accounts = weightingSchema.parse(
      await read('/weighting?by=account&population.a1=3&population.a2=1&population.zz=1')
    )
    expect(accounts.weighted).toMatchObject({ emptyGroups: ['zz'], leftOutCount: 432 })
  })

  it('joins records that were brought, and counts what meets nothing on either side', async () => {
    const rows = RESPONSES.slice(0, 300).map(({ respondentId, score }, i) =>
      [respondentId, '', score <= 6 || i % 10 === 0 ? 'no' : 'yes', i % 4].join(',')
    )
    const text = [
      'Customer id,Account,renewed,tickets',
      ...rows,
      'ghost,,no,9',
      ',a1,,7',
      ',,yes,1',
      'p0,,no,99',
    ].join('\n')
    // The heading of the upload is one of those that the list knows.
    const put = await app.sendText('PUT', `${SURVEY}/outcomes`, {
      text: text.replace('Customer id', 'respondentId'),
      type: 'text/csv',
    })
    const summary = outcomeSummarySchema.parse(await put.json())
    expect(summary.rows).toEqual({
      ...{ rowCount: 304, namelessCount: 1, repeatedCount: 1, contradictingCount: 1 },
    })
    expect(summary.match).toEqual({
      ...{ subjectCount: 302, matchedSubjectCount: 301, unmatchedSubjectCount: 1 },
      // Of account a1, nine responses have no record of their own.
      ...{ matchedResponseCount: 309, unmatchedResponseCount: 171, anonymousResponseCount: 0 },
    })
    const { groups, isShare, warnings } = retentionSchema.parse(await read('/retention?on=renewed'))
    expect(isShare).toBe(true)
    expect(groups[0]).toMatchObject({ scoreGroup: 'detractor', missingCount: expect.any(Number) })
    expect(groups.reduce((sum, g) => sum + g.responseCount, 0)).toBe(480)
    expect(groups.reduce((sum, g) => sum + g.missingCount, 0)).toBe(180)
    expect(groups[2]?.versusOthers?.confLow).toBeGreaterThan(0.3)
    expect(warnings.map(({ code }) => code)).toContain('association-only')
    const correlated = correlationsSchema.parse(await read('/correlations?field=tickets'))
    expect(correlated.records).toEqual(summary.match)
    const own = correlationsSchema.parse(await read('/correlations?field=ease'))
    expect(own.records).toBeNull()
    const cut = await read('/segments?by=renewed')
    expect(JSON.stringify(cut)).toContain('"bucket":"yes"')
  })
})

describe('lists by segment', () => {
  it('part every list without losing anybody, and put each response into one list', async () => {
    const [cases, passives, promoters] = [
      casesSchema.parse(await read('/cases?by=plan&limit=500')),
      passivesSchema.parse(await read('/passives?by=plan&limit=500')),
      promotersSchema.parse(await read('/promoters?by=plan&limit=500&consent=mayQuote')),
    ]
    for (const { segments, totalCount } of [cases, passives, promoters]) {
      expect(segments.reduce((sum, { responseCount }) => sum + responseCount, 0)).toBe(totalCount)
    }
    const ids = [...cases.detractors, ...passives.passives, ...promoters.promoters].map(
      ({ responseId }) => responseId
    )
    expect([ids.length, new Set(ids).size]).toEqual([480, 480])
    const basic = promotersSchema.parse(await read('/promoters?segment.plan=basic'))
    expect(promoters.segments).toContainEqual({
      value: 'basic',
      responseCount: basic.totalCount,
    })
  })

  it('are kept until something changes', async () => {
    const before = casesSchema.parse(await read('/cases'))
    expect(await read('/cases')).toEqual(before)
    const body = { responses: [{ id: 'new', score: 0, comment: 'Support was slow' }] }
    await app.send('POST', `${SURVEY}/responses`, { body })
    expect(casesSchema.parse(await read('/cases')).totalCount).toBe(before.totalCount + 1)
    await app.send('DELETE', `${SURVEY}/responses/new`)
    expect(casesSchema.parse(await read('/cases')).totalCount).toBe(before.totalCount)
  })
})

describe('signs of gaming in a stored survey', () => {
  it('are silent on scores as they come, and name a run of best scores and comments that tell of begging', async () => {
    const { warnings } = cautionsSchema.parse(await read('/cautions'))
    expect(warnings).toEqual([])
    const own = createStoredApp()
    await own.send('POST', '/v1/surveys', { body: { id: 'wave', themes: { discover: false } } })
    const responses = Array.from({ length: 300 }, (_, i) => ({
      id: `g${i}`,
      score: i >= 260 ? 10 : (i * 7) % 11,
      comment: i >= 260 ? 'They said please give us a 10' : 'It is what it is',
      at: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
    }))
    await own.send('POST', `${SURVEY}/responses`, { body: { responses } })
    const answer = await own.send('GET', `${SURVEY}/cautions`)
    const found = cautionsSchema.parse(await answer.json())
    expect(found.warnings.map(({ code }) => code)).toEqual([
      'run-of-best-scores',
      'score-asked-for',
    ])
    const early = await own.send('GET', `${SURVEY}/cautions?to=2026-01-10`)
    expect(cautionsSchema.parse(await early.json()).warnings).toEqual([])
  })
})
