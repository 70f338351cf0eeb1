import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { PAGE_HEADERS } from './page-headers.ts'

/** Where `npm run build:page` puts the page. */
const PAGE_FOLDER = fileURLToPath(new URL('../../dist/page/', import.meta.url))

/** Files of this folder carry a hash of their content in their name. */
const HASHED = '/assets/'

type Fetch = (request: Request) => Response | Promise<Response>

/**
 * Serves the page beside the API: a file of the page where there is one, the API everywhere else.
 *
 * @param api - answers what is no file of the page
 * @param folder - the built page; when it does not exist, only the API is served
 */
export function withPage(api: Fetch, folder: string = PAGE_FOLDER): Fetch {
  if (!existsSync(folder)) return api
  const site = new Hono()
  const files = serveStatic({
    root: folder,
    onFound: (_, c) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value)
      const isHashed = c.req.path.startsWith(HASHED)
      c.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  site.get('*', files)
  site.all('*', (c) => api(c.req.raw))
  return (request) => site.fetch(request)
}
