import { readFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/**
 * A JSON file given to a flag.
 *
 * @param flag - name of the flag without dashes, for messages
 * @param path - as typed
 * @throws {UsageError} if there is no such file or it holds no JSON
 */
export async function jsonFile(flag: string, path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new UsageError(`--${flag}: expected a file that exists, found none at ${path}`)
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new UsageError(`--${flag}: expected JSON in ${path}, got text that is not`)
  }
}
