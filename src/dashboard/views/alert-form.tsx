import { useState } from 'preact/hooks'
import type { AlertRule, CreatedWebhook, NewAlertRule, Webhook } from '../alert-calls.ts'
import type { ApiProblem } from '../api-client.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { asProblem } from '../state/filtering.ts'
import { usePage } from '../state/use-page.ts'
import { responseFlagWords } from '../words.ts'

const FLAGS = ['churn-intent', 'request', 'competitor', 'score-comment-disagreement'] as const
type Flag = (typeof FLAGS)[number] | 'truncated'

type Props = {
  readonly surveyId: string
  /** The rule that is changed; null for a new one. */
  readonly rule: AlertRule | null
  readonly webhooks: readonly Webhook[]
  done(): void
  cancel(): void
}

/** What the fields hold; empty where nothing is asked. */
type Fields = {
  readonly name: string
  readonly kind: 'response' | 'spike'
  readonly webhookId: string
  readonly url: string
  readonly scoreAtMost: string
  readonly themeIds: readonly string[]
  readonly polarity: string
  readonly flags: readonly Flag[]
  readonly period: 'day' | 'week' | 'month'
  readonly includeQuotes: boolean
}

function fieldsOf(rule: AlertRule | null, webhooks: readonly Webhook[]): Fields {
  const when = rule?.kind === 'response' ? rule.when : {}
  const themeIds = rule?.kind === 'spike' ? rule.themeIds : when.themeIds
  return {
    name: rule?.name ?? '',
    kind: rule?.kind ?? 'response',
    webhookId: rule?.webhookId ?? webhooks[0]?.id ?? '',
    url: '',
    scoreAtMost: rule === null ? '3' : String(when.scoreAtMost ?? ''),
    themeIds: themeIds ?? [],
    polarity: when.polarity ?? '',
    flags: when.flags ?? [],
    period: rule?.kind === 'spike' ? rule.period : 'week',
    includeQuotes: rule?.kind === 'response' && rule.includeQuotes,
  }
}

/** The rule that the fields describe; null while a condition is missing. What has no field stays. */
function ruleOf(fields: Fields, before: AlertRule | null): NewAlertRule | null {
  const { name, kind, webhookId, scoreAtMost, polarity, flags } = fields
  const themeIds = fields.themeIds.length === 0 ? {} : { themeIds: [...fields.themeIds] }
  const shared = {
    name: name.trim(),
    webhookId,
    ...(before && {
      isEnabled: before.isEnabled,
      silencedUntil: before.silencedUntil,
      pauseMinutes: before.pauseMinutes,
    }),
  }
  if (shared.name === '') return null
  if (kind === 'spike') {
    const old = before?.kind === 'spike' ? { timeZone: before.timeZone } : {}
    return { ...shared, ...old, kind, ...themeIds, period: fields.period }
  }
  const old = before?.kind === 'response' ? before : null
  const { segments, scoreGroup } = old?.when ?? {}
  const when = {
    ...(segments && { segments }),
    ...(scoreGroup && { scoreGroup }),
    ...(scoreAtMost !== '' && { scoreAtMost: Number(scoreAtMost) }),
    ...themeIds,
    ...(polarity !== '' && { polarity: polarity as 'negative' }),
    ...(flags.length > 0 && { flags: [...flags] }),
  }
  if (Object.keys(when).length === 0) return null
  const age = old ? { maxAgeDays: old.maxAgeDays } : {}
  return { ...shared, ...age, kind, when, includeQuotes: fields.includeQuotes }
}

