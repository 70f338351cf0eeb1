import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matchRecords } from '../../src/insight/numbers/join-records.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import type { Database } from '../../src/store/database.ts'
import type { ColumnRow, SurveyData, WorkspaceStore } from '../../src/store/survey-store.ts'
import { SETTINGS, tagged } from '../store/tagged-response.ts'

const AT = '2026-03-01T10:00:00.000Z'

/** What reports need of a store: columns, kept reports, documents. */
export function describeReportStore(name: string, open: () => Promise<Database>): void {
  describe(`report store contract: ${name}`, () => {
    let database: Database
    let workspace: WorkspaceStore
    let data: SurveyData
    let count = 0

    beforeAll(async () => {
      database = await open()
      workspace = createSurveyStore(database).forWorkspace('acme')
    }, 60_000)
    afterAll(() => database.close())

    async function makeSurvey(): Promise<SurveyData> {
      const id = `survey-${++count}`
      await workspace.createSurvey({ id, settings: SETTINGS, createdAt: AT })
      return (await workspace.openSurvey(id)) as SurveyData
    }

    async function columnsOf(survey: SurveyData, filter = {}): Promise<ColumnRow[]> {
      const rows: ColumnRow[] = []
      for await (const page of survey.listColumns(filter)) rows.push(...page)
      return rows
    }

    const save = (responses: Parameters<typeof tagged>[0][]) =>
      data.saveResponses({
        responses: responses.map((response) => tagged(response, [['price', 'negative']])),
        receivedAt: AT,
        importId: null,
        usage: [],
      })

    it('counts how outcomes and responses meet, as the rule over columns does', async () => {
      data = await makeSurvey()
      await save([
        { id: 'a', respondentId: 'p1', accountId: 'x' },
        { id: 'b', respondentId: 'p2', accountId: 'x' },
        { id: 'c', respondentId: 'p2' },
        { id: 'd', accountId: 'y' },
        { id: 'e' },
      ])
      const outcomes = [
        { subject: 'respondent', id: 'p2', fields: { churned: true } },
        { subject: 'respondent', id: 'ghost', fields: { churned: true } },
        { subject: 'account', id: 'p1', fields: { churned: false } },
        { subject: 'account', id: 'y', fields: { churned: false } },
      ] as const
      await data.replaceOutcomes(outcomes)
      const rows = await columnsOf(data)
      const keys = { respondents: rows.map((row) => row[4]), accounts: rows.map((row) => row[5]) }
      const match = await data.matchOutcomes()
      expect(match).toEqual(matchRecords(keys, outcomes))
      expect(match).toMatchObject({ matchedSubjectCount: 2, matchedResponseCount: 3 })
      expect(await (await makeSurvey()).matchOutcomes()).toEqual(
        matchRecords({ respondents: [], accounts: [] }, [])
      )
    })

    it('reads every response as one row, over page after page', async () => {
      data = await makeSurvey()
      await save(
        Array.from({ length: 4_100 }, (_, i) => ({
          id: `r${i}`,
          score: i % 11,
          comment: 'dear',
          at: i % 2 === 0 ? '2026-03-01T10:00:00Z' : '2026-04-01T10:00:00Z',
          ...(i === 7 && { respondentId: 'p7', accountId: 'a "7"', role: 'Chief ☂' }),
          ...(i % 3 === 0 && { segments: { plan: 'basic', seats: 12.5, isNew: true } }),
        }))
      )
      const rows = await columnsOf(data)
      expect(rows.map(([, id]) => id)).toEqual(Array.from({ length: 4_100 }, (_, i) => `r${i}`))
      const april = Date.parse('2026-04-01T10:00:00Z')
      expect(rows[7]?.slice(2)).toEqual([7, april, 'p7', 'a "7"', 'Chief ☂', null])
      expect(rows[9]?.[7]).toEqual({ plan: 'basic', seats: 12.5, isNew: true })
      const fromMs = Date.parse('2026-03-15T00:00:00Z')
      expect(await columnsOf(data, { fromMs })).toHaveLength(2_050)
      const groups = await data.listGroups()
      const group = groups.find(({ pk }) => pk === rows[0]?.[0])
      expect(group).toMatchObject({
        isUsable: true,
        scoreGroup: 'detractor',
        pattern: [{ themeId: 'price', polarity: 'negative' }],
      })
    })

    it('keeps reports by key, the newer over the older', async () => {
      data = await makeSurvey()
      expect(await data.findReport('a')).toBe(null)
      await data.saveReport('a', { dataVersion: 3, body: '3', computedAt: AT })
      await data.saveReport('a', { dataVersion: 2, body: '2', computedAt: AT })
      expect(await data.findReport('a')).toEqual({ dataVersion: 3, body: '3', computedAt: AT })
    })

    it('keeps long reports in several rows, whole or not at all', async () => {
      data = await makeSurvey()
      const body = Array.from({ length: 260_000 }, (_, i) => String(i)).join('')
      const row = { dataVersion: 3, body, computedAt: AT }
      expect(body.length).toBeGreaterThan(1_400_000)
      await data.saveReport('long', row)
      expect(await data.findReport('long')).toEqual(row)
      await data.saveReport('long', { dataVersion: 4, body: 'short', computedAt: AT })
      expect((await data.findReport('long'))?.body).toBe('short')
      await data.saveReport('huge', { ...row, body: 'x'.repeat(6_000_001) })
      expect(await data.findReport('huge')).toBe(null)
      // Its last part makes room for newer reports.
      await data.saveReport('long', { ...row, dataVersion: 5 })
      const later = new Date(Date.parse(AT) + 1).toISOString()
      for (let i = 0; i < 98; i++) {
        await data.saveReport(String(i), { dataVersion: 5, body: '', computedAt: later })
      }
      expect(await data.findReport('long')).toBe(null)
    })

    it('keeps the newest hundred reports of a survey', async () => {
      data = await makeSurvey()
      const other = await makeSurvey()
      const at = (i: number) => new Date(Date.parse(AT) + i).toISOString()
      await other.saveReport('0', { dataVersion: 1, body: '', computedAt: at(0) })
      for (let i = 0; i < 103; i++) {
        await data.saveReport(String(i), { dataVersion: 1, body: '', computedAt: at(i) })
      }
      const isKept = async (i: number) => (await data.findReport(String(i))) !== null
      expect([await isKept(2), await isKept(3), await isKept(102)]).toEqual([false, true, true])
      expect(await other.findReport('0')).not.toBe(null)
    })

    it('drops the reports with a response or a respondent that is deleted', async () => {
      data = await makeSurvey()
      const keep = () => data.saveReport('a', { dataVersion: 1, body: 'x', computedAt: AT })
      await save([{ id: 'r1' }, { id: 'r2', respondentId: 'p2' }])
      await keep()
      await data.deleteResponse('r1')
      expect(await data.findReport('a')).toBe(null)
      await keep()
      await workspace.eraseRespondent('p2')
      expect(await data.findReport('a')).toBe(null)
    })

    it('keeps one document of each kind', async () => {
      data = await makeSurvey()
      expect(await data.findDocument('case-routes')).toBe(null)
      for (const body of ['1', '2']) {
        await data.saveDocument('case-routes', { body, updatedAt: AT })
      }
      expect(await data.findDocument('case-routes')).toEqual({ body: '2', updatedAt: AT })
    })
  })
}
