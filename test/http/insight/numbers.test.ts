import { beforeAll, describe, expect, it } from 'vitest'
import {
  actionEffectSchema,
  benchmarkAnswerSchema,
  changesSchema,
  comparisonsSchema,
  contrastsSchema,
  correlationsSchema,
  coverageSchema,
  forecastAnswerSchema,
  groupsSchema,
  outcomeSummarySchema,
  predictionSchema,
  themePairsSchema,
} from '../../../src/http/schemas/number-schema.ts'
import { createStoredApp, type StoredApp } from '../surveys/create-stored-app.ts'

const SURVEY = '/v1/surveys/wave'

const COMMENTS = ['Support was slow. The price is dear', 'The price is good', 'All is good']

/**
 * 600 people over ten months: complaints about slow support go with low scores and with leaving,
 * praise of the price with high ones. Basic plans score lower; people in Wales use the low end.
 */
const RESPONSES = Array.from({ length: 600 }, (_, i) => {
  const isSlow = i % 3 === 0
  const isBasic = i % 4 < 2
  const month = String(1 + (i % 10)).padStart(2, '0')
  const score = (isSlow ? 3 : 9) + (i % 5 === 0 ? 1 : 0) - (isBasic && i % 7 === 0 ? 3 : 0)
  return {
    id: `r${String(i).padStart(3, '0')}`,
    score: Math.max(0, Math.min(10, score)),
    comment: COMMENTS[i % 3] ?? '',
    respondentId: `p${i % 453}`,
    accountId: `a${i % 20}`,
    role: i % 4 === 0 ? 'CFO' : 'Champion',
    at: `2026-${month}-10T10:00:00Z`,
    segments: { plan: isBasic ? 'basic' : 'plus', country: i % 5 === 0 ? 'Wales' : 'Kent' },
  }
})

let app: StoredApp
beforeAll(async () => {
  app = createStoredApp()
  await app.send('POST', '/v1/surveys', { body: { id: 'wave', themes: { discover: false } } })
  await app.send('POST', `${SURVEY}/responses`, { body: { responses: RESPONSES } })
  const outcomes = RESPONSES.slice(0, 453).map(({ respondentId, score }, i) => ({
    respondentId,
    fields: { churned: score <= 6 ? 'yes' : 'no', lifetimeValue: score * 100 + (i % 13) },
  }))
  const put = await app.send('PUT', `${SURVEY}/outcomes`, { body: { outcomes } })
  expect(outcomeSummarySchema.parse(await put.json()).fields).toEqual([
    { field: 'churned', respondentCount: 453, accountCount: 0 },
    { field: 'lifetimeValue', respondentCount: 453, accountCount: 0 },
  ])
})

async function read(path: string, status = 200) {
  const answer = await app.send('GET', `${SURVEY}${path}`)
  expect(answer.status).toBe(status)
  return answer.json()
}

