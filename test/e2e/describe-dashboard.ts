import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, HAS_CHROMIUM, startBrowser } from './browser.ts'
import { variedCsv } from './demonstration.ts'
import type { Server } from './start-server.ts'

const SAMPLE = fileURLToPath(new URL('../../corpora/northlink/data.csv', import.meta.url))

/** An analysis on a slow machine, with others at work. */
const PATIENCE = { timeout: 90_000 }

/** What an analyst does with the page, in a real browser against a real server. */
export function describeDashboard(name: string, start: () => Promise<Server>): void {
  describe.skipIf(!HAS_CHROMIUM)(`the page on ${name}`, { timeout: 180_000 }, () => {
    let server: Server
    let browser: Browser
    let page: Page
    /** Errors of scripts and refusals by the policy. */
    let complaints: string[] = []

    beforeAll(async () => {
      buildPage()
      server = await start()
      browser = await startBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await server?.stop()
    })
    afterEach(async () => {
      await page?.context().close()
      expect(complaints).toEqual([])
    })

    const visit = async (path = '/', options: Parameters<Browser['newContext']>[0] = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', ...options })
      page = await context.newPage()
      page.setDefaultTimeout(PATIENCE.timeout)
      complaints = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (line) => {
        // A refused upload shows as a failed request too, which is meant.
        if (line.type() === 'error' && !line.text().includes('status of 4')) {
          complaints.push(line.text())
        }
      })
      await page.goto(server.url + path)
    }
    const dropFile = async (fileName: string, text: string) => {
      const transfer = await page.evaluateHandle(
        `(() => { const t = new DataTransfer(); t.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(fileName)})); return t })()`
      )
      await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
    }
    const analyse = async () => {
      await page.getByRole('button', { name: /^Analyse/ }).click()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
    }
    const open = (view: string) =>
      page.getByRole('navigation').getByRole('link', { name: view }).click()
    const overflow = async () =>
      Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
    const seriousFindings = async () => {
      await page.evaluate(axe.source)
      const result = (await page.evaluate('axe.run()')) as axe.AxeResults
      return result.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
    }

    it('leads from a dropped file over list, theme, filter and what-if to the report', async () => {
      await visit()
      await dropFile('spring.csv', readFileSync(SAMPLE, 'utf8'))
      await page.getByText('430 responses can be analysed').waitFor()
      expect(await page.getByLabel('What “Recommend score” holds').inputValue()).toBe('score')
      await analyse()
      expect(await page.locator('.reasons li').count()).toBeGreaterThan(0)

      await open('Themes')
      const rows = page.locator('.ranked tbody tr')
      await rows.first().waitFor()
      expect(await rows.count()).toBeGreaterThan(3)
      expect(await rows.first().getByRole('img').first().getAttribute('aria-label')).toMatch(
        /points \(.+ to .+\)/
      )

      const theme = (await rows.nth(1).getByRole('link').textContent()) ?? ''
      await rows.nth(1).getByRole('link').click()
      await page.getByRole('heading', { level: 1, name: theme }).waitFor()
      expect(await page.locator('.response mark').count()).toBeGreaterThan(0)
      expect(await page.locator('.response mark .polarity').first().textContent()).toMatch(
        /negative|neutral|positive/
      )

      await open('Themes')
      await rows.first().waitFor()
      const before = await linksOf(page)
      await page.getByLabel('Plan').selectOption('basic')
      await page.getByText('90 of 430 responses').waitFor()
      expect(page.url()).toContain('segment.Plan=basic')
      // A part of the responses has the themes of the whole, or some of them.
      expect((await linksOf(page)).filter((id) => !before.includes(id))).toEqual([])

      await page.getByRole('button', { name: 'Download' }).click()
      const part = page.waitForEvent('download')
      await page.getByRole('button', { name: /Report/ }).click()
      expect(readFileSync(await (await part).path(), 'utf8')).toContain('spring.csv (Plan: basic)')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Clear filters' }).click()
      await open('What if')
      await page.getByRole('slider').first().fill('50')
      await page.getByText('All sliders together').waitFor()
      await page.getByText(/today 38\.\d%/).waitFor()

      await page.getByRole('button', { name: 'Download' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: /Report/ }).click()
      const path = await (await download).path()
      expect(readFileSync(path, 'utf8')).toContain('<h1>spring.csv</h1>')
    })

    it('edits themes of a file, figures first, then keeps it all as a survey', async () => {
      // Tall enough that nothing scrolls while a row is dragged.
      await visit('/#/themes?data=sample', { viewport: { width: 1280, height: 1500 } })
      const rows = page.locator('.ranked tbody tr')
      await rows.first().waitFor()
      const billing = rows.filter({ hasText: 'Billing errors' })
      const counted = (await billing.locator('.mentions-column').textContent()) ?? ''
      const before = counted.split(' ').at(-1)
      await page.getByLabel('Edit Billing errors').click()
      await page.getByRole('button', { name: 'Rename …' }).click()
      await page.getByLabel('New name').fill('Wrong bills')
      await page.getByText('(was Billing errors)').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('link', { name: 'Wrong bills' }).waitFor()

      // By drag: the row of one theme onto that of another.
      const target = rows.filter({ hasText: 'Wrong bills' })
      const dragged = rows.filter({ hasNotText: 'Wrong bills' }).first()
      const merged = await dragged.getByRole('link').first().textContent()
      await dragged.dragTo(target)
      await page.getByRole('heading', { name: `Merge “${merged}”` }).waitFor()
      const shift = page.locator('.shifts tbody tr').first()
      await shift.waitFor()
      expect(await shift.textContent()).toMatch(/Wrong bills.*\d+ → becomes +\d+/)
      const expected = /becomes +(\d+)/.exec((await shift.locator('td').nth(1).textContent()) ?? '')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('2 edits in force').waitFor()
      const mentions = rows.filter({ hasText: 'Wrong bills' }).locator('.mentions-column')
      expect((await mentions.textContent())?.split(' ').at(-1)).toBe(expected?.[1])

      await page.getByRole('button', { name: 'Keep this survey' }).click()
      await page.locator('.flag.kept').waitFor()
      await rows.first().waitFor()
      expect(page.url()).toMatch(/#\/survey\/survey-\w+\/themes/)
      await page.getByText('2 edits in force').waitFor()
      expect((await mentions.textContent())?.split(' ').at(-1)).toBe(expected?.[1])
      const link = page.url()

      await page.getByRole('button', { name: 'Undo …' }).click()
      await page.locator('.shifts').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('1 edit in force').waitFor()
      await mentions.filter({ hasText: new RegExp(` ${before}$`) }).waitFor()

      // The link alone opens it again, under the same filters.
      await visit(`/${new URL(`${link}?segment.Plan=basic`).hash}`)
      await page.getByText('90 of 430 responses').waitFor()
      expect(await page.getByLabel('Plan').inputValue()).toBe('basic')
      await open('Responses')
      await page.getByPlaceholder('Search comments').fill('bill')
      await page.getByText(/^\d+ responses?$/).waitFor()
      for (const comment of await page.locator('.response .comment').allTextContents()) {
        expect(comment.toLowerCase()).toContain('bill')
      }
      expect(page.url()).toContain('words=bill')
      await page.getByRole('button', { name: 'Download' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: /Report/ }).click()
      const report = readFileSync(await (await download).path(), 'utf8')
      expect(report).toContain('northlink (Plan: basic)')
      expect(report).toContain('Wrong bills')
    })

    it('imports into a survey with live progress, and deletes it', async () => {
      const text = readFileSync(SAMPLE, 'utf8')
      const [header = '', ...lines] = text.trim().split('\n')
      await visit()
      await dropFile('wave-1.csv', [header, ...lines.slice(0, 60)].join('\n'))
      await page.getByRole('button', { name: 'Keep as a survey' }).click()
      await page.getByText('All 60 responses').waitFor()
      await open('Imports')
      await dropFile('wave-2.csv', [header, ...lines.slice(40, 100), 'x,,12,y'].join('\n'))
      await page.getByRole('button', { name: 'Import 60 responses into wave-1' }).click()
      await page.getByRole('heading', { name: 'Imports' }).waitFor()
      const entry = page.getByRole('row', { name: /wave-2/ })
      expect(await entry.textContent()).toMatch(/done601 reasons/)
      await open('Overview')
      await page.getByText('All 100 responses').waitFor()
      await page.getByRole('link', { name: 'Surveys' }).click()
      await page.getByLabel('Delete wave-1').click()
      await page.getByText('Delete 100 responses for good?').waitFor()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await page.getByText('wave-1').first().waitFor({ state: 'detached' })
    })

    it.runIf(name === 'Node')(
      'leads 5,000 rows from drop to ranked list, and says how fast',
      async () => {
        await visit('/#/themes')
        const text = variedCsv(5_000)
        const start = performance.now()
        await dropFile('large.csv', text)
        await page.getByRole('button', { name: /^Analyse/ }).click()
        await page.locator('.ranked tbody tr').first().waitFor()
        const seconds = ((performance.now() - start) / 1_000).toFixed(1)
        process.stdout.write(`5,000 rows: ${seconds} s from drop to ranked list\n`)
        expect(await page.locator('.ranked tbody tr').count()).toBeGreaterThan(10)
      }
    )

    it('is served with a policy that allows no inline script or style', async () => {
      await visit()
      const { headers } = await fetch(server.url)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
    })

    it('shows the figures that POST /analyze gives', async () => {
      await visit('/#/themes?data=sample')
      await page.locator('.ranked tbody tr').first().waitFor()
      const response = await fetch(`${server.url}/v1/analyze-file?name=a.csv`, {
        method: 'POST',
        body: readFileSync(SAMPLE),
        headers: { 'content-type': 'text/csv' },
      })
      const { themes } = (await response.json()) as { themes: { label: string }[] }
      const shown = await page.locator('.ranked tbody th a').allTextContents()
      expect(shown).toEqual(themes.slice(0, shown.length).map(({ label }) => label))
    })

    it('restores view, order and outcome of a link', async () => {
      await visit('/#/themes?data=sample&outcome=promoters&sort=mentions&crude=1')
      await page.getByRole('heading', { name: 'What goes with promoters' }).waitFor()
      const sorted = page.locator('.ranked thead th[aria-sort]')
      expect(await sorted.textContent()).toContain('Mentions')
      expect(await sorted.getAttribute('aria-sort')).toBe('descending')
    })

    it('lets a wrong column be put right', async () => {
      await visit()
      await dropFile('a.csv', 'x,y,z\n1,The line drops every single evening,7\n2,Nothing works,8\n')
      await page.getByText('no column looks like comments').waitFor()
      expect(await page.getByRole('button', { name: /^Analyse/ }).isDisabled()).toBe(true)
      await page.getByLabel('What “z” holds').selectOption('score')
      await page.getByLabel('What “y” holds').selectOption('comment')
      await page.getByRole('button', { name: 'Analyse 2 responses' }).waitFor()
      expect(await page.getByLabel('What “z” holds').inputValue()).toBe('score')
      await analyse()
      await page.getByText('Of 2 scores').waitFor()
    })

    it('says which pasted rows are left out, and why', async () => {
      await visit()
      await page.getByText('Or paste rows').click()
      await page.getByLabel(/Rows with a header line/).fill('score\tcomment\n12\tSlow\n3\tToo slow')
      await page.getByRole('button', { name: 'Read these rows' }).click()
      await page.getByText('1 row left out, and why').click()
      await page.getByText('expected an integer from 0 to 10, got 12').waitFor()
    })

    it('says in words why a file cannot be read', async () => {
      await visit()
      await dropFile('survey.pdf', '%PDF-1.7')
      expect(await page.getByRole('alert').textContent()).toContain('found a PDF')
    })

    it.each([
      ['light', 1280],
      ['dark', 390],
    ] as const)('has no serious axe finding (%s, %i wide)', async (colorScheme, width) => {
      await visit('/', { colorScheme, viewport: { width, height: 900 } })
      expect(await seriousFindings()).toEqual([])
      await page.setInputFiles('#file', SAMPLE)
      await page.getByText('430 responses can be analysed').waitFor()
      expect(await seriousFindings()).toEqual([])
      await analyse()
      for (const view of ['Overview', 'Segments', 'Responses', 'What if', 'Themes']) {
        await open(view)
        expect(await seriousFindings()).toEqual([])
      }
      await page.locator('.ranked tbody th a').first().click()
      await page.getByText('What people say').waitFor()
      expect(await seriousFindings()).toEqual([])
      await page.getByRole('button', { name: 'Exclude …' }).click()
      await page.locator('.shifts').waitFor()
      expect(await seriousFindings()).toEqual([])
      await page.getByRole('button', { name: 'Cancel' }).click()
      expect(await overflow()).toBeLessThanOrEqual(0)
    })

    it.each([
      ['light', 1280],
      ['dark', 390],
    ] as const)('has none in the views of a survey (%s, %i wide)', async (colorScheme, width) => {
      await visit('/#/overview?data=sample', { colorScheme, viewport: { width, height: 900 } })
      await page.getByRole('button', { name: 'Keep this survey' }).click()
      await page.locator('.flag.kept').waitFor()
      const views = [
        ['Overview', '.time'],
        ['Segments', '.cells'],
        ['Accounts', '.cells'],
        ['Trends', '.multiples .time'],
        ['Cases', '.response'],
        ['Imports', '.plain-table'],
      ] as const
      for (const [view, content] of views) {
        await open(view)
        await page.locator(content).first().waitFor()
        expect(await seriousFindings(), view).toEqual([])
        expect(await overflow(), view).toBeLessThanOrEqual(0)
      }
      await open('Segments')
      await page.getByLabel('crossed with').selectOption('Region')
      await page.locator('.cross .suppressed').first().waitFor()
      expect(page.url()).toContain('cross=Region')
      expect(await seriousFindings()).toEqual([])
      await open('Accounts')
      await page.locator('.cells tbody a').first().click()
      await page.locator('.account .response').first().waitFor()
      expect(await seriousFindings()).toEqual([])
      await open('Alerts')
      await page.getByRole('button', { name: 'New rule' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Bad bill')
      await page.getByLabel('Sent to').selectOption('')
      await page.getByPlaceholder('https://').fill('https://hooks.example.com/nps')
      expect(await seriousFindings()).toEqual([])
      await page.getByRole('button', { name: 'Save the rule' }).click()
      await page.getByRole('button', { name: 'I have it' }).click()
      await page.getByText('When a response scores 3 or less → hooks.example.com').waitFor()
      await page.getByRole('button', { name: 'Silence for a day' }).click()
      await page.getByText('silenced', { exact: true }).waitFor()
      expect(await seriousFindings()).toEqual([])
      expect(await overflow()).toBeLessThanOrEqual(0)
      await page.getByRole('link', { name: 'Surveys' }).click()
      await page.locator('.survey-list li').first().waitFor()
      expect(await seriousFindings()).toEqual([])
    })

    it('gives each chart as CSV, SVG and PNG', async () => {
      await visit('/#/themes?data=sample')
      await page.locator('.ranked tbody tr').first().waitFor()
      const files: Buffer[] = []
      for (const form of ['CSV', 'SVG', 'PNG']) {
        const download = page.waitForEvent('download')
        await page.locator('.chart-files').getByRole('button', { name: form }).click()
        files.push(readFileSync(await (await download).path()))
      }
      const [csv, svg, png] = files
      expect(csv?.toString()).toMatch(/^\ufeffrank,theme,.*\r\n1,Billing errors,/)
      expect(svg?.toString()).toMatch(/^<svg [^>]*xmlns.*Billing errors/)
      expect(png?.subarray(1, 4).toString()).toBe('PNG')
    })

    it('can be used by keyboard alone', async () => {
      await visit('/#/themes?data=sample')
      await page.locator('.ranked tbody tr').first().waitFor()
      await page.locator('.ranked thead .explain').first().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Effect' }).waitFor()
      await page.keyboard.press('Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
      await page.locator('.ranked tbody th a').first().focus()
      await page.keyboard.press('Enter')
      await page.getByText('What people say').waitFor()
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    })

    it('shows a hostile file harmless', async () => {
      const attack = '<script>window.hit=1</script><img src=x onerror="window.hit=1">'
      const rows = [
        ['score', 'comment', `plan${attack}`],
        ['1', `The app crashes ${attack}`, attack],
        ['2', '=HYPERLINK("https://example.org","The bill is wrong")', 'basic'],
        ['3', 'Support is slow \u202egnihton si siht', '\u202ebasic'],
        ['4', `The line is slow. ${'It drops again and again. '.repeat(1_925)}`, 'basic'],
        ['9', 'Friendly staff', '@SUM(1)'],
      ]
      const csv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      await visit()
      await dropFile(`${attack}.csv`, csv.join('\n'))
      await analyse()
      await open('Responses')
      await page.getByText('window.hit').first().waitFor()
      expect(await page.locator('.response script, .response img').count()).toBe(0)
      expect(await page.evaluate('window.hit')).toBeUndefined()
      // The override ends with its comment: what follows reads from left to right.
      expect(await page.locator('.response bdi.comment').count()).toBe(5)
      const tallest = await page.evaluate(
        'Math.max(...[...document.querySelectorAll(".response")].map((r) => r.offsetHeight))'
      )
      expect(tallest).toBeLessThan(700)
      await page.getByRole('button', { name: 'Download' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: /CSV/ }).click()
      const list = readFileSync(await (await download).path(), 'utf8')
      expect(list).not.toMatch(/(^|,|")=HYPERLINK/m)
    })

    it('moves nothing but the rows of the list while it filters', async () => {
      await visit('/#/themes?data=sample')
      await page.locator('.ranked tbody tr').first().waitFor()
      const places = () =>
        page.evaluate(
          'JSON.stringify([...document.querySelectorAll("header, nav, .filters, h1, .list-controls, .ranked thead")].map((e) => e.getBoundingClientRect()))'
        )
      const before = await places()
      await page.getByLabel('Channel').selectOption('sms')
      await page.getByText('Working out the figures').waitFor()
      expect(await places()).toBe(before)
      await page.getByText(/\d+ of 430 responses; all figures/).waitFor()
      expect(await places()).toBe(before)
    })

    it.runIf(name === 'Node')('asks for a key once there is one', async () => {
      const answer = await fetch(`${server.url}/v1/keys`, {
        method: 'POST',
        body: JSON.stringify({ name: 'page', scopes: ['admin'] }),
        headers: { 'content-type': 'application/json' },
      })
      const { secret } = (await answer.json()) as { secret: string }
      await visit()
      await dropFile('a.csv', 'score,comment\n1,The line drops every evening\n9,Friendly people\n')
      await page.getByLabel('Key').fill(secret)
      await page.getByRole('button', { name: 'Use this key' }).click()
      await dropFile('a.csv', 'score,comment\n1,The line drops every evening\n9,Friendly people\n')
      await page.getByText('2 responses can be analysed').waitFor()
    })
  })
}

/** Ids of the themes on the page, from their links. */
async function linksOf(page: Page): Promise<string[]> {
  const links = page.locator('.ranked tbody th a, .unranked a')
  const hrefs = await Promise.all((await links.all()).map((link) => link.getAttribute('href')))
  return hrefs.map((href) => (href ?? '').split('?')[0] ?? '')
}
