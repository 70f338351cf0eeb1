// Labelled sets for themes: the caller's taxonomy that a manager would write for each, and the human labels.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ThemeDefinition } from '../../src/domain/theme.ts'

/** Comments with the themes that people gave them, and the taxonomy to be used. */
export type ThemeSet = {
  readonly name: string
  readonly themes: readonly ThemeDefinition[]
  readonly comments: readonly { readonly text: string; readonly labels: readonly string[] }[]
}

type Row = Readonly<Record<string, unknown>>

/** Rows of a JSON Lines file; null when it is missing. */
export function readRows(path: string): readonly Row[] | null {
  if (!existsSync(path)) return null
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Row)
}

const define = (id: string, phrases: string, label = id): ThemeDefinition => ({
  id,
  label,
  examples: phrases.split('; '),
})

const RESTAURANT = [
  define(
    'food',
    'delicious dishes; taste; fresh ingredients; portions; dessert; sushi and pizza',
    'Food'
  ),
  define(
    'service',
    'rude waiter; friendly staff; slow service; attentive server; waited for our order',
    'Service'
  ),
  define('price', 'expensive; cheap; overpriced; good value; cost; bill', 'Price'),
  define('ambience', 'atmosphere; decor; music; cosy; romantic; loud and crowded', 'Ambience'),
]
const RESTAURANT_OF: Readonly<Record<string, string>> = {
  food: 'food',
  menu: 'food',
  service: 'service',
  staff: 'service',
  price: 'price',
  ambience: 'ambience',
}

const PATIENTS = [
  define(
    'Positive experience & gratitude',
    'excellent service; thank you; very pleased; great experience; cannot fault; very good'
  ),
  define(
    'Staff manner & personal attributes',
    'friendly staff; polite; caring; rude; helpful; kind and professional'
  ),
  define(
    'Timeliness of care',
    'waited hours; ambulance came quickly; on time; prompt; delay; late arrival'
  ),
  define(
    'Transport to/ from services',
    'patient transport; lift to hospital; picked me up; driver; taxi; journey home'
  ),
  define(
    'Contacting services',
    'phone line; call back; answered the phone; on hold; getting through; contact number'
  ),
  define(
    'Staff listening, understanding & involving patients',
    'listened to me; understood my needs; did not listen; involved in decisions; took me seriously'
  ),
  define(
    'Information directly from staff during care',
    'explained everything; gave advice; told me what was happening; answered my questions; reassured'
  ),
  define(
    'Being kept informed, clarity & consistency of information',
    'kept informed; no updates; conflicting information; let us know; nobody told us'
  ),
  define(
    'Appointment arrangements',
    'appointment booking; appointment time; cancelled appointment; hospital appointment; late for my appointment'
  ),
  define(
    'Diagnosis & triage',
    'diagnosis; assessment; triage questions; too many questions; sent to the right place; misdiagnosed'
  ),
  define(
    'Competence & training',
    'knowledgeable; well trained; professional; skilled; lack of training; knew what they were doing'
  ),
  define(
    'Number & deployment of staff',
    'more staff; short staffed; not enough ambulances; more drivers; staff shortage'
  ),
]

const WARDS = [
  define(
    'Care received',
    'care and treatment; looked after; therapy; support and advice; medication; helped me'
  ),
  define(
    'Staff',
    'friendly staff; rude nurses; helpful and professional; attitude; staff shortage; kind doctors'
  ),
  define(
    'Communication',
    'information; explained; kept informed; listening; letters; told me nothing'
  ),
  define('Environment/ facilities', 'food; cleanliness; parking; building; noise; equipment'),
  define(
    'Access',
    'waiting list; waiting time; appointment; location; hard to get help; opening hours'
  ),
  define(
    'Transition/coordination',
    'discharge; continuity of care; different staff each time; handover; follow-up'
  ),
  define(
    'Dignity',
    'respect; privacy; felt safe; involved in decisions; treated as a person; bullying'
  ),
]

const AIRLINE = [
  define(
    'late-flight',
    'delayed flight; hours late; sitting on the tarmac; missed my connection; still waiting to take off; departure pushed back',
    'Late flight'
  ),
  define(
    'cancelled-flight',
    'flight cancelled; cancellation; rebooked for another day; stranded overnight; cancelled at the last minute',
    'Cancelled flight'
  ),
  define(
    'customer-service',
    'rude agent; on hold for an hour; nobody answers the phone; no reply to my message; unhelpful staff; still waiting for a refund',
    'Customer service'
  ),
  define(
    'lost-luggage',
    'lost my bag; missing suitcase; bags never arrived; baggage claim; luggage left behind',
    'Lost luggage'
  ),
  define(
    'damaged-luggage',
    'broken suitcase; damaged bag; cracked; ripped; items missing from my bag',
    'Damaged luggage'
  ),
  define(
    'booking-problems',
    'website not working; cannot check in online; booking error; app crashes; fare changed; change fee',
    'Flight booking problems'
  ),
  define(
    'bad-flight',
    'cramped seat; broken entertainment; no wifi; cabin too hot; no food on board; dirty plane',
    'Bad flight'
  ),
  define(
    'flight-attendants',
    'rude flight attendant; cabin crew; stewardess; unfriendly crew',
    'Flight attendants'
  ),
]

/**
 * Airline complaints of the project's own corpora with one of eight reasons each (`airline-reasons.tsv`, labelled by the author of the
 * taxonomy). The encoder has learned from those of `labelled-clauses`, under other labels, and not from `labelled-comments`.
 */
