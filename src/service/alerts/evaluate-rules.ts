import type { KeptRule, NewDelivery } from '../../domain/alert.ts'
import type { StoredResponse } from '../../domain/survey.ts'
import type { ResponseFacts } from '../../domain/survey-columns.ts'
import { type Alert, type AlertRule, evaluateAlerts } from '../../insight/alerts/evaluate-alerts.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import { periodsOf } from '../../insight/trends/periods.ts'
import type { Spike } from '../../insight/trends/spikes.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { routesOf } from '../insight/case-verbs.ts'
import { factsOf } from '../insight/list-people.ts'
import { readTrends } from '../insight/segment-verbs.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import type { AlertRuleBody, AlertSilences } from './rule-schema.ts'

/** Responses looked at together. */
const PAGE = 500

const DAY_MS = 86_400_000

/** Writes that began earlier can end later: what came so shortly before is looked at again. */
const OVERLAP_MS = 120_000

/** A rule with what its owner decided, read. */
export type ReadRule = Omit<KeptRule, 'body'> & {
  readonly body: AlertRuleBody
  /** Since when it looks at responses, ISO 8601. */
  readonly activeSince: string
}

/** Rules of a survey, read. */
export async function rulesOf(data: SurveyData): Promise<ReadRule[]> {
  return (await data.listRules()).map(readRule)
}

/** A kept rule, read; only `rule-verbs.ts` writes them. */
export function readRule(rule: KeptRule): ReadRule {
  const { activeSince, ...body } = JSON.parse(rule.body)
  return { ...rule, body, activeSince }
}

type Looking = {
  readonly context: SurveyContext
  readonly data: SurveyData
  readonly rules: readonly ReadRule[]
  readonly routing: RoutingTable
  readonly silences: AlertSilences
}

/**
 * Looks at the responses that came since the last look, and queues an alert for every event that
 * meets a rule.
 *
 * May be called at any time and by several workers at once: an event is queued once for each rule.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function evaluateResponses(context: SurveyContext, surveyId: string): Promise<void> {
  const looking = await startLooking(context, surveyId, 'response')
  if (!looking) return
  const { data, rules } = looking
  const startedAt = isoNow(context)
  const state = await data.findDocument('alert-state')
  const lastMs = state ? Date.parse(JSON.parse(state.body).lookedAt) : 0
  const oldestRule = rules.map(({ activeSince }) => activeSince).sort()[0]
  if (oldestRule !== undefined) {
    const since = new Date(Math.max(lastMs - OVERLAP_MS, Date.parse(oldestRule))).toISOString()
    let after: number | null = null
    do {
      const page: { entries: readonly StoredResponse[]; next: number | null } =
        await data.listReceived({ since, limit: PAGE, after })
      await queueAlertsAbout(looking, page.entries)
      after = page.next
    } while (after !== null)
  }
  await data.saveDocument('alert-state', {
    body: JSON.stringify({ lookedAt: startedAt }),
    updatedAt: startedAt,
  })
}

/** Null for a survey without any rule of the kind. */
async function startLooking(
  context: SurveyContext,
  surveyId: string,
  kind: AlertRuleBody['kind']
): Promise<Looking | null> {
  const data = await openSurvey(context, surveyId)
  const all = (await rulesOf(data)).filter(({ body }) => body.kind === kind)
  if (all.length === 0) return null
  const [routing, silences] = [await routesOf(data), await silencesOf(data)]
  return { context, data, rules: all.filter(({ body }) => body.isEnabled), routing, silences }
}

/** Silences in force. */
export async function silencesOf(data: SurveyData): Promise<AlertSilences> {
  const kept = await data.findDocument('alert-silences')
  return kept ? JSON.parse(kept.body) : { until: null, accounts: [] }
}

async function queueAlertsAbout(
  looking: Looking,
  responses: readonly StoredResponse[]
): Promise<void> {
  const now = looking.context.nowMs()
  const silentAccounts = new Set(
    looking.silences.accounts
      .filter(({ until }) => Date.parse(until) > now)
      .map(({ accountId }) => accountId)
  )
  const facts = responses.map((response) => ({
    facts: factsOf(response),
    receivedAt: response.receivedAt,
  }))
  for (const rule of looking.rules) {
    const { body } = rule
    if (body.kind !== 'response') continue
    const oldest = now - body.maxAgeDays * DAY_MS
    const seen = facts
      .filter((each) => each.receivedAt >= rule.activeSince && (each.facts.time ?? now) >= oldest)
      .map((each) => each.facts)
    const isSilent = ({ accountId }: ResponseFacts) =>
      accountId !== null && silentAccounts.has(accountId)
    const silent = seen.filter(isSilent)
    const heard = seen.filter((each) => !isSilent(each))
    await queueAlerts(looking, rule, { responses: heard, spikes: [] })
    await queueAlerts(looking, rule, { responses: silent, spikes: [], silencedUntil: now + 1 })
  }
}

type Events = {
  readonly responses: readonly ResponseFacts[]
  readonly spikes: readonly Spike[]
  /** Of these events alone. */
  readonly silencedUntil?: number
}

