import { KeepFirst } from '../parts/keep-first.tsx'

/** To come. */
export function TrendsView() {
  return <KeepFirst what="x" />
}
