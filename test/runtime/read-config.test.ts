import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lazily } from '../../src/runtime/lazily.ts'
import { readConfig } from '../../src/runtime/read-config.ts'
import { VERSION } from '../../src/runtime/version.ts'
import { createTestApp } from '../http/create-test-app.ts'

describe('settings', () => {
  it('have safe defaults: loopback only, documented limits', () => {
    expect(readConfig({})).toMatchObject({
      limits: { maxResponses: 5_000, maxBodyBytes: 10_000_000 },
      isLogOn: true,
      host: '127.0.0.1',
      port: 8787,
      access: 'auto',
      adminKey: null,
      secretsKey: null,
    })
  })

  it('come from the environment', () => {
    const env = { PORT: '0', HOST: '::1', MAX_RESPONSES: '10', MAX_BODY_BYTES: '1000', LOG: 'off' }
    expect(readConfig(env)).toMatchObject({
      limits: { maxResponses: 10, maxBodyBytes: 1_000 },
      isLogOn: false,
      host: '::1',
      port: 0,
    })
  })

  it.each([
    [{ PORT: '70000' }, 'PORT: expected a whole number from 0 to 65535, got "70000"'],
    [{ PORT: 'http' }, 'PORT: expected a whole number from 0 to 65535, got "http"'],
    [{ MAX_BODY_BYTES: '0' }, 'MAX_BODY_BYTES: expected a whole number of at least 1, got "0"'],
    [{ LOG: 'yes' }, 'LOG: expected on or off, got "yes"'],
    [{ SECRETS_KEY: 'short' }, 'SECRETS_KEY: expected at least 32 characters'],
  ])('that make no sense are refused: %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message)
  })
})

describe('the version', () => {
  it('is the same in the program, the package and the document', async () => {
    const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
    expect(VERSION).toBe(JSON.parse(file).version)
    const document = await (await createTestApp().app.request('/openapi.json')).json()
    expect((document as { info: { version: string } }).info.version).toBe(VERSION)
  })
})

describe('a value made lazily', () => {
  it('is made once, at first use', async () => {
    let count = 0
    const get = lazily(async () => {
      count += 1
      return count
    })
    expect(count).toBe(0)
    expect(await Promise.all([get(), get()])).toEqual([1, 1])
  })

  it('is tried again after a failure', async () => {
    let count = 0
    const get = lazily(async () => {
      count += 1
      if (count === 1) throw new Error('not yet')
      return count
    })
    await expect(get()).rejects.toThrow('not yet')
    expect(await get()).toBe(2)
  })
})
