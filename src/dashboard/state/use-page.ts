import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PageState } from './page-state.ts'

/** Hands the state of the page down; `main.tsx` provides it. */
export const PageContext = createContext<PageState | null>(null)

/** The state of the page. */
export function usePage(): PageState {
  const page = useContext(PageContext)
  if (!page) throw new Error('expected a PageContext above')
  return page
}
