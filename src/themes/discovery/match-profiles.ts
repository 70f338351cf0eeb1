import { exp } from '../../stats/portable-math.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import {
  type Anchor,
  type AnchorReading,
  belongsTo,
  MIN_ANCHOR_SHARE,
  nearestAnchor,
  SURE_SHARE,
} from './anchors.ts'
import { type ClauseTraits, mapTraits } from './clause-traits.ts'
import {
  type ClusterProfile,
  createTraitScorer,
  type ProfileContext,
  type ProfileSet,
} from './cluster-profile.ts'
import { ownWordOf } from './own-words.ts'

/** A clause and the profile it belongs to. */
export type ProfileMatch = { readonly profile: number; readonly confidence: number }

/** How far a profile reaches: `core` to what it certainly holds, `near` also to what is clearly nearer to it than to the others. */
export type Reach = 'core' | 'near'

/**
 * What falls short of its best profile's least score still belongs to it with this share of the softmax of all profiles
 * (labels agreed for 31 % of such clauses, for 37 % of the others),
 */
const CLEAR_SHARE = 0.4
/** unless it scores lower than this: a clause that no profile speaks for is nearest to one of them all the same. */
const CLEAR_SCORE = -0.5

/**
 * The profile of each clause, if it fits one.
 *
 * @returns aligned with `clauses`; undefined for clauses out of reach of all profiles
 */
export function matchProfiles(
  clauses: readonly ThemeClause[],
  set: ProfileSet,
  context: ProfileContext,
  reach: Reach = 'core'
): readonly (ProfileMatch | undefined)[] {
  if (set.profiles.length === 0) return clauses.map(() => undefined)
  const match = createProfileMatcher(set, context, reach)
  const spoken = clauses.filter((clause) => clause.words.length > 0)
  const found = mapTraits(spoken, context, match)
  let next = 0
  return clauses.map((clause) => (clause.words.length > 0 ? found[next++] : undefined))
}

/** Profiles that share a starting point, and how to tell them apart. */
type Family = {
  readonly members: readonly number[]
  /** Probability that fainter clauses must give to its anchor. */
  readonly least: number
  best(traits: ClauseTraits): { readonly place: number; readonly value: number; share(): number }
}

/** A matcher: first the starting point, then the profile among those that share it. */
function createProfileMatcher(
  set: ProfileSet,
  context: ProfileContext,
  reach: Reach
): (traits: ClauseTraits) => ProfileMatch | undefined {
  const { anchors, families, others } = familiesOf(set, context)
  const { words, places } = wordsOfProfiles(set, context)
  return (traits) => {
    const word = ownWordOf(traits, words, context)
    const own = word === undefined ? undefined : places.get(word)
    if (own !== undefined) return { profile: own, confidence: 1 / Math.sqrt(traits.stems.length) }
    const reading = nearestAnchor(anchors, traits.labels)
    const family = families[reading.index]
    if (family !== undefined && isWithin(reading, family, reach)) {
      const { share } = reading
      const [only = 0] = family.members
      if (family.members.length === 1) return { profile: only, confidence: share }
      const found = family.best(traits)
      return { profile: family.members[found.place] ?? only, confidence: share * found.share() }
    }
    if (others.members.length === 0) return undefined
    const found = others.best(traits)
    const profile = others.members[found.place] ?? 0
    const confidence = found.share()
    const isNear = reach === 'near' && confidence >= CLEAR_SHARE && found.value >= CLEAR_SCORE
    if (!isNear && found.value < (set.profiles[profile]?.minScore ?? 0)) return undefined
    return { profile, confidence }
  }
}

/** Own words, the rarest first: themes stand in the order of their size. */
function wordsOfProfiles({ profiles }: ProfileSet, { book }: ProfileContext) {
  const places = new Map<number, number>()
  for (const [place, { ownWord }] of [...profiles.entries()].reverse())
    if (ownWord !== undefined) places.set(book.stems.indexOf(ownWord), place)
  return { words: [...places.keys()], places }
}

function isWithin(reading: AnchorReading, { least }: Family, reach: Reach): boolean {
  return reach === 'core' ? reading.share >= SURE_SHARE : belongsTo(reading, least)
}

/** The profile of each clause among those of its own group. */
export function nearestOfGroup(
  set: ProfileSet,
  context: ProfileContext
): (traits: ClauseTraits, label: number) => number {
  const { families, others } = familiesOf(set, context)
  const familyOf = new Map<number, Family>()
  for (const family of [...families, others])
    for (const member of family.members) familyOf.set(member, family)
  return (traits, label) => {
    const family = familyOf.get(label)
    if (family === undefined || family.members.length === 1) return label
    return family.members[family.best(traits).place] ?? label
  }
}

function familiesOf({ profiles, commonMeaning }: ProfileSet, context: ProfileContext) {
  const places = new Map<string, number[]>()
  for (const [place, { anchors = [], ownWord }] of profiles.entries()) {
    if (ownWord !== undefined) continue
    const key = anchors.join()
    const own = places.get(key) ?? []
    places.set(key, own)
    own.push(place)
  }
  const familyOf = (members: readonly number[]): Family => {
    const own = members.flatMap((place) => profiles[place] ?? [])
    const score = createTraitScorer({ profiles: own, commonMeaning }, context)
    return {
      members,
      least: own[0]?.reach ?? MIN_ANCHOR_SHARE,
      best(traits) {
        const scores = score(traits)
        let place = 0
        for (let c = 1; c < scores.length; c++)
          if ((scores[c] as number) > (scores[place] as number)) place = c
        const value = scores[place] ?? 0
        return { place, value, share: () => softmaxShare(scores, value) }
      },
    }
  }
  const anchored = [...places].filter(([key]) => key !== '').map(([, members]) => members)
  return {
    anchors: anchored.map(([first = 0]) => anchorOf(profiles[first], context.encoder)),
    families: anchored.map(familyOf),
    others: familyOf(places.get('') ?? []),
  }
}

/** Labels that this version of the encoder no longer has are left out. */
function anchorOf(profile: ClusterProfile | undefined, encoder: ThemeEncoder): Anchor {
  return (profile?.anchors ?? []).flatMap((label) => encoder.labelOf(label) ?? [])
}

/** Share of the best in the softmax of all scores. */
function softmaxShare(scores: Float64Array, best: number): number {
  let total = 0
  for (let c = 0; c < scores.length; c++) total += exp((scores[c] as number) - best)
  return 1 / total
}
