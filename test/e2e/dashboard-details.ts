import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { variedCsv } from './demonstration.ts'
import { SAMPLE, type Visitor } from './visitor.ts'

/** What the page promises beside its main way. */
export function describeDetails(visitor: Visitor): void {
  const { visit, dropFile, analyse, open } = visitor

  it('leads 5,000 rows from drop to ranked list, and says how fast', async () => {
    const page = await visit('/#/themes')
    const text = variedCsv(5_000)
    const start = performance.now()
    await dropFile('large.csv', text)
    const analyseButton = page.getByRole('button', { name: /^Analyse/ })
    await analyseButton.waitFor()
    const read = performance.now()
    await analyseButton.click()
    await page.locator('.ranked tbody tr').first().waitFor()
    const seconds = (from: number, to: number) => ((to - from) / 1_000).toFixed(1)
    const shown = performance.now()
    process.stdout.write(
      `5,000 rows: ${seconds(start, shown)} s from drop to ranked list, ${seconds(start, read)} of them until the columns are shown\n`
    )
    expect(await page.locator('.ranked tbody tr').count()).toBeGreaterThan(10)
  })

  it('shows the figures that POST /analyze gives', async () => {
    const page = await visit('/#/themes?data=sample')
    await page.locator('.ranked tbody tr').first().waitFor()
    const response = await fetch(`${visitor.url()}/v1/analyze-file?name=a.csv`, {
      method: 'POST',
      body: readFileSync(SAMPLE),
      headers: { 'content-type': 'text/csv' },
    })
    const { themes } = (await response.json()) as { themes: { label: string }[] }
    const shown = await page.locator('.ranked tbody th a').allTextContents()
    expect(shown).toEqual(themes.slice(0, shown.length).map(({ label }) => label))
  })

  it('restores view, order and outcome of a link', async () => {
    const page = await visit('/#/themes?data=sample&outcome=promoters&sort=mentions&crude=1')
    await page.getByRole('heading', { name: 'What goes with promoters' }).waitFor()
    const sorted = page.locator('.ranked thead th[aria-sort]')
    expect(await sorted.textContent()).toContain('Mentions')
    expect(await sorted.getAttribute('aria-sort')).toBe('descending')
  })

  it('lets a wrong column be put right', async () => {
    const page = await visit()
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
    const page = await visit()
    await page.getByText('Or paste rows').click()
    await page.getByLabel(/Rows with a header line/).fill('score\tcomment\n12\tSlow\n3\tToo slow')
    await page.getByRole('button', { name: 'Read these rows' }).click()
    await page.getByText('1 row left out, and why').click()
    await page.getByText('expected an integer from 0 to 10, got 12').waitFor()
  })

  it('says in words why a file cannot be read', async () => {
    const page = await visit()
    await dropFile('survey.pdf', '%PDF-1.7')
    expect(await page.getByRole('alert').textContent()).toContain('found a PDF')
  })

  it('gives each chart as CSV, SVG and PNG', async () => {
    const page = await visit('/#/themes?data=sample')
    await page.locator('.ranked tbody tr').first().waitFor()
    const files: Buffer[] = []
    for (const form of ['CSV', 'SVG', 'PNG']) {
      const download = page.waitForEvent('download')
      await page.locator('.chart-files').getByRole('button', { name: form }).click()
      files.push(readFileSync(await (await download).path()))
    }
    const [csv, svg, png] = files
    expect(csv?.toString()).toMatch(/^\ufeffrank,theme,.*\r\n1,Billing problems,/)
    expect(svg?.toString()).toMatch(/^<svg [^>]*xmlns.*Billing problems/)
    expect(png?.subarray(1, 4).toString()).toBe('PNG')
  })

  it('can be used by keyboard alone', async () => {
    const page = await visit('/#/themes?data=sample')
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
    const page = await visit()
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
    const list = await visitor.downloaded(/CSV/)
    expect(list).not.toMatch(/(^|,|")=HYPERLINK/m)
  })

  it('moves nothing but the rows of the list while it filters', async () => {
    const page = await visit('/#/themes?data=sample')
    await page.locator('.ranked tbody tr').first().waitFor()
    const places = () =>
      page.evaluate(
        'JSON.stringify([...document.querySelectorAll("header, nav, .filters, h1, .list-controls, .ranked thead")].map((e) => e.getBoundingClientRect()))'
      )
    const before = await places()
    await page.getByLabel('Channel').selectOption('email')
    await page.getByText('Working out the figures').waitFor()
    expect(await places()).toBe(before)
    await page.getByText(/\d+ of 430 responses; all figures/).waitFor()
    expect(await places()).toBe(before)
  })

  it('edits a theme by keyboard alone', async () => {
    const page = await visit('/#/themes?data=sample')
    const row = page.locator('.ranked tbody tr').filter({ hasText: 'Billing problems' })
    await row.getByLabel('Edit Billing problems').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Rename …' }).first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Rename …')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Rename “Billing problems”' }).waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Wrong bills')
    await page.getByText('(was Billing problems)').waitFor()
    // The focus stays inside the dialog.
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab')
      const place =
        'document.activeElement === document.body || !!document.activeElement.closest("dialog")'
      expect(await page.evaluate(place)).toBe(true)
    }
    await page.getByLabel('New name').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Wrong bills' }).waitFor()
    await page.getByLabel('Edit Wrong bills').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Rename “Wrong bills”' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Edit Wrong bills'
    )
  })

  it('gives a report that prints on pages, no row cut', async () => {
    const page = await visit('/#/themes?data=sample')
    await page.locator('.ranked tbody tr').first().waitFor()
    const html = await visitor.downloaded(/Report/)
    const sheet = await visit('/icon.svg')
    await sheet.goto('about:blank')
    await sheet.setContent(html)
    await sheet.emulateMedia({ media: 'print' })
    const breaks = await sheet.evaluate(
      '[...new Set([...document.querySelectorAll(".theme:not(.heads), .reasons li, .others li")].map((row) => getComputedStyle(row).breakInside))]'
    )
    expect(breaks).toEqual(['avoid'])
    expect(Number(await sheet.locator('.spark').count())).toBeGreaterThan(3)
    const pdf = (await sheet.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)
  })

  it('keeps all themes and remarks of an alert rule that is changed', async () => {
    const page = await visit('/#/overview?data=sample')
    await page.getByRole('button', { name: 'Keep this survey' }).click()
    await page.locator('.flag.kept').waitFor()
    const surveyId = /survey\/([^/]+)/.exec(page.url())?.[1] ?? ''
    const post = async (path: string, body: unknown) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
      return (await fetch(visitor.url() + path, { ...init, body: JSON.stringify(body) })).json()
    }
    const hook = (await post('/v1/webhooks', {
      name: 'h',
      url: 'https://hooks.example.com/a',
    })) as { id: string }
    const when = {
      flags: ['churn-intent', 'request', 'truncated'],
      themeIds: ['billing', 'price', 'gone'],
    }
    const rule = { kind: 'response', name: 'Several', webhookId: hook.id, when }
    const made = (await post(`/v1/surveys/${surveyId}/alert-rules`, rule)) as { id: string }
    await open('Alerts')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Several of them')
    await page.getByRole('button', { name: 'Save the rule' }).click()
    await page.getByText('Several of them').waitFor()
    const path = `${visitor.url()}/v1/surveys/${surveyId}/alert-rules/${made.id}`
    expect(await (await fetch(path)).json()).toMatchObject({ name: 'Several of them', when })
  })

  it('asks for a key once there is one', async () => {
    const answer = await fetch(`${visitor.url()}/v1/keys`, {
      method: 'POST',
      body: JSON.stringify({ name: 'page', scopes: ['admin'] }),
      headers: { 'content-type': 'application/json' },
    })
    const { secret } = (await answer.json()) as { secret: string }
    const page = await visit()
    await dropFile('a.csv', 'score,comment\n1,The line drops every evening\n9,Friendly people\n')
    await page.getByLabel('Key').fill(secret)
    await page.getByRole('button', { name: 'Use this key' }).click()
    await dropFile('a.csv', 'score,comment\n1,The line drops every evening\n9,Friendly people\n')
    await page.getByText('2 responses can be analysed').waitFor()
  })
}
