import { useState } from 'preact/hooks'
import type { AlertRule, Alerts, Delivery, TestResult } from '../alert-calls.ts'
import type { ApiProblem } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { ruleBody, ruleWords } from '../parts/alert-words.ts'
import { KeepFirst } from '../parts/keep-first.tsx'
import { Loading } from '../parts/loading.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { asProblem } from '../state/filtering.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { RuleForm } from './alert-form.tsx'
import { labelsOf } from './edit-dialog.tsx'

const DAY_MS = 86_400_000

/** Rules that send a webhook when something calls for it, and what was sent. */
export function AlertsView() {
  const page = usePage()
  const id = page.source.value?.surveyId ?? null
  const [version, setVersion] = useState(0)
  const [edited, setEdited] = useState<AlertRule | 'new' | null>(null)
  const ask = id === null ? null : (signal: AbortSignal) => page.client.surveys.alerts(id, signal)
  const answer = useAnswer(ask, [id, version, page.keyed.value])
  if (id === null) return <KeepFirst what="Alerts" />
  const changed = () => {
    setEdited(null)
    setVersion(version + 1)
  }
  return (
    <div class="alerts">
      <h1>Alerts</h1>
      <p class="lead">
        A rule looks at what arrives from now on and sends a signed webhook, once for each event.
      </p>
      <Loading answer={answer}>
        {(alerts) => (
          <>
            <RuleList alerts={alerts} changed={changed} edit={setEdited} />
            {edited === null ? (
              <p>
                <button type="button" onClick={() => setEdited('new')}>
                  New rule
                </button>
              </p>
            ) : (
              <RuleForm
                key={edited === 'new' ? 'new' : edited.id}
                surveyId={id}
                rule={edited === 'new' ? null : edited}
                webhooks={alerts.webhooks}
                done={changed}
                cancel={() => setEdited(null)}
              />
            )}
            <Log alerts={alerts} />
          </>
        )}
      </Loading>
    </div>
  )
}

type ListProps = {
  readonly alerts: Alerts
  changed(): void
  edit(rule: AlertRule): void
}

function RuleList({ alerts: { rules, webhooks }, changed, edit }: ListProps) {
  if (rules.length === 0) return <p class="note">No rule yet.</p>
  return (
    <ul class="survey-list">
      {rules.map((rule) => (
        <Rule
          key={rule.id}
          rule={rule}
          target={webhooks.find(({ id }) => id === rule.webhookId)?.name ?? rule.webhookId}
          changed={changed}
          edit={() => edit(rule)}
        />
      ))}
    </ul>
  )
}

type RuleProps = {
  readonly rule: AlertRule
  readonly target: string
  changed(): void
  edit(): void
}

function Rule({ rule, target, changed, edit }: RuleProps) {
  const page = usePage()
  const surveyId = page.source.value?.surveyId ?? ''
  const [result, setResult] = useState<TestResult | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const labelOf = labelsOf(page.shown.value?.figures.themes ?? [])
  const attempt = (work: Promise<unknown>) =>
    work.catch((error: unknown) => setProblem(asProblem(error)))
  const silenced = rule.silencedUntil !== null && Date.parse(rule.silencedUntil) > Date.now()
  const { surveys } = page.client
  const save = (change: Partial<ReturnType<typeof ruleBody>>) =>
    attempt(
      surveys
        .saveRule(surveyId, rule.id, { ...ruleBody(rule), ...change } as AlertRule)
        .then(changed)
    )
  const until = silenced ? null : new Date(Date.now() + DAY_MS).toISOString()
  return (
    <li>
      <div>
        <strong dir="auto">{rule.name}</strong> {!rule.isEnabled && <span class="flag">off</span>}
        {silenced && <span class="flag">silenced</span>}
        <p class="soft small">
          {ruleWords(rule, labelOf)} → {target}
        </p>
        {result && <p role="status">{testWords(result)}</p>}
        {problem && <ProblemNote problem={problem} />}
      </div>
      <span class="rule-actions">
        <button
          type="button"
          class="quiet"
          onClick={() => attempt(surveys.testRule(surveyId, rule.id).then(setResult))}
        >
          Test
        </button>
        <button type="button" class="quiet" onClick={() => save({ silencedUntil: until })}>
          {silenced ? 'Let it speak' : 'Silence for a day'}
        </button>
        <button type="button" class="quiet" onClick={() => save({ isEnabled: !rule.isEnabled })}>
          {rule.isEnabled ? 'Turn off' : 'Turn on'}
        </button>
        <button type="button" class="quiet" onClick={edit}>
          Change
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => attempt(surveys.removeRule(surveyId, rule.id).then(changed))}
        >
          Delete
        </button>
      </span>
    </li>
  )
}

function testWords({ isDelivered, status, error, latencyMs }: TestResult): string {
  const told = status === null ? (error ?? 'no answer') : `status ${status}`
  return `${isDelivered ? 'Delivered' : 'Not delivered'}: ${told}, ${numbers.count(latencyMs)} ms`
}

function Log({ alerts: { deliveries, rules } }: { readonly alerts: Alerts }) {
  const names = new Map(rules.map(({ id, name }) => [id, name]))
  return (
    <section>
      <h2>What was sent</h2>
      {deliveries.length === 0 ? (
        <p class="soft">Nothing yet.</p>
      ) : (
        <ScrollRegion name="Delivery log">
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Rule</th>
                <th scope="col">About</th>
                <th scope="col">State</th>
                <th scope="col">Tries</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <LogRow
                  key={delivery.id}
                  delivery={delivery}
                  rule={names.get(delivery.ruleId) ?? delivery.ruleId}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

function LogRow({ delivery, rule }: { readonly delivery: Delivery; readonly rule: string }) {
  const { createdAt, responseId, themeId, state, lastStatus, lastError, attemptCount } = delivery
  return (
    <tr>
      <td>{createdAt.slice(0, 16).replace('T', ' ')}</td>
      <td dir="auto">{rule}</td>
      <td dir="auto">{responseId ?? themeId}</td>
      <td>
        {state}
        <span class="soft small"> {lastError ?? lastStatus ?? ''}</span>
      </td>
      <td class="numeric">{numbers.count(attemptCount)}</td>
    </tr>
  )
}
