const ENTITY = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi

// Only entities that exporting tools really leave in survey text.
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['pound', '£'],
  ['euro', '€'],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', "'"],
  ['rsquo', "'"],
  ['ldquo', '"'],
  ['rdquo', '"'],
])

/** A comment made readable for the tokeniser, with the way back to its own offsets. */
export type DecodedText = {
  readonly text: string
  /** Offset in the comment of each offset of `text`, one more entry than `text` is long; null when they are equal. */
  readonly offsets: Uint32Array | null
}

/**
 * A comment with HTML entities put right and typographic apostrophes made plain.
 *
 * Lengths change only where an entity stood, so the map of offsets is built for those comments alone.
 *
 * @param comment - the comment exactly as written
 * @returns the readable text and its offsets in the comment
 * @throws nothing; unknown entities stay as they are
 * @see HTML Living Standard, section 13.5 (named character references)
 * @example
 * decodeEntities('M&amp;S').text // => 'M&S'
 */
export function decodeEntities(comment: string): DecodedText {
  const plain = comment.replace(/[’‘ʼ`´]/g, "'")
  if (!plain.includes('&') || plain.search(ENTITY) < 0) return { text: plain, offsets: null }
  const offsets: number[] = []
  let text = ''
  let from = 0
  const copy = (to: number) => {
    for (let i = from; i < to; i += 1) offsets.push(i)
    text += plain.slice(from, to)
  }
  for (const match of plain.matchAll(ENTITY)) {
    const character = characterOf(match)
    if (character === undefined) continue
    copy(match.index)
    for (let i = 0; i < character.length; i += 1) offsets.push(match.index)
    text += character
    from = match.index + match[0].length
  }
  copy(plain.length)
  offsets.push(plain.length)
  return { text, offsets: Uint32Array.from(offsets) }
}

function characterOf(match: RegExpMatchArray): string | undefined {
  const [, decimal, hexadecimal, name] = match
  if (name !== undefined) return NAMED.get(name.toLowerCase())
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
  const isCharacter = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  if (!isCharacter) return undefined
  return code === 0x2019 || code === 0x2018 ? "'" : String.fromCodePoint(code)
}