describe('numbers beside the score', () => {
  it('correlate scores and themes with an outcome that was brought', async () => {
    const { correlations, warnings } = correlationsSchema.parse(
      await read('/correlations?field=lifetimeValue')
    )
    expect(correlations[0]).toMatchObject({ with: 'score', base: 600, missingCount: 0 })
    expect(correlations[0]?.pearson?.estimate).toBeGreaterThan(0.5)
    expect(warnings.map(({ code }) => code)).toContain('correlation-only')
    await read('/correlations?field=nothing', 422)
    await read('/correlations', 422)
  })

  it('predict who churns, and give risks page by page', async () => {
    const first = predictionSchema.parse(await read('/prediction?outcome=churned&limit=10'))
    expect(first.prediction?.isBetterThanBaseRate).toBe(true)
    expect(first.prediction?.auc.estimate).toBeGreaterThan(0.8)
    expect(first.prediction?.profile.map(({ source }) => source)).not.toContain('churned')
    expect(first.risks).toHaveLength(10)
    expect(first.totalCount).toBe(600)
    const second = predictionSchema.parse(
      await read(`/prediction?outcome=churned&limit=10&cursor=${first.next}`)
    )
    expect(second.risks[0]?.risk).toBeLessThanOrEqual(first.risks.at(-1)?.risk ?? 0)
    const detractors = predictionSchema.parse(await read('/prediction?fields=plan'))
    expect(detractors.prediction?.outcome).toBe('detractor')
    await read('/prediction?outcome=luck', 422)
    await read('/prediction?fields=luck', 422)
    const few = predictionSchema.parse(await read('/prediction?accountId=a1'))
    expect(few).toMatchObject({ prediction: null, risks: [], next: null })
  })

  it('find groups or say that there are none', async () => {
    const { groups, warnings } = groupsSchema.parse(await read('/groups?fields=country'))
    expect(groups.length === 0).toBe(warnings.some(({ code }) => code === 'no-structure'))
    await read('/groups?maxGroups=1', 422)
  })

  it('tell score groups apart by what they say, and which themes come together', async () => {
    const { contrasts } = contrastsSchema.parse(await read('/theme-contrasts'))
    expect(contrasts[0]?.id).toBe('price')
    await read('/theme-contrasts?first=detractor', 422)
    const { pairs } = themePairsSchema.parse(await read('/theme-pairs'))
    expect(pairs.length).toBeGreaterThan(0)
  })

  it('compare groups within countries, and hide those of few people', async () => {
    const { groups } = comparisonsSchema.parse(await read('/comparisons?by=plan&within=country'))
    const basic = groups.find(({ bucket }) => bucket === 'basic')
    expect(basic?.within?.estimate).toBeLessThan(0)
    await read('/comparisons?by=plan&within=plan', 422)
    const few = comparisonsSchema.parse(
      await read('/comparisons?by=plan&within=country&respondentId=p1')
    )
    expect(few.groups).toEqual([])
  })
})

describe('changes', () => {
  it('split the change between two periods into parts that add up', async () => {
    const last = changesSchema.parse(await read('/changes'))
    expect(last).toMatchObject({ before: '2026-09', after: '2026-10' })
    const named = changesSchema.parse(await read('/changes?before=2026-01&after=2026-04'))
    const parts = named.decomposition?.parts ?? []
    const sum = parts.reduce((total, { total: part }) => total + part.estimate, 0)
    expect(sum).toBeCloseTo(named.decomposition?.npsPoints.estimate ?? Number.NaN, 6)
    expect(named.sameRespondents?.base).toBeGreaterThan(0)
    await read('/changes?before=2025-01', 422)
    const none = changesSchema.parse(await read('/changes?respondentId=nobody'))
    expect(none).toMatchObject({ before: null, decomposition: null })
  })

  it('look before and after an action, beside those whom it did not reach', async () => {
    const path = '/action-effect?at=2026-06-01&days=150&touched.plan=basic&theme=support'
    const answer = actionEffectSchema.parse(await read(path))
    expect(answer.baseBefore).toBe(150)
    expect(answer.npsBeyondOthers).not.toBe(null)
    expect(answer.mentionShare).not.toBe(null)
    await read('/action-effect?at=soon', 422)
    await read('/action-effect?at=2026-06-01&theme=luck', 404)
  })

  it('forecast from eight periods up', async () => {
    const { forecast, lastPeriod } = forecastAnswerSchema.parse(await read('/forecast?horizon=2'))
    expect(lastPeriod).toBe('2026-10')
    expect(forecast?.points).toHaveLength(2)
    const short = forecastAnswerSchema.parse(await read('/forecast?period=quarter'))
    expect(short.forecast).toBe(null)
  })
})

