/** What a picture takes from the style sheet, since it travels without one. */
const STYLES = [
  'fill',
  'fill-opacity',
  'opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'font-size',
  'font-weight',
  'text-anchor',
] as const

const FONT = 'system-ui, sans-serif'

/** Room around the chart, and for its title above. */
const SIDE = 16
const TITLE = 40

/** Pixels of a PNG for one of the page: sharp on paper, too. */
const PNG_SCALE = 2

/**
 * A chart of the page as a picture of its own, in the colours of a white page.
 *
 * @param svg - as it stands on the page
 * @param title - first line of the picture
 * @returns a standalone SVG document
 */
export function pictureOf(svg: SVGSVGElement, title: string): string {
  const { width, height } = svg.getBoundingClientRect()
  const size = { width: Math.ceil(width) + 2 * SIDE, height: Math.ceil(height) + TITLE + SIDE }
  const root = document.documentElement
  // Within one turn of the event loop, so that nobody sees the page change colours.
  root.classList.add('light')
  const inner = styledCopy(svg)
  root.classList.remove('light')
  inner.setAttribute('x', String(SIDE))
  inner.setAttribute('y', String(TITLE))
  inner.setAttribute('width', String(width))
  inner.setAttribute('height', String(height))
  return framed(inner, title, size)
}

/** A picture as a file: the drawing itself, or its pixels. */
export async function pictureFile(svg: string, form: 'svg' | 'png'): Promise<Blob> {
  const picture = new Blob([svg], { type: 'image/svg+xml' })
  return form === 'svg' ? picture : drawn(picture)
}

type Size = { readonly width: number; readonly height: number }

function styledCopy(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const [originals, copies] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')]
  originals.forEach((original, index) => {
    const style = getComputedStyle(original)
    const target = copies[index]
    for (const name of STYLES) {
      const value = style.getPropertyValue(name)
      if (value !== '') target?.setAttribute(name, value)
    }
    target?.removeAttribute('class')
  })
  copy.removeAttribute('class')
  copy.setAttribute('overflow', 'visible')
  return copy
}

function framed(inner: SVGSVGElement, title: string, { width, height }: Size): string {
  const element = (name: string, attributes: Readonly<Record<string, string | number>>) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
    return made
  }
  const root = element('svg', { width, height, viewBox: `0 0 ${width} ${height}` })
  root.setAttribute('font-family', FONT)
  const heading = element('text', { x: SIDE, y: 24, fill: '#16202b', 'font-size': 15 })
  heading.setAttribute('font-weight', '600')
  heading.textContent = title
  root.append(element('rect', { width, height, fill: '#ffffff' }), heading, inner)
  return new XMLSerializer().serializeToString(root)
}

async function drawn(picture: Blob): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(picture)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * PNG_SCALE
  canvas.height = image.naturalHeight * PNG_SCALE
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  )
}
