import type { CommentReading } from '../domain/reading.ts'
import type { FoundTheme, ThemeDefinition, ThemeOptions, ThemeSession } from '../domain/theme.ts'
import type { WordVectors } from '../text/word-vectors/word-vectors.ts'
import { assembleThemes, OTHER } from './assemble-themes.ts'
import { compactClauses, type ThemeClause } from './clauses/clause-table.ts'
import { createWordBook, type WordBook } from './clauses/word-book.ts'
import {
  type DiscoveredThemes,
  discoverThemes,
  linkDiscovered,
  themeOf,
} from './discovery/discover-themes.ts'
import type { ThemeEncoder } from './encoding/theme-encoder.ts'
import { learnGrowth, sampleComments } from './growing/learn-growth.ts'
import { createGrowthReader, type ThemeGrowth } from './growing/theme-growth.ts'
import type { EvidenceContext } from './matching/clause-features.ts'
import { CALLER_CALIBRATION, UNCALIBRATED } from './matching/confidence.ts'
import type { KnownSpaces } from './matching/known-spaces.ts'
import { type MatchContext, matchClauses, scoreClauses } from './matching/match-clauses.ts'
import type { MatchWeights, ScorerModel } from './matching/match-scorer.ts'
import { buildThemeSpace } from './matching/theme-space.ts'
import { carryOverModel } from './model/carry-over.ts'
import { addedThemes, applyEdits, type ThemeEdit, type ThemeLink } from './model/theme-edit.ts'
import { type SavedTheme, type SavedThemeModel, saveThemeModel } from './model/theme-model.ts'
import type { LandmarkLabels } from './naming/topics.ts'
import { findOwnTopics, type KnownWords } from './own-topics/find-own-topics.ts'
import { linkOwnTopics, ownTopicThemes } from './own-topics/own-topic-themes.ts'
import { foundTheme, planThemes, type ThemePlan } from './plan.ts'
import { halfSampleStability, type Stability } from './quality/stability.ts'
import { choosePacks, type PackChoice, themesOfPacks } from './taxonomy/choose-packs.ts'
import { GENERAL_PACK, type IndustryWord, type KnownTheme } from './taxonomy/read-taxonomy.ts'

/** What every session of a themer shares. */
export type ThemeKit = {
  readonly themes: readonly KnownTheme[]
  readonly industryWords: readonly IndustryWord[]
  readonly vectors: WordVectors
  readonly scorer: ScorerModel
  readonly version: string
  /** The encoder for the words of one session. */
  encoderFor(book: WordBook): ThemeEncoder
  /** The built-in themes, compiled once. */
  readonly known: KnownSpaces
}

/** Share of comments that a discovered theme must have. */
const MIN_THEME_SHARE = 0.004
/** Clauses that it must have; beside others more, since what those leave over is odds and ends sooner. */
const MIN_THEME_CLAUSES = 3
const MIN_CLAUSES_BESIDE = 4
/** A theme that a person added must be surer: nobody has weighed it against the others. */
const ADDED_THRESHOLD = 0.35

/** Share of the surest built-in theme of a clause that another one needs. */
const ECHO_SHARE = 0.4

/** Probability from which a built-in theme is sure of a clause; a topic of the trade's own may take the place of weaker tags. */
const SURE = 0.4

type Links = Map<ThemeClause, readonly ThemeLink[]>

/**
 * Gathers clauses and finds their themes at the end.
 *
 * @param kit - shared, never changed
 * @throws {UnknownTaxonomyError | InvalidThemeModelError} if the options name what does not exist
 */
export function createSession(kit: ThemeKit, options: ThemeOptions): ThemeSession {
  const plan = planThemes(kit.themes, options)
  const usesKnown = plan.isKnown && plan.definitions.length > 0
  const book = usesKnown ? kit.known.newBook() : createWordBook(kit.vectors)
  const comments: boolean[] = []
  const clauses: ThemeClause[] = []
  return {
    add(_comment: string, reading: CommentReading) {
      clauses.push(...compactClauses(comments.length, reading, book))
      comments.push(reading.content === 'opinion')
    },
    async finish() {
      const context = { book, vectors: kit.vectors, encoder: kit.encoderFor(book) }
      const { links, packs, growth } = linkDefined(clauses, plan, { kit, context })
      const weak = usesKnown ? clauses.filter((clause) => !isSure(links.get(clause))) : []
      const gathered = { clauses, weak, links }
      const settings = {
        ...context,
        seed: options.seed,
        maxClusters: options.maxThemes,
        isAnchored: !usesKnown,
        minClauses: Math.max(
          plan.definitions.length > 0 ? MIN_CLAUSES_BESIDE : MIN_THEME_CLAUSES,
          Math.ceil(comments.length * MIN_THEME_SHARE)
        ),
      }
      const isDiscovering = plan.applied === null && options.discover
      const model = await modelOf({ packs: packs.packs, growth }, async () =>
        isDiscovering
          ? discoverBeside(gathered, wordsInUse(plan, packs.packs, kit), {
              ...settings,
              landmarks: landmarksFor(clauses, { kit, context }),
            })
          : { themes: [], commonMeaning: [] }
      )
      const rest = linkFound(gathered, model, context)
      const known = knownThemes(plan, model)
      const edited = editLinks(clauses, { links, edits: model.edits, known }, { kit, context })
      return assembleThemes({
        clauses,
        links: edited,
        hasContent: comments,
        book,
        encoder: context.encoder,
        model,
        known,
        stability: isDiscovering
          ? halfSampleStability(rest, links, settings)
          : stabilityOfFixed(clauses),
        warnings: packs.warnings,
      })
    },
  }

  async function modelOf(
    { packs, growth }: Pick<SavedThemeModel, 'packs' | 'growth'>,
    discover: () => Promise<DiscoveredThemes>
  ): Promise<SavedThemeModel> {
    if (plan.applied !== null) return plan.applied
    const { themes, commonMeaning } = await discover()
    const fresh = saveThemeModel({
      madeBy: kit.version,
      taxonomy: plan.taxonomy,
      packs,
      discovered: themes,
      commonMeaning,
      growth,
      edits: [],
    })
    return plan.previous === null ? fresh : carryOverModel(plan.previous, fresh)
  }
}

