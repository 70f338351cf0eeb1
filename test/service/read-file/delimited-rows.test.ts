import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { type GridRow, splitDelimitedText } from '../../../src/service/read-file/delimited-rows.ts'

async function* piecesOf(text: string, size: number) {
  for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size)
}

async function split(text: string, size = 7, delimiter?: string) {
  const { delimiter: found, rows } = await splitDelimitedText(piecesOf(text, size), delimiter)
  const all: (readonly string[])[] = []
  for await (const { cells } of rows) all.push(cells)
  return { found, rows: all.filter((row) => row.some((cell) => cell !== '')) }
}

describe('delimited text', () => {
  it.each([
    [
      'commas',
      'a,b\n1,"x, y"\n',
      ',',
      [
        ['a', 'b'],
        ['1', 'x, y'],
      ],
    ],
    [
      'semicolons',
      'a;b\r\n1;"x; y"\r\n',
      ';',
      [
        ['a', 'b'],
        ['1', 'x; y'],
      ],
    ],
    [
      'semicolons beside decimal commas',
      'a;b;c\n1,5;2,5;x\n3,5;4,5;y\n',
      ';',
      [
        ['a', 'b', 'c'],
        ['1,5', '2,5', 'x'],
        ['3,5', '4,5', 'y'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\tx, y; z\n',
      '\t',
      [
        ['a', 'b'],
        ['1', 'x, y; z'],
      ],
    ],
    [
      'bars',
      'a|b\n1|x\n',
      '|',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'old Mac line ends',
      'a,b\r1,x\r',
      ',',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n1,"said ""no"" twice"\n',
      ',',
      [
        ['a', 'b'],
        ['1', 'said "no" twice'],
      ],
    ],
    [
      'line breaks in a cell',
      'a,b\r\n1,"one\ntwo"\r\n2,z\r\n',
      ',',
      [
        ['a', 'b'],
        ['1', 'one\ntwo'],
        ['2', 'z'],
      ],
    ],
    [
      'a quote in the middle of a cell',
      'a,b\n1,a 5" pipe\n2,z\n',
      ',',
      [
        ['a', 'b'],
        ['1', 'a 5" pipe'],
        ['2', 'z'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,x',
      ',',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    ['a single column', 'comment\nall good\n', ',', [['comment'], ['all good']]],
    [
      'mixed line ends',
      'a,b\n1,x\r\n2,y\n3,z\n',
      ',',
      [
        ['a', 'b'],
        ['1', 'x'],
        ['2', 'y'],
        ['3', 'z'],
      ],
    ],
  ])('with %s is split into rows', async (_, text, delimiter, rows) => {
    expect(await split(text)).toEqual({ found: delimiter, rows })
  })

  it('gives the same rows however the text is cut, also beyond one block', async () => {
    const row = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', ';') }), {
      minLength: 3,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const text = Papa.unparse([['one', 'two', 'three'], ...rows], { newline: '\r\n' })
          const filled = rows.filter((cells) => cells.some((cell) => cell !== ''))
          expect((await split(text, size, ',')).rows).toEqual([['one', 'two', 'three'], ...filled])
        }
      ),
      { seed: 3, numRuns: 100 }
    )
    const long = Array.from({ length: 30_000 }, (_, i) => `${i},"comment, number ${i}"`)
    const { rows } = await split(`id,comment\n${long.join('\n')}\n`, 65_536)
    expect(rows.slice(1)).toEqual(long.map((_, i) => [`${i}`, `comment, number ${i}`]))
  })

  it('survives a quote that is never closed', async () => {
    const { rows } = await split(`a,b\n1,"open\n${'2,x\n'.repeat(50_000)}`, 65_536)
    expect(rows.length).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['up to the next quote', '1,3,"open, slow\n2,9,"fine"\n3,8,ok\n', ['1', '3']],
    ['up to the end', '1,3,fine\n2,9,"open\n3,8,ok\n4,8,ok\n', ['1', '2']],
  ])('a quote left open %s is a problem of its row', async (_, text, ids) => {
    const { rows } = await splitDelimitedText(piecesOf(`id,score,comment\n${text}`, 7))
    const found: GridRow[] = []
    for await (const row of rows) if (row.cells.length > 1) found.push(row)
    expect(found.slice(1).map(({ cells }) => cells[0])).toEqual(ids)
    expect(found.filter(({ problem }) => problem?.includes('a quote left open'))).toHaveLength(1)
  })

  it('a stray quote inside a comment of two lines is no problem', async () => {
    const { rows } = await splitDelimitedText(piecesOf('a,b\n1,"the "best" app,\nreally"\n', 7))
    for await (const { problem } of rows) expect(problem).toBeUndefined()
  })
})
