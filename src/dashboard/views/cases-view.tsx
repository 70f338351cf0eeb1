import { KeepFirst } from '../parts/keep-first.tsx'

/** To come. */
export function CasesView() {
  return <KeepFirst what="x" />
}
