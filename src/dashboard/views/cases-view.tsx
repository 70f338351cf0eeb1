import { useState } from 'preact/hooks'
import type { Cases } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { KeepFirst } from '../parts/keep-first.tsx'
import { Loading } from '../parts/loading.tsx'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { labelsOf } from './edit-dialog.tsx'

/** Detractors to call back, the most urgent first. */
export function CasesView() {
  const page = usePage()
  const id = page.source.value?.surveyId ?? null
  const filters = filtersOf(page.route.value)
  const ask =
    id === null
      ? null
      : (signal: AbortSignal) => page.client.surveys.cases(id, { filters, cursor: null, signal })
  const answer = useAnswer(ask, [id, page.shown.value])
  if (id === null) return <KeepFirst what="Cases" />
  return (
    <div class="cases">
      <h1>Whom to call back</h1>
      <Loading answer={answer}>
        {(first) =>
          first.totalCount === 0 ? (
            <p class="note">There is no detractor in this selection.</p>
          ) : (
            <CaseList key={JSON.stringify(filters)} first={first} />
          )
        }
      </Loading>
    </div>
  )
}

function CaseList({ first }: { readonly first: Cases }) {
  const page = usePage()
  const [more, setMore] = useState<readonly Cases[]>([])
  const pages = [first, ...more]
  const next = pages.at(-1)?.next ?? null
  const labelOf = labelsOf(page.shown.value?.figures.themes ?? [])
  const load = async () => {
    const id = page.source.value?.surveyId ?? ''
    const { signal } = new AbortController()
    const asked = { filters: filtersOf(page.route.value), cursor: next, signal }
    setMore([...more, await page.client.surveys.cases(id, asked)])
  }
  return (
    <>
      <p class="lead">
        {numbers.count(first.totalCount)} detractors
        {first.teams.length > 0 &&
          ` · ${first.teams.map(({ team, caseCount }) => `${team}: ${numbers.count(caseCount)}`).join(', ')}`}
      </p>
      <ul class="cards-list">
        {pages
          .flatMap((one) => one.detractors)
          .map((entry) => (
            <Case key={entry.responseId} entry={entry} labelOf={labelOf} />
          ))}
      </ul>
      {next !== null && (
        <button type="button" class="quiet" onClick={load}>
          More cases
        </button>
      )}
    </>
  )
}

/** The score stands in front already. */
function isNews(reason: string): boolean {
  return !/^score \d/.test(reason)
}

type CaseProps = {
  readonly entry: Cases['detractors'][number]
  labelOf(themeId: string): string
}

function Case({ entry, labelOf }: CaseProps) {
  const page = usePage()
  const { score, themeId, quote, team, severity, reasons, accountId, responseId } = entry
  return (
    <li class="response">
      <p class="response-head">
        {score !== null && <span class="score detractors">{score}</span>}
        {themeId !== null && (
          <a href={routeHash(viewRoute(page.route.value, 'themes', themeId))} dir="auto">
            {labelOf(themeId)}
          </a>
        )}
        <span class="severity" title="Of 1: by score, words and effect of the theme">
          urgency
          <meter min="0" max="1" value={severity} aria-label="Urgency" />
          <span class="numeric">{numbers.percent(severity)}</span>
        </span>
        {reasons.filter(isNews).map((reason) => (
          <span key={reason} class="flag">
            {reason.replace(/-/g, ' ')}
          </span>
        ))}
      </p>
      {quote === null ? (
        <p class="soft">No comment</p>
      ) : (
        <blockquote>
          <bdi class="comment" dir="auto">
            {quote}
          </bdi>
        </blockquote>
      )}
      <p class="soft small about">
        To {team}
        {accountId !== null && (
          <>
            {' · '}
            <a href={routeHash(viewRoute(page.route.value, 'accounts', accountId))} dir="auto">
              {accountId}
            </a>
          </>
        )}
        {` · ${responseId}`}
      </p>
    </li>
  )
}
