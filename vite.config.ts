import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { PAGE_HEADERS } from './src/runtime/page-headers.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Builds the page into `dist/page`, from where both runtimes serve it. */
export default defineConfig({
  root: path('./src/dashboard'),
  publicDir: path('./src/dashboard/public'),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path('./dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    // A data: address would need an exception in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  plugins: [
    {
      name: 'page-files',
      generateBundle() {
        // Workers' static assets take their headers from this file; Node takes the same constant.
        const lines = Object.entries(PAGE_HEADERS).map(([name, value]) => `  ${name}: ${value}`)
        const source = `/*\n${lines.join('\n')}\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n`
        this.emitFile({ type: 'asset', fileName: '_headers', source })
        const sample = readFileSync(path('./corpora/northlink/data.csv'))
        this.emitFile({ type: 'asset', fileName: 'northlink.csv', source: sample })
      },
    },
  ],
})
