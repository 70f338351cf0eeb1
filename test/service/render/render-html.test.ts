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

  it('tells the first reasons in sentences made of the figures', () => {
    expect(page).toMatch(/<strong>Slow support\.<\/strong> 30 people complain about it; of all/)
    expect(page).toContain('may go with 1.2 points of detractor share, though zero is not ruled')
    expect(page).not.toContain('<strong>Engineers.</strong>')
  })

  it('splits the mentions of a theme by polarity, in words too', () => {
    expect(page).toContain('<span>− 30</span><span>○ 4</span><span>+ 6</span>')
    expect(page).toContain('30 negative, 4 neutral, 6 positive')
  })

  it('defines its words', () => {
    for (const name of ['Effect', 'Mentions', 'Net Promoter Score']) {
      expect(page).toContain(`<dt>${name}</dt>`)
    }
  })

  it('shows the course of time where responses have times', () => {
    expect(page).not.toContain('Month by month')
    const months = {
      labels: ['2026-01', '2026-02', '2026-03'],
      responseCounts: [20, 3, 30],
      npsPoints: [-5, null, 12],
      mentionCounts: new Map([['support-speed', [2, 0, 7]]]),
    }
    const dated = renderHtml({ ...sampleReport(), months })
    expect(dated).toContain('aria-label="NPS by month: Jan 2026 −5, Mar 2026 12"')
    expect(dated).toContain('aria-label="Mentions by month: Jan 2026 2, Feb 2026 0, Mar 2026 7"')
  })

  it('shows the definition of a theme that has one', () => {
    const described = { description: 'How <long> an answer takes' }
    const theme = { ...sampleTheme({ id: 'x' }, [0.1, 0.05, 0.15]), ...described }
    expect(renderHtml(sampleReport({ themes: [theme] }))).toContain('How &lt;long&gt; an answer')
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
