// Writes src/insight/explain-page.ts from src/insight/README.md, which Workers cannot read from a disk.
// Run: node test/insight/write-explain-page.ts

import { readFileSync, writeFileSync } from 'node:fs'

const insight = new URL('../../src/insight/', import.meta.url)

/** The generated module for a page. */
export function explainModule(page: string): string {
  const escaped = page.replace(/[\\`]|\$\{/g, (found) => `\\${found}`)
  return `// Generated from README.md by test/insight/write-explain-page.ts; edit that page, then run it.

/** What a theme's effect means, in Markdown: the help of the command line and the API. */
export const EXPLAIN_PAGE = \`${escaped}\`
`
}

if (import.meta.main) {
  const page = readFileSync(new URL('README.md', insight), 'utf8')
  writeFileSync(new URL('explain-page.ts', insight), explainModule(page))
}
