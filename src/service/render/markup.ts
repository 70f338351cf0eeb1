/** HTML that is safe to show: made by `markup` only, which escapes everything that is put into it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | null | readonly Part[]

/**
 * Builds HTML from a template.
 *
 * Texts and numbers are escaped, markup is kept, lists are joined, null gives nothing. It holds inside
 * elements and inside attributes in double quotes; never inside `<style>` or an address.
 *
 * @example
 * markup`<p>${'1 < 2'}</p>`.text // => '<p>1 &lt; 2</p>'
 */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    pieces
      .map((piece, index) => piece + (index < parts.length ? textOf(parts[index]) : ''))
      .join('')
  )
}

function textOf(part: Part | undefined): string {
  if (part === null || part === undefined) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(textOf).join('')
  return escapeHtml(String(part))
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
