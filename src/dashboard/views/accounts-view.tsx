import { useState } from 'preact/hooks'
import { effectAxis } from '../charts/effect-axis.ts'
import { PlainScale } from '../charts/interval-dot.tsx'
import type { Account, Accounts } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import {
  CellThemes,
  HIDDEN_WORDS,
  HiddenNote,
  NpsColumns,
  NpsFigure,
  NpsHeads,
  NpsPlot,
  npsEnds,
} from '../parts/cell-parts.tsx'
import { KeepFirst } from '../parts/keep-first.tsx'
import { Loading } from '../parts/loading.tsx'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { AccountView } from './account-view.tsx'

const SORTS = [
  ['nps', 'lowest NPS first'],
  ['base', 'most scores first'],
  ['id', 'by name'],
] as const

const FLAGS: Readonly<Record<Account['flags'][number], readonly [short: string, long: string]>> = {
  'single-voice': ['one voice', 'One person answered for the whole account'],
  'no-decision-maker': ['no decision maker', 'Nobody who decides has answered'],
  'role-holder-changed': ['new role-holder', 'Another person holds a role than before'],
}

/** Accounts, the unhappiest first, or one of them. */
export function AccountsView({ accountId }: { readonly accountId: string | null }) {
  const page = usePage()
  if (page.source.value?.surveyId == null) return <KeepFirst what="Accounts" />
  return accountId === null ? <AccountList /> : <AccountView accountId={accountId} />
}

function AccountList() {
  const page = usePage()
  const id = page.source.value?.surveyId ?? ''
  const { order = 'nps' } = page.route.value.params
  const filters = filtersOf(page.route.value)
  const ask = (signal: AbortSignal) =>
    page.client.surveys.accounts(id, { filters, sort: order, cursor: null, signal })
  const answer = useAnswer(ask, [id, order, page.shown.value])
  return (
    <div class="accounts">
      <h1>Accounts</h1>
      <Loading answer={answer}>
        {(report) =>
          report.totalCount === 0 ? (
            <p class="note">No response names an account. Say on import which column holds it.</p>
          ) : (
            <>
              <Summary report={report} />
              <label class="inline">
                <span>Order</span>
                <select
                  value={order}
                  onChange={(event) => page.setParams({ order: event.currentTarget.value })}
                >
                  {SORTS.map(([sort, name]) => (
                    <option key={sort} value={sort}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <AccountTable key={order + JSON.stringify(filters)} first={report} order={order} />
              <Roles report={report} />
            </>
          )
        }
      </Loading>
    </div>
  )
}

function Summary({ report }: { readonly report: Accounts }) {
  const { championGap, accountWeighted, respondentWeighted } = report
  const gap = championGap.npsPoints
  return (
    <ul class="caveats">
      {accountWeighted && respondentWeighted && (
        <li>
          Counting each of {numbers.count(report.totalCount)} accounts once, the NPS is{' '}
          {numbers.plain(accountWeighted.estimate)} ({numbers.plain(accountWeighted.confLow)} to{' '}
          {numbers.plain(accountWeighted.confHigh)}); counting each person once it is{' '}
          {numbers.plain(respondentWeighted.estimate)}.
        </li>
      )}
      {gap && (
        <li>
          People in the role “{championGap.role}” score {numbers.plain(Math.abs(gap.estimate))}{' '}
          points {gap.estimate < 0 ? 'below' : 'above'} their colleagues (
          {numbers.signed(gap.confLow, 0)} to {numbers.signed(gap.confHigh, 0)},{' '}
          {numbers.count(championGap.accountCount)} accounts).
        </li>
      )}
      {report.warnings.map(({ code, detail }) => (
        <li key={code + detail}>{detail}</li>
      ))}
    </ul>
  )
}

function AccountTable({ first, order }: { readonly first: Accounts; readonly order: string }) {
  const page = usePage()
  const [more, setMore] = useState<readonly Accounts[]>([])
  const pages = [first, ...more]
  const accounts = pages.flatMap((one) => one.accounts)
  const next = pages.at(-1)?.next ?? null
  const axis = effectAxis(npsEnds(accounts.map(({ cell }) => cell)))
  const mark = page.shown.value?.figures.summary.npsPoints ?? null
  const load = async () => {
    const id = page.source.value?.surveyId ?? ''
    const asked = { filters: filtersOf(page.route.value), sort: order, cursor: next }
    const { signal } = new AbortController()
    setMore([...more, await page.client.surveys.accounts(id, { ...asked, signal })])
  }
  return (
    <>
      <table class="ranked cells">
        <caption class="hidden">Accounts</caption>
        <thead>
          <tr>
            <th scope="col" class="name-column">
              Account
            </th>
            <NpsHeads axis={axis} />
            <th scope="col">Scores</th>
            <th scope="col">Themes</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ accountId, cell, flags }) => (
            <tr key={accountId} class={cell.suppressed ? 'suppressed' : undefined}>
              <th scope="row" class="name-column">
                <a href={routeHash(viewRoute(page.route.value, 'accounts', accountId))} dir="auto">
                  {accountId}
                </a>
                <span class="flags">
                  <AccountFlags flags={flags} />
                </span>
              </th>
              {cell.suppressed ? (
                <td colSpan={4} class="soft">
                  {HIDDEN_WORDS[cell.suppressed]}
                </td>
              ) : (
                <>
                  <NpsColumns cell={cell} axis={axis} mark={mark} />
                  <td class="numeric" data-name="Scores">
                    {numbers.count(cell.base ?? 0)}
                  </td>
                  <td data-name="Themes">
                    <CellThemes cell={cell} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {next !== null && (
        <button type="button" class="quiet" onClick={load}>
          More accounts
        </button>
      )}
      <HiddenNote cells={accounts.map(({ cell }) => cell)} />
    </>
  )
}

/** What to beware of in an account. */
export function AccountFlags({ flags }: Pick<Account, 'flags'>) {
  return (
    <>
      {flags.map((flag) => (
        <span key={flag} class="flag" title={FLAGS[flag][1]}>
          {FLAGS[flag][0]}
        </span>
      ))}
    </>
  )
}

function Roles({ report: { roles } }: { readonly report: Accounts }) {
  const shown = roles.filter(({ suppressed }) => suppressed === null)
  if (shown.length === 0) return null
  const axis = effectAxis(npsEnds(shown))
  return (
    <section>
      <h2>By role, over all accounts</h2>
      <table class="effects roles">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">NPS</th>
            <th scope="col">
              <PlainScale axis={axis} />
              <span class="hidden">Plot</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((cell) => (
            <tr key={cell.keys[0]?.bucket}>
              <th scope="row">{cell.keys[0]?.bucket.replace(/-/g, ' ')}</th>
              <td class="numeric">
                <NpsFigure cell={cell} />{' '}
                <span class="soft small">n {numbers.count(cell.base ?? 0)}</span>
              </td>
              <td>
                <NpsPlot cell={cell} axis={axis} mark={null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
