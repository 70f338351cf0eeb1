import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadParts } from '../src/runtime/node-engine.ts'
import { runTask } from '../src/service/surveys/run-task.ts'
import { createStoredApp } from './http/surveys/create-stored-app.ts'

/** One request as curl would make it. */
type Request = {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly text: string
}

/** Words of a shell command: quotes taken off, variables filled in outside single quotes. */
function wordsOf(command: string, variables: Readonly<Record<string, string>>): string[] {
  const parts = command.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\s'"]+)/g)
  const filled = (text: string) => text.replace(/\$(\w+)/g, (_, name) => variables[name] ?? '')
  return Array.from(
    parts,
    ([, single, double, bare]) => single ?? filled(double?.replace(/\\(.)/g, '$1') ?? bare ?? '')
  )
}

/** Reads the options of curl that the README uses; any other fails. */
function requestOf(words: readonly string[]): Request {
  let [method, address, text] = ['', '', '']
  const headers: Record<string, string> = {}
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '-s') continue
    if (!word.startsWith('-')) {
      address = word
      continue
    }
    const value = words[++i] ?? ''
    if (word === '-X') method = value
    else if (word === '-d') text = value
    else if (word === '--data-binary') text = readFileSync(value.replace(/^@/, ''), 'utf8')
    else if (word === '-H') headers[value.split(': ')[0] ?? ''] = value.split(': ')[1] ?? ''
    else throw new Error(`expected an option of curl that this test knows, got ${word}`)
  }
  const path = address.replace('http://localhost:8787', '')
  return { method: method || (text ? 'POST' : 'GET'), path, headers, text }
}

it('the requests of the README about stored surveys do what it says', async () => {
  const readme = readFileSync('README.md', 'utf8')
  const blocks = readme.split('```sh\n').filter((part) => part.includes('$WHYSCORE/'))
  const lines = blocks.flatMap((block) => block.split('```')[0]?.trim().split('\n') ?? [])
  const parts = loadParts()
  const app = createStoredApp(true, {}, () => parts)
  const variables: Record<string, string> = {}
  const answers = new Map<string, string>()
  for (const line of lines.filter((text) => !text.startsWith('#'))) {
    const set = /^export (\w+)=(.*)$/.exec(line)
    const command = /curl .*?(?= \||$)/.exec(line)?.[0]
    if (set && !command) {
      variables[set[1] ?? ''] = set[2] ?? ''
      continue
    }
    const { method, path, headers, text } = requestOf(wordsOf(command ?? line, variables))
    const { 'content-type': type = '', ...others } = headers
    const answer = await app.sendText(method, path, { text, type, headers: others })
    const body = await answer.text()
    expect([line, answer.status, body.slice(0, 300)]).toEqual([
      line,
      expect.toSatisfy((status: number) => status >= 200 && status < 300),
      expect.any(String),
    ])
    answers.set(`${method} ${path.split('?')[0]}`, body)
    // What the pipe after the command of the README cuts out.
    const member = /sed 's\/\.\*"(\w+)":/.exec(line)?.[1]
    if (set) variables[set[1] ?? ''] = new RegExp(`"${member}":"([^"]*)"`).exec(body)?.[1] ?? ''
    for (const task of app.tasks.splice(0)) {
      const pace = { maxChunks: 100, goesOn: async () => true }
      await runTask(app.context, task, pace)
      app.passMs(60_000)
    }
  }
  const json = (request: string) => JSON.parse(answers.get(request) ?? 'null')
  expect(answers.size).toBe(18)
  expect(json('POST /v1/surveys')).toMatchObject({ id: 'spring', masking: { names: true } })
  expect(json('GET /v1/surveys/spring/imports').imports[0]).toMatchObject({
    state: 'done',
    acceptedCount: 430,
  })
  const { themes } = json('GET /v1/surveys/spring/themes')
  expect(themes.length).toBeGreaterThan(0)
  expect(json('POST /v1/surveys/spring/theme-edits').edits[0].label).toBe('Waiting for support')
  const corrected = json('PUT /v1/surveys/spring/responses/r1/corrections')
  expect(corrected.corrections[0].isApplied).toBe(true)
  expect(answers.get('GET /v1/surveys/spring/exports.csv')?.split('\n').length).toBeGreaterThan(430)
  expect(json('GET /v1/surveys/spring/segments').cells.length).toBeGreaterThan(5)
  expect(json('POST /v1/surveys/spring/alert-rules').webhookId).toBe(variables.HOOK)
  expect(json('DELETE /v1/respondents/p7')).toEqual({ responseCount: 1, surveyIds: ['spring'] })
}, 120_000)
