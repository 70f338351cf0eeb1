// The closed loop: detractors to call back, with reason and route, and promoters to thank, with a sentence that
// may be quoted. Clauses arrive masked; nothing here unmasks or invents a word.

import { InvalidOptionError } from '../../domain/errors.ts'
import type { ResponseFacts, ShownClause } from '../../domain/survey-columns.ts'
import { tellsOfAdvocacy } from './advocacy.ts'
import { type RoutingTable, routeOf } from './route-cases.ts'

/** A detractor to get in touch with. */
export type DetractorCase = {
  readonly responseId: string
  readonly respondentId: string | null
  readonly accountId: string | null
  readonly score: number | null
  /** Theme of the reason; null where the comment names none. */
  readonly themeId: string | null
  readonly quote: string | null
  /** [0, 1]; 1 is the most urgent. */
  readonly severity: number
  /** What the severity is made of, in words. */
  readonly reasons: readonly string[]
  readonly team: string
}

/** A promoter to thank. */
export type PromoterEntry = {
  readonly responseId: string
  readonly respondentId: string | null
  readonly accountId: string | null
  readonly score: number | null
  /** Praised theme; null where the comment names none. */
  readonly themeId: string | null
  /** A sentence fit for quoting; null without one, or without consent. */
  readonly quote: string | null
  /** True where the comment tells of a recommendation that was made or received. */
  readonly isAdvocate: boolean
  /** Why there is no quote. */
  readonly quoteStatus: 'quotable' | 'no-consent' | 'nothing-to-quote'
}

export type CaseOptions = {
  readonly routing: RoutingTable
  /** Effect of each theme on detractor share, for choosing the reason among several; missing counts 0. */
  readonly themeEffects?: ReadonlyMap<string, number>
  /** Lowest and highest score of the scale, best last; default 0 and 10. */
  readonly worstScore?: number
  readonly bestScore?: number
}

/** Weights of the severity: the score first, then the words, then the wish to leave. */
const SEVERITY_WEIGHTS = { score: 0.5, valence: 0.25, churnIntent: 0.25 } as const

const QUOTE_CHARS = { min: 20, max: 240 } as const

/** Fewest words of a sentence that says something. */
const QUOTE_MIN_WORDS = 4

/** What masking leaves in place of names and numbers: a quote with it is no testimonial. */
const MASK = /•|\[[^\]]*\]|█|\*{3,}/u

function compareIds(a: { responseId: string }, b: { responseId: string }): number {
  if (a.responseId === b.responseId) return 0
  return a.responseId < b.responseId ? -1 : 1
}

type Reason = {
  readonly clause: ShownClause
  readonly themeId: string | null
  readonly effect: number
}

/** The negative clause that explains most: by its theme's effect, then by its strength, then the first. */
function reasonClause(
  clauses: readonly ShownClause[],
  effects: ReadonlyMap<string, number>
): Reason | null {
  const candidates = clauses
    .filter((clause) => clause.polarity === 'negative')
    .flatMap((clause): Reason[] =>
      clause.themeIds.length === 0
        ? [{ clause, themeId: null, effect: Number.NEGATIVE_INFINITY }]
        : clause.themeIds.map((themeId) => ({
            clause,
            themeId,
            effect: effects.get(themeId) ?? 0,
          }))
    )
  const [first, ...rest] = candidates
  if (first === undefined) return null
  return rest.reduce((best, next) => {
    if (next.effect !== best.effect) return next.effect > best.effect ? next : best
    return next.clause.valence < best.clause.valence ? next : best
  }, first)
}

function severityOf(
  response: ResponseFacts,
  { worstScore = 0, bestScore = 10 }: CaseOptions
): Pick<DetractorCase, 'severity' | 'reasons'> {
  if (worstScore === bestScore) {
    throw new InvalidOptionError('bestScore', 'a score other than the worst', bestScore)
  }
  const depth =
    response.score === null ? 0.5 : (bestScore - response.score) / (bestScore - worstScore)
  const isLeaving = response.flags.includes('churn-intent')
  const valence = Math.max(0, -response.valence)
  const severity =
    SEVERITY_WEIGHTS.score * depth +
    SEVERITY_WEIGHTS.valence * valence +
    SEVERITY_WEIGHTS.churnIntent * Number(isLeaving)
  return {
    severity: Math.min(1, Math.max(0, severity)),
    reasons: [
      ...(response.score === null ? [] : [`score ${response.score}`]),
      ...(valence >= 0.5 ? ['strongly negative comment'] : []),
      ...(isLeaving ? ['speaks of leaving'] : []),
    ],
  }
}

/**
 * Order of cases: the most urgent first, ties by id.
 *
 * @param a - a case
 * @param b - another
 * @returns negative where the first comes first
 * @throws never
 * @see detractorCases
 * @example
 * [...first, ...second].sort(byUrgency)
 */
export function byUrgency(a: DetractorCase, b: DetractorCase): number {
  return b.severity - a.severity || compareIds(a, b)
}

