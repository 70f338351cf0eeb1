import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createTextTables } from '../../../src/text/comment-reader.ts'
import { detectLanguage } from '../../../src/text/language/detect-language.ts'
import { loadTextResources } from '../resources.ts'

const { tokenize } = createTextTables(loadTextResources())
const languageOf = (comment: string) => {
  return detectLanguage(comment, tokenize(comment).lexemes)
}

describe('detectLanguage', () => {
  it.each([
    ['de', 'Der Techniker kam zu spät und war unfreundlich'],
    ['de', 'nicht zufrieden'],
    ['es', 'Muy buena atención, pero el internet es lento'],
    ['es', 'todo bien gracias'],
    ['fr', 'Rien à dire, parfait'],
    ['fr', 'La connexion coupe tous les soirs'],
    ['it', 'Servizio pessimo, sempre guasto'],
    ['pt', 'muito bom'],
    ['nl', 'Goede service maar te duur'],
    ['pl', 'Bardzo dobra obsługa, polecam'],
    ['tr', 'çok pahalı'],
    ['ru', 'Очень хорошо'],
    ['ja', 'とても良い'],
    ['zh', '很好'],
  ])('knows %s: %s', (language, comment) => {
    expect(languageOf(comment)).toBe(language)
  })

  it.each([
    'crap wifi',
    'v satisfied',
    'Helpful devs',
    'gr8 prices m8',
    'fab staff, lovely loos',
    'screen broken,',
    'App froze in Kraków',
    'The tacos al pastor were insanely good',
    'Great 👍',
    'sooooo frustrating',
  ])('takes short or odd English for English: %s', (comment) => {
    expect(languageOf(comment)).toBe('en')
  })

  it('cannot tell from marks, emoji or one unknown word', () => {
    expect(languageOf('👍')).toBe('und')
    expect(languageOf('!!!')).toBe('und')
    expect(languageOf('zxqv')).toBe('und')
  })

  it('calls fewer than 1 in 500 labelled English clauses foreign', () => {
    const texts: string[] = readFileSync('corpora/labelled-clauses/data.jsonl', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text)
    const foreign = texts.filter((text) => !['en', 'und'].includes(languageOf(text)))
    expect(foreign.length / texts.length).toBeLessThan(1 / 500)
  })
})
