import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextTables } from '../../src/text/comment-reader.ts'
import { decodeEntities } from '../../src/text/tokens/decode-entities.ts'
import { createSpellingCorrector } from '../../src/text/tokens/spelling.ts'
import { loadTextResources } from './resources.ts'

const { tokenize } = createTextTables(loadTextResources())
const normals = (comment: string) => tokenize(comment).tokens.map((token) => token.normal)

describe('tokens', () => {
  it('lie in order, do not overlap and leave out white space alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (comment) => {
        let end = 0
        for (const token of tokenize(comment).tokens) {
          expect(comment.slice(end, token.start).trim()).toBe('')
          expect(token.end).toBeGreaterThan(token.start)
          end = token.end
        }
        expect(comment.slice(end).trim()).toBe('')
      }),
      { numRuns: 300, seed: 2 }
    )
  })

  it.each([
    ["wasn't", ['was', 'not']],
    ['wasnt', ['was', 'not']],
    ['dont', ['do', 'not']],
    ['GOOOOD', ['good']],
    ['colour', ['color']],
    ['apologise', ['apologize']],
    ['#NeverAgain', ['never again']],
    ['terible', ['terrible']],
    ['@acme', ['@mention']],
  ])('%j becomes %j', (comment, expected) => {
    expect(normals(comment)).toEqual(expected)
  })

  it('reads words that are also properties of every object', () => {
    expect(normals('constructor toString valueOf')).toHaveLength(3)
  })
})

describe('HTML entities', () => {
  it('keep the way back to the comment', () => {
    const comment = 'Tom &amp; Co didn&#39;t &unknown; call'
    const { text, offsets } = decodeEntities(comment)
    expect(text).toBe("Tom & Co didn't &unknown; call")
    expect(comment.slice(offsets?.[4] ?? 0, offsets?.[5] ?? 0)).toBe('&amp;')
    expect(offsets?.[text.length]).toBe(comment.length)
  })

  it('leave a comment without them as it is', () => {
    expect(decodeEntities('plain').offsets).toBeNull()
  })
})

describe('spelling', () => {
  const correct = createSpellingCorrector(['terrible', 'excellent', 'service', 'delivery'])
  it.each([
    ['terible', 'terrible'],
    ['terribel', 'terrible'],
    ['excelent', 'excellent'],
    ['servise', 'service'],
    ['delivvery', 'delivery'],
  ])('%s is %s', (word, expected) => {
    expect(correct(word)).toBe(expected)
  })

  it.each(['cervice', 'serv', 'banana', 'sérvice'])('leaves %s alone', (word) => {
    expect(correct(word)).toBeUndefined()
  })
})