/** All clauses, those that no built-in theme is sure of, and the themes found so far. */
type Gathered = {
  readonly clauses: readonly ThemeClause[]
  readonly weak: readonly ThemeClause[]
  readonly links: Links
}

function isSure(links: readonly ThemeLink[] = []): boolean {
  return links.some(({ confidence }) => confidence >= SURE)
}

/** What the built-in themes in use have words for. */
function wordsInUse(plan: ThemePlan, packs: readonly string[], kit: ThemeKit): KnownWords {
  const own = new Set(packs)
  const words = kit.industryWords.filter(({ pack }) => own.has(pack))
  return {
    definitions: themesOfPacks(plan.definitions, packs),
    industryWords: words.map(({ phrase }) => phrase),
  }
}

/** Topics of the trade's own among what built-in themes are not sure of, then themes of what is left. */
async function discoverBeside(
  { clauses, weak, links }: Gathered,
  known: KnownWords,
  options: Parameters<typeof discoverThemes>[1]
): Promise<DiscoveredThemes> {
  const isWeak = new Set(weak)
  const nouns =
    weak.length === 0
      ? []
      : findOwnTopics(clauses, (clause) => !isWeak.has(clause), options.book, known)
  const taken = known.definitions.map(({ label }) => label)
  const own = ownTopicThemes(weak, nouns, options)
  const linked = linkOwnTopics(weak, own, options)
  const rest = clauses.filter((clause) => !links.has(clause) && !linked.has(clause))
  const found = await discoverThemes(rest, options, [...taken, ...own.map(({ label }) => label)])
  const isOfTrade = tradeWordReader(known, options)
  return { ...found, themes: [...own, ...found.themes.filter((theme) => !isOfTrade(theme))] }
}

/** True for a theme that is called after a word of the industry at large: "dentist" tells no comment of dental patients from another. */
function tradeWordReader({ industryWords }: KnownWords, { book }: Pick<EvidenceContext, 'book'>) {
  const stemOf = (form: string) => book.wordOf(form).stemId
  const stems = new Set(industryWords.filter((word) => !word.includes(' ')).map(stemOf))
  return ({ id }: SavedTheme) => stems.has(stemOf(id.replace(/^found-/, '')))
}

/**
 * Links clauses to the themes of a model: a topic of the trade's own takes the place of weak tags, the others take what has no theme.
 *
 * @returns clauses that neither a defined theme nor such a topic has taken
 */
function linkFound(
  { clauses, weak, links }: Gathered,
  { discovered, commonMeaning }: SavedThemeModel,
  context: EvidenceContext
): readonly ThemeClause[] {
  for (const [clause, link] of linkOwnTopics(weak, discovered, context)) links.set(clause, [link])
  const rest = clauses.filter((clause) => !links.has(clause))
  const themes = discovered.filter(({ nouns }) => nouns === undefined)
  for (const [clause, link] of linkDiscovered(rest, { themes, commonMeaning }, context))
    links.set(clause, [link])
  return rest
}

type Matching = { readonly kit: ThemeKit; readonly context: EvidenceContext }

/** With themes that are fixed beforehand, every half of the comments gives the same assignment. */
function stabilityOfFixed(clauses: readonly ThemeClause[]): Stability {
  return { overall: clauses.length === 0 ? null : 1, discovered: null }
}

