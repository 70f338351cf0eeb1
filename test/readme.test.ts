import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const OUTPUT = /<!-- output of: (.+?) -->\n```text\n([\s\S]*?)```\n<!-- end -->/g

/** Runs a command of the README in the shape of a new user's shell: no terminal, no colour. */
function outputOf(command: string): string {
  return execFileSync('sh', ['-c', command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

describe('README.md', () => {
  const readme = readFileSync('README.md', 'utf8')

  it('has the ranked list of its first command before line 30', () => {
    expect(readme.slice(0, readme.indexOf('<!-- output of')).split('\n').length).toBeLessThan(30)
  })

  it('shows what its commands print', () => {
    const fresh = readme.replace(
      OUTPUT,
      (_, command: string) =>
        `<!-- output of: ${command} -->\n\`\`\`text\n${outputOf(command)}\`\`\`\n<!-- end -->`
    )
    if (process.env.UPDATE_README === '1') writeFileSync('README.md', fresh)
    else expect(readme).toBe(fresh)
  }, 60_000)
})
