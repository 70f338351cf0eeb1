import { describe, expect, it } from 'vitest'
import { markup } from '../../../src/service/render/markup.ts'
import { renderHtml } from '../../../src/service/render/render-html.ts'
import { sampleReport, sampleTheme } from './sample-report.ts'

describe('the report as a page', () => {
  const page = renderHtml(sampleReport())

  it('shows headline, themes, quotes, notes and versions', () => {
    for (const text of ['−10', 'Slow support', '+7.1', '+4.8 … +9.4', '81 %', 'Parking']) {
      expect(page).toContain(text)
    }
    expect(page).toContain('Only 371 comments have content.')
    expect(page).toContain('An association, not proof of cause.')
  })

  it('holds no script and fetches nothing', () => {
    expect(page).not.toMatch(/<script|https?:|src=|@import|url\(/)
    expect(page).toContain(`default-src 'none'`)
  })

  it('escapes what respondents wrote', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;nobody&quot; knew')
  })

  it('escapes names of files and labels', () => {
    const hostile = sampleReport({
      themes: [sampleTheme({ id: 'x', label: '"><img onerror=x>' }, [0.1, 0.05, 0.15])],
    })
    expect(renderHtml({ ...hostile, title: '<b>.csv' })).not.toMatch(/<img|<b>/)
  })

  it('says each interval in words for those who cannot see the plot', () => {
    expect(page).toContain('aria-label="+7.1 points, from +4.8 to +9.4"')
  })

  it('counts rejected responses', () => {
    const rejected = [{ index: 0, id: null, pointer: '/rows/0/score', detail: 'expected …' }]
    expect(renderHtml(sampleReport({ rejected }))).toContain('1 response could not be accepted')
  })

  it('is the same for the same analysis', () => {
    expect(renderHtml(sampleReport())).toBe(page)
  })
})

describe('markup', () => {
  it('escapes texts, keeps markup, joins lists, drops null', () => {
    const inner = markup`<i>${'a & b'}</i>`
    expect(markup`<p title="${'"x"'}">${[inner, null, 3]}</p>`.text).toBe(
      '<p title="&quot;x&quot;"><i>a &amp; b</i>3</p>'
    )
  })
})
