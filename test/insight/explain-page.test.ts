import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXPLAIN_PAGE } from '../../src/insight/explain-page.ts'
import { FLAG_WORDS, STATUS_WORDS, WARNING_WORDS } from '../../src/insight/words.ts'

describe('EXPLAIN_PAGE', () => {
  it('is the page in src/insight/README.md; after an edit run node test/insight/write-explain-page.ts', () => {
    const page = readFileSync(new URL('../../src/insight/README.md', import.meta.url), 'utf8')
    expect(EXPLAIN_PAGE).toBe(page)
  })

  it('names only codes that exist', () => {
    const known = new Set([FLAG_WORDS, STATUS_WORDS, WARNING_WORDS].flatMap((t) => Object.keys(t)))
    const named = EXPLAIN_PAGE.match(/`[a-z]+-[a-z-]+`/g) ?? []
    expect(named.length).toBeGreaterThan(5)
    for (const code of named) expect(known).toContain(code.slice(1, -1))
  })
})
