import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())

/** Facts without an opinion word, as customers state them; none is in the training text. */
const FACTS: Readonly<Record<'positive' | 'negative' | 'neutral', readonly string[]>> = {
  negative: [
    'The sofa took eleven weeks',
    'Plumber was two hours late',
    'We queued for an hour and a half at the gate',
    'I was on hold for 55 minutes',
    'Seven weeks and my claim is still open',
    'Passport took 4 months to come back',
    'Had to ring up four times to get a refund',
    'My premium has gone up 30%',
    'They have doubled the parking charge',
    'The rent rose again in April',
    'Upload speed has dropped since Monday',
    'Picture quality got worse after the update',
    'Nobody picked up',
    'No one has returned my emails',
    'She promised to ring and never did',
    'The landlord never answers',
    'Why is the lift still broken?',
    'Why do I always have to repeat myself?',
    'Why does checkout take so long?',
    'I wish you had evening classes',
    'Wish there was a cash machine nearby',
    'It is not cheap',
    "the beds aren't comfortable",
    "Wi-Fi isn't fast",
    'The bread used to be fresh',
    'This gym used to be clean',
    'The portions are no longer generous',
    "I wouldn't book again",
    'We will not be staying again',
    'The toaster broke after a week',
    'Phone battery only lasts three hours',
    'The hallway is too dark',
    'Our waiter forgot the drinks',
    'They sent me the wrong size',
    'Heating has been off since Friday',
    'Line goes dead when it rains',
    'I was charged twice',
    'The page freezes at payment',
    'My suitcase is still in Rome',
    'Two of the six plates were cracked',
  ],
  positive: [
    'Sofa came in three days',
    'Plumber was here within the hour',
    'No queue at the gate',
    'I was only on hold for a minute',
    'The claim was paid the next day',
    'Seen in five minutes',
    'I have never had to ring them',
    'My premium has gone down 10%',
    'They cut the parking charge',
    'The rent fell this year',
    'Upload speed has doubled',
    'Picture quality got better after the update',
    'Someone always picks up',
    'They rang me back the same afternoon',
    'Bus came five minutes early',
    'The coach was on time',
    'I would book again',
    'We will be staying here again',
    'Washing machine is still going after 12 years',
    'Phone battery lasts two days',
    'One charge lasts a week',
    'The hallway is bright',
    'Our waiter remembered our names',
    'They replaced the cracked plate at once',
    'Heating was back on by lunchtime',
    'The line has not dropped once',
    'Refund arrived in 24 hours',
    'The new page loads in a second',
    'Cheaper than my last insurer',
    'Fewer delays than last year',
    'The queue moves fast',
    'Engineer fixed it first time',
    'Fault was gone in ten minutes',
    'No complaints from me',
    'Ready when they said it would be',
  ],
  neutral: [
    'I have banked here for nine years',
    'My contract runs for 24 months',
    'We stayed for three nights',
    'How do I change my direct debit date?',
    'I ordered two chairs in May',
    'We come by bus',
  ],
}

const read = (comment: string) => reader.read(comment, 'reason').sentiment.polarity

describe('plain facts', () => {
  it('reads at least 85 in 100 facts as their writer meant them, of each sign 80', () => {
    const misread = Object.entries(FACTS).map(([polarity, comments]) =>
      comments.filter((comment) => {
        const given = read(comment)
        return given !== polarity && !(polarity === 'neutral' && given === 'undetected')
      })
    )
    const [negative, positive] = Object.values(FACTS).map((comments) => comments.length)
    const total = Object.values(FACTS).flat().length
    expect(misread.flat().length / total, misread.flat().join('; ')).toBeLessThanOrEqual(0.15)
    expect(misread[0]?.length ?? 0).toBeLessThanOrEqual(0.2 * (negative ?? 0))
    expect(misread[1]?.length ?? 0).toBeLessThanOrEqual(0.2 * (positive ?? 0))
  })

  // A pair differs in how long, which way or by whom, so that no word alone can tell.
  it.each([
    ['The parcel took five weeks', 'The parcel took one day'],
    ['Waited three hours', 'Waited 3 minutes'],
    ['The driver was 40 minutes late', 'The driver was 10 minutes early'],
    ['My rent went up', 'My rent went down'],
    ['The quality went down', 'The quality went up'],
    ['It used to be clean', 'It is clean'],
    ['I would not stay again', 'I would stay again'],
    ['They never answered', 'They always answered'],
  ])('%s: below %s', (worse, better) => {
    const [low, high] = [worse, better].map((text) => reader.read(text, 'reason').sentiment)
    expect(low?.polarity).toBe('negative')
    expect(high?.polarity).toBe('positive')
  })
})
