import { type Route, routeHash, VIEWS, type View } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'
import { DownloadMenu } from './download-menu.tsx'

const NAMES: Readonly<Record<View, string>> = {
  overview: 'Overview',
  themes: 'Themes',
  responses: 'Responses',
  'what-if': 'What if',
}

/** Name, data in use, views, downloads. */
export function Header() {
  const page = usePage()
  const dataset = page.dataset.value
  const hasResult = dataset !== null && page.draft.value === null && !page.work.value
  return (
    <header class="top">
      <div class="top-row">
        <a class="brand" href="#/overview">
          <img src="/icon.svg" width="28" height="28" alt="" />
          Whyscore
        </a>
        {hasResult && (
          <>
            <span class="file-name" dir="auto" title={dataset.file.name}>
              {dataset.file.name}
            </span>
            <span class="top-actions">
              <DownloadMenu />
              <button type="button" class="quiet" onClick={() => page.reset()}>
                New file
              </button>
            </span>
          </>
        )}
      </div>
      {hasResult && <Views route={page.route.value} />}
    </header>
  )
}

function Views({ route }: { readonly route: Route }) {
  return (
    <nav class="views" aria-label="Views">
      {VIEWS.map((view) => (
        <a
          key={view}
          href={routeHash({ view, themeId: null, params: route.params })}
          aria-current={route.view === view ? 'page' : undefined}
        >
          {NAMES[view]}
        </a>
      ))}
    </nav>
  )
}
