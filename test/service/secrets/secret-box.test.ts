import { describe, expect, it } from 'vitest'
import { createSecretBox } from '../../../src/service/secrets/secret-box.ts'

const KEY = 'secrets-key-of-tests-0123456789abcdef'
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const box = createSecretBox(KEY, random)

describe('a secret', () => {
  it('opens as it was sealed, and is sealed differently each time', async () => {
    const sealed = await Promise.all([box.seal('gehéim 🔑', 'a'), box.seal('gehéim 🔑', 'a')])
    expect(sealed[0]).not.toBe(sealed[1])
    for (const one of sealed) {
      expect(one).not.toContain('geh')
      expect(await box.open(one, 'a')).toBe('gehéim 🔑')
    }
  })

  it.each([
    ['another key', (s: string) => createSecretBox(`${KEY}x`, random).open(s, 'a')],
    ['no key', (s: string) => createSecretBox(null, random).open(s, 'a')],
    ['another owner', (s: string) => box.open(s, 'b')],
    ['a changed text', (s: string) => box.open(`${s.slice(0, -6)}AAAA==`, 'a')],
  ])('does not open with %s', async (_, open) => {
    await expect(open(await box.seal('secret', 'a'))).rejects.toMatchObject({
      code: 'secrets-key-missing',
    })
  })

  it('of before encryption is taken as it is', async () => {
    expect(await createSecretBox(null, random).open('plain-secret', 'a')).toBe('plain-secret')
  })
})
