import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { HAS_CHROMIUM } from './browser.ts'
import type { Server } from './start-server.ts'
import { createVisitor, SAMPLE, type Visitor } from './visitor.ts'

/** What an analyst does with the page, in a real browser against a real server. */
export function describeDashboard(
  name: string,
  start: () => Promise<Server>,
  more: (visitor: Visitor) => void = () => {}
): void {
  describe.skipIf(!HAS_CHROMIUM)(`the page on ${name}`, { timeout: 180_000 }, () => {
    const visitor = createVisitor(start)
    const { visit, dropFile, analyse, open } = visitor

    it('leads from a dropped file over list, theme, filter and what-if to the report', async () => {
      const page = await visit()
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

      expect(await visitor.downloaded(/Report/)).toContain('spring.csv (Plan: basic)')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Clear filters' }).click()
      await open('What if')
      await page.getByRole('slider').first().fill('50')
      await page.getByText('All sliders together').waitFor()
      await page.getByText(/today 38\.\d%/).waitFor()

      const path = await visitor.downloaded(/Report/)
      expect(path).toContain('<h1>spring.csv</h1>')
    })

    it('edits themes of a file, figures first, then keeps it all as a survey', async () => {
      // Tall enough that nothing scrolls while a row is dragged.
      let page = await visit('/#/themes?data=sample', { viewport: { width: 1280, height: 1500 } })
      const rows = page.locator('.ranked tbody tr')
      await rows.first().waitFor()
      const billing = rows.filter({ hasText: 'Billing problems' })
      const counted = (await billing.locator('.mentions-column').textContent()) ?? ''
      const before = counted.split(' ').at(-1)
      await page.getByLabel('Edit Billing problems').click()
      await page.getByRole('button', { name: 'Rename …' }).click()
      await page.getByLabel('New name').fill('Wrong bills')
      await page.getByText('(was Billing problems)').waitFor()
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
      page = await visit(`/${new URL(`${link}?segment.Plan=basic`).hash}`)
      await page.getByText('90 of 430 responses').waitFor()
      expect(await page.getByLabel('Plan').inputValue()).toBe('basic')
      await open('Responses')
      await page.getByPlaceholder('Search comments').fill('bill')
      await page.getByText(/^\d+ responses?$/).waitFor()
      for (const comment of await page.locator('.response .comment').allTextContents()) {
        expect(comment.toLowerCase()).toContain('bill')
      }
      expect(page.url()).toContain('words=bill')
      const report = await visitor.downloaded(/Report/)
      expect(report).toContain('northlink (Plan: basic)')
      expect(report).toContain('Wrong bills')
    })

    it('imports into a survey with live progress, and deletes it', async () => {
      const text = readFileSync(SAMPLE, 'utf8')
      const [header = '', ...lines] = text.trim().split('\n')
      const page = await visit()
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

    it('is served with a policy that allows no inline script or style', async () => {
      await visit()
      const { headers } = await fetch(visitor.url())
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
    })

    it('has no serious axe finding in the list and in a view of a survey', async () => {
      const page = await visit('/#/themes?data=sample')
      await page.locator('.ranked tbody tr').first().waitFor()
      expect(await visitor.seriousFindings()).toEqual([])
      await page.getByRole('button', { name: 'Keep this survey' }).click()
      await page.locator('.flag.kept').waitFor()
      await open('Trends')
      await page.locator('.multiples .time').first().waitFor()
      expect(await visitor.seriousFindings()).toEqual([])
    })

    more(visitor)
  })
}

/** Ids of the themes on the page, from their links. */
async function linksOf(page: Page): Promise<string[]> {
  const links = page.locator('.ranked tbody th a, .unranked a')
  const hrefs = await Promise.all((await links.all()).map((link) => link.getAttribute('href')))
  return hrefs.map((href) => (href ?? '').split('?')[0] ?? '')
}
