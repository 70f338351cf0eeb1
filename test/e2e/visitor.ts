import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { buildPage, startBrowser } from './browser.ts'
import type { Server } from './start-server.ts'

/** The demonstration corpus as a file. */
export const SAMPLE = fileURLToPath(new URL('../../corpora/northlink/data.csv', import.meta.url))

/** An analysis on a slow machine, with others at work. */
const PATIENCE_MS = 90_000

/** What the tests of the page share: one server, one browser, a fresh page for each test. */
export type Visitor = ReturnType<typeof createVisitor>

/** Starts server and browser before the tests of a suite; errors of scripts fail the test that made them. */
export function createVisitor(start: () => Promise<Server>) {
  let server: Server
  let browser: Browser
  let page: Page
  /** Errors of scripts and refusals by the policy. */
  let complaints: string[] = []
  beforeAll(async () => {
    buildPage()
    ;[server, browser] = await Promise.all([start(), startBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  afterEach(async () => {
    await page?.context().close()
    expect(complaints).toEqual([])
  })
  const saved = async (press: () => Promise<unknown>) => {
    const download = page.waitForEvent('download')
    await press()
    return readFileSync(await (await download).path())
  }
  return {
    url: () => server.url,
    async visit(path = '/', options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
      const context = await browser.newContext({ locale: 'en-GB', ...options })
      page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      complaints = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (line) => {
        // A refused upload shows as a failed request too, which is meant.
        if (line.type() === 'error' && !line.text().includes('status of 4')) {
          complaints.push(line.text())
        }
      })
      await page.goto(server.url + path)
      return page
    },
    async dropFile(fileName: string, text: string) {
      const transfer = await page.evaluateHandle(
        `(() => { const t = new DataTransfer(); t.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(fileName)})); return t })()`
      )
      await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
    },
    async analyse() {
      await page.getByRole('button', { name: /^Analyse/ }).click()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
    },
    open: (view: string) => page.getByRole('navigation').getByRole('link', { name: view }).click(),
    /** Pixels that the page is wider than the window. */
    overflow: async () =>
      Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')),
    async seriousFindings() {
      await page.evaluate(axe.source)
      const result = (await page.evaluate('axe.run()')) as axe.AxeResults
      return result.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
    },
    /** The file that a button of the download menu gives. */
    async downloaded(name: RegExp): Promise<string> {
      await page.getByRole('button', { name: 'Download' }).click()
      return (await saved(() => page.getByRole('button', { name }).click())).toString()
    },
    saved,
  }
}