/** Makes a rule or changes one. */
export function RuleForm({ surveyId, rule, webhooks, done, cancel }: Props) {
  const { surveys } = usePage().client
  const [fields, setFields] = useState(() => fieldsOf(rule, webhooks))
  const [made, setMade] = useState<CreatedWebhook | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change })
  const body = ruleOf(fields, rule)
  const isComplete = body !== null && (fields.webhookId !== '' || fields.url.trim() !== '')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!body) return
    setProblem(null)
    try {
      const created =
        fields.webhookId === '' ? (made ?? (await surveys.createWebhook(fields.url.trim()))) : null
      if (created) setMade(created)
      await surveys.saveRule(surveyId, rule?.id ?? null, {
        ...body,
        webhookId: created?.id ?? fields.webhookId,
      })
      // The secret is shown once, so the form stays until it was seen.
      if (!created) done()
      else setFields({ ...fields, webhookId: created.id })
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  if (made && fields.webhookId === made.id) return <Secret made={made} done={done} />
  return (
    <form class="settings rule-form" onSubmit={submit}>
      <label>
        <span>Name</span>
        <input
          type="text"
          maxLength={200}
          value={fields.name}
          onInput={(event) => set({ name: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>Looks at</span>
        <select
          value={fields.kind}
          onChange={(event) => set({ kind: event.currentTarget.value as Fields['kind'] })}
        >
          <option value="response">each response</option>
          <option value="spike">themes over time</option>
        </select>
      </label>
      <Conditions fields={fields} set={set} />
      <label>
        <span>Sent to</span>
        <select
          value={fields.webhookId}
          onChange={(event) => set({ webhookId: event.currentTarget.value })}
        >
          {webhooks.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="">a new address …</option>
        </select>
      </label>
      {fields.webhookId === '' && (
        <label>
          <span>Address</span>
          <input
            type="url"
            placeholder="https://"
            value={fields.url}
            onInput={(event) => set({ url: event.currentTarget.value })}
          />
        </label>
      )}
      {problem && <ProblemNote problem={problem} />}
      <p class="buttons">
        <button type="submit" disabled={!isComplete}>
          Save the rule
        </button>
        <button type="button" class="quiet" onClick={cancel}>
          Cancel
        </button>
      </p>
    </form>
  )
}

function Secret({ made, done }: { readonly made: CreatedWebhook; done(): void }) {
  return (
    <div class="note" role="status">
      <p>
        The rule is saved. Alerts to {made.name} are signed with this secret, which is shown only
        now:
      </p>
      <p>
        <code>{made.secret}</code>
      </p>
      <button type="button" onClick={done}>
        I have it
      </button>
    </div>
  )
}

type ConditionProps = { readonly fields: Fields; set(change: Partial<Fields>): void }

function Conditions({ fields, set }: ConditionProps) {
  const themes = usePage().shown.value?.figures.themes ?? []
  const theme = (
    <Several
      name="Themes"
      choices={themes.map(({ id, label }) => [id, label])}
      chosen={fields.themeIds}
      choose={(themeIds) => set({ themeIds })}
    />
  )
  if (fields.kind === 'spike') {
    return (
      <>
        {theme}
        <label>
          <span>Period</span>
          <select
            value={fields.period}
            onChange={(event) => set({ period: event.currentTarget.value as Fields['period'] })}
          >
            <option value="day">day</option>
            <option value="week">week</option>
            <option value="month">month</option>
          </select>
        </label>
      </>
    )
  }
  return (
    <>
      <label>
        <span>Score at most</span>
        <input
          type="number"
          value={fields.scoreAtMost}
          onInput={(event) => set({ scoreAtMost: event.currentTarget.value })}
        />
      </label>
      {theme}
      <label>
        <span>Polarity</span>
        <select
          value={fields.polarity}
          onChange={(event) => set({ polarity: event.currentTarget.value })}
        >
          <option value="">any</option>
          <option value="negative">negative</option>
          <option value="neutral">neutral</option>
          <option value="positive">positive</option>
        </select>
      </label>
      <Several
        name="Remarks"
        choices={FLAGS.map((flag) => [flag, responseFlagWords(flag)])}
        chosen={fields.flags}
        choose={(flags) => set({ flags: flags as readonly Flag[] })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={fields.includeQuotes}
          onChange={(event) => set({ includeQuotes: event.currentTarget.checked })}
        />
        <span>Send the clause, masked</span>
      </label>
    </>
  )
}

type SeveralProps = {
  readonly name: string
  readonly choices: readonly (readonly [id: string, label: string])[]
  readonly chosen: readonly string[]
  choose(ids: readonly string[]): void
}

/** Any number of choices, of which one has to fit; those without a choice of their own stay, by their id. */
function Several({ name, choices, chosen, choose }: SeveralProps) {
  const gone = chosen.filter((id) => choices.every(([known]) => known !== id))
  const all = [...choices, ...gone.map((id) => [id, id] as const)]
  const labels = all.flatMap(([id, label]) => (chosen.includes(id) ? [label] : []))
  return (
    <details class="several">
      <summary>
        {name}: <bdi>{labels.length === 0 ? 'any' : labels.join(' or ')}</bdi>
      </summary>
      <fieldset>
        <legend class="hidden">{name}</legend>
        {all.map(([id, label]) => (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                choose(
                  event.currentTarget.checked
                    ? [...chosen, id]
                    : chosen.filter((other) => other !== id)
                )
              }
            />
            <span dir="auto">{label}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
