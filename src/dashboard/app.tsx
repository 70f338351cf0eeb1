import { useEffect, useRef } from 'preact/hooks'
import { FilterBar } from './parts/filter-bar.tsx'
import { Header } from './parts/header.tsx'
import { Working } from './parts/working.tsx'
import { usePage } from './state/use-page.ts'
import { ColumnsView } from './views/columns-view.tsx'
import { Overview } from './views/overview.tsx'
import { ResponsesView } from './views/responses-view.tsx'
import { StartView } from './views/start-view.tsx'
import { ThemeView } from './views/theme-view.tsx'
import { ThemesView } from './views/themes-view.tsx'
import { WhatIfView } from './views/what-if-view.tsx'

/** The whole page: a start without data, a check of the columns, then the views. */
export function App() {
  const page = usePage()
  const work = page.work.value
  const hasResult = page.dataset.value !== null && page.draft.value === null
  return (
    <>
      <button
        type="button"
        class="skip"
        onClick={() => document.getElementById('content')?.focus()}
      >
        Skip to content
      </button>
      <Header />
      <main id="content" tabIndex={-1}>
        {work && !work.isInPlace ? <Working work={work} /> : hasResult ? <Result /> : <Before />}
      </main>
    </>
  )
}

function Before() {
  return usePage().draft.value ? <ColumnsView /> : <StartView />
}

/** The views of an analysis; moving between them moves the focus to the new heading. */
function Result() {
  const page = usePage()
  const { view, themeId } = page.route.value
  const place = `${view}/${themeId ?? ''}`
  const last = useRef<string | null>(null)
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('main h1, main h2')
    document.title = `${heading?.textContent ?? 'Whyscore'} · ${page.dataset.value?.file.name ?? ''}`
    if (last.current !== null && last.current !== place) {
      heading?.setAttribute('tabindex', '-1')
      heading?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    last.current = place
  }, [place, page])
  return (
    <>
      <FilterBar />
      <div class="view" aria-busy={page.isFiltering.value}>
        {view === 'overview' && <Overview />}
        {view === 'themes' && (themeId === null ? <ThemesView /> : <ThemeView themeId={themeId} />)}
        {view === 'responses' && <ResponsesView />}
        {view === 'what-if' && <WhatIfView />}
      </div>
    </>
  )
}
