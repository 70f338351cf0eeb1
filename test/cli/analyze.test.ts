import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { analysisSchema } from '../../src/http/schemas/analysis-schema.ts'
import { createTestApp } from '../http/create-test-app.ts'
import { createStandInEngine } from '../stand-in-engine.ts'
import { workbookOf } from '../workbook-of.ts'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'whyscore-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes a file for one test and gives its path. */
function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const EXPORT = fileURLToPath(new URL('../fixtures/exports/delighted.csv', import.meta.url))
const CSV =
  'id,score,comment,plan\na,9,"quick, friendly",basic\nb,3,slow to answer,basic\nc,7,fine by me,plus\n'

describe('whyscore analyze', () => {
  it('prints the result on standard output and the mapping on standard error', async () => {
    const { status, stdout, stderr } = await runCli(['analyze', EXPORT])
    expect(status).toBe(0)
    expect(stdout).toContain('delighted.csv · 6 responses')
    expect(stderr).toMatch(/Comment +→ comment +heading, what people wrote/)
    expect(stderr).toMatch(/not used: .*Person Email \(personal data\)/)
  })

  it.each(['0', '2.5', 'many'])('refuses --top %s', async (top) => {
    const outcome = await runCli(['analyze', EXPORT, '--top', top])
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toContain('--top: expected a')
  })

  it('says how a value that begins with a dash is written', async () => {
    const outcome = await runCli(['analyze', EXPORT, '--top', '-3'])
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toContain('expected a value after --top;')
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1)
  })

  it('is silent on standard error with --quiet', async () => {
    expect((await runCli(['analyze', EXPORT, '--quiet'])).stderr).toBe('')
  })

  it('writes the body that POST /analyze answers with', async () => {
    const path = fileOf('same.csv', CSV)
    const { stdout } = await runCli(['analyze', path, '--format', 'json'])
    const responses = [
      { id: 'a', score: 9, comment: 'quick, friendly', segments: { plan: 'basic' } },
      { id: 'b', score: 3, comment: 'slow to answer', segments: { plan: 'basic' } },
      { id: 'c', score: 7, comment: 'fine by me', segments: { plan: 'plus' } },
    ]
    const answer = await createTestApp().post('/analyze', JSON.stringify({ responses }))
    expect(stdout).toBe(`${await answer.text()}\n`)
    analysisSchema.parse(JSON.parse(stdout))
  })

  it('writes one line per response as jsonl', async () => {
    const { stdout } = await runCli(['analyze', fileOf('l.csv', CSV), '--format', 'jsonl'])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('chooses the form from the ending of --out', async () => {
    const out = join(folder, 'themes.csv')
    const { status, stdout } = await runCli(['analyze', fileOf('o.csv', CSV), '--out', out])
    expect([status, stdout]).toEqual([0, ''])
    expect(readFileSync(out, 'utf8')).toMatch(/^rank,themeId,label/)
  })

  it('reads JSON Lines from standard input', async () => {
    const stdin =
      '{"comment":"hello there friend","rating":4}\n{"comment":"good enough","rating":9}\n'
    const { status, stdout } = await runCli(['analyze', '-', '--format', 'json'], { stdin })
    expect(status).toBe(0)
    expect(JSON.parse(stdout).responses.map(({ id }: { id: string }) => id)).toEqual([
      'row-1',
      'row-2',
    ])
  })

  it('reads a whole request body; flags weigh more than its options', async () => {
    const body = {
      scale: 'stars5',
      drivers: { minMentions: 5, confLevel: 0.9 },
      responses: [{ id: 'x', score: 5, comment: 'lovely people', segments: { plan: 'plus' } }],
    }
    const path = fileOf('body.json', JSON.stringify(body))
    const kept = await runCli(['analyze', path, '--format', 'json', '--min-mentions', '3'])
    expect(kept.status).toBe(0)
    expect(JSON.parse(kept.stdout).responses[0].scoreGroup).toBe('promoter')
    const changed = await runCli(['analyze', path, '--format', 'json', '--scale', 'nps'])
    expect(JSON.parse(changed.stdout).responses[0].scoreGroup).toBe('detractor')
  })

  it('reads the largest sheet of a workbook', async () => {
    const bytes = workbookOf({
      About: [['Exported by hand']],
      Answers: [
        ['Score', 'Why?'],
        [9, 'they answer the phone'],
        [2, 'bill was wrong & late'],
      ],
    })
    const { stdout, stderr } = await runCli([
      'analyze',
      fileOf('b.xlsx', bytes),
      '--format',
      'json',
    ])
    expect(JSON.parse(stdout).summary.npsPoints).toBe(0)
    expect(stderr).toContain('sheet Answers, not About')
  })

  it('reads a scale on which lower is better', async () => {
    const rows = [1, 2, 5, 6, 7].map((fft, i) =>
      JSON.stringify({ text: `answer ${i} in words`, fft })
    )
    const { status, stdout, stderr } = await runCli([
      ...['analyze', fileOf('fft.jsonl', rows.join('\n'))],
      ...['--comment', 'text', '--score', 'fft', '--format', 'json'],
      ...['--scale', '{"min":1,"max":5,"detractorMin":4,"promoterMax":1}'],
    ])
    expect(status).toBe(0)
    const groups = JSON.parse(stdout).responses.map((r: { scoreGroup: string }) => r.scoreGroup)
    expect(groups).toEqual(['promoter', 'passive', 'detractor'])
    expect(stderr).toContain('Rejected 2 rows')
    expect(stderr).toContain('/rows/3/fft (id row-4): expected an integer from 1 to 5, got 6')
  })

  it('reads themes of your own from a file', async () => {
    let taxonomy: unknown
    const stand = createStandInEngine()
    const engine = {
      ...stand,
      analyse: (request: Parameters<typeof stand.analyse>[0]) => {
        taxonomy = request.themes.taxonomy
        return stand.analyse(request)
      },
    }
    const themes = [{ id: 'fees', label: 'Fees' }]
    const path = fileOf('themes.json', JSON.stringify(themes))
    const argv = ['analyze', fileOf('t.csv', CSV), '--taxonomy', path]
    expect((await runCli(argv, { engine })).status).toBe(0)
    expect(taxonomy).toEqual(themes)
  })
})

describe('rejected rows', () => {
  const many = `score,comment\n${Array.from({ length: 2_000 }, (_, i) => `${i % 2 ? 11 : 9},comment number ${i} here`).join('\n')}\n`

  it('by the thousand take a few lines, with counts', async () => {
    const { status, stderr } = await runCli([
      'analyze',
      fileOf('many.csv', many),
      '--quiet',
      '--score',
      'score',
    ])
    expect(status).toBe(0)
    expect(stderr).toContain('Rejected 1,000 rows')
    expect(stderr).toContain('1,000 × score: expected an integer from 0 to 10')
    expect(stderr).toContain('/rows/1/score (id row-2): expected an integer from 0 to 10, got 11')
    expect(stderr.split('\n').length).toBeLessThan(10)
  })

  it('are all written with --rejected', async () => {
    const out = join(folder, 'rejected.csv')
    await runCli(['analyze', fileOf('many.csv', many), '--rejected', out, '--score', 'score'])
    const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n')
    expect(lines).toHaveLength(1_001)
    expect(lines[1]).toBe('1,row-2,/rows/1/score,"expected an integer from 0 to 10, got 11"')
  })

  it('that are all there is end with status 1 and the reason', async () => {
    const path = fileOf('bad.csv', 'score,comment\n11,one thing here\n12,another thing here\n')
    const { status, stdout, stderr } = await runCli(['analyze', path, '--score', 'score'])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('/rows/0/score: expected an integer from 0 to 10, got 11')
  })

  it('with broken JSON on one line are rejected alone', async () => {
    const stdin =
      '{"comment":"works well","score":9}\n{"comment": oops\n{"comment":"too dear","score":2}\n'
    const { status, stderr } = await runCli(['analyze', '-'], { stdin })
    expect(status).toBe(0)
    expect(stderr).toContain('/rows/1: expected a JSON object on one line')
  })
})

describe('input that cannot be used', () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(new Uint16Array([...'a'].map((c) => c.charCodeAt(0))).buffer),
  ])
  it.each([
    ['empty.csv', '', 'expected responses, got an empty file'],
    ['header.csv', 'score,comment\n', 'expected rows under the header, got none'],
    [
      'open.csv',
      'score,comment\n3,"slow support\n11,fine\n',
      'in row 1 expected a closing quote and doubled quotes inside',
    ],
    [
      'nocomment.csv',
      'score,plan\n9,basic\n3,plus\n',
      'no column looks like comments; the columns are "score", "plan". Name it: --comment',
    ],
    [
      'picture.csv',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
      'found a PNG picture; export the responses as CSV or XLSX',
    ],
    [
      'old.xls.csv',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
      'found an old Excel workbook (.xls); save it as .xlsx or CSV',
    ],
    [
      'random.csv',
      new Uint8Array(4_000).map((_, i) => (i * 7919) % 256),
      'found binary data where text was expected',
    ],
    ['named.xlsx', 'score,comment\n9,fine\n', 'the name says XLSX, but the content does not'],
    [
      'broken.xlsx',
      new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]),
      'expected an XLSX workbook, got a file that is damaged',
    ],
    ['notes.docx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'found a zip archive'],
    [
      'notes.md',
      'score,comment\n9,fine\n',
      'expected a name that ends in .csv, .tsv, .xlsx, .jsonl or .json, got ".md"',
    ],
    [
      'list.json',
      '{"answers":[]}',
      'expected a list of objects, or an object with a list under "responses"',
    ],
    ['broken.json', '[{"comment": "x",}]', 'the first mistake is in line 1, column 18'],
    [
      'words.jsonl',
      'hello\nthere\n',
      'expected a JSON object on one line, got text that is not JSON',
    ],
    ['wide.csv', utf16, 'expected rows under the header, got none'],
  ])('%s ends with status 1 and says what to do', async (name, content, message) => {
    const { status, stdout, stderr } = await runCli(['analyze', fileOf(name, content)])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(name)
    expect(stderr).toContain(message)
  })

  it('a file that does not exist, and a folder', async () => {
    expect((await runCli(['analyze', join(folder, 'none.csv')])).stderr).toContain('found none')
    expect((await runCli(['analyze', folder])).stderr).toContain('expected a file, got a folder')
  })

  it('a column that does not exist lists those that do', async () => {
    const { status, stderr } = await runCli(['analyze', fileOf('x.csv', CSV), '--comment', 'Why'])
    expect(status).toBe(1)
    expect(stderr).toContain(
      'expected a column "Why", got the columns "id", "score", "comment", "plan"'
    )
  })

  it('a segment to adjust for that no response has', async () => {
    const { status, stderr } = await runCli([
      'analyze',
      fileOf('x.csv', CSV),
      '--adjust-for',
      'tier',
    ])
    expect(status).toBe(1)
    expect(stderr).toContain('which have plan; got "tier"')
  })
})

