/** Places that show an analysis, in the order of the menu. */
export const VIEWS = [
  'overview',
  'themes',
  'segments',
  'accounts',
  'trends',
  'responses',
  'cases',
  'alerts',
  'what-if',
  'imports',
] as const
export type View = (typeof VIEWS)[number]

/** What the address holds: where one is and how one looks, never the data. */
export type Route = {
  /** A survey that is kept; null for a file that is only looked at. */
  readonly surveyId: string | null
  /** `surveys`: the list of all surveys. */
  readonly view: View | 'surveys'
  /** What is open in the view: a theme in `themes`, an account in `accounts`. */
  readonly itemId: string | null
  readonly params: Readonly<Record<string, string>>
}

/** Views in which one thing can be open. */
const WITH_ITEMS: readonly Route['view'][] = ['themes', 'accounts']

/**
 * Reads the part of an address after `#`.
 *
 * @param hash - such as `#/themes?sort=mentions` or `#/survey/spring/themes/billing?segment.plan=basic`
 * @returns the place; what is unknown leads to the overview
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const params = Object.fromEntries(new URLSearchParams(query))
  const parts = path.split('/').filter((part) => part !== '')
  if (parts[0] === 'surveys') return { surveyId: null, view: 'surveys', itemId: null, params }
  const isKept = parts[0] === 'survey' && parts[1] !== undefined
  const surveyId = isKept ? decode(parts[1] ?? '') : null
  const [first, second] = isKept ? parts.slice(2) : parts
  const view = VIEWS.find((known) => known === first) ?? 'overview'
  const itemId = WITH_ITEMS.includes(view) && second !== undefined ? decode(second) : null
  return { surveyId, view, itemId, params }
}

/** The address of a place; parameters in order, so that equal places have equal addresses. */
export function routeHash({ surveyId, view, itemId, params }: Route): string {
  const start = surveyId === null ? '' : `survey/${encodeURIComponent(surveyId)}/`
  const path = start + (itemId === null ? view : `${view}/${encodeURIComponent(itemId)}`)
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

/** Another view of the same data under the same filters; what one view alone looks at stays there. */
export function viewRoute(route: Route, view: Route['view'], itemId: string | null = null): Route {
  return { ...route, view, itemId }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
