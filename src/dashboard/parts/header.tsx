import { useEffect, useRef } from 'preact/hooks'
import { numbers } from '../numbers.ts'
import { type Route, routeHash, type View, viewRoute } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'
import { DownloadMenu } from './download-menu.tsx'

const NAMES: readonly (readonly [view: View, name: string])[] = [
  ['overview', 'Overview'],
  ['themes', 'Themes'],
  ['segments', 'Segments'],
  ['accounts', 'Accounts'],
  ['trends', 'Trends'],
  ['responses', 'Responses'],
  ['what-if', 'What if'],
  ['cases', 'Cases'],
  ['alerts', 'Alerts'],
  ['imports', 'Imports'],
]

/** Views that only a survey has: of a file they would show nothing. */
const OF_SURVEYS: readonly View[] = ['cases', 'alerts', 'imports']

/** Name, data in use, views, downloads. */
export function Header() {
  const page = usePage()
  const source = page.source.value
  const hasResult = source !== null && page.draft.value === null && !page.work.value
  return (
    <header class="top">
      <div class="top-row">
        <a class="brand" href="#/overview">
          <img src="/icon.svg" width="28" height="28" alt="" />
          Whyscore
        </a>
        {hasResult && (
          <span class="file-name" dir="auto" title={source.name}>
            {source.name}
            {source.surveyId !== null && (
              <span class="flag kept" title="This survey is kept on the server">
                kept
              </span>
            )}
          </span>
        )}
        <span class="top-actions">
          {hasResult && source.surveyId === null && (
            <button type="button" class="quiet" onClick={() => page.keep()}>
              Keep this survey
            </button>
          )}
          {hasResult && <DownloadMenu />}
          <a class="button quiet" href="#/surveys">
            Surveys
          </a>
          {(hasResult || page.file.value) && (
            <button type="button" class="quiet" onClick={() => page.reset()}>
              New file
            </button>
          )}
        </span>
      </div>
      {hasResult && <Views route={page.route.value} isKept={source.surveyId !== null} />}
    </header>
  )
}

function Views({ route, isKept }: { readonly route: Route; readonly isKept: boolean }) {
  const page = usePage()
  const edits = page.source.value?.edits.length ?? 0
  const menu = useRef<HTMLElement>(null)
  // On a narrow screen the menu scrolls sideways: the view that is open has to be seen in it.
  useEffect(() => {
    const current = menu.current?.querySelector('[aria-current]')
    current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [route.view])
  return (
    <nav ref={menu} class="views" aria-label="Views">
      {NAMES.filter(([view]) => isKept || !OF_SURVEYS.includes(view)).map(([view, name]) => (
        <a
          key={view}
          href={routeHash(viewRoute(route, view))}
          aria-current={route.view === view ? 'page' : undefined}
        >
          {name}
          {view === 'themes' && edits > 0 && (
            <span class="flag" title="Edits in force">
              {numbers.count(edits)}
              <span class="hidden"> edits</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  )
}
