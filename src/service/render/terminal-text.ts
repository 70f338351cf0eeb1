/** How text for a terminal may look. */
export type Style = {
  readonly columns: number
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
}

/** A style with or without colours. */
export function createStyle(columns: number, hasColours: boolean): Style {
  const paint = (code: number) => (text: string) =>
    hasColours && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text
  return { columns, bold: paint(1), dim: paint(2), red: paint(31), green: paint(32) }
}

/**
 * Text that is safe on one line of a terminal: comments may hold line breaks, and control
 * characters that move the cursor or change colours.
 */
export function onOneLine(text: string): string {
  return text
    .replaceAll(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, ' ')
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Columns that a text takes; wide East Asian characters and emoji take two. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const char of text) {
    if (/\p{M}|\u200d|[\ufe00-\ufe0f]/u.test(char)) continue
    columns +=
      /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/u.test(char)
        ? 2
        : 1
  }
  return columns
}

/** Shortens to a number of columns, with an ellipsis. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  for (const char of text) {
    if (columnsOf(kept + char) > columns - 1) break
    kept += char
  }
  return `${kept.trimEnd()}…`
}

/** Fills up with blanks on the right. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Fills up with blanks on the left. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text
}

/** Breaks text into lines between words. */
export function wrap(text: string, columns: number, first = '', rest = first): string {
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const isStart = line === first || line === rest
    const longer = isStart ? line + word : `${line} ${word}`
    if (!isStart && columnsOf(longer) > columns) {
      lines.push(line)
      line = rest + word
    } else line = longer
  }
  return [...lines, line].join('\n')
}
