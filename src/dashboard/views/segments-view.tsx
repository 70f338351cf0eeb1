import { KeepFirst } from '../parts/keep-first.tsx'

/** To come. */
export function SegmentsView() {
  return <KeepFirst what="x" />
}
