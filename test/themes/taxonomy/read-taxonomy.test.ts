import { describe, expect, it } from 'vitest'
import { readTaxonomy } from '../../../src/themes/taxonomy/read-taxonomy.ts'
import { loadThemeResources } from '../load-resources.ts'

const { themesTsv, seedsTsv } = loadThemeResources()

describe('labels of the built-in themes', () => {
  const themes = readTaxonomy(themesTsv, seedsTsv)

  it.each(themes.map(({ id, fullLabel, shortLabel }) => [id, fullLabel, shortLabel] as const))(
    'are names of two to four words, and of one or two beside another: %s',
    (_, fullLabel, shortLabel) => {
      expect(fullLabel).toMatch(/^\S+(?: \S+){1,3}$/)
      expect(shortLabel).toMatch(/^\S+(?: \S+)?$/)
    }
  )
})
