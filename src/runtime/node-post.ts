import { type LookupAddress, lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import {
  type OutgoingWebhooks,
  POST_TIMEOUT_MS,
  type WebhookAnswer,
  type WebhookRequest,
} from '../service/alerts/outgoing.ts'

/** How much of an answer is read; only its status counts. */
const MAX_ANSWER_BYTES = 65_536

/** How long the making of a target waits for the addresses of its name. */
const RESOLVE_TIMEOUT_MS = 2_000

/** Services of clouds that answer at addresses outside the private ranges. */
const CLOUD_ADDRESSES: ReadonlySet<string> = new Set(['168.63.129.16'])

/** All addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void
) => void

const systemResolve: Resolve = (host, done) => lookup(host, { all: true }, done)

/** An address that alerts must not reach. */
class PrivateAddressError extends Error {}

/**
 * True for addresses that the whole internet can reach: no private, loopback, link-local, shared
 * (CGNAT), multicast or reserved ones, nor IPv6 forms that stand for them.
 *
 * @param address - IPv4 or IPv6 in any form
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address inside an IPv6 one is judged as what it is.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed.kind() === 'ipv4') return !CLOUD_ADDRESSES.has(parsed.toString())
  // Of IPv6 only 2000::/3 is given out to the public.
  return (parsed.toByteArray()[0] ?? 0) >> 5 === 1
}

/**
 * A look-up that gives public addresses or fails. The connection goes to the very address that was
 * checked: a name that answers otherwise when asked again gains nothing.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) {
        done(error ?? new Error('no address'), '', 0)
        return
      }
      // One private address among public ones is a trap.
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        done(new PrivateAddressError(), '', 0)
        return
      }
      if (options.all) done(null, [...addresses])
      else done(null, first.address, first.family)
    })
  }
}

/** Whether any address of a name is not public; false where nobody answers in time. */
function isPrivateName(host: string, resolve: Resolve): Promise<boolean> {
  return new Promise((done) => {
    const late = setTimeout(() => done(false), RESOLVE_TIMEOUT_MS)
    resolve(host, (error, addresses) => {
      clearTimeout(late)
      done(!error && addresses.some(({ address }) => !isPublicAddress(address)))
    })
  })
}

/**
 * Reaches receivers from Node.
 *
 * @param allowsPrivateTargets - true skips the check of addresses
 * @param resolve - asks for the addresses of a name; the system by default
 */
export function createNodePost(
  allowsPrivateTargets: boolean,
  resolve: Resolve = systemResolve
): OutgoingWebhooks {
  return {
    allowsPrivateTargets,
    isPrivateName: (host) => isPrivateName(host, resolve),
    async post(request): Promise<WebhookAnswer> {
      const startMs = performance.now()
      const latencyMs = () => Math.round(performance.now() - startMs)
      // `net` asks no look-up for an address in numbers, so that is judged here.
      const host = new URL(request.url).hostname.replace(/^\[|\]$/g, '')
      if (!allowsPrivateTargets && ipaddr.isValid(host) && !isPublicAddress(host)) {
        return { status: null, error: PRIVATE, latencyMs: 0 }
      }
      try {
        const options = allowsPrivateTargets ? {} : { lookup: publicLookup(resolve) }
        const status = await send(request, options)
        return { status, error: null, latencyMs: latencyMs() }
      } catch (error) {
        return { status: null, error: describeError(error), latencyMs: latencyMs() }
      }
    },
  }
}

function send(
  { url, headers, body }: WebhookRequest,
  options: Pick<RequestOptions, 'lookup'>
): Promise<number> {
  const start = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(POST_TIMEOUT_MS)
    const bytes = Buffer.from(body)
    const given = { ...headers, 'content-length': String(bytes.byteLength) }
    // A connection of its own: one that is kept open would be used without a look-up.
    const sending = start(url, { ...options, method: 'POST', headers: given, agent: false, signal })
    sending.once('error', reject)
    sending.once('response', (answer) => {
      let byteCount = 0
      answer.on('data', (piece: Buffer) => {
        byteCount += piece.byteLength
        if (byteCount > MAX_ANSWER_BYTES) answer.destroy()
      })
      // The status has come; what happens to the rest changes nothing.
      answer.on('error', () => {})
      resolve(answer.statusCode ?? 0)
    })
    sending.end(bytes)
  })
}

const PRIVATE = 'address refused: expected a host that the public can reach'

const ERRORS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'no answer in time',
  ENOTFOUND: 'the host has no address',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
}

function describeError(error: unknown): string {
  if (error instanceof PrivateAddressError) return PRIVATE
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ERRORS[code] ?? `no connection${code ? ` (${code})` : ''}`
}
