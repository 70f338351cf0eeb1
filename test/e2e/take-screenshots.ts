// Takes the pictures of the README from the demonstration corpus: `npm run screenshots`.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildPage, startBrowser } from './browser.ts'
import { startNode } from './start-server.ts'

const FOLDER = fileURLToPath(new URL('../../src/dashboard/screenshots/', import.meta.url))
const SAMPLE = new URL('../../corpora/northlink/data.csv', import.meta.url)

/** File name, place, what has to be there, colours, size. */
const PICTURES = [
  ['themes', 'themes', '.ranked tbody tr', 'light', 1180, 720],
  ['edit', 'themes', '.ranked tbody tr', 'light', 960, 700],
  ['trends-phone', 'trends', '.time', 'dark', 390, 760],
] as const

buildPage()
const server = await startNode()
const browser = await startBrowser()
try {
  const send = (path: string, body: BodyInit, type: string) =>
    fetch(server.url + path, { method: 'POST', body, headers: { 'content-type': type } })
  const survey = { id: 'demo', name: 'Northlink', segmentFields: ['Plan', 'Region', 'Channel'] }
  await send('/v1/surveys', JSON.stringify(survey), 'application/json')
  const file = '/v1/surveys/demo/imports?fileName=northlink.csv'
  await send(file, readFileSync(SAMPLE), 'text/csv')
  for (;;) {
    const { imports } = (await (await fetch(`${server.url}/v1/surveys/demo/imports`)).json()) as {
      imports: { state: string }[]
    }
    if (imports[0]?.state === 'done') break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  for (const [name, view, content, colorScheme, width, height] of PICTURES) {
    const viewport = { width, height }
    const context = await browser.newContext({ locale: 'en-GB', colorScheme, viewport })
    const page = await context.newPage()
    await page.goto(`${server.url}/#/survey/demo/${view}`)
    await page.locator(content).first().waitFor()
    if (name === 'edit') {
      await page.getByLabel('Edit Billing problems').click()
      await page.getByRole('button', { name: 'Merge into …' }).click()
      await page.getByLabel('Into which theme').selectOption('refunds')
      await page.locator('.shifts').waitFor()
    }
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${FOLDER}${name}.png` })
    await context.close()
  }
} finally {
  await browser.close()
  await server.stop()
}
