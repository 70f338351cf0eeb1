// Where alerts may be sent. Names and addresses of this machine, its network and its cloud are refused here by how
// they are written; on Node every address is checked once more when it is resolved (`runtime/node-post.ts`).

/** Endings of names that no public server has. */
const PRIVATE_ENDINGS = ['localhost', 'local', 'internal', 'localdomain', 'home', 'lan', 'intranet']

/**
 * Why alerts must not go to an address; null when they may.
 *
 * An address in numbers is refused altogether: `URL` has brought decimal, octal and hexadecimal
 * forms to one, and no receiver of webhooks goes by a number.
 *
 * @param address - as typed
 */
export function targetMistake(address: string): string | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return 'expected an address such as https://example.com/hooks'
  }
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  if (url.protocol !== 'https:') return 'expected an address that begins with https://'
  if (url.username !== '' || url.password !== '') return 'expected no name or password in it'
  if (host.startsWith('[') || /^\d+(\.\d+)*$/.test(host)) {
    return 'expected the name of a host, not its number'
  }
  const ending = host.split('.').at(-1) ?? ''
  if (!host.includes('.') || PRIVATE_ENDINGS.includes(ending)) {
    return 'expected a host that the public can reach'
  }
  return null
}

/** The same where private addresses are allowed, for development. */
export function developmentTargetMistake(address: string): string | null {
  try {
    const { protocol } = new URL(address)
    if (protocol === 'https:' || protocol === 'http:') return null
  } catch {
    // Falls through to the one message for all that is no address.
  }
  return 'expected an address that begins with https:// or http://'
}
