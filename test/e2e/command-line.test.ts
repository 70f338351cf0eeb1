import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { analysisSchema } from '../../src/http/schemas/analysis-schema.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DEMONSTRATION = 'corpora/northlink/data.csv'

type Outcome = { readonly status: number; readonly stdout: string; readonly stderr: string }

/** Runs the command line in a process of its own. */
function whyscore(argv: readonly string[], stdin = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64_000_000 }
    const child = execFile(
      process.execPath,
      ['src/runtime/command-line.ts', ...argv],
      options,
      (error, stdout, stderr) => {
        const status = typeof error?.code === 'number' ? error.code : 0
        resolve({ status, stdout, stderr })
      }
    )
    child.stdin?.end(stdin)
  })
}

describe('the command line with the real engine', () => {
  it('ranks the demonstration corpus; standard output holds only the result', async () => {
    const { status, stdout, stderr } = await whyscore(['analyze', DEMONSTRATION])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Whyscore · data\.csv · 430 responses\n\nNPS /)
    expect(stdout).toMatch(/^ {2}1 \S/m)
    expect(stdout).not.toContain('\u001b')
    expect(stderr).toContain('Why did you give that score?')
  })

  it('gives JSON in the shape of the API, the same bytes each time', async () => {
    const argv = ['analyze', DEMONSTRATION, '--format', 'json', '--adjust-for', 'Plan', '--quiet']
    const [first, second] = [await whyscore(argv), await whyscore(argv)]
    expect(first.stderr).toBe('')
    expect(second.stdout).toBe(first.stdout)
    const analysis = analysisSchema.parse(JSON.parse(first.stdout))
    expect(analysis.responses).toHaveLength(430)
  })

  it('gives every form of output', async () => {
    for (const [format, start] of [
      ['csv', 'rank,themeId'],
      ['jsonl', '{"id":"NL-0001"'],
      ['html', '<!doctype html>'],
    ]) {
      const { status, stdout } = await whyscore(['analyze', DEMONSTRATION, '--format', `${format}`])
      expect(status).toBe(0)
      expect(stdout.startsWith(`${start}`)).toBe(true)
    }
  })

  it('ends with 1 for input and with 2 for usage', async () => {
    const input = await whyscore(['analyze', '-'], 'not json at all\n')
    expect(input.status).toBe(1)
    expect(input.stderr).toContain('expected a JSON object on one line')
    const usage = await whyscore(['analyze', DEMONSTRATION, '--taxonomy', 'telekom'])
    expect(usage.status).toBe(2)
    expect(usage.stderr).toMatch(/--taxonomy: expected a taxonomy of .*telecom/)
  })
})
