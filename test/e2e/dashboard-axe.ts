import { expect, it } from 'vitest'
import { SAMPLE, type Visitor } from './visitor.ts'

/** Every view in both widths and colours, looked at by axe. */
export function describeAxe(visitor: Visitor): void {
  const { visit, analyse, open } = visitor

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has no serious axe finding (%s, %i wide)', async (colorScheme, width) => {
    const page = await visit('/', { colorScheme, viewport: { width, height: 900 } })
    expect(await visitor.seriousFindings()).toEqual([])
    await page.setInputFiles('#file', SAMPLE)
    await page.getByText('430 responses can be analysed').waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
    await analyse()
    for (const view of ['Overview', 'Segments', 'Responses', 'What if', 'Themes']) {
      await open(view)
      expect(await visitor.seriousFindings()).toEqual([])
    }
    await page.locator('.ranked tbody th a').first().click()
    await page.getByText('What people say').waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
    await page.getByRole('button', { name: 'Exclude …' }).click()
    await page.locator('.shifts').waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await visitor.overflow()).toBeLessThanOrEqual(0)
  })

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has none in the views of a survey (%s, %i wide)', async (colorScheme, width) => {
    const page = await visit('/#/overview?data=sample', {
      colorScheme,
      viewport: { width, height: 900 },
    })
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
      expect(await visitor.seriousFindings(), view).toEqual([])
      expect(await visitor.overflow(), view).toBeLessThanOrEqual(0)
    }
    await open('Segments')
    await page.getByLabel('crossed with').selectOption('Region')
    await page.locator('.cross .suppressed').first().waitFor()
    expect(page.url()).toContain('cross=Region')
    expect(await visitor.seriousFindings()).toEqual([])
    await open('Accounts')
    await page.locator('.cells tbody a').first().click()
    await page.locator('.account .response').first().waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
    await open('Alerts')
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Bad bill')
    await page.getByLabel('Sent to').selectOption('')
    await page.getByPlaceholder('https://').fill('https://hooks.example.com/nps')
    expect(await visitor.seriousFindings()).toEqual([])
    await page.getByRole('button', { name: 'Save the rule' }).click()
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByText('When a response scores 3 or less → hooks.example.com').waitFor()
    await page.getByRole('button', { name: 'Silence for a day' }).click()
    await page.getByText('silenced', { exact: true }).waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
    expect(await visitor.overflow()).toBeLessThanOrEqual(0)
    await page.getByRole('link', { name: 'Surveys' }).click()
    await page.locator('.survey-list li').first().waitFor()
    expect(await visitor.seriousFindings()).toEqual([])
  })
}
