import { KeepFirst } from '../parts/keep-first.tsx'

/** To come. */
export function AccountsView(_: { readonly accountId: string | null }) {
  return <KeepFirst what="x" />
}
