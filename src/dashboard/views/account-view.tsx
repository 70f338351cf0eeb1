import { ShareBar } from '../charts/bars.tsx'
import { numbers } from '../numbers.ts'
import { CellThemes, HIDDEN_WORDS, NpsFigure } from '../parts/cell-parts.tsx'
import { Loading } from '../parts/loading.tsx'
import { ResponseList } from '../parts/response-list.tsx'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { AccountFlags } from './accounts-view.tsx'

/** One account: its figures against the others, by role, and what its people wrote. */
export function AccountView({ accountId }: { readonly accountId: string }) {
  const page = usePage()
  const id = page.source.value?.surveyId ?? ''
  const filters = filtersOf(page.route.value)
  const ask = (signal: AbortSignal) =>
    page.client.surveys.account(id, accountId, { filters, signal })
  const answer = useAnswer(ask, [id, accountId, page.shown.value])
  const summary = page.shown.value?.figures.summary
  const query = { filters, words: '', themeId: '', polarity: '', group: '', accountId }
  return (
    <div class="account">
      <p class="back">
        <a href={routeHash(viewRoute(page.route.value, 'accounts'))}>All accounts</a>
      </p>
      <h1 dir="auto">{accountId}</h1>
      <Loading answer={answer}>
        {({ cell, roles, flags, revenue, revenueAtRisk }) => (
          <section class="figures" aria-label="Figures">
            <p>
              <AccountFlags flags={flags} />
            </p>
            {cell.suppressed ? (
              <p class="soft">Figures {HIDDEN_WORDS[cell.suppressed]}.</p>
            ) : (
              <dl class="facts">
                <div>
                  <dt>NPS</dt>
                  <dd>
                    <NpsFigure cell={cell} />
                  </dd>
                </div>
                <div>
                  <dt>Scores</dt>
                  <dd>{numbers.count(cell.base ?? 0)}</dd>
                </div>
                <div>
                  <dt>Detractors among them</dt>
                  <dd>
                    <ShareBar
                      share={cell.figures?.detractorShare.estimate ?? null}
                      base={summary?.detractorShare ?? null}
                    />
                  </dd>
                </div>
                <div>
                  <dt>Themes</dt>
                  <dd>
                    <CellThemes cell={cell} />
                  </dd>
                </div>
                {revenue !== null && (
                  <div>
                    <dt>Revenue at risk</dt>
                    <dd>
                      {numbers.count(revenueAtRisk ?? 0)}{' '}
                      <span class="soft">of {numbers.count(revenue)}</span>
                    </dd>
                  </div>
                )}
              </dl>
            )}
            {roles.length > 0 && (
              <table class="plain-table">
                <thead>
                  <tr>
                    <th scope="col">Role</th>
                    <th scope="col">Scores</th>
                    <th scope="col">NPS</th>
                  </tr>
                </thead>
                <tbody>
                  {roles.map(({ role, base, npsPoints }) => (
                    <tr key={role}>
                      <th scope="row">{role.replace(/-/g, ' ')}</th>
                      <td class="numeric">{numbers.count(base)}</td>
                      <td class="numeric">{numbers.plain(npsPoints)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        )}
      </Loading>
      <h2>What its people wrote</h2>
      <ResponseList query={query} marked="" />
    </div>
  )
}
