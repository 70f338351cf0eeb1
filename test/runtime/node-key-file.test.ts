import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyFile } from '../../src/runtime/node-key-file.ts'
import { MIN_SECRETS_KEY_CHARS } from '../../src/service/secrets/secret-box.ts'

it('the key of one machine is made once, for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whyscore-'))
  const data = join(folder, 'data')
  const key = keyFile(data)
  expect(key.length).toBeGreaterThanOrEqual(MIN_SECRETS_KEY_CHARS)
  expect(keyFile(data)).toBe(key)
  expect(statSync(join(data, 'secrets.key')).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
})
