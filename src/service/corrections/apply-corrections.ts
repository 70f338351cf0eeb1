import { type ResponseTagging, withDisagreement } from '../../analysis/tag-responses.ts'
import type { Correction, EngineTags } from '../../domain/correction.ts'
import type { ClausePolarity, Polarity } from '../../domain/reading.ts'
import { OTHER_THEME_ID, type StoredClause } from '../../domain/survey.ts'
import type { Mention } from '../../domain/theme.ts'
import type { ThemeAliases } from './theme-aliases.ts'

/** A place of the comment. */
type Place = { readonly start: number; readonly end: number }

/** Clauses may be cut anew by a later engine; places that overlap by this share are the same one. */
const SAME_PLACE_SHARE = 0.5

/** Strength of an opinion that only a person has judged. */
const CORRECTED_VALENCE = 0.5

/** Wide corrections first, so that the narrow ones win whatever the order in which they were sent. */
const ORDER: readonly Correction['op'][] = [
  'clause-polarity',
  'mention-polarity',
  'remove-mention',
  'add-mention',
  'comment-polarity',
]

/** Tags of a response after its corrections. */
export type CorrectedTags = {
  readonly tags: ResponseTagging
  /** Corrections that found what they speak of, or that agree with the engine. */
  readonly applied: ReadonlySet<Correction>
}

/**
 * The engine's tags as a person corrected them.
 *
 * A comment whose clauses changed takes its polarity from them: mixed where signs disagree. One that no theme is left
 * for counts under `other`, like any comment without a theme.
 *
 * @param engine - tags as the engine gives them now
 * @param corrections - in any order
 * @param aliases - where mentions of a theme are after edits
 */
export function applyCorrections(
  engine: Omit<ResponseTagging, keyof EngineTags> & EngineTags,
  corrections: readonly Correction[],
  aliases: ThemeAliases
): CorrectedTags {
  if (corrections.length === 0) return { tags: engine, applied: new Set() }
  const draft: Draft = {
    clauses: [...engine.reading.clauses],
    mentions: engine.mentions.filter(({ themeId }) => themeId !== OTHER_THEME_ID),
    polarity: null,
  }
  const applied = new Set<Correction>()
  for (const correction of inOrder(corrections)) {
    if (apply(draft, correction, aliases)) applied.add(correction)
  }
  const { clauses } = draft
  const isOpinion = engine.reading.content === 'opinion' || draft.mentions.length > 0
  const reading = {
    ...engine.reading,
    content: isOpinion ? ('opinion' as const) : engine.reading.content,
    clauses,
    ...sentimentOf(engine.reading, draft),
  }
  const mentions = draft.mentions.length > 0 ? draft.mentions : othersOf(clauses)
  const { scoreGroup } = engine
  return { tags: { scoreGroup, reading: withDisagreement(scoreGroup, reading), mentions }, applied }
}

/** What corrections work on. */
type Draft = {
  clauses: StoredClause[]
  mentions: Mention[]
  /** Of the whole comment, where a person said so. */
  polarity: Polarity | null
}

function inOrder(corrections: readonly Correction[]): readonly Correction[] {
  const placeOf = (correction: Correction) =>
    'start' in correction ? [correction.start, correction.end] : [0, 0]
  return [...corrections].sort((a, b) => {
    const [startA = 0, endA = 0] = placeOf(a)
    const [startB = 0, endB = 0] = placeOf(b)
    return ORDER.indexOf(a.op) - ORDER.indexOf(b.op) || startA - startB || endA - endB
  })
}

function apply(draft: Draft, correction: Correction, aliases: ThemeAliases): boolean {
  switch (correction.op) {
    case 'comment-polarity':
      draft.polarity = correction.polarity
      return true
    case 'clause-polarity':
      return changeClause(draft, correction)
    case 'mention-polarity': {
      const found = findMention(draft.mentions, correction, aliases)
      if (!found) return false
      draft.mentions = draft.mentions.map((mention) =>
        mention === found ? withPolarity(mention, correction.polarity) : mention
      )
      return true
    }
    case 'remove-mention': {
      const found = findMention(draft.mentions, correction, aliases)
      if (!found) return false
      draft.mentions = draft.mentions.filter((mention) => mention !== found)
      return true
    }
    case 'add-mention':
      return addMention(draft, correction, aliases)
  }
}

