import { describe, expect, it } from 'vitest'
import { createTextTables } from '../../src/text/comment-reader.ts'
import { AGES, SOON, THROUGHOUT } from '../../src/text/sentiment/word-groups.ts'
import { loadTextResources } from './resources.ts'

const { tokenize, unitsOf } = createTextTables(loadTextResources())
const read = (text: string) => {
  const words = tokenize(text)
  return unitsOf(words, { from: 0, to: words.tokens.length })
}
const forms = (text: string) => read(text).map(({ form }) => form)

describe('durations', () => {
  it.each([
    ['waited 2 minutes', '#moment'],
    ['waited fifteen minutes', '#minutes'],
    ['waited 20mins', '#part-hour'],
    ['waited 2hrs', '#hours'],
    ['waited 24 hours', '#days'],
    ['waited ten working days', '#weeks'],
    ['waited a couple of weeks', '#weeks'],
    ['waited three months', '#months'],
    ['waited 2 yrs', '#years'],
  ])('%s: %s', (text, form) => {
    expect(forms(text).at(-1)).toBe(form)
  })

  it('without a number have a length too, where they are one', () => {
    const lengthOf = (text: string) => read(text).at(-1)?.group
    expect(lengthOf('waited an hour')).toBe(lengthOf('waited 60 minutes'))
    expect(lengthOf('came within the hour')).toBe(lengthOf('waited an hour'))
    expect(lengthOf('waited half an hour')).toBe(lengthOf('waited 30 minutes'))
    expect(lengthOf('it took ages')).toBe(AGES)
    expect(lengthOf('came the same day')).toBe(SOON)
    expect(lengthOf('lasts all day')).toBe(THROUGHOUT)
    expect(lengthOf('three times a week')).toBe(0)
    expect(lengthOf('on the day')).toBe(0)
  })

  it('leave other numbers alone', () => {
    expect(forms('paid 20 pounds for two')).not.toContain('#moment')
  })
})

describe('what used to be', () => {
  const isDenied = (text: string, word: string) =>
    read(text).find(({ form }) => form === word)?.isNegated
  it('is so no more', () => {
    expect(isDenied('it used to be good', 'good')).toBe(true)
    expect(isDenied('I am used to good service', 'good')).toBe(false)
  })
})
