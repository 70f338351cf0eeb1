import { beforeEach, describe, expect, it } from 'vitest'
import {
  importPageSchema,
  importPreviewSchema,
  importSchema,
} from '../../../src/http/schemas/import-schema.ts'
import { runTask } from '../../../src/service/surveys/run-task.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const CSV = [
  'Response ID,Score,Comment',
  'r1,3,Support was slow',
  '=cmd(),99,late',
  'r2,9,"Support was fast, at last"',
].join('\n')

describe('the routes of imports', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
  })
  const upload = (path: string, text: string, type = 'text/csv') =>
    app.sendText('POST', path, { text, type })
  const finish = async () => {
    const task = app.tasks.findLast(({ kind }) => kind === 'import')
    if (task) await runTask(app.context, task, { maxChunks: 100, goesOn: async () => true })
  }

  it('take a file, show its progress and its rejected rows', async () => {
    const answer = await upload('/v1/surveys/wave/imports?fileName=spring.csv', CSV)
    expect(answer.status).toBe(202)
    const { id } = importSchema.parse(await answer.json())
    const path = `/v1/surveys/wave/imports/${id}`
    expect(answer.headers.get('location')).toBe(path)
    await finish()
    const done = importSchema.parse(await (await app.send('GET', path)).json())
    expect(done).toMatchObject({ fileName: 'spring.csv', state: 'done', acceptedCount: 2 })
    const rejected = await app.send('GET', `${path}/rejected.csv`)
    expect(rejected.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const bytes = new Uint8Array(await rejected.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toBe(
      `row,id,column,reason\r\n2,'=cmd(),Score,"expected an integer from 0 to 10, got 99"\r\n`
    )
    const list = await app.send('GET', '/v1/surveys/wave/imports')
    expect(importPageSchema.parse(await list.json()).imports).toHaveLength(1)
  })

  it('send progress as events until the end', async () => {
    const { id } = importSchema.parse(await (await upload('/v1/surveys/wave/imports', CSV)).json())
    const events = await app.send('GET', `/v1/surveys/wave/imports/${id}/events`)
    expect(events.headers.get('content-type')).toContain('text/event-stream')
    const [text] = await Promise.all([events.text(), finish()])
    const states = [...text.matchAll(/event: progress\ndata: (.*)/g)].map(
      ([, data]) => importSchema.parse(JSON.parse(data ?? '')).state
    )
    expect(states[0]).toBe('queued')
    expect(states.at(-1)).toBe('done')
  })

  it('preview a file', async () => {
    const path = '/v1/surveys/wave/import-previews?column.comment=Score&column.score=Comment'
    const preview = importPreviewSchema.parse(await (await upload(path, CSV)).json())
    expect(preview.mapping.map(({ field }) => field)).toEqual(['id', 'comment', 'score'])
    expect(preview.rejected).toHaveLength(3)
  })

  it.each([
    ['/v1/surveys/wave/imports', CSV, 'application/pdf', 415],
    ['/v1/surveys/wave/imports', '', 'text/csv', 400],
    ['/v1/surveys/wave/imports?column.score=NPS', CSV, 'text/csv', 422],
    ['/v1/surveys/nope/imports', CSV, 'text/csv', 404],
    ['/v1/surveys/nope/import-previews', CSV, 'text/csv', 404],
    ['/v1/surveys/wave/imports', CSV, 'application/octet-stream', 422],
  ])('answer an upload to %s of %j as %s with %i', async (path, text, type, status) => {
    expect((await upload(path, text, type)).status).toBe(status)
  })

  it('answer 404 for an import that is not there', async () => {
    for (const end of ['', '/events', '/rejected.csv']) {
      expect((await app.send('GET', `/v1/surveys/wave/imports/nope${end}`)).status).toBe(404)
    }
  })
})
