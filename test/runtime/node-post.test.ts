import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createNodePost,
  isPublicAddress,
  publicLookup,
  type Resolve,
} from '../../src/runtime/node-post.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Heard = { readonly url: string; readonly host: string | undefined; readonly body: string }

/** A receiver that answers as told and remembers what it heard. */
async function startReceiver(
  status = 204,
  headers: Readonly<Record<string, string>> = {},
  body = ''
): Promise<{ readonly port: number; readonly heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (piece) => {
      text += piece
    })
    request.on('end', () => {
      heard.push({ url: request.url ?? '', host: request.headers.host, body: text })
      if (status === 0) return
      response.writeHead(status, headers).end(body)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, heard }
}

const to = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' })

const answering =
  (addresses: readonly string[]): Resolve =>
  (_host, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    )
  }

describe('addresses that alerts may reach', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946'])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.8.8.8',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'nonsense',
  ])('not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('posting from Node', () => {
  it('refuses a name that leads to this machine, and does not connect', async () => {
    const { port, heard } = await startReceiver()
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '169.254.169.254']) {
      const { post } = createNodePost(false, answering([address]))
      const answer = await post(to(`http://hooks.example.com:${port}/`))
      expect(answer).toMatchObject({ status: null, error: expect.stringMatching(/refused/) })
    }
    expect(heard).toEqual([])
  })

  it('refuses a name with one private address among public ones', async () => {
    const { port, heard } = await startReceiver()
    const { post } = createNodePost(false, answering(['93.184.216.34', '127.0.0.1']))
    const answer = await post(to(`http://hooks.example.com:${port}/`))
    expect(answer.error).toMatch(/refused/)
    expect(heard).toEqual([])
  })

  it('says of a name whether it leads to a private address, and of one that nobody knows that it does not', async () => {
    const leadsTo = (...addresses: string[]) =>
      createNodePost(false, (_, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
        )
      ).isPrivateName?.('hooks.example.com')
    expect(await leadsTo('93.184.215.14')).toBe(false)
    expect(await leadsTo('93.184.215.14', '10.0.0.1')).toBe(true)
    expect(await leadsTo('::1')).toBe(true)
    const unknown = createNodePost(false, (_, done) => done(new Error('ENOTFOUND'), []))
    expect(await unknown.isPrivateName?.('hooks.example.com')).toBe(false)
  })

  it('refuses addresses in numbers, for which nothing is looked up', async () => {
    const { port, heard } = await startReceiver()
    const { post } = createNodePost(false)
    for (const host of ['127.0.0.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]']) {
      expect((await post(to(`http://${host}:${port}/`))).error).toMatch(/refused/)
    }
    expect(heard).toEqual([])
  })

  it('gives the connection the very addresses that were checked: a resolver that changes its mind gains nothing', async () => {
    let asked = 0
    const rebinding: Resolve = (_host, done) => {
      asked += 1
      done(null, [{ address: asked === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }])
    }
    const lookUp = (all: boolean) =>
      new Promise<unknown[]>((resolve) => {
        publicLookup(rebinding)('hooks.example.com', { all }, (...given) => resolve(given))
      })
    expect(await lookUp(true)).toEqual([null, [{ address: '93.184.216.34', family: 4 }]])
    const [error] = await lookUp(false)
    expect(error).toBeInstanceOf(Error)
    expect(asked).toBe(2)
  })

  it('asks for the name once a request', async () => {
    let asked = 0
    const { post } = createNodePost(false, (_host, done) => {
      asked += 1
      done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), [])
    })
    const answer = await post(to('http://hooks.example.com/'))
    expect(answer).toMatchObject({ status: null, error: 'the host has no address' })
    expect(asked).toBe(1)
  })

  it('does not follow a redirect to the address of cloud metadata', async () => {
    const { port, heard } = await startReceiver(302, {
      location: 'http://169.254.169.254/latest/meta-data',
    })
    const { post } = createNodePost(true)
    expect(await post(to(`http://127.0.0.1:${port}/hook`))).toMatchObject({
      status: 302,
      error: null,
    })
    expect(heard).toHaveLength(1)
  })

  it('sends body and host as they are, and reads no endless answer', async () => {
    const { port, heard } = await startReceiver(200, {}, 'x'.repeat(1_000_000))
    const { post } = createNodePost(true)
    const answer = await post(to(`http://127.0.0.1:${port}/hook`))
    expect(answer).toMatchObject({ status: 200, error: null })
    expect(heard).toEqual([{ url: '/hook', host: `127.0.0.1:${port}`, body: '{}' }])
  })

  it('says in words why nothing came back', async () => {
    const { port } = await startReceiver()
    for (const server of servers.splice(0)) await new Promise((done) => server.close(done))
    const { post } = createNodePost(true)
    const answer = await post(to(`http://127.0.0.1:${port}/`))
    expect(answer).toMatchObject({ status: null, error: 'the connection was refused' })
  })

  it('waits ten seconds and no longer', async () => {
    const { port } = await startReceiver(0)
    const { post } = createNodePost(true)
    const answer = await post(to(`http://127.0.0.1:${port}/`))
    expect(answer).toMatchObject({ status: null, error: 'no answer in time' })
    expect(answer.latencyMs).toBeLessThan(15_000)
  }, 20_000)
})