function linkDefined(
  clauses: readonly ThemeClause[],
  plan: ThemePlan,
  { kit, context }: Matching
): { readonly links: Links; readonly packs: PackChoice; readonly growth: ThemeGrowth | null } {
  const { isKnown } = plan
  const packs = packsFor(clauses, plan, { kit, context })
  const definitions = themesOfPacks(plan.definitions, packs.packs)
  const weights = isKnown ? kit.scorer.known : kit.scorer.caller
  const space =
    isKnown && definitions.length > 0
      ? kit.known.spaceOf(definitions)
      : buildThemeSpace(definitions, { ...context, isKnown })
  const ids = definitions.map(({ id }) => id)
  const calibration = isKnown ? UNCALIBRATED : CALLER_CALIBRATION
  const matching = { ...context, space, weights, calibration }
  const { growth, scored } = growthFor(clauses, plan, { matching, ids })
  const regrade = growth && createGrowthReader(growth, ids, context.book)
  const matches = matchClauses(clauses, { ...matching, regrade, scored })
  const source = isKnown ? 'known' : 'caller'
  const found = definitions.map((definition) => foundTheme(definition, source))
  const links: Links = new Map()
  for (const [i, clause] of clauses.entries()) {
    const own = (matches[i] ?? []).flatMap(({ theme, confidence }): readonly ThemeLink[] => {
      const linked = found[theme]
      return linked !== undefined ? [{ theme: linked, confidence }] : []
    })
    if (own.length > 0) links.set(clause, isKnown ? clearOf(own) : own)
  }
  return { links, packs, growth }
}

/** Built-in themes are many and near to each other: beside a sure one, faint ones are its echo. */
function clearOf(links: readonly ThemeLink[]): readonly ThemeLink[] {
  const most = Math.max(...links.map(({ confidence }) => confidence))
  return links.filter(({ confidence }) => confidence >= ECHO_SHARE * most)
}

/**
 * What the caller's themes have learned: as an applied model says, else from the comments at hand. The built-in themes know their words
 * already: learning gained them nothing on industries left out.
 */
function growthFor(
  clauses: readonly ThemeClause[],
  plan: ThemePlan,
  { matching, ids }: { readonly matching: MatchContext; readonly ids: readonly string[] }
): {
  readonly growth: ThemeGrowth | null
  readonly scored?: ReadonlyMap<ThemeClause, Float64Array>
} {
  if (plan.isKnown) return { growth: null }
  if (plan.applied !== null) return { growth: plan.applied.growth }
  const scored = scoreClauses(sampleComments(clauses), matching)
  return { growth: learnGrowth(scored, ids, matching.book), scored }
}

/** Only the built-in taxonomy has packs to choose from. */
function packsFor(
  clauses: readonly ThemeClause[],
  plan: ThemePlan,
  { kit, context }: Matching
): PackChoice {
  const evidence = { clauses, book: context.book, words: kit.industryWords }
  return choosePacks(evidence, plan.isKnown ? plan.packs : [])
}

/** Built-in themes by id; those of industries that the comments do not speak of are foreign. */
function landmarksFor(
  clauses: readonly ThemeClause[],
  { kit, context }: Matching
): ReadonlyMap<string, LandmarkLabels> {
  const { packs } = choosePacks({ clauses, book: context.book, words: kit.industryWords }, null)
  const own = new Set([GENERAL_PACK, ...packs])
  return new Map(
    kit.themes.map((theme) => [theme.id, { ...theme, isForeign: !own.has(theme.pack) }])
  )
}

function knownThemes(plan: ThemePlan, model: SavedThemeModel): ReadonlyMap<string, FoundTheme> {
  const source = plan.isKnown ? 'known' : 'caller'
  return new Map(
    [
      ...plan.definitions.map((definition) => foundTheme(definition, source)),
      ...model.discovered.map(themeOf),
      ...addedThemes(model.edits).map((definition) => foundTheme(definition, 'caller')),
    ].map((theme) => [theme.id, theme])
  )
}

function editLinks(
  clauses: readonly ThemeClause[],
  state: {
    readonly links: Links
    readonly edits: readonly ThemeEdit[]
    readonly known: ReadonlyMap<string, FoundTheme>
  },
  matching: Matching
): ReadonlyMap<ThemeClause, readonly ThemeLink[]> {
  const { links, edits, known } = state
  if (edits.length === 0) return links
  const added = matchAdded(clauses, addedThemes(edits), matching)
  const edited: Links = new Map()
  for (const [i, clause] of clauses.entries()) {
    const both = { own: links.get(clause) ?? [], added: added[i] ?? [] }
    const result = applyEdits(edits, both, known)
    if (result.length > 0) edited.set(clause, result)
  }
  return edited
}

function matchAdded(
  clauses: readonly ThemeClause[],
  definitions: readonly ThemeDefinition[],
  { kit, context }: Matching
): readonly (readonly ThemeLink[])[] {
  const weights: MatchWeights = { ...kit.scorer.caller, threshold: ADDED_THRESHOLD }
  const space = buildThemeSpace(definitions, { ...context, isKnown: false })
  return matchClauses(clauses, { ...context, space, weights }).map((matches) =>
    matches.map(({ theme, confidence }) => {
      const definition = definitions[theme]
      return definition === undefined
        ? { theme: OTHER, confidence }
        : { theme: foundTheme(definition, 'caller'), confidence }
    })
  )
}
