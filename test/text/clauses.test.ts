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
    [
      'great price, terrible support, app crashes',
      ['great price,', 'terrible support,', 'app crashes'],
    ],
    ['Room clean, staff helpful, bed hard', ['Room clean,', 'staff helpful,', 'bed hard']],
    ['nice crew; awful lunch', ['nice crew;', 'awful lunch']],
    ['Wi-Fi is fast - the box is ugly', ['Wi-Fi is fast -', 'the box is ugly']],
    ['Easy to order\nnever arrives on time', ['Easy to order', 'never arrives on time']],
    ['Happy with it all apart from the lift', ['Happy with it all', 'apart from the lift']],
    [
      'The tutors are kind yet nobody marks our work',
      ['The tutors are kind', 'yet nobody marks our work'],
    ],
    ['Good menu, pity about the music', ['Good menu,', 'pity about the music']],
    [
      'They said Friday, they came on Monday and the box was open',
      ['They said Friday,', 'they came on Monday', 'and the box was open'],
    ],
    ['no queue no fuss no paperwork', ['no queue', 'no fuss', 'no paperwork']],
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
    'bread, cheese and olives',
    'polite, quick',
    'an utter, utter shambles',
    'we waited two and a half hours',
    'the nurse, who had been on since six',
    'friendly and quick staff',
    'my order has not come yet',
    'He read us "slow, late, lost" from the screen',
    'If you ring, they answer',
  ])('%j stays whole', (comment) => {
    expect(clausesOf(comment)).toEqual([comment])
  })

  it('join an answer with its question, and a denial with what it denies', () => {
    expect(clausesOf('Was it good? No')).toHaveLength(1)
    expect(clausesOf('I thought it would be awful, but it was not')).toHaveLength(1)
  })
})
