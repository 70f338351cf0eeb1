/** Places of the page. */
export const VIEWS = ['overview', 'themes', 'responses', 'what-if'] as const
export type View = (typeof VIEWS)[number]

/** What the address holds: where one is and how one looks, never the data. */
export type Route = {
  readonly view: View
  /** A theme that is open; the view is `themes` then. */
  readonly themeId: string | null
  readonly params: Readonly<Record<string, string>>
}

/**
 * Reads the part of an address after `#`.
 *
 * @param hash - such as `#/themes?sort=mentions&segment.plan=basic`
 * @returns the place; what is unknown leads to the overview
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [first = '', second] = path.split('/').filter((part) => part !== '')
  const params = Object.fromEntries(new URLSearchParams(query))
  const view = VIEWS.find((known) => known === first) ?? 'overview'
  const themeId = view === 'themes' && second !== undefined ? decode(second) : null
  return { view, themeId, params }
}

/** The address of a place; parameters in order, so that equal places have equal addresses. */
export function routeHash({ view, themeId, params }: Route): string {
  const path = themeId === null ? view : `${view}/${encodeURIComponent(themeId)}`
  const entries = Object.entries(params)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const query = new URLSearchParams(entries).toString()
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

/** The route with some parameters changed; an empty value removes one. */
export function withParams(route: Route, changes: Readonly<Record<string, string>>): Route {
  return { ...route, params: { ...route.params, ...changes } }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
