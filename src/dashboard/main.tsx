// Entry of the page. What it shows comes from the public API only, through `api-client.ts`.

import { render } from 'preact'
import { createApiClient } from './api-client.ts'
import { App } from './app.tsx'
import { createPageState } from './state/page-state.ts'
import { PageContext } from './state/use-page.ts'
import './style/base.css'
import './style/header.css'
import './style/parts.css'
import './style/start.css'
import './style/overview.css'
import './style/list.css'
import './style/theme.css'
import './style/edit.css'
import './style/surveys.css'
import './style/charts.css'
// Last, since it overrules the others by width.
import './style/widths.css'

const KEY_ITEM = 'whyscore-key'

const page = createPageState(
  createApiClient((...request) => fetch(...request), {
    read: () => sessionStorage.getItem(KEY_ITEM),
    write: (key) => sessionStorage.setItem(KEY_ITEM, key),
  }),
  window
)
const host = document.getElementById('page')
if (host) {
  render(
    <PageContext.Provider value={page}>
      <App />
    </PageContext.Provider>,
    host
  )
  // A link to the sample is the one link that can bring its data along.
  if (page.route.value.params.data === 'sample') void page.openSample()
}