/**
 * Detractors to get in touch with, the most urgent first.
 *
 * @param responses - analysed responses with masked clauses
 * @param options - routing table, effects of themes for choosing the reason, ends of the scale
 * @returns one case per detractor response, each with exactly one team; ties by id
 * @throws {InvalidOptionError} if a team is blank or the ends of the scale coincide
 * @see routeOf
 * @example
 * detractorCases(responses, { routing: { rows: [], defaultTeam: 'Care' } })[0]?.team // => 'Care'
 */
export function detractorCases(
  responses: readonly ResponseFacts[],
  options: CaseOptions
): DetractorCase[] {
  const effects = options.themeEffects ?? new Map<string, number>()
  return responses
    .filter((response) => response.scoreGroup === 'detractor')
    .map((response): DetractorCase => {
      const reason = reasonClause(response.clauses, effects)
      const themeId = reason?.themeId ?? null
      const { accountId, segments } = response
      return {
        responseId: response.id,
        respondentId: response.respondentId,
        accountId,
        score: response.score,
        themeId,
        quote: reason?.clause.text ?? null,
        ...severityOf(response, options),
        team: routeOf({ themeId, accountId, segments }, options.routing),
      }
    })
    .sort(byUrgency)
}

function isQuotable({ text, polarity }: ShownClause): boolean {
  return (
    polarity === 'positive' &&
    text.length >= QUOTE_CHARS.min &&
    text.length <= QUOTE_CHARS.max &&
    text.split(/\s+/).length >= QUOTE_MIN_WORDS &&
    !MASK.test(text)
  )
}

/** The warmest clause; the first of equals. */
function warmest(clauses: readonly ShownClause[]): ShownClause | null {
  return clauses.reduce<ShownClause | null>(
    (best, clause) => (best === null || clause.valence > best.valence ? clause : best),
    null
  )
}

/** A promoter with what decides the order. */
export type RankedPromoter = { readonly entry: PromoterEntry; readonly valence: number }

/**
 * Order of promoters: those who may be quoted, then those who recommended it already, then the warmest, ties by id.
 *
 * @param a - a promoter
 * @param b - another
 * @returns negative where the first comes first
 * @throws never
 * @see rankPromoters
 * @example
 * [...first, ...second].sort(byWarmth)
 */
export function byWarmth(a: RankedPromoter, b: RankedPromoter): number {
  return (
    Number(b.entry.quote !== null) - Number(a.entry.quote !== null) ||
    Number(b.entry.isAdvocate) - Number(a.entry.isAdvocate) ||
    b.valence - a.valence ||
    compareIds(a.entry, b.entry)
  )
}

/**
 * Promoters with what decides their order, for lists that are put together from parts.
 *
 * @param responses - analysed responses with masked clauses
 * @param consentField - as in `promoterList`
 * @returns one entry per promoter response, in order
 * @throws never
 * @see promoterList
 * @example
 * rankPromoters(responses, null)[0]?.valence // => 0.9
 */
export function rankPromoters(
  responses: readonly ResponseFacts[],
  consentField: string | null
): RankedPromoter[] {
  return responses
    .filter((response) => response.scoreGroup === 'promoter')
    .map((response) => {
      const consent = consentField === null ? undefined : response.segments[consentField]
      const hasConsent = /^(true|yes|y|1)$/i.test(String(consent ?? '').trim())
      const quotable = warmest(response.clauses.filter(isQuotable))
      const praise = warmest(
        response.clauses.filter((c) => c.polarity === 'positive' && c.themeIds.length > 0)
      )
      const entry: PromoterEntry = {
        responseId: response.id,
        respondentId: response.respondentId,
        accountId: response.accountId,
        score: response.score,
        themeId: quotable?.themeIds[0] ?? praise?.themeIds[0] ?? null,
        quote: hasConsent ? (quotable?.text ?? null) : null,
        isAdvocate: response.clauses.some(({ text }) => tellsOfAdvocacy(text)),
        quoteStatus: promoterStatus(quotable !== null, hasConsent),
      }
      return { entry, valence: response.valence }
    })
    .sort(byWarmth)
}

/**
 * Promoters to thank, those with something to quote first.
 *
 * @param responses - analysed responses with masked clauses
 * @param consentField - segment that says whether quoting is allowed (`true`, "yes", "y", "1"); without it nobody is quoted
 * @returns one entry per promoter response; those who recommended it already, then the warmest comment, first within quotable and others, ties by id
 * @throws never
 * @see detractorCases
 * @example
 * promoterList(responses, 'mayQuote')[0]?.quote // => 'the engineers stayed until it worked'
 */
export function promoterList(
  responses: readonly ResponseFacts[],
  consentField: string | null
): PromoterEntry[] {
  return rankPromoters(responses, consentField).map(({ entry }) => entry)
}

function promoterStatus(isThere: boolean, hasConsent: boolean): PromoterEntry['quoteStatus'] {
  if (!isThere) return 'nothing-to-quote'
  return hasConsent ? 'quotable' : 'no-consent'
}
