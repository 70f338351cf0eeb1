// Rules in, alerts out. What was sent already, silences and pauses are parameters: the same call gives the same
// alerts, and a call repeated with their keys gives none.

import { InvalidOptionError } from '../../domain/errors.ts'
import type { ResponseFlag } from '../../domain/reading.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { ResponseFacts, ShownClause } from '../../domain/survey-columns.ts'
import { type RoutingTable, routeOf } from '../cases/route-cases.ts'
import type { Spike } from '../trends/spikes.ts'

/** Conditions on one response; all that are given must hold. At least one is needed. */
export type ResponseCondition = {
  readonly scoreAtMost?: number
  readonly scoreGroup?: ScoreGroup
  /** One of these themes is mentioned, with the polarity if that is given. */
  readonly themeIds?: readonly string[]
  readonly polarity?: ShownClause['polarity']
  /** One of these flags is set, such as `churn-intent`. */
  readonly flags?: readonly ResponseFlag[]
  /** Field → values; every named field must match. */
  readonly segments?: Readonly<Record<string, readonly (string | number | boolean)[]>>
}

type RuleBase = {
  readonly id: string
  /** Until then the rule stays silent, milliseconds since 1970. */
  readonly silencedUntil?: number
  /** After an alert the rule stays silent this long about the same account (or respondent) or theme. */
  readonly pauseMs?: number
}

export type AlertRule =
  | (RuleBase & { readonly kind: 'response'; readonly when: ResponseCondition })
  | (RuleBase & {
      readonly kind: 'spike'
      /** Only these themes; default all. */
      readonly themeIds?: readonly string[]
      readonly minMentions?: number
    })

/** What happened: responses that arrived, and spikes of the latest period. */
export type AlertEvents = {
  readonly responses: readonly ResponseFacts[]
  readonly spikes: readonly Spike[]
}

/** What went out before. */
export type AlertHistory = {
  /** Keys of alerts that were made; see `Alert.key`. */
  readonly keys: ReadonlySet<string>
  /** `Alert.pauseKey` → time of the last alert. */
  readonly lastAt: ReadonlyMap<string, number>
}

export type Alert = {
  /** Unique per rule and event: the receiver may drop what it has seen. */
  readonly key: string
  readonly pauseKey: string
  readonly ruleId: string
  readonly kind: AlertRule['kind']
  readonly responseId: string | null
  readonly accountId: string | null
  readonly themeId: string | null
  /** Which conditions held, in words. */
  readonly reasons: readonly string[]
  readonly quote: string | null
  readonly team: string
  readonly at: number
}

/** An event that matched a rule and was not reported, with the reason. */
export type HeldBack = {
  readonly key: string
  readonly ruleId: string
  readonly reason: 'already-sent' | 'silenced' | 'paused'
}

type Match = Omit<Alert, 'at' | 'team' | 'ruleId' | 'kind'> & {
  readonly segments: ResponseFacts['segments']
}

function clauseFor(response: ResponseFacts, when: ResponseCondition): ShownClause | null {
  const { themeIds, polarity } = when
  return (
    response.clauses.find(
      (clause) =>
        (themeIds === undefined || clause.themeIds.some((id) => themeIds.includes(id))) &&
        (polarity === undefined || clause.polarity === polarity)
    ) ?? null
  )
}

/** Reasons why a response meets the conditions; null when one of them fails. */
function reasonsFor(
  response: ResponseFacts,
  when: ResponseCondition,
  clause: ShownClause | null
): string[] | null {
  const { scoreAtMost, scoreGroup, themeIds, polarity, flags, segments = {} } = when
  const reasons: string[] = []
  if (scoreAtMost !== undefined) {
    if (response.score === null || response.score > scoreAtMost) return null
    reasons.push(`score ${response.score}, at most ${scoreAtMost}`)
  }
  if (scoreGroup !== undefined) {
    if (response.scoreGroup !== scoreGroup) return null
    reasons.push(scoreGroup)
  }
  if (themeIds !== undefined || polarity !== undefined) {
    if (clause === null) return null
    const named = clause.themeIds.filter((id) => themeIds?.includes(id) ?? true)
    reasons.push([...named, ...(polarity === undefined ? [] : [polarity])].join(', '))
  }
  if (flags !== undefined) {
    const found = flags.filter((flag) => response.flags.includes(flag))
    if (found.length === 0) return null
    reasons.push(...found)
  }
  for (const [field, values] of Object.entries(segments)) {
    const value = response.segments[field]
    if (value === undefined || !values.includes(value)) return null
    reasons.push(`${field} ${String(value)}`)
  }
  return reasons
}

