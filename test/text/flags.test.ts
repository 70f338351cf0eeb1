import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { FLAG_RULES } from '../../src/text/flag-rules.ts'
import { FLAG_EXAMPLES } from './flag-examples.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())
const found = FLAG_EXAMPLES.map(([labels, comment]) => ({
  comment,
  truth: labels.split(' '),
  given: reader.read(comment, 'reason').flags,
}))

const labelled: { text: string; flags: string[] }[] = readFileSync(
  new URL('../../corpora/labelled-comments/data.jsonl', import.meta.url),
  'utf8'
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
const tokensOf = (text: string) =>
  reader
    .read(text, 'reason')
    .clauses.flatMap(({ tokens }) =>
      tokens.filter(({ kind }) => kind !== 'punctuation').map(({ normal }) => normal)
    )

describe('flags', () => {
  it.each(['churn-intent', 'request', 'competitor'] as const)(
    '%s has a precision and a recall of at least 0.8 on the labelled examples',
    (flag) => {
      const given = found.filter((row) => row.given.includes(flag))
      const wanted = found.filter((row) => row.truth.includes(flag))
      const missed = wanted.filter((row) => !row.given.includes(flag)).map((row) => row.comment)
      const wrong = given.filter((row) => !row.truth.includes(flag)).map((row) => row.comment)
      const hits = given.length - wrong.length
      expect({ isEnough: hits / given.length >= 0.8, wrong }).toMatchObject({ isEnough: true })
      expect({ isEnough: hits / wanted.length >= 0.8, missed }).toMatchObject({ isEnough: true })
    }
  )

  it.each([
    'I am leaving',
    "I'm off",
    "Won't be renewing",
    "We're going elsewhere",
    'Shopping around',
    'Gone elsewhere',
    'My contract ends in March and so do we',
    'Time to switch',
    'Handed in our notice this morning',
    "I'm done with you",
    'Only here until the contract runs out',
    'No longer a customer',
    'That was our last order with you',
    'We are moving our accounts to Brightcell',
    'Unlikely to return',
    "I don't think I'll renew",
    'Hard to justify keeping it another year',
    'Stopped using it',
    'They let me down twice so I switched to a bank with a branch',
    'On the lookout for something cheaper',
    'I am done with this airline',
    "It's goodbye from me",
    'Please cancel my subscription',
  ])('hear that a customer leaves: %s', (comment) => {
    expect(reader.read(comment, 'reason').flags).toContain('churn-intent')
  })

  it.each([
    'They rang as I was leaving the house',
    'I left a message and nobody rang',
    'He left the parcel in the rain',
    'I am leaving this review after one stay',
    'We are leaving the airport now',
    'The internet was off all day',
    'They cancelled my flight and moved me to the next one',
    'Switch it off and on again',
    'We moved house in March',
    'I have renewed twice without looking elsewhere',
    'Everyone was friendly and so was the driver',
    'I will never leave you',
    'We did not want to leave',
    'No plans to switch',
    'That was my last exam here and I passed',
    'I stopped worrying about the bill',
    'They moved my appointment to a later date',
    'You can cancel your booking in the app',
    'I switched to paperless bills',
  ])('hear no farewell in: %s', (comment) => {
    expect(reader.read(comment, 'reason').flags).not.toContain('churn-intent')
  })

  it('marks a comment that was read only in part', () => {
    expect(reader.read('slow '.repeat(5000), 'reason').flags).toContain('truncated')
  })

  it.each([
    ['competitor', 0.75, 0.25],
    ['churn-intent', 0.75, 0.1],
    ['request', 0.75, 0.45],
  ] as const)('%s keeps a precision of %d on the labelled comments', (flag, precision, recall) => {
    const given = labelled.filter(({ text }) => reader.read(text, 'reason').flags.includes(flag))
    const wanted = labelled.filter(({ flags }) => flags.includes(flag))
    const hits = given.filter(({ flags }) => flags.includes(flag)).length
    expect(hits / given.length).toBeGreaterThanOrEqual(precision)
    expect(hits / wanted.length).toBeGreaterThanOrEqual(recall)
  })

  it('have rules that find nothing without one of their cues', () => {
    const texts = [...labelled.map(({ text }) => text), ...FLAG_EXAMPLES.map(([, text]) => text)]
    const forms = texts.map((text) => ` ${tokensOf(text).join(' ')} `)
    const blind = FLAG_RULES.filter(({ cues, pattern }) =>
      forms.some((form) => pattern.test(form) && !cues.some((cue) => form.includes(` ${cue} `)))
    )
    expect(blind).toEqual([])
  })

  it.each([
    ['request', 'How about an evening class'],
    ['request', 'What we need is a bigger car park'],
    ['request', 'Any chance of a discount for students'],
    ['request', 'Stop sending letters'],
    ['request', 'It would be even better with a map'],
    ['request', 'Please let us park for free'],
    ['competitor', 'Not a patch on the other lot'],
    ['competitor', 'The best bank I have ever used'],
    ['competitor', 'the shop across the road has it for less'],
    ['competitor', 'I came over from Brightcell'],
    ['competitor', 'Signed with Brightcell last night'],
    ['competitor', 'The online banks do this in a minute'],
  ] as const)('hear a %s in: %s', (flag, comment) => {
    expect(reader.read(comment, 'reason').flags).toContain(flag)
  })

  it.each([
    ['request', 'I wish I had stayed in bed'],
    ['request', 'Should be getting my results next week'],
    ['request', 'They let us in early'],
    ['competitor', 'We walked down the road to the bus stop'],
    ['competitor', 'The other nurse was kind'],
    ['competitor', 'Signed by Maria at the door'],
  ] as const)('hear no %s in: %s', (flag, comment) => {
    expect(reader.read(comment, 'reason').flags).not.toContain(flag)
  })

  it('are read clause by clause', () => {
    const flagsOf = (text: string) => reader.read(text, 'reason').flags
    expect(flagsOf('Good course. Record the lectures')).toEqual(['request'])
    expect(flagsOf('Good, they record the lectures')).toEqual([])
  })
})
