import { describe, expect, it } from 'vitest'
import {
  type ByteSource,
  byteSourceOf,
  readHead,
} from '../../../src/service/read-file/byte-source.ts'
import { decodeText, detectEncoding } from '../../../src/service/read-file/decode-text.ts'

const TEXT = 'score;comment\r\n9;très bien, schöne Grüße – 5 € 👍\r\n'
const WESTERN = 'score;comment\r\n9;très bien, schöne Grüße\r\n'

const utf8 = (text: string) => new TextEncoder().encode(text)

function utf16(text: string, isBigEndian: boolean, hasMark: boolean): Uint8Array {
  const units = [...(hasMark ? '\ufeff' : ''), ...text].join('')
  const view = new DataView(new ArrayBuffer(units.length * 2))
  for (let i = 0; i < units.length; i += 1) view.setUint16(i * 2, units.charCodeAt(i), !isBigEndian)
  return new Uint8Array(view.buffer)
}

/** Windows-1252 agrees with Unicode for these letters. */
const western = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

/** Serves the bytes a few at a time, so that characters are cut in two. */
const dripping = (bytes: Uint8Array): ByteSource => ({
  name: 'drip.csv',
  async *open() {
    for (let i = 0; i < bytes.length; i += 3) yield bytes.slice(i, i + 3)
  },
})

async function read(bytes: Uint8Array) {
  const source = dripping(bytes)
  const encoding = await detectEncoding(source, await readHead(source, 4_096))
  let text = ''
  for await (const piece of decodeText(source, encoding)) text += piece
  return { encoding, text }
}

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(TEXT), 'utf-8', TEXT],
    ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`), 'utf-8', TEXT],
    ['UTF-16 LE with a mark', utf16(TEXT, false, true), 'utf-16le', TEXT],
    ['UTF-16 BE with a mark', utf16(TEXT, true, true), 'utf-16be', TEXT],
    ['UTF-16 LE without a mark', utf16(TEXT, false, false), 'utf-16le', TEXT],
    ['UTF-16 BE without a mark', utf16(TEXT, true, false), 'utf-16be', TEXT],
    ['Windows-1252', western(WESTERN), 'windows-1252', WESTERN],
  ])('%s is recognised and read', async (_, bytes, encoding, text) => {
    expect(await read(bytes)).toEqual({ encoding, text })
  })

  it('one byte late in a long file decides for Windows-1252', async () => {
    const bytes = new Uint8Array([...utf8('plain,words\n'.repeat(2_000)), 0xe9, 0x0a])
    expect((await read(bytes)).text.at(-2)).toBe('é')
  })

  it('control characters are no text', async () => {
    const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => (i * 7_919) % 256)
    await expect(read(bytes)).rejects.toThrow('found binary data where text was expected')
  })

  it('a source can be read twice', async () => {
    const source = byteSourceOf('a.csv', utf8('abc'))
    expect(await readHead(source, 2)).toEqual(utf8('ab'))
    expect(await readHead(source, 9)).toEqual(utf8('abc'))
  })
})
