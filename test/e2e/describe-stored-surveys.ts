import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importSchema } from '../../src/http/schemas/import-schema.ts'
import {
  createdKeySchema,
  erasureSchema,
  pushResultSchema,
  responsePageSchema,
  surveySchema,
  surveySummarySchema,
  themeEditsSchema,
  themePageSchema,
} from '../../src/http/schemas/survey-schema.ts'
import { repeatedCsv, repeatedResponses } from './demonstration.ts'
import type { Server } from './start-server.ts'

/** Rows of the imported file: `IMPORT_ROWS=20000` runs the suite at full length, in minutes. */
const FULL_ROWS = Number(process.env.IMPORT_ROWS ?? 2_000)

/** What an import may take for each row on a busy machine. */
const ROW_TIMEOUT_MS = 30

/** Pause between two looks at a list that is being computed. */
const PAUSE_MS = 200

/**
 * The life of a stored survey as a client sees it, on every runtime alike. The steps build on each
 * other, as a client's do.
 *
 * @param name - of the runtime
 * @param start - starts it, open until the first key is made; the suite stops it
 * @param importedRows - length of the file that is imported
 */
export function describeStoredSurveys(
  name: string,
  start: () => Promise<Server>,
  importedRows = FULL_ROWS
): void {
  /** For steps whose time grows with the survey. */
  const LONG_MS = 60_000 + importedRows * ROW_TIMEOUT_MS
  describe(`stored surveys on ${name}`, () => {
    let server: Server
    let key = ''
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())

    const send = (method: string, path: string, body?: unknown, headers = {}) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: {
          ...(key && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    const themes = async () =>
      themePageSchema.parse(await (await send('GET', '/v1/surveys/wave/themes')).json())

    /** The list of a large survey follows its data: it is computed behind its readers. */
    const themesWhen = async (isWanted: (page: Awaited<ReturnType<typeof themes>>) => boolean) => {
      for (;;) {
        const page = await themes()
        if (isWanted(page)) return page
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }

    it('makes a key, after which none can come in without', async () => {
      const made = await send('POST', '/v1/keys', { name: 'all', scopes: ['admin'] })
      key = createdKeySchema.parse(await made.json()).secret
      const headers = { authorization: '' }
      expect((await send('GET', '/v1/surveys', undefined, headers)).status).toBe(401)
    })

    it('makes a survey', async () => {
      const body = { id: 'wave', segmentFields: ['Plan'], drivers: { adjustFor: ['Plan'] } }
      const made = await send('POST', '/v1/surveys', body)
      expect(surveySchema.parse(await made.json())).toMatchObject({ id: 'wave', responseCount: 0 })
    })

    it('takes responses, once however often they are sent', async () => {
      const responses = await repeatedResponses(400)
      for (const isReplayed of [null, 'true']) {
        const headers = { 'idempotency-key': 'first' }
        const pushed = await send('POST', '/v1/surveys/wave/responses', { responses }, headers)
        expect(pushed.headers.get('idempotent-replayed')).toBe(isReplayed)
        expect(pushResultSchema.parse(await pushed.json())).toMatchObject({
          acceptedCount: 400,
          replacedCount: 0,
          rejected: [],
        })
      }
    })

    it('ranks themes with the figures of a fresh analysis', async () => {
      const responses = await repeatedResponses(400)
      const page = await themes()
      const body = { responses, drivers: { adjustFor: ['Plan'] }, include: [] }
      const fresh = (await (await send('POST', '/analyze', body)).json()) as {
        readonly summary: Readonly<Record<string, number>>
        readonly themes: readonly (typeof page.themes)[number][]
      }
      const shown = (theme: (typeof page.themes)[number]) => [
        theme.id,
        theme.label,
        theme.rank,
        theme.mentionCount,
        theme.effect?.onDetractorShare.estimate.toFixed(8),
        theme.effect?.onDetractorShare.confLow.toFixed(8),
      ]
      expect(page.themes.length).toBeGreaterThan(5)
      expect(page.themes.map(shown)).toEqual(fresh.themes.map(shown))
      const answer = await send('GET', '/v1/surveys/wave/summary')
      const { summary } = surveySummarySchema.parse(await answer.json())
      expect(summary.npsPoints).toBe(fresh.summary.npsPoints)
      expect(summary.coverage).toBeCloseTo(fresh.summary.coverage ?? 0, 10)
    })

    it('answers 304 while nothing changed', async () => {
      const first = await send('GET', '/v1/surveys/wave/themes')
      await first.text()
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
      expect((await send('GET', '/v1/surveys/wave/themes', undefined, headers)).status).toBe(304)
    })

    it('lists the responses behind a theme', async () => {
      const [top] = (await themes()).themes
      const path = `/v1/surveys/wave/responses?theme=${top?.id}&limit=5`
      const { responses } = responsePageSchema.parse(await (await send('GET', path)).json())
      expect(responses).toHaveLength(5)
      for (const { mentions } of responses) {
        expect(mentions.map(({ themeId }) => themeId)).toContain(top?.id)
      }
    })

    it(
      'imports a file, with progress as events',
      async () => {
        const csv = await repeatedCsv(importedRows)
        const started = await fetch(`${server.url}/v1/surveys/wave/imports?fileName=year.csv`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
          body: csv,
        })
        expect(started.status).toBe(202)
        const { id } = importSchema.parse(await started.json())
        const events = await send('GET', `/v1/surveys/wave/imports/${id}/events`)
        const states = [...(await events.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) =>
          importSchema.parse(JSON.parse(data ?? ''))
        )
        expect(states.at(-1)).toMatchObject({
          state: 'done',
          rowCount: importedRows,
          acceptedCount: importedRows,
          error: null,
        })
        // How many there are hangs on the machine: a fast one is done after two.
        expect(states.length).toBeGreaterThan(1)
        const counts = states.map(({ rowCount }) => rowCount)
        expect(counts).toEqual(counts.toSorted((a, b) => a - b))
        const survey = await send('GET', '/v1/surveys/wave')
        expect(surveySchema.parse(await survey.json()).responseCount).toBe(importedRows + 400)
      },
      LONG_MS
    )

    it(
      'renames a theme for all responses, and takes it back',
      async () => {
        const [top] = (await themesWhen(({ isStale }) => !isStale)).themes
        const path = '/v1/surveys/wave/theme-edits'
        const rename = { op: 'rename', themeId: top?.id, label: 'Our own name' }
        const edited = themeEditsSchema.parse(await (await send('POST', path, rename)).json())
        expect(edited.edits).toEqual([rename])
        const renamed = await themesWhen(
          ({ isStale, themeModel }) => !isStale && themeModel?.version === edited.modelVersion
        )
        expect(renamed.themes[0]).toMatchObject({ id: top?.id, label: 'Our own name' })
        expect(renamed.themeModel?.origin).toBe('edit')
        expect((await send('POST', path, { ...rename, themeId: 'nope' })).status).toBe(404)
        expect((await send('POST', path, { op: 'rename' })).status).toBe(422)
        const undone = themeEditsSchema.parse(
          await (await send('POST', path, { op: 'undo' })).json()
        )
        expect(undone.edits).toEqual([])
        const [again] = (
          await themesWhen(
            ({ isStale, themeModel }) => !isStale && themeModel?.version === undone.modelVersion
          )
        ).themes
        expect(again?.label).toBe(top?.label)
        const read = await send('GET', path)
        expect(themeEditsSchema.parse(await read.json()).edits).toEqual([])
      },
      LONG_MS
    )

    it(
      'exports every response with its tags',
      async () => {
        const csv = await (await send('GET', '/v1/surveys/wave/exports.csv')).text()
        // `text()` takes the byte order mark away.
        expect(csv.startsWith('id,at,score,')).toBe(true)
        const lines = await (await send('GET', '/v1/surveys/wave/exports.jsonl')).text()
        expect(lines.trim().split('\n')).toHaveLength(importedRows + 400)
      },
      LONG_MS
    )

    it('erases a respondent', async () => {
      const [first] = await repeatedResponses(1)
      const erased = await send('DELETE', `/v1/respondents/${first?.respondentId}`)
      expect(erasureSchema.parse(await erased.json())).toMatchObject({ surveyIds: ['wave'] })
      expect((await send('GET', `/v1/surveys/wave/responses/${first?.id}`)).status).toBe(404)
    })

    it('deletes the survey', async () => {
      expect((await send('DELETE', '/v1/surveys/wave')).status).toBe(204)
      expect((await send('GET', '/v1/surveys/wave/themes')).status).toBe(404)
    })
  })
}