describe('lists that callers bring', () => {
  it('give coverage by role and account, from CSV as from JSON', async () => {
    const put = await app.sendText('PUT', `${SURVEY}/invited`, {
      text: 'Email,Company,Job title\np1,acme,CFO\np2,acme,Champion\nghost,zeta,CEO\np1,acme,CFO\n',
      type: 'text/csv',
    })
    expect(await put.json()).toEqual({ invitedCount: 3, repeatedCount: 1 })
    const { coverage } = coverageSchema.parse(await read('/invited'))
    expect(coverage).toMatchObject({
      invitedCount: 3,
      respondedCount: 2,
      silentAccounts: ['zeta'],
    })
    const body = { invited: [{ respondentId: 'p1' }, { respondentId: 'p3', role: 'Chief' }] }
    await app.send('PUT', `${SURVEY}/invited`, { body })
    expect(coverageSchema.parse(await read('/invited')).coverage?.invitedCount).toBe(2)
  })

  it('hold outcomes of accounts and of people, and read CSV', async () => {
    const own = createStoredApp()
    await own.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    await own.send('POST', `${SURVEY}/responses`, { body: { responses: RESPONSES.slice(0, 60) } })
    const put = await own.sendText('PUT', `${SURVEY}/outcomes`, {
      text: 'Account ID,orderValue,churned\na1,12.5,yes\na2,7,no\na2,8,\n',
      type: 'text/csv',
    })
    const kept = {
      fields: [
        { field: 'churned', respondentCount: 0, accountCount: 2 },
        { field: 'orderValue', respondentCount: 0, accountCount: 2 },
      ],
      rows: { rowCount: 3, namelessCount: 0, repeatedCount: 1, contradictingCount: 1 },
      match: {
        ...{ subjectCount: 2, matchedSubjectCount: 2, unmatchedSubjectCount: 0 },
        ...{ matchedResponseCount: 6, unmatchedResponseCount: 54, anonymousResponseCount: 0 },
      },
    }
    expect(outcomeSummarySchema.parse(await put.json())).toEqual(kept)
    expect(await (await own.send('GET', `${SURVEY}/outcomes`)).json()).toEqual(kept)
    const answer = await own.send('GET', `${SURVEY}/correlations?field=orderValue`)
    // Three responses of each account.
    expect(correlationsSchema.parse(await answer.json()).correlations[0]?.base).toBe(6)
  })

  it.each([
    ['outcomes', 'text/csv', 'name,churned\nx,yes\n', '/0'],
    ['outcomes', 'application/json', '{"outcomes":[{"fields":{}}]}', '/outcomes/0/respondentId'],
    ['invited', 'application/json', '{"invited":[{}]}', '/invited/0/respondentId'],
    ['invited', 'text/csv', 'account\nacme\n', '/invited/0/respondentId'],
    ['benchmarks', 'application/json', '{"benchmarks":[{"npsPoints":31}]}', '/benchmarks/0/source'],
  ])('%s in %s that are wrong are refused', async (list, type, text, pointer) => {
    const answer = await app.sendText('PUT', `${SURVEY}/${list}`, { text, type })
    expect(answer.status).toBe(422)
    expect(((await answer.json()) as { errors: unknown[] }).errors[0]).toMatchObject({ pointer })
  })

  it('stand beside benchmarks with their source', async () => {
    const benchmarks = [{ npsPoints: 31, source: 'Trade report 2025, p. 4' }]
    const put = await app.send('PUT', `${SURVEY}/benchmarks`, { body: { benchmarks } })
    expect(await put.json()).toEqual({ benchmarks })
    const { comparisons } = benchmarkAnswerSchema.parse(await read('/benchmarks'))
    expect(comparisons[0]?.difference.estimate).toBeCloseTo(
      (comparisons[0]?.npsPoints.estimate ?? 0) - 31,
      9
    )
  })

  it('lose an erased respondent, also one who never answered', async () => {
    const own = createStoredApp()
    await own.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const invited = [{ respondentId: 'silent' }, { respondentId: 'other' }]
    await own.send('PUT', `${SURVEY}/invited`, { body: { invited } })
    const outcomes = [{ respondentId: 'silent', fields: { churned: true } }]
    await own.send('PUT', `${SURVEY}/outcomes`, { body: { outcomes } })
    const erased = await own.send('DELETE', '/v1/respondents/silent')
    expect(await erased.json()).toEqual({ responseCount: 0, surveyIds: ['wave'] })
    const coverage = await own.send('GET', `${SURVEY}/invited`)
    expect(coverageSchema.parse(await coverage.json()).coverage?.invitedCount).toBe(1)
    const kept = await own.send('GET', `${SURVEY}/outcomes`)
    expect(await kept.json()).toMatchObject({ fields: [], match: { subjectCount: 0 } })
  })
})
