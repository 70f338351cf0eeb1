// Words that say the same of each other whatever the word: what is waited for, what arrives, what rises. Here: the lists and the
// sizes of durations. Not here: what pairs of them mean, which the model learns.

/** Groups from here on are what is said of the others: a duration, a direction, an earliness, a denial. */
export const FIRST_CHANGE = 32
/** Group of the shortest duration; each longer bucket has the next number. */
export const FIRST_DURATION = 40
/** "for ages", "forever": no number, but long for all that. */
export const AGES = 48
/** "the same day", "overnight". */
export const SOON = 49
/** "all day", "the whole week": as long as it can be. */
export const THROUGHOUT = 50

const LISTS: readonly (readonly [group: number, words: string])[] = [
  [1, 'wait waits waited waiting queue queued queuing queueing queues hold sat stood stuck'],
  [2, 'take takes took taken taking spent spend'],
  [3, 'arrive arrived arrives arriving came comes turned shipped dispatched delivered deliver'],
  [3, 'delivery landed received receive departed parcel order package'],
  [4, 'call called calls calling ring rang rung ringing phone phoned phoning contacted contact'],
  [4, 'email emailed emails text texted chase chased chasing remind'],
  [5, 'reply replied replies respond responded response answer answered answers answering'],
  [5, 'callback acknowledged updated informed told'],
  [
    6,
    'fix fixed fixes fixing repair repaired resolve resolved sort sorted solved installed mended',
  ],
  [6, 'replaced restored refunded refund approved seen served paid processed'],
  [7, 'last lasts lasted lasting battery charge runs held holds'],
  [8, 'since been customer member'],
  [9, 'after still'],
  [
    10,
    'bill bills price prices cost costs fee fees rent premium premiums fare fares tariff tariffs',
  ],
  [10, 'payment payments rate rates subscription renewal charges tax'],
  [11, 'speed speeds quality service standard standards signal performance reliability coverage'],
  [11, 'score rating care communication pay salary savings discount interest'],
  [12, 'fault faults error errors complaint complaints outage outages crashes bugs noise issues'],
  [12, 'problems mistakes spam'],
  [13, 'buy bought use using order ordering book booking stay staying return recommend shop visit'],
  [13, 'renew choose go fly eat travel'],
  [FIRST_CHANGE, 'up rose rise risen rises rising increased increase increases increasing doubled'],
  [FIRST_CHANGE, 'tripled higher hiked hike soared jumped climbed grew'],
  [FIRST_CHANGE + 1, 'down fell fall fallen falling dropped drop drops dropping reduced reduce'],
  [FIRST_CHANGE + 1, 'decreased decrease halved lower lowered cut declined decline less fewer'],
  [FIRST_CHANGE + 2, 'late later overdue behind delayed'],
  [FIRST_CHANGE + 3, 'early earlier ahead sooner'],
  [FIRST_CHANGE + 4, 'again'],
  [FIRST_CHANGE + 5, 'no not never nobody none nothing without neither nor zero'],
  [AGES, 'ages forever eternity lifetime'],
  [SOON, 'overnight instantly immediately promptly'],
]

const GROUPS: ReadonlyMap<string, number> = new Map(
  LISTS.flatMap(([group, words]) => words.split(' ').map((word) => [word, group] as const))
)

/**
 * The group of a word form.
 *
 * @param form - lower-case form
 * @returns its group; 0 for most words
 * @throws nothing
 * @see lexicons/sentiment-model/README.md
 * @example
 * groupOf('waited') === groupOf('queue') // => true
 */
export function groupOf(form: string): number {
  return GROUPS.get(form) ?? 0
}

const HOUR = 60
const DAY = 24 * HOUR
// Upper ends in minutes, the last bucket is open. People call a wait of a quarter of an hour short and one of 40 minutes long.
const ENDS = [5, 15, HOUR - 1, DAY - 1, 7 * DAY - 1, 30 * DAY - 1, 365 * DAY - 1]
/** Forms of durations as the model sees them, the shortest first. */
export const DURATION_FORMS = [
  '#moment',
  '#minutes',
  '#part-hour',
  '#hours',
  '#days',
  '#weeks',
  '#months',
  '#years',
] as const

const MINUTES: readonly (readonly [unit: string, minutes: number])[] = [
  ['second', 1 / 60],
  ['sec', 1 / 60],
  ['minute', 1],
  ['hour', HOUR],
  ['day', DAY],
  ['night', DAY],
  ['week', 7 * DAY],
  ['fortnight', 14 * DAY],
  ['month', 30 * DAY],
  ['year', 365 * DAY],
]
const MINUTES_OF: ReadonlyMap<string, number> = new Map(
  MINUTES.flatMap(([unit, minutes]) => [
    [unit, minutes],
    [`${unit}s`, minutes],
  ])
)

const NUMBERS: ReadonlyMap<string, number> = new Map(
  'half:0.5 a:1 an:1 one:1 two:2 couple:2 three:3 few:3 several:4 four:4 five:5 six:6 many:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 fifteen:15 twenty:20 thirty:30 forty:40 fifty:50 hundred:100'
    .split(' ')
    .map((pair) => {
      const [word = '', value = ''] = pair.split(':')
      return [word, Number(value)] as const
    })
)

/**
 * The bucket of a duration.
 *
 * @param count - number as typed or as a word; one that can't be read counts as two
 * @param unit - "minutes", "week"
 * @returns index in `DURATION_FORMS`
 * @throws nothing
 * @see lexicons/sentiment-model/README.md
 * @example
 * DURATION_FORMS[durationBucket('48', 'hours')] // => '#days'
 */
export function durationBucket(count: string, unit: string): number {
  const read = NUMBERS.get(count) ?? Number.parseFloat(count.replace(',', ''))
  const minutes = (Number.isNaN(read) ? 2 : read) * (MINUTES_OF.get(unit) ?? 1)
  const bucket = ENDS.findIndex((end) => minutes <= end)
  return bucket < 0 ? ENDS.length : bucket
}