/** Queues what the rule makes of the events, and notes what it holds back, so that it stays so. */
async function queueAlerts(looking: Looking, rule: ReadRule, events: Events): Promise<void> {
  if (events.responses.length === 0 && events.spikes.length === 0) return
  const { context, data, routing } = looking
  const insightRule = toInsightRule(rule, looking.silences, events.silencedUntil)
  const now = context.nowMs()
  const keys = await data.knownEvents([
    ...events.responses.map(({ id }) => JSON.stringify([rule.id, 'response', id])),
    ...events.spikes.map((s) => JSON.stringify([rule.id, 'spike', s.themeId, s.period])),
  ])
  // Pauses that earlier alerts began are known to the store.
  const history = { keys, lastAt: new Map<string, number>() }
  const { alerts, heldBack } = evaluateAlerts([insightRule], events, history, { routing, now })
  const factsById = new Map(events.responses.map((facts) => [facts.id, facts]))
  const factsOfId = (id: string | null) => (id === null ? null : (factsById.get(id) ?? null))
  await data.addDeliveries([
    ...alerts.map((alert) =>
      toDelivery(looking, rule, { alert, facts: factsOfId(alert.responseId) })
    ),
    ...heldBack.flatMap(({ key, reason }) =>
      reason === 'already-sent' ? [] : [toHeld(looking, rule, { key, reason, factsOfId })]
    ),
  ])
}

function toInsightRule(
  { id, body }: ReadRule,
  silences: AlertSilences,
  silencedUntil: number | undefined
): AlertRule {
  const times = [body.silencedUntil, silences.until].flatMap((until) =>
    until === null ? [] : [Date.parse(until)]
  )
  // Conditions that were left out are absent in the JSON that was kept, never undefined.
  return {
    ...(body as object),
    id,
    pauseMs: body.pauseMinutes * 60_000,
    silencedUntil: Math.max(0, silencedUntil ?? 0, ...times),
  } as AlertRule
}

/** An event that is noted and not sent. */
function toHeld(
  { context }: Looking,
  { id: ruleId, targetId }: ReadRule,
  held: {
    readonly key: string
    readonly reason: 'silenced' | 'paused'
    readonly factsOfId: (id: string) => ResponseFacts | null
  }
): NewDelivery {
  const [, kind, subject]: readonly [string, 'response' | 'spike', string] = JSON.parse(held.key)
  const facts = kind === 'response' ? held.factsOfId(subject) : null
  return {
    id: `msg_${context.createId()}`,
    ruleId,
    targetId,
    eventKey: held.key,
    pauseKey: held.key,
    pauseFromMs: context.nowMs(),
    heldFor: held.reason,
    kind,
    responseId: facts?.id ?? null,
    respondentId: facts?.respondentId ?? null,
    accountId: facts?.accountId ?? null,
    themeId: kind === 'spike' ? subject : null,
    payload: '',
    createdAtMs: context.nowMs(),
  }
}

function toDelivery(
  { context, data }: Looking,
  { id: ruleId, targetId, body }: ReadRule,
  { alert, facts }: { readonly alert: Alert; readonly facts: ResponseFacts | null }
): NewDelivery {
  const quotes = body.kind === 'response' && body.includeQuotes
  const payload = {
    type: 'alert',
    timestamp: new Date(alert.at).toISOString(),
    data: {
      surveyId: data.survey.id,
      ruleId,
      ruleName: body.name,
      kind: alert.kind,
      reasons: alert.reasons,
      responseId: alert.responseId,
      accountId: alert.accountId,
      themeId: alert.themeId,
      score: facts?.score ?? null,
      team: alert.team,
      ...(quotes && { quote: alert.quote }),
    },
  }
  return {
    id: `msg_${context.createId()}`,
    ruleId,
    targetId,
    eventKey: alert.key,
    pauseKey: alert.pauseKey,
    pauseFromMs: alert.at - body.pauseMinutes * 60_000,
    heldFor: null,
    kind: alert.kind,
    responseId: alert.responseId,
    respondentId: facts?.respondentId ?? null,
    accountId: alert.accountId,
    themeId: alert.themeId,
    payload: JSON.stringify(payload),
    createdAtMs: alert.at,
  }
}

/** At least as long as a period of its kind, so that two moments so far apart lie in two periods. */
const SPAN_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS } as const

/**
 * Looks at the last period that is over, and queues an alert for every theme that stands out in it.
 *
 * A period is looked at as a whole, since looking at it again and again while it grows would make
 * more false alarms than the stated rate.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function evaluateSpikes(context: SurveyContext, surveyId: string): Promise<void> {
  const looking = await startLooking(context, surveyId, 'spike')
  if (!looking) return
  for (const rule of looking.rules) {
    const { body } = rule
    if (body.kind !== 'spike') continue
    const { period: unit, timeZone } = body
    const now = context.nowMs()
    const { labels } = periodsOf([now - SPAN_MS[unit], now], unit, timeZone)
    const last = labels.at(-2)
    const request = { filter: {}, unit, timeZone, maxEffectThemes: 0 }
    const { answer } = await readTrends(context, surveyId, request)
    const spikes = answer.periods.find(({ period }) => period === last)?.spikes ?? []
    if (spikes.length === 0) continue
    await queueAlerts(looking, rule, { responses: [], spikes })
  }
}
