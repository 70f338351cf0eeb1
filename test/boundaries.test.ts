import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))

/** Folder → folders it may import. A trailing `.ts` names the only file allowed. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  stats: ['domain'],
  text: ['domain'],
  themes: ['domain', 'text', 'stats'],
  insight: ['domain', 'stats'],
  analysis: ['domain', 'text', 'themes', 'insight', 'stats'],
  store: ['domain'],
  service: ['domain', 'analysis', 'insight', 'store/survey-store.ts'],
  http: ['domain', 'service', 'analysis'],
  client: ['domain', 'http'],
  dashboard: ['http', 'client'],
  cli: ['domain', 'analysis', 'service'],
  training: ['domain', 'text', 'themes', 'stats'],
  runtime: [
    'domain',
    'stats',
    'text',
    'themes',
    'insight',
    'analysis',
    'store',
    'service',
    'http',
    'dashboard',
    'cli',
  ],
}

/** Folders of which only types may be imported. */
const TYPES_ONLY: readonly (readonly [from: string, to: string])[] = [
  ['dashboard', 'http'],
  ['client', 'domain'],
  ['client', 'http'],
]

const NODE_ALLOWED = (file: string) =>
  /^(cli|training)\//.test(file) ||
  /^store\/sqlite/.test(file) ||
  /^runtime\/(node|command-line)/.test(file)

type Import = { readonly from: string; readonly specifier: string; readonly isType: boolean }

function importsOf(file: string): Import[] {
  const source = readFileSync(join(SOURCE, file), 'utf8')
  const found = [
    ...source.matchAll(/(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/g),
  ].map((m) => ({ from: file, specifier: m[2] ?? '', isType: m[1] !== undefined }))
  const dynamic = [...source.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)/g)].map((m) => ({
    from: file,
    specifier: m[1] ?? '',
    isType: false,
  }))
  return [...found, ...dynamic]
}

function isAllowed({ from, specifier, isType }: Import): boolean {
  const folder = from.split('/')[0] ?? ''
  const target = relative(SOURCE, join(SOURCE, dirname(from), specifier))
  const to = target.split('/')[0] ?? ''
  if (target.startsWith('..')) return folder === 'runtime' || folder === 'training'
  if (to === folder) return true
  if (TYPES_ONLY.some(([f, t]) => f === folder && t === to) && !isType) return false
  return (ALLOWED[folder] ?? []).some((rule) =>
    rule.endsWith('.ts') ? rule === target : rule === to
  )
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((f) =>
  /\.tsx?$/.test(f)
)
const imports = files.flatMap(importsOf)

describe('the import table', () => {
  it('has a row for each folder of src', () => {
    const folders = new Set(files.map((file) => file.split('/')[0] ?? ''))
    expect([...folders].filter((folder) => !(folder in ALLOWED))).toEqual([])
  })

  it('allows every import between folders', () => {
    const broken = imports.filter((i) => i.specifier.startsWith('.') && !isAllowed(i))
    expect(broken.map((i) => `${i.from} imports ${i.specifier}`)).toEqual([])
  })

  it('keeps Node modules out of what runs on the edge', () => {
    const broken = imports.filter((i) => i.specifier.startsWith('node:') && !NODE_ALLOWED(i.from))
    expect(broken.map((i) => `${i.from} imports ${i.specifier}`)).toEqual([])
  })

  it('keeps hono in http and runtime', () => {
    const broken = imports.filter(
      (i) => /^(@hono\/|hono)/.test(i.specifier) && !/^(http|runtime|dashboard)\//.test(i.from)
    )
    expect(broken.map((i) => `${i.from} imports ${i.specifier}`)).toEqual([])
  })

  it('keeps clock, randomness and environment in runtime', () => {
    const broken = files
      .filter((file) => !/^(runtime|training|cli|dashboard)\//.test(file))
      .filter((file) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.env\b/.test(
          readFileSync(join(SOURCE, file), 'utf8')
        )
      )
    expect(broken).toEqual([])
  })
})
