import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import { openSqliteDatabase } from '../../src/store/sqlite-database.ts'
import type { WorkspaceStore } from '../../src/store/survey-store.ts'
import { describeAggregates } from '../contract/describe-aggregates.ts'
import { describeAlertStore } from '../contract/describe-alert-store.ts'
import { describeReportStore } from '../contract/describe-report-store.ts'
import { describeSurveyStore } from '../contract/describe-survey-store.ts'
import { SETTINGS, tagged } from './tagged-response.ts'

describeSurveyStore('SQLite', async () => openSqliteDatabase(':memory:'))
describeReportStore('SQLite', async () => openSqliteDatabase(':memory:'))
describeAggregates('SQLite', async () => openSqliteDatabase(':memory:'))
describeAlertStore('SQLite', async () => openSqliteDatabase(':memory:'))

it('tags responses anew in a time that the size of their survey does not change', async () => {
  const store = createSurveyStore(openSqliteDatabase(':memory:')).forWorkspace('acme')
  const at = '2026-03-01T10:00:00.000Z'
  await store.createSurvey({ id: 's', settings: SETTINGS, createdAt: at })
  const data = await store.openSurvey('s')
  if (!data) throw new Error('expected the survey that was just made')
  const response = (i: number) => ({ id: `r${i}`, comment: 'slow '.repeat(20), score: i % 11 })
  const responses = Array.from({ length: 4_000 }, (_, i) => tagged(response(i)))
  await data.saveResponses({ responses, receivedAt: at, importId: null, usage: [] })
  const outdated = await data.listOutdated(2, 500)
  const startMs = performance.now()
  await data.retagResponses(
    outdated.map((kept, i) => ({ ...tagged(response(i), [], 2), position: kept.position }))
  )
  // Some 20 ms; reading all rows for each response takes 20 s.
  expect(performance.now() - startMs).toBeLessThan(2_000)
  expect((await data.findResponse('r0'))?.modelVersion).toBe(2)
})

describe('a database file', () => {
  it.each<[string, (store: WorkspaceStore) => Promise<unknown>]>([
    ['an erased respondent', (store) => store.eraseRespondent('p7')],
    ['a deleted response', async (store) => (await store.openSurvey('s'))?.deleteResponse('r1')],
    ['a deleted survey', (store) => store.deleteSurvey('s')],
  ])('holds no word of %s, nor does its log', async (_, remove) => {
    const folder = mkdtempSync(join(tmpdir(), 'whyscore-'))
    const database = openSqliteDatabase(join(folder, 'whyscore.db'))
    const store = createSurveyStore(database).forWorkspace('acme')
    const at = '2026-03-01T10:00:00.000Z'
    await store.createSurvey({ id: 's', settings: SETTINGS, createdAt: at })
    const data = await store.openSurvey('s')
    const response = { id: 'r1', comment: 'the zebra never came', respondentId: 'p7', score: 3 }
    await data?.saveResponses({
      responses: [tagged(response)],
      receivedAt: at,
      importId: null,
      usage: [],
    })
    const isKept = () =>
      readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('zebra'))
    expect(isKept()).toBe(true)
    await remove(store)
    expect(isKept()).toBe(false)
    await database.close()
    rmSync(folder, { recursive: true })
  })

  it('keeps its surveys and its migrations when opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whyscore-'))
    const path = join(folder, 'deeper', 'whyscore.db')
    for (const isNew of [true, false]) {
      const database = openSqliteDatabase(path)
      const workspace = createSurveyStore(database).forWorkspace('acme')
      const survey = { id: 's', settings: SETTINGS, createdAt: '2026-03-01T10:00:00.000Z' }
      expect(await workspace.createSurvey(survey)).toBe(isNew)
      await database.close()
    }
    rmSync(folder, { recursive: true })
  })

  it('takes nothing of a batch in which one statement fails', async () => {
    const database = openSqliteDatabase(':memory:')
    const insert = database.query
      .insertInto('usage_days')
      .values({ workspace_id: 'w', day: '2026-03-01', metric: 'm', amount: 1 })
      .compile()
    await expect(database.batch([insert, insert])).rejects.toThrow(/UNIQUE/)
    expect(await database.query.selectFrom('usage_days').selectAll().execute()).toEqual([])
  })
})