function changeClause(
  draft: Draft,
  correction: Place & { readonly polarity: ClausePolarity }
): boolean {
  const found = samePlace(draft.clauses, correction)
  if (!found) return false
  const change = <T extends Place & { polarity: ClausePolarity; valence: number }>(part: T): T =>
    part.start === found.start && part.end === found.end
      ? withPolarity(part, correction.polarity)
      : part
  draft.clauses = draft.clauses.map(change)
  draft.mentions = draft.mentions.map(change)
  return true
}

function addMention(
  draft: Draft,
  correction: Extract<Correction, { readonly op: 'add-mention' }>,
  aliases: ThemeAliases
): boolean {
  const [themeId] = aliases(correction.themeId)
  if (themeId === undefined) return false
  const { start, end, polarity } = correction
  const valence = CORRECTED_VALENCE * signOf(polarity)
  const found = findMention(draft.mentions, correction, aliases)
  if (found) {
    draft.mentions = draft.mentions.map((mention) =>
      mention === found ? { ...withPolarity(mention, polarity), confidence: 1 } : mention
    )
    return true
  }
  draft.mentions = [
    ...draft.mentions,
    { themeId, start, end, polarity, valence, confidence: 1 },
  ].sort((a, b) => a.start - b.start || a.end - b.end || (a.themeId < b.themeId ? -1 : 1))
  // Words that the engine read as no clause at all, such as those of another language, become one.
  const isCovered = draft.clauses.some((clause) => overlap(clause, correction) > 0)
  if (!isCovered) {
    draft.clauses = [...draft.clauses, { start, end, polarity, valence }].sort(
      (a, b) => a.start - b.start
    )
  }
  return true
}

function findMention(
  mentions: readonly Mention[],
  { themeId, ...place }: Place & { readonly themeId: string },
  aliases: ThemeAliases
): Mention | undefined {
  // Tags of before an edit still have the theme itself.
  const ids = [themeId, ...aliases(themeId)]
  return samePlace(
    mentions.filter((mention) => ids.includes(mention.themeId)),
    place
  )
}

/** The part at this place, or the one that overlaps it most. */
function samePlace<T extends Place>(parts: readonly T[], place: Place): T | undefined {
  const [best] = parts
    .map((part) => ({ part, share: overlap(part, place) }))
    .filter(({ share }) => share >= SAME_PLACE_SHARE)
    .sort((a, b) => b.share - a.share || a.part.start - b.part.start)
  return best?.part
}

/** Common length ÷ length of both together, [0, 1]. */
function overlap(a: Place, b: Place): number {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  const all = Math.max(a.end, b.end) - Math.min(a.start, b.start)
  return common <= 0 ? 0 : common / all
}

function signOf(polarity: Polarity): -1 | 0 | 1 {
  return polarity === 'negative' ? -1 : polarity === 'positive' ? 1 : 0
}

/** The strength stays where its sign does. */
function withPolarity<T extends { readonly polarity: ClausePolarity; readonly valence: number }>(
  part: T,
  polarity: ClausePolarity
): T {
  const sign = signOf(polarity)
  const keeps = sign !== 0 && Math.sign(part.valence) === sign
  return { ...part, polarity, valence: keeps ? part.valence : CORRECTED_VALENCE * sign }
}

function sentimentOf(engine: EngineTags['reading'], { clauses, polarity }: Draft) {
  const isSame =
    clauses.length === engine.clauses.length &&
    clauses.every((clause, i) => clause.polarity === engine.clauses[i]?.polarity)
  if (polarity === null && isSame) return {}
  const signs = new Set(
    clauses.map((clause) => signOf(clause.polarity)).filter((sign) => sign !== 0)
  )
  const [sign = 0] = signs
  const derived = signs.size > 1 ? 'mixed' : POLARITY_OF[sign]
  const sum = clauses.reduce((total, { valence }) => total + valence, 0)
  const mean = clauses.length === 0 ? 0 : Number((sum / clauses.length).toFixed(4))
  const said = polarity ?? derived
  const fits = said === 'mixed' || Math.sign(mean) === signOf(said)
  return { polarity: said, valence: fits ? mean : CORRECTED_VALENCE * signOf(said), confidence: 1 }
}

const POLARITY_OF = { '-1': 'negative', '0': 'neutral', '1': 'positive' } as const

/** Each clause of a comment without a theme mentions `other`, as the engine has it. */
function othersOf(clauses: readonly StoredClause[]): Mention[] {
  return clauses.map(({ start, end, polarity, valence }) => ({
    themeId: OTHER_THEME_ID,
    start,
    end,
    polarity,
    valence,
    confidence: 1,
  }))
}
