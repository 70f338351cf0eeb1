import { describe, expect, it } from 'vitest'
import { ApiProblem, createApiClient, type Progress } from '../../src/dashboard/api-client.ts'
import { DEFAULT_SETTINGS } from '../../src/dashboard/state/settings.ts'
import { createTestApp } from '../http/create-test-app.ts'

const CSV = 'score,comment,plan\n3,Too slow for me again,basic\n10,Simply works every day,plus\n'
const FILE = { name: 'a.csv', body: new Blob([CSV]) }
const COLUMNS = [
  { name: 'score', field: 'score' },
  { name: 'comment', field: 'comment' },
  { name: 'plan', field: 'ignored' },
] as const

const { signal } = new AbortController()

/** A client of the real routes around a stand-in engine; notes the headers that it sends. */
function createClient(key: string | null = null) {
  const { app } = createTestApp()
  const sent: Headers[] = []
  const send = (async (path: string, init: RequestInit) => {
    sent.push(new Headers(init.headers))
    return app.request(path, init)
  }) as typeof fetch
  return { client: createApiClient(send, { read: () => key, write: () => {} }), sent }
}

describe('the client of the page', () => {
  it('says every field once columns are chosen, so that none is recognised behind the back', async () => {
    const { client } = createClient()
    const { columns } = await client.preview(FILE, { columns: COLUMNS }, signal)
    expect(columns.map(({ field }) => field)).toEqual(['score', 'comment', 'ignored'])
  })

  it('asks with the file, and with a selection of its responses', async () => {
    const { client } = createClient()
    const whole = await client.analyse({ file: FILE }, DEFAULT_SETTINGS, { signal })
    expect(whole.summary.base).toBe(2)
    const selection = { responses: [{ id: 'a', score: 3 }], model: null }
    const part = await client.analyse({ selection }, DEFAULT_SETTINGS, { signal })
    expect(part.summary.base).toBe(1)
  })

  it('tells the progress', async () => {
    const { client } = createClient()
    const told: Progress[] = []
    const onProgress = (progress: Progress) => told.push(progress)
    await client.analyse({ file: FILE }, DEFAULT_SETTINGS, { signal, onProgress })
    expect(told).toEqual([{ stage: 'reading', done: 2, total: 2 }])
  })

  it('brings problems in words, before and during an analysis', async () => {
    const { client } = createClient()
    const empty = { name: 'a.csv', body: new Blob(['']) }
    await expect(client.preview(empty, { columns: null }, signal)).rejects.toThrow(/empty file/)
    const settings = { ...DEFAULT_SETTINGS, adjustFor: ['colour'] }
    await expect(client.analyse({ file: FILE }, settings, { signal })).rejects.toThrow(ApiProblem)
  })

  it('says so when nobody answers', async () => {
    const keys = { read: () => null, write: () => {} }
    const offline = createApiClient(() => Promise.reject(new TypeError('fetch failed')), keys)
    const asked = offline.preview(FILE, { columns: null }, signal)
    await expect(asked).rejects.toMatchObject({ title: 'The service does not answer' })
  })

  it('sends the key of the tab, and none when there is none', async () => {
    const [open, keyed] = [createClient(), createClient('abc')]
    await open.client.preview(FILE, { columns: null }, signal)
    await keyed.client.preview(FILE, { columns: null }, signal)
    expect(open.sent[0]?.get('authorization')).toBeNull()
    expect(keyed.sent[0]?.get('authorization')).toBe('Bearer abc')
  })

  it('gets report and list', async () => {
    const { client } = createClient()
    const asked = { file: FILE, title: 'spring.csv' }
    const html = await (await client.render(asked, DEFAULT_SETTINGS, 'html')).text()
    expect(html).toContain('<!doctype html>')
    const list = await (await client.render(asked, DEFAULT_SETTINGS, 'csv')).text()
    expect(list).toMatch(/^rank,/)
  })
})
