import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importSchema } from '../../src/http/schemas/import-schema.ts'
import { surveySchema } from '../../src/http/schemas/survey-schema.ts'
import { repeatedCsv } from './demonstration.ts'
import { type Server, startNode } from './start-server.ts'

const ROWS = 2_500

it('an import whose process is killed midway ends whole after a restart', async () => {
  const env = { LOG: 'off', DATA_DIR: mkdtempSync(join(tmpdir(), 'whyscore-')) }
  const json = async (server: Server, path: string) =>
    (await fetch(`${server.url}${path}`)).json() as Promise<unknown>
  const first = await startNode(env)
  await fetch(`${first.url}/v1/surveys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"id":"wave"}',
  })
  const started = await fetch(`${first.url}/v1/surveys/wave/imports`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: await repeatedCsv(ROWS),
  })
  const { id } = importSchema.parse(await started.json())
  const path = `/v1/surveys/wave/imports/${id}`
  let rowCount = 0
  while (rowCount < 500) rowCount = importSchema.parse(await json(first, path)).rowCount
  await first.kill()
  expect(rowCount).toBeLessThan(ROWS)

  const second = await startNode(env)
  let state = 'running'
  while (state === 'running' || state === 'queued') {
    await new Promise((resolve) => setTimeout(resolve, 100))
    state = importSchema.parse(await json(second, path)).state
  }
  expect(importSchema.parse(await json(second, path))).toMatchObject({
    state: 'done',
    rowCount: ROWS,
    acceptedCount: ROWS,
    rejectedCount: 0,
  })
  const survey = surveySchema.parse(await json(second, '/v1/surveys/wave'))
  expect(survey.responseCount).toBe(ROWS)
  await second.stop()
})