describe('wrong usage', () => {
  it.each([
    [[], 'expected a command'],
    [['analyse-this'], 'explain or help, got "analyse-this"'],
    [['analyze'], 'expected a file'],
    [['analyze', 'a.csv', 'b.csv'], 'expected one file, got also b.csv'],
    [['analyze', 'a.csv', '--colour', 'red'], "Unknown option '--colour'"],
    [
      ['analyze', 'a.csv', '--format', 'pdf'],
      '--format: expected one of table, json, jsonl, csv, html, got "pdf"',
    ],
    [['analyze', 'a.csv', '--max-themes', 'many'], '--max-themes: expected a number, got "many"'],
    [
      ['analyze', 'a.csv', '--max-themes', '0'],
      '--max-themes: expected a number of at least 1, got 0',
    ],
    [
      ['analyze', 'a.csv', '--conf-level', '95'],
      '--conf-level: expected a number of at most 0.999, got 95',
    ],
    [
      ['analyze', 'a.csv', '--scale', 'five'],
      '--scale: expected one of "nps", "stars5", got "five"',
    ],
    [
      ['analyze', 'a.csv', '--scale', '{min:1}'],
      '--scale: expected a name or JSON in single quotes',
    ],
    [
      ['analyze', 'a.csv', '--question', 'why'],
      '--question: expected one of "reason", "improve", "praise"',
    ],
    [['analyze', 'a.csv', '--scenario', 'fees'], '--scenario: expected THEME=FACTOR, got "fees"'],
    [['analyze', 'a.csv', '--encoding', 'latin9'], '--encoding: expected one of utf-8'],
    [['analyze', 'a.csv', '--taxonomy', '/none/t.json'], '--taxonomy: expected a file that exists'],
  ])('%j ends with status 2', async (argv, message) => {
    const { status, stdout, stderr } = await runCli(argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  it('an output that cannot be written ends with status 2', async () => {
    const out = join(folder, 'missing', 'out.json')
    const { status, stderr } = await runCli(['analyze', fileOf('x.csv', CSV), '--out', out])
    expect(status).toBe(2)
    expect(stderr).toContain('--out: cannot write to')
  })
})

describe('the other commands', () => {
  it('help, version and explain print on standard output', async () => {
    expect((await runCli(['help'])).stdout).toContain('whyscore analyze FILE')
    expect((await runCli(['analyze', '--help'])).status).toBe(0)
    expect((await runCli(['--version'])).stdout).toBe('1.2.3\n')
    expect((await runCli(['explain'])).stdout).toContain('How the numbers are defined')
  })
})

describe('progress', () => {
  const path = fileOf('p.csv', CSV)

  it('shows on a terminal once a run lasts more than a second, and is wiped', async () => {
    const { stderr } = await runCli(['analyze', path], {
      isTerminal: true,
      clockMs: [0, 1_500],
    })
    expect(stderr).toContain('\r\u001b[KReading comments 3 of 3 (100 %) …\r\u001b[K')
  })

  it('does not show in a short run or when standard error is no terminal', async () => {
    const quick = await runCli(['analyze', path], { isTerminal: true, clockMs: [0, 900] })
    expect(quick.stderr).not.toContain('\r')
    const piped = await runCli(['analyze', path], { clockMs: [0, 5_000] })
    expect(piped.stderr).not.toContain('\r')
  })
})
