import { beforeEach, describe, expect, it } from 'vitest'
import {
  listImports,
  readImport,
  rejectedRows,
  startImport,
} from '../../../src/service/imports/import-verbs.ts'
import { previewImport } from '../../../src/service/imports/preview-import.ts'
import { IMPORT_CHUNK_ROWS, runImport } from '../../../src/service/imports/run-import.ts'
import { readResponse } from '../../../src/service/surveys/response-verbs.ts'
import { runTask } from '../../../src/service/surveys/run-task.ts'
import { createSurvey, readSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { readSummary } from '../../../src/service/surveys/theme-verbs.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const ENDLESS = { maxChunks: Number.POSITIVE_INFINITY, goesOn: async () => true }

/** Ids that come twice look like no ids. */
const BY_ID = { id: 'Response ID' }

/** A file of `count` good rows and, after each hundredth, one with a score of 11 and one seen before. */
function makeCsv(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const row = `r${i},${i % 11},"Support was ${i % 2 ? 'slow' : 'fast'}, again",${i % 3 ? 'plus' : 'basic'}`
    return i % 100 === 99 ? `${row}\nbad${i},11,late,plus\nr${i - 50},3,late,plus` : row
  })
  return `Response ID,Score,Comment,Plan\n${rows.join('\n')}\n`
}

