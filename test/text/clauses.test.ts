import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())
const clausesOf = (comment: string) =>
  reader.read(comment, 'reason').clauses.map(({ start, end }) => comment.slice(start, end))

describe('clauses', () => {
  it.each([
    ['support was slow but the product is great', ['support was slow', 'but the product is great']],
    ['Good food. Rude waiter!', ['Good food.', 'Rude waiter!']],
    ['lovely room, shame about the noise', ['lovely room,', 'shame about the noise']],
    ['- clean\n- cheap', ['clean', 'cheap']],
    [
      'the staff were lovely and the food was cold',
      ['the staff were lovely', 'and the food was cold'],
    ],
    ['great value although it was late', ['great value', 'although it was late']],
  ])('%j parts into %j', (comment, expected) => {
    expect(clausesOf(comment)).toEqual(expected)
  })

  it.each([
    'phone, tablet and laptop',
    'nothing but praise',
    'When I rang, they were rude',
    'It cost £3.50 at St. Pancras',
    'not only fast but also friendly',
    'my dad had to use the Wi-Fi in the walk-in',
    'he spoke as though I was not there',
    'they moved the desk so I could sit down',
    'is it late every day or was that just the day I went?',
  ])('%j stays whole', (comment) => {
    expect(clausesOf(comment)).toEqual([comment])
  })

  it('join an answer with its question, and a denial with what it denies', () => {
    expect(clausesOf('Was it good? No')).toHaveLength(1)
    expect(clausesOf('I thought it would be awful, but it was not')).toHaveLength(1)
  })
})
