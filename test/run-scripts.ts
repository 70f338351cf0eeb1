// Runs the scripts of a folder one after another: `node test/run-scripts.ts bench [name …] [--data DIR]`.

import { readdirSync } from 'node:fs'

const KINDS = ['bench', 'quality'] as const

/** A script prints its own tables; it says "skipped" for what is missing. */
type Script = { readonly default: (argv: readonly string[]) => Promise<void> | void }

const [kind, ...argv] = process.argv.slice(2)
if (!KINDS.some((known) => known === kind)) {
  process.stderr.write(`expected one of ${KINDS.join(', ')}, got ${kind}\n`)
  process.exit(2)
}
const firstFlag = argv.findIndex((arg) => arg.startsWith('--'))
const names = firstFlag === -1 ? argv : argv.slice(0, firstFlag)
const flags = firstFlag === -1 ? [] : argv.slice(firstFlag)
const folder = new URL(`./${kind}/`, import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(`.${kind}.ts`))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .sort()
for (const file of files) {
  process.stdout.write(`\n== ${file}\n`)
  const script: Script = await import(new URL(file, folder).href)
  await script.default(flags)
}