describe('imports', () => {
  let harness: StoredHarness
  beforeEach(async () => {
    harness = createStoredHarness()
    await createSurvey(harness.context, { id: 's', segmentFields: ['Plan'] })
  })
  const start = (text: string, fileName = 'export.csv', columns = {}) =>
    startImport(harness.context, 's', {
      fileName,
      columns,
      body: new Blob([text]).stream() as ReadableStream<Uint8Array>,
    })
  const finish = async (importId: string) => {
    await runImport(harness.context, { surveyId: 's', importId, ...ENDLESS })
    return readImport(harness.context, 's', importId)
  }
  const rejectedOf = async (importId: string) => {
    const rows = []
    for await (const row of rejectedRows(harness.context, 's', importId)) rows.push(row)
    return rows
  }

  it('take in every good row and say why the others were refused', async () => {
    const started = await start(makeCsv(1_200), 'export.csv', BY_ID)
    expect(started).toMatchObject({ state: 'queued', rowCount: 0 })
    expect(started.mapping.map(({ field }) => field)).toEqual(['id', 'score', 'comment', 'segment'])
    const done = await finish(started.id)
    expect(done).toMatchObject({
      state: 'done',
      rowCount: 1_224,
      acceptedCount: 1_200,
      rejectedCount: 24,
      chunkCount: Math.ceil(1_224 / IMPORT_CHUNK_ROWS),
    })
    const [bad, twice] = await rejectedOf(started.id)
    expect(bad).toMatchObject({ index: 100, id: 'bad99', pointer: '/rows/100/Score' })
    expect(twice?.detail).toContain('already has')
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(1_200)
    expect(await readResponse(harness.context, 's', 'r3')).toMatchObject({
      score: 3,
      segments: { Plan: 'basic' },
      importId: started.id,
    })
  })

  it('never keep what a refused row held, only why it was refused', async () => {
    const text =
      'Response ID,Score,Comment\na,Jo Smith was rude,x\nb,4915112345678,y\nc,9,z\nd,12,w\n'
    const { id } = await start(text, 'odd.csv', { id: 'Response ID', score: 'Score' })
    await finish(id)
    const rejected = await rejectedOf(id)
    expect(rejected.map(({ pointer }) => pointer)).toEqual([
      '/rows/0/Score',
      '/rows/1/Score',
      '/rows/3/Score',
    ])
    expect(JSON.stringify(rejected)).not.toMatch(/Jo|rude|49151/)
    expect(rejected[0]?.detail).toContain('expected')
    expect(rejected[2]?.detail).toContain('12')
  })

  it('keep no refused row of an erased respondent', async () => {
    const text =
      'Response ID,Respondent,Score,Comment\na,p1,9,fine\nb,p1,12,late\nc,p2,12,slow\na,p3,8,again\n'
    const columns = { id: 'Response ID', respondentId: 'Respondent' }
    const { id } = await start(text, 'export.csv', columns)
    await finish(id)
    expect((await rejectedOf(id)).map((row) => row.id)).toEqual(['b', 'c', 'a'])
    const { eraseRespondent } = harness.context.store
    expect(await eraseRespondent('p1')).toEqual({ responseCount: 1, surveyIds: ['s'] })
    expect((await rejectedOf(id)).map((row) => row.id)).toEqual(['c'])
    expect(await eraseRespondent('p2')).toEqual({ responseCount: 0, surveyIds: ['s'] })
    expect((await rejectedOf(id)).map((row) => row.id)).toEqual([])
    expect(await eraseRespondent('p2')).toEqual({ responseCount: 0, surveyIds: [] })
  })

  it('go on where they were cut off, with nothing lost and nothing doubled', async () => {
    const { id } = await start(makeCsv(2_000), 'export.csv', BY_ID)
    const whole = await start(makeCsv(2_000), 'again.csv', BY_ID)
    let chunks = 0
    const run = { surveyId: 's', importId: id, maxChunks: Number.POSITIVE_INFINITY }
    const end = await runImport(harness.context, { ...run, goesOn: async () => ++chunks < 2 })
    expect(end).toBe('more')
    expect(await readImport(harness.context, 's', id)).toMatchObject({
      state: 'running',
      chunkCount: 2,
    })
    expect(
      await runImport(harness.context, { ...run, maxChunks: 1, goesOn: async () => true })
    ).toBe('more')
    const resumed = await finish(id)
    const undisturbed = await finish(whole.id)
    const counts = ({ rowCount, acceptedCount, rejectedCount, chunkCount }: typeof resumed) => [
      rowCount,
      acceptedCount,
      rejectedCount,
      chunkCount,
    ]
    expect(counts(resumed)).toEqual(counts(undisturbed))
    expect(await rejectedOf(id)).toEqual(await rejectedOf(whole.id))
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(2_000)
  })

  it('commit a chunk once when two consumers do it at the same time', async () => {
    const { id } = await start(makeCsv(1_000), 'export.csv', BY_ID)
    await Promise.all([finish(id), finish(id)])
    expect(await readImport(harness.context, 's', id)).toMatchObject({
      rowCount: 1_020,
      acceptedCount: 1_000,
    })
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(1_000)
  })

  it('are found again after a restart until they are done', async () => {
    const { id } = await start(makeCsv(10), 'export.csv', BY_ID)
    expect(await harness.store.listUnfinishedImports()).toEqual([
      { workspaceId: 'default', surveyId: 's', importId: id },
    ])
    await finish(id)
    expect(await harness.store.listUnfinishedImports()).toEqual([])
  })

  it('do not mix up rows without ids of two files', async () => {
    const text = 'Score,Comment\n1,Support was slow\n9,Support was fast\n'
    await finish((await start(text)).id)
    await finish((await start(text)).id)
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(4)
  })

  it('follow what the uploader says of the columns', async () => {
    const text = 'a,b,c\nx1,5,The price is dear\nx2,9,The price is fair\n'
    const { id, mapping } = await start(text, 'odd.csv', { id: 'a', score: 'b', comment: 'c' })
    expect(mapping.map(({ field }) => field)).toEqual(['id', 'score', 'comment'])
    await finish(id)
    expect((await readResponse(harness.context, 's', 'x1')).mentions[0]?.themeId).toBe('price')
  })

  it.each([
    ['no rows', 'Score,Comment\n', 'export.csv', 'unreadable-file'],
    ['no bytes', '', 'export.csv', 'unreadable-file'],
    ['an unknown ending', 'a,b\n1,2\n', 'export.doc', 'unreadable-file'],
    ['a column that is not there', 'a,b\n1,2\n', 'export.csv', 'missing-column'],
  ])('refuse a file with %s at once', async (_, text, fileName, code) => {
    const columns = code === 'missing-column' ? { score: 'nps' } : {}
    await expect(start(text, fileName, columns)).rejects.toMatchObject({ code })
    expect((await listImports(harness.context, 's', { limit: 10, after: null })).entries).toEqual(
      []
    )
  })

  it('refuse a file that is too long, and a JSON file that would not fit into memory', async () => {
    await expect(start('x'.repeat(2_000_001))).rejects.toMatchObject({ code: 'request-too-large' })
    const rows = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}` })))
    await expect(start(rows, 'a.json')).rejects.toMatchObject({ code: 'request-too-large' })
  })

  it('can be previewed without keeping anything', async () => {
    const bytes = new TextEncoder().encode(
      `${makeCsv(300)}z,5,Mail jo@acme.example,basic\n`.replace(
        '"Support was fast, again"',
        'mail jo@acme.example'
      )
    )
    const preview = await previewImport(harness.context, 's', {
      fileName: 'a.csv',
      bytes,
      columns: BY_ID,
    })
    expect(preview).toMatchObject({ format: 'csv', checkedCount: 200, acceptedCount: 198 })
    expect(preview.mapping.map(({ column, field }) => [column, field])).toEqual([
      ['Response ID', 'id'],
      ['Score', 'score'],
      ['Comment', 'comment'],
      ['Plan', 'segment'],
    ])
    expect(preview.responses[0]).toMatchObject({ id: 'r0', score: 0 })
    expect(JSON.stringify(preview.responses)).not.toContain('jo@acme')
    expect((await readSurvey(harness.context, 's')).responseCount).toBe(0)
  })

  it('show in the ranked list once their task is done', async () => {
    const { id } = await start(makeCsv(600), 'export.csv', BY_ID)
    const task = harness.tasks.at(-1)
    expect(task).toEqual({ kind: 'import', workspaceId: 'default', surveyId: 's', importId: id })
    if (task) expect(await runTask(harness.context, task, ENDLESS)).toBeNull()
    const { answer } = await readSummary(harness.context, 's', {})
    expect([answer.isStale, answer.summary.responseCount]).toEqual([false, 600])
  })
})
