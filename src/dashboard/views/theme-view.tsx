import type { AnalysedTheme, ClausePolarity } from '../../http/client-types.ts'
import { CountColumns } from '../charts/bars.tsx'
import { numbers } from '../numbers.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ResponseList } from '../parts/response-list.tsx'
import { TallyTable } from '../parts/tally-table.tsx'
import { ThemeFigures } from '../parts/theme-figures.tsx'
import { ThemeActions } from '../parts/theme-menu.tsx'
import { ThemeTime } from '../parts/theme-multiples.tsx'
import type { PeriodCount, Source } from '../sources/source.ts'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import type { Tally } from '../state/theme-facts.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { POLARITY_WORDS, statusWords } from '../words.ts'
import { labelsOf } from './edit-dialog.tsx'

const SOURCES = {
  known: 'A known theme: its meaning is part of the taxonomy.',
  caller: 'A theme of your own taxonomy.',
  discovered: 'Found in these comments; its name is made of their telling words.',
  other: 'Comments that fit no theme.',
} as const

/** One theme: what it is, its figures, what people say, who says it. */
export function ThemeView({ themeId }: { readonly themeId: string }) {
  const page = usePage()
  const shown = page.shown.value
  if (!shown) return null
  const theme = shown.figures.themes.find(({ id }) => id === themeId)
  const list = routeHash(viewRoute(page.route.value, 'themes'))
  if (!theme) {
    return (
      <div class="theme">
        <h1>No such theme here</h1>
        <p>
          Nobody mentions it in this selection. <a href={list}>Back to the list</a>
        </p>
      </div>
    )
  }
  const source = page.source.value
  return (
    <div class="theme">
      <p class="back">
        <a href={list}>All themes</a>
      </p>
      <h1 dir="auto">{theme.label}</h1>
      <p class="lead">
        {definitionOf(theme)} {statusLine(theme, source?.minMentions ?? 10)}
      </p>
      <ThemeActions theme={theme} />
      <Body theme={theme} source={source} />
    </div>
  )
}

type BodyProps = { readonly theme: AnalysedTheme; readonly source: Source | null }

/** Figures, quotes, and who, when, with what. */
function Body({ theme, source }: BodyProps) {
  const page = usePage()
  const { route, shown } = page
  const filters = filtersOf(route.value)
  const fields = source?.fields.map(({ field }) => field) ?? []
  const field = fields.find((known) => known === route.value.params.by) ?? fields[0] ?? null
  const ask = source
    ? async (signal: AbortSignal) => ({
        ...(await source.facts({ themeId: theme.id, filters, field }, signal)),
        together: await source.together(theme.id, filters, signal),
      })
    : null
  const { value, problem } = useAnswer(ask, [theme.id, source, shown.value, field])
  const summary = shown.value?.figures.summary
  if (!summary) return null
  const labelOf = labelsOf(shown.value?.figures.themes ?? [])
  const partner = value?.together[0]
  return (
    <>
      <ThemeFigures
        theme={theme}
        summary={summary}
        partner={partner ? labelOf(partner.name) : null}
      />
      <div class="columns-2">
        <Quotes theme={theme} />
        <div>
          {problem && <ProblemNote problem={problem} />}
          {value && <Periods periods={value.periods} />}
          {source?.surveyId != null && <OverTime surveyId={source.surveyId} theme={theme} />}
          {value && <Together rows={value.together} labelOf={labelOf} />}
          {value && field !== null && <WhoSaidIt field={field} fields={fields} rows={value.who} />}
        </div>
      </div>
    </>
  )
}

/** What the theme is about: its definition where it has one, else where it comes from. */
function definitionOf(theme: AnalysedTheme): string {
  const { description } = theme
  return description ? `${description.replace(/[.\s]*$/, '')}.` : SOURCES[theme.source]
}

function statusLine(theme: AnalysedTheme, minMentions: number): string {
  if (theme.source === 'other') return ''
  const { short, long } = statusWords(theme.status, minMentions)
  return theme.rank === null ? `${short}: ${long}` : `Rank ${theme.rank}.`
}

function Quotes({ theme }: { readonly theme: AnalysedTheme }) {
  const page = usePage()
  const polarities = ['negative', 'neutral', 'positive'] as const
  const said = page.route.value.params.said
  const polarity: ClausePolarity | null = polarities.find((known) => known === said) ?? null
  const filters = filtersOf(page.route.value)
  const query = { filters, words: '', themeId: theme.id, polarity: polarity ?? '', group: '' }
  return (
    <section>
      <h2>What people say</h2>
      <label class="inline">
        <span>Show</span>
        <select
          value={polarity ?? ''}
          onChange={(event) => page.setParams({ said: event.currentTarget.value })}
        >
          <option value="">everything</option>
          {polarities.map((value) => (
            <option key={value} value={value}>
              {POLARITY_WORDS[value]}
            </option>
          ))}
        </select>
      </label>
      <ResponseList query={query} marked={theme.id} />
    </section>
  )
}

function Periods({ periods }: { readonly periods: readonly PeriodCount[] }) {
  if (periods.length === 0) return null
  const step = Math.ceil(periods.length / 6)
  return (
    <section>
      <h2>When they said it</h2>
      <CountColumns
        name="Mentions by month"
        columns={periods.map(({ period, count }, index) => ({
          label: numbers.period(period),
          shownLabel: index % step === 0 ? numbers.period(period) : '',
          count,
          tone: 'plain',
        }))}
      />
    </section>
  )
}

/** Mention share and effect over time, with intervals. */
function OverTime({
  surveyId,
  theme,
}: {
  readonly surveyId: string
  readonly theme: AnalysedTheme
}) {
  const page = usePage()
  const filters = filtersOf(page.route.value)
  const asked = { filters, topThemes: 200, maxEffectThemes: 20 }
  const ask = (signal: AbortSignal) =>
    page.client.surveys.trends(surveyId, 'month', { ...asked, signal })
  const { value } = useAnswer(ask, [surveyId, page.shown.value])
  if (value === null || value.periods.length < 2) return null
  return (
    <section>
      <h2>Share of comments over time</h2>
      <ThemeTime report={value} themeId={theme.id} label={theme.label} />
    </section>
  )
}

type TogetherProps = { readonly rows: readonly Tally[]; labelOf(id: string): string }

function Together({ rows, labelOf }: TogetherProps) {
  const page = usePage()
  if (rows.length === 0) return null
  return (
    <section>
      <h2>Mentioned together with</h2>
      <TallyTable
        heading="Theme"
        unit="of those who mention this one"
        rows={rows.slice(0, 6).map((row) => ({
          ...row,
          name: labelOf(row.name),
          href: routeHash(viewRoute(page.route.value, 'themes', row.name)),
        }))}
      />
    </section>
  )
}

type WhoProps = {
  readonly field: string
  readonly fields: readonly string[]
  readonly rows: readonly Tally[]
}

function WhoSaidIt({ field, fields, rows }: WhoProps) {
  const page = usePage()
  return (
    <section>
      <h2>Who said it</h2>
      <label class="inline">
        <span>By</span>
        <select
          value={field}
          onChange={(event) => page.setParams({ by: event.currentTarget.value })}
        >
          {fields.map((known) => (
            <option key={known} value={known}>
              {known}
            </option>
          ))}
        </select>
      </label>
      <TallyTable heading={field} unit="of the responses there" rows={rows.slice(0, 12)} />
    </section>
  )
}
