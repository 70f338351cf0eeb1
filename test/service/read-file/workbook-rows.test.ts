import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { unpackedSize } from '../../../src/service/read-file/unpacked-size.ts'
import { readWorkbook } from '../../../src/service/read-file/workbook-rows.ts'
import { workbookOf } from '../../workbook-of.ts'

const ROWS = [
  ['Score', 'Why?', 'Plan'],
  [9, 'quick & kind', null],
  [2, 'slow <again>', 'basic'],
]

describe('a workbook', () => {
  it('is read as rows of text, empty cells kept in their place', async () => {
    const { sheetName, otherSheets, rows } = await readWorkbook(
      'a.xlsx',
      workbookOf({ Data: ROWS })
    )
    expect([sheetName, otherSheets]).toEqual(['Data', []])
    expect(rows).toEqual([
      ['Score', 'Why?', 'Plan'],
      ['9', 'quick & kind', ''],
      ['2', 'slow <again>', 'basic'],
    ])
  })

  it('of several sheets gives the longest one and names the others', async () => {
    const bytes = workbookOf({ Notes: [['made by hand']], Data: ROWS, Legend: [['a'], ['b']] })
    const { sheetName, otherSheets } = await readWorkbook('a.xlsx', bytes)
    expect([sheetName, otherSheets]).toEqual(['Data', ['Notes', 'Legend']])
  })

  it('without content is refused', async () => {
    await expect(readWorkbook('a.xlsx', workbookOf({ Data: [] }))).rejects.toThrow('empty workbook')
  })

  it('that unpacks to gigabytes is refused before it is unpacked', async () => {
    const bytes = workbookOf({ Data: ROWS })
    // The declared size of the first entry, in the directory at the end.
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const directory = view.getUint32(bytes.byteLength - 22 + 16, true)
    view.setUint32(directory + 24, 3_000_000_000, true)
    await expect(readWorkbook('a.xlsx', bytes)).rejects.toThrow(
      /at most 200 MB unpacked, got 3000 MB; delete what is not needed, or export CSV/
    )
  })
})

describe('the unpacked size of an archive', () => {
  it('is the sum of its entries', () => {
    const archive = zipSync({ a: strToU8('x'.repeat(5_000)), b: strToU8('yy') })
    expect(archive.byteLength).toBeLessThan(1_000)
    expect(unpackedSize(archive)).toBe(5_002)
  })

  it('is unknown for what is no archive', () => {
    expect(unpackedSize(new Uint8Array())).toBeNull()
    expect(
      unpackedSize(strToU8('PK but nothing else, and long enough for an end record'))
    ).toBeNull()
  })
})
