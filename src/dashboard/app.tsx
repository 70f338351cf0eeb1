import { useEffect, useRef } from 'preact/hooks'
import { FilterBar } from './parts/filter-bar.tsx'
import { Header } from './parts/header.tsx'
import { ProblemNote } from './parts/problem-note.tsx'
import { Working } from './parts/working.tsx'
import type { Route } from './state/route.ts'
import { usePage } from './state/use-page.ts'
import { AccountsView } from './views/accounts-view.tsx'
import { AlertsView } from './views/alerts-view.tsx'
import { CasesView } from './views/cases-view.tsx'
import { ColumnsView } from './views/columns-view.tsx'
import { EditDialog } from './views/edit-dialog.tsx'
import { ImportsView } from './views/imports-view.tsx'
import { Overview } from './views/overview.tsx'
import { ResponsesView } from './views/responses-view.tsx'
import { SegmentsView } from './views/segments-view.tsx'
import { StartView } from './views/start-view.tsx'
import { SurveysView } from './views/surveys-view.tsx'
import { ThemeView } from './views/theme-view.tsx'
import { ThemesView } from './views/themes-view.tsx'
import { TrendsView } from './views/trends-view.tsx'
import { WhatIfView } from './views/what-if-view.tsx'

/** The whole page: a start without data, a check of the columns, then the views. */
export function App() {
  const page = usePage()
  const work = page.work.value
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
        {work && !work.isInPlace ? <Working work={work} /> : <Content />}
      </main>
    </>
  )
}

/** Moving between places moves the focus to the new heading. */
function Content() {
  const page = usePage()
  const { surveyId, view, itemId } = page.route.value
  const [draft, source] = [page.draft.value, page.source.value]
  const place = draft ? 'draft' : `${surveyId}/${view}/${itemId}`
  const last = useRef<string | null>(null)
  const name = source?.name
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('main h1, main h2')
    document.title = ['Whyscore', name, heading?.textContent].filter(Boolean).reverse().join(' · ')
    if (last.current !== null && last.current !== place) {
      heading?.setAttribute('tabindex', '-1')
      heading?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    last.current = place
  }, [place, name])
  if (draft) return <ColumnsView />
  if (view === 'surveys') return <SurveysView />
  if (source) return <Result view={view} itemId={itemId} />
  return surveyId === null ? <StartView /> : <Unopened />
}

/** Views to which the filters of the bar do not apply. */
const UNFILTERED: readonly Route['view'][] = ['imports', 'alerts']

function Result({ view, itemId }: Pick<Route, 'view' | 'itemId'>) {
  const page = usePage()
  return (
    <>
      {!UNFILTERED.includes(view) && <FilterBar />}
      <div class="view" aria-busy={page.isFiltering.value}>
        {page.problem.value && <ProblemNote problem={page.problem.value} />}
        {view === 'overview' && <Overview />}
        {view === 'themes' && (itemId === null ? <ThemesView /> : <ThemeView themeId={itemId} />)}
        {view === 'segments' && <SegmentsView />}
        {view === 'accounts' && <AccountsView accountId={itemId} />}
        {view === 'trends' && <TrendsView />}
        {view === 'responses' && <ResponsesView />}
        {view === 'cases' && <CasesView />}
        {view === 'what-if' && <WhatIfView />}
        {view === 'alerts' && <AlertsView />}
        {view === 'imports' && <ImportsView />}
      </div>
      <EditDialog />
    </>
  )
}

/** A survey that could not be opened. */
function Unopened() {
  const page = usePage()
  const problem = page.problem.value
  return (
    <div class="start">
      <h1>The survey cannot be shown</h1>
      {problem && <ProblemNote problem={problem} />}
      <p class="buttons">
        <button type="button" onClick={() => page.reopen()}>
          Try again
        </button>
        <a class="button quiet" href="#/surveys">
          All surveys
        </a>
      </p>
    </div>
  )
}
