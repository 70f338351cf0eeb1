import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { saveFile } from '../parts/save-file.ts'
import { csvBlob, type Row } from './csv-blob.ts'

type Props = {
  /** Heading of the chart and stem of its files. */
  readonly name: string
  readonly children: ComponentChildren
  /** What the chart shows, headings first. */
  readonly rows: readonly Row[]
  /** Draws the picture where the page shows a table; else the chart on the page is the picture. */
  draw?(): Promise<string>
}

/** A chart with its ways out: the numbers as CSV, the picture as SVG and PNG. */
export function ChartFrame({ name, children, rows, draw }: Props) {
  const frame = useRef<HTMLElement>(null)
  const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const savePicture = async (form: 'svg' | 'png') => {
    const { pictureFile, pictureOf } = await import('./picture.ts')
    const svg = frame.current?.querySelector<SVGSVGElement>('svg')
    const text = draw ? await draw() : svg ? pictureOf(svg, name) : ''
    if (text !== '') saveFile(`${stem}.${form}`, await pictureFile(text, form))
  }
  return (
    <figure ref={frame} class="chart">
      {children}
      <figcaption class="chart-files">
        <span class="hidden">{name}: </span>
        <button type="button" class="link" onClick={() => saveFile(`${stem}.csv`, csvBlob(rows))}>
          CSV
        </button>
        <button type="button" class="link" onClick={() => savePicture('svg')}>
          SVG
        </button>
        <button type="button" class="link" onClick={() => savePicture('png')}>
          PNG
        </button>
      </figcaption>
    </figure>
  )
}
