import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import { openSqliteDatabase } from '../../src/store/sqlite-database.ts'
import { describeAggregates } from '../contract/describe-aggregates.ts'
import { describeAlertStore } from '../contract/describe-alert-store.ts'
import { describeReportStore } from '../contract/describe-report-store.ts'
import { describeSurveyStore } from '../contract/describe-survey-store.ts'
import { SETTINGS } from './tagged-response.ts'

describeSurveyStore('SQLite', async () => openSqliteDatabase(':memory:'))
describeReportStore('SQLite', async () => openSqliteDatabase(':memory:'))
describeAggregates('SQLite', async () => openSqliteDatabase(':memory:'))
describeAlertStore('SQLite', async () => openSqliteDatabase(':memory:'))

describe('a database file', () => {
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