export function airlineReasons(corpus: 'labelled-clauses' | 'labelled-comments'): ThemeSet {
  const reasons = new Map(
    readFileSync(join('test', 'quality', 'airline-reasons.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t') as [id: string, reason: string])
  )
  const rows = readRows(join('corpora', corpus, 'data.jsonl')) ?? []
  return setOf(
    `airline complaints of ${corpus}`,
    AIRLINE,
    rows.map((row) => ({ text: String(row.text), labels: [reasons.get(String(row.id)) ?? ''] }))
  )
}

/** Clauses a theme needs for a place in the taxonomy of its industry, and the phrases it gets. */
const MIN_THEME_CLAUSES = 5
const PHRASES = 6

/** The comments of each industry of `labelled-clauses`, with its own themes as a caller would send them: label and six phrases. */
export function industrySets(themes: readonly ThemeDefinition[]): readonly ThemeSet[] {
  const rows = readRows(join('corpora', 'labelled-clauses', 'data.jsonl')) ?? []
  return [...new Set(rows.map((row) => String(row.industry)))].map((industry) => {
    const comments = new Map<number, { text: string; labels: string[] }>()
    const counts = new Map<string, number>()
    for (const row of rows) {
      if (row.industry !== industry) continue
      const theme = String(row.theme)
      counts.set(theme, (counts.get(theme) ?? 0) + 1)
      const held = comments.get(Number(row.comment))
      if (held === undefined)
        comments.set(Number(row.comment), { text: String(row.text), labels: [theme] })
      else {
        held.text += ` ${String(row.text)}`
        held.labels.push(theme)
      }
    }
    const used = themes.filter(({ id }) => (counts.get(id) ?? 0) >= MIN_THEME_CLAUSES)
    const definitions = used.map(({ id, label, examples = [] }) => {
      const oneIn = Math.ceil(examples.length / PHRASES)
      return { id, label, examples: examples.filter((_, i) => i % oneIn === 0) }
    })
    const ids = new Set(definitions.map(({ id }) => id))
    return {
      name: industry,
      themes: definitions,
      comments: [...comments.values()].map(({ text, labels }) => ({
        text,
        labels: [...new Set(labels)].filter((label) => ids.has(label)),
      })),
    }
  })
}

/** Keeps labels of the taxonomy, and comments that have one. */
function setOf(
  name: string,
  themes: readonly ThemeDefinition[],
  comments: readonly { readonly text: string; readonly labels: readonly string[] }[]
): ThemeSet {
  const ids = new Set(themes.map((theme) => theme.id))
  const kept = comments.map(({ text, labels }) => ({
    text,
    labels: [...new Set(labels)].filter((label) => ids.has(label)),
  }))
  return { name, themes, comments: kept.filter(({ labels }) => labels.length > 0) }
}

/** The public sets; those that are missing are not in the result. */
export function publicSets(data: string): readonly ThemeSet[] {
  const mams = readRows(join(data, 'mams', 'categories-train.jsonl'))
  const neas = readRows(join(data, 'nhs-fft', 'neas.jsonl'))
  const wards = readRows(join(data, 'nhs-fft', 'criticality.jsonl'))
  const sets: ThemeSet[] = []
  if (mams !== null) {
    const comments = mams
      .map((row) => ({ text: String(row.text), categories: categoriesOf(row) }))
      // "place" is read as ambience by some and as location by others.
      .filter(({ categories }) => !categories.includes('place'))
    sets.push(
      setOf(
        'restaurant sentences (mams)',
        RESTAURANT,
        comments.map(({ text, categories }) => ({
          text,
          labels: categories.map((category) => RESTAURANT_OF[category] ?? ''),
        }))
      )
    )
  }
  if (neas !== null) {
    sets.push(
      setOf(
        'patient comments (neas)',
        PATIENTS,
        neas.map((row) => ({
          text: String(row.text),
          labels: row.labels as readonly string[],
        }))
      )
    )
  }
  if (wards !== null) {
    sets.push(
      setOf(
        'ward comments (criticality)',
        WARDS,
        wards.map((row) => ({
          text: String(row.text),
          labels: [String(row.label)],
        }))
      )
    )
  }
  return sets
}

function categoriesOf(row: Row): readonly string[] {
  return (row.aspect_categories as readonly { readonly category: string }[]).map(
    ({ category }) => category
  )
}

/** Pairs said and meant, counted over (comment, theme). */
export function microF1(
  comments: ThemeSet['comments'],
  found: readonly (readonly string[])[]
): { readonly precision: number; readonly recall: number; readonly f1: number } {
  let right = 0
  let said = 0
  let meant = 0
  for (const [i, { labels }] of comments.entries()) {
    const own = new Set(found[i])
    said += own.size
    meant += labels.length
    right += labels.filter((label) => own.has(label)).length
  }
  const precision = said === 0 ? 0 : right / said
  const recall = meant === 0 ? 0 : right / meant
  return { precision, recall, f1: said + meant === 0 ? 0 : (2 * right) / (said + meant) }
}

/** Normalised mutual information (arithmetic mean) and purity of two labellings. */
export function agreementOf(
  found: readonly string[],
  labels: readonly string[]
): { readonly nmi: number; readonly purity: number } {
  const n = found.length
  const count = (items: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
    return counts
  }
  const entropy = (counts: Iterable<number>) =>
    [...counts].reduce((sum, c) => sum - (c / n) * Math.log(c / n), 0)
  const joint = count(found.map((x, i) => `${x}\t${labels[i]}`))
  const a = entropy(count(found).values())
  const b = entropy(count(labels).values())
  const most = new Map<string, number>()
  for (const [key, c] of joint) {
    const [cluster = ''] = key.split('\t')
    most.set(cluster, Math.max(most.get(cluster) ?? 0, c))
  }
  const pure = [...most.values()].reduce((sum, c) => sum + c, 0)
  return { nmi: (2 * (a + b - entropy(joint.values()))) / (a + b), purity: pure / n }
}
