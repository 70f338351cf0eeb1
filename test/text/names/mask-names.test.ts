import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskNames } from '../../../src/text/names/mask-names.ts'
import { loadNameLexicon } from '../../../src/text/names/name-lexicon.ts'
import { FRESH, NAMED, NAMELESS } from './comments.ts'

const lexicon = await loadNameLexicon()
const plainOf = (marked: string) => marked.replace(/[[\]]/g, '')
const expectedOf = (marked: string) =>
  marked.replace(/\[([^\]]+)\]/g, (_, name: string) => '•'.repeat(name.length))

/** Words that were masked, and those that should have been. */
function compare(marked: string) {
  const text = plainOf(marked)
  const [masked, expected] = [maskNames(text, lexicon), expectedOf(marked)]
  const names = [...text.matchAll(/[\p{L}'’-]+/gu)]
  const isIn = (of: string) => (match: RegExpExecArray) => of[match.index] === '•'
  const [hits, wanted] = [names.filter(isIn(masked)), names.filter(isIn(expected))]
  return {
    hitCount: hits.filter(isIn(expected)).length,
    maskedCount: hits.length,
    wantedCount: wanted.length,
    isRight: masked === expected,
    line: `${masked}   (${marked})`,
  }
}

describe('masking of names', () => {
  it.each([
    ['comments that the rules were made with', [...NAMED, ...NAMELESS], 0.98, 0.93],
    ['comments written afterwards', FRESH, 0.95, 0.9],
  ])('hits most names and little else: %s', (name, comments, minPrecision, minRecall) => {
    const results = comments.map(compare)
    const sum = (field: 'hitCount' | 'maskedCount' | 'wantedCount') =>
      results.reduce((total, result) => total + result[field], 0)
    const precision = sum('hitCount') / sum('maskedCount')
    const recall = sum('hitCount') / sum('wantedCount')
    const wrong = results.filter(({ isRight }) => !isRight).map(({ line }) => line)
    console.log(
      `${name}: ${results.length}, names ${sum('wantedCount')}, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n${wrong.join('\n')}`
    )
    expect(precision).toBeGreaterThanOrEqual(minPrecision)
    expect(recall).toBeGreaterThanOrEqual(minRecall)
  })

  it('keeps the length of any text, and leaves what is masked already', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.constantFrom('Sarah', 'Dr', 'spoke to', 'Will', '••••', "O'Neill", ',', '😀'))
    )
    fc.assert(
      fc.property(text, (given) => {
        const comment = typeof given === 'string' ? given : given.join(' ')
        const masked = maskNames(comment, lexicon)
        expect(masked.length).toBe(comment.length)
        expect(maskNames(masked, lexicon).length).toBe(masked.length)
      })
    )
  })

  it('leaves the words around a name where they were', () => {
    expect(maskNames("Dr O'Neill's clinic", lexicon)).toBe("Dr •••••••'s clinic")
  })
})