function matchResponse(
  rule: AlertRule & { readonly kind: 'response' },
  response: ResponseFacts
): Match | null {
  const clause = clauseFor(response, rule.when)
  const reasons = reasonsFor(response, rule.when, clause)
  if (reasons === null) return null
  const { id, accountId, respondentId, segments } = response
  const wanted = rule.when.themeIds
  const themeId = clause?.themeIds.find((theme) => wanted?.includes(theme) ?? true) ?? null
  return {
    key: JSON.stringify([rule.id, 'response', id]),
    pauseKey: JSON.stringify([rule.id, 'about', accountId ?? respondentId ?? id]),
    responseId: id,
    accountId,
    themeId,
    reasons,
    quote: clause?.text ?? null,
    segments,
  }
}

function matchSpike(rule: AlertRule & { readonly kind: 'spike' }, spike: Spike): Match | null {
  const { themeIds, minMentions = 0 } = rule
  if (themeIds !== undefined && !themeIds.includes(spike.themeId)) return null
  if (spike.mentionCount < minMentions) return null
  return {
    key: JSON.stringify([rule.id, 'spike', spike.themeId, spike.period]),
    pauseKey: JSON.stringify([rule.id, 'theme', spike.themeId]),
    responseId: null,
    accountId: null,
    themeId: spike.themeId,
    reasons: [`${spike.kind} in ${spike.period}: ${spike.mentionCount} mentions`],
    quote: null,
    segments: {},
  }
}

function checkRules(rules: readonly AlertRule[]): void {
  const ids = rules.map((rule) => rule.id)
  if (new Set(ids).size < ids.length) {
    throw new InvalidOptionError('rules', 'ids that differ', ids)
  }
  for (const rule of rules) {
    if (rule.kind === 'response' && Object.keys(rule.when).length === 0) {
      throw new InvalidOptionError(`rule ${rule.id}`, 'at least one condition', rule.when)
    }
  }
}

/**
 * Alerts that the rules make of what happened.
 *
 * One alert per rule and event, whatever the number of calls: pass the keys that went out. Within one call an event
 * that matches twice is reported once, and a pause holds from the first alert of the call on.
 *
 * @param rules - rules with different ids, each with a condition
 * @param events - responses and spikes, in the order in which they are to be reported
 * @param history - keys and times of what went out before
 * @param options - routing table, and the present time in milliseconds since 1970
 * @returns alerts, and matches that were held back with the reason
 * @throws {InvalidOptionError} if two rules share an id, a rule has no condition, or a team is blank
 * @see findSpikes, routeOf
 * @example
 * evaluateAlerts([{ id: 'low', kind: 'response', when: { scoreAtMost: 3 } }], { responses, spikes: [] },
 *   { keys: new Set(), lastAt: new Map() }, { routing, now }).alerts[0]?.team
 */
export function evaluateAlerts(
  rules: readonly AlertRule[],
  events: AlertEvents,
  history: AlertHistory,
  options: { readonly routing: RoutingTable; readonly now: number }
): { readonly alerts: readonly Alert[]; readonly heldBack: readonly HeldBack[] } {
  checkRules(rules)
  const { routing, now } = options
  const keys = new Set(history.keys)
  const lastAt = new Map(history.lastAt)
  const alerts: Alert[] = []
  const heldBack: HeldBack[] = []
  for (const rule of rules) {
    const matches =
      rule.kind === 'response'
        ? events.responses.map((response) => matchResponse(rule, response))
        : events.spikes.map((spike) => matchSpike(rule, spike))
    for (const match of matches) {
      if (match === null) continue
      const reason = reasonToHold(rule, match, { keys, lastAt, now })
      if (reason !== null) {
        heldBack.push({ key: match.key, ruleId: rule.id, reason })
        continue
      }
      keys.add(match.key)
      lastAt.set(match.pauseKey, now)
      const { segments, ...rest } = match
      const team = routeOf({ themeId: rest.themeId, accountId: rest.accountId, segments }, routing)
      alerts.push({ ...rest, ruleId: rule.id, kind: rule.kind, team, at: now })
    }
  }
  return { alerts, heldBack }
}

function reasonToHold(
  { silencedUntil, pauseMs = 0 }: AlertRule,
  { key, pauseKey }: Match,
  { keys, lastAt, now }: AlertHistory & { readonly now: number }
): HeldBack['reason'] | null {
  if (keys.has(key)) return 'already-sent'
  if (silencedUntil !== undefined && now < silencedUntil) return 'silenced'
  const last = lastAt.get(pauseKey)
  return last !== undefined && now - last < pauseMs ? 'paused' : null
}
