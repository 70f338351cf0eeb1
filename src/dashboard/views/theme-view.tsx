import { useState } from 'preact/hooks'
import type { AnalysedTheme, ClausePolarity } from '../../http/client-types.ts'
import { CountColumns } from '../charts/bars.tsx'
import { numbers } from '../numbers.ts'
import { ResponseCard } from '../parts/response-card.tsx'
import { TallyTable } from '../parts/tally-table.tsx'
import { ThemeFigures } from '../parts/theme-figures.tsx'
import type { Shown } from '../state/page-state.ts'
import { routeHash } from '../state/route.ts'
import {
  inTellingOrder,
  responsesAbout,
  type ThemeResponse,
  tallyField,
  tallyMonths,
  tallyTogether,
} from '../state/theme-facts.ts'
import { usePage } from '../state/use-page.ts'
import { POLARITY_WORDS, statusWords } from '../words.ts'

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
  const theme = shown.analysis.themes.find(({ id }) => id === themeId)
  const list = routeHash({ ...page.route.value, themeId: null })
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
  const about = responsesAbout(themeId, shown.responses, shown.analysed)
  return (
    <div class="theme">
      <p class="back">
        <a href={list}>All themes</a>
      </p>
      <h1 dir="auto">{theme.label}</h1>
      <p class="lead">
        {SOURCES[theme.source]} {statusLine(theme, page.dataset.value?.settings.minMentions ?? 10)}
      </p>
      <ThemeFigures theme={theme} summary={shown.analysis.summary} />
      <div class="columns-2">
        <Quotes theme={theme} about={about} />
        <div>
          <Months about={about} shown={shown} />
          <Together theme={theme} about={about} shown={shown} />
          <WhoSaidIt about={about} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function statusLine(theme: AnalysedTheme, minMentions: number): string {
  const { short, long } = statusWords(theme.status, minMentions)
  return theme.rank === null ? `${short}: ${long}` : `Rank ${theme.rank}.`
}

const PAGE_SIZE = 10

type QuotesProps = { readonly theme: AnalysedTheme; readonly about: readonly ThemeResponse[] }

function Quotes({ theme, about }: QuotesProps) {
  const page = usePage()
  const [count, setCount] = useState(PAGE_SIZE)
  const polarities = ['negative', 'neutral', 'positive'] as const
  const said = page.route.value.params.said
  const polarity: ClausePolarity | null = polarities.find((known) => known === said) ?? null
  const quoteIds = (theme.quotes ?? []).map(({ responseId }) => responseId)
  const ordered = inTellingOrder(about, quoteIds, polarity)
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
      <ul class="cards-list">
        {ordered.slice(0, count).map(({ response, analysed, mentions }) => (
          <ResponseCard
            key={response.id}
            response={response}
            analysed={analysed}
            clauses={mentions}
          />
        ))}
      </ul>
      {ordered.length > count && (
        <button type="button" class="quiet" onClick={() => setCount(count + PAGE_SIZE)}>
          {numbers.count(ordered.length - count)} more
        </button>
      )}
    </section>
  )
}

type FactsProps = { readonly about: readonly ThemeResponse[]; readonly shown: Shown }

function Months({ about, shown }: FactsProps) {
  const months = tallyMonths(about, shown.responses)
  if (months.length === 0) return null
  const step = Math.ceil(months.length / 6)
  return (
    <section>
      <h2>When they said it</h2>
      <CountColumns
        name="People who mention the theme, by month"
        columns={months.map(({ month, count }, index) => ({
          label: numbers.month(month),
          shownLabel: index % step === 0 ? numbers.month(month) : '',
          count,
          tone: 'plain',
        }))}
      />
    </section>
  )
}

function Together({ theme, about, shown }: FactsProps & { readonly theme: AnalysedTheme }) {
  const page = usePage()
  const labels = new Map(shown.analysis.themes.map(({ id, label }) => [id, label]))
  const rows = tallyTogether(theme.id, about).slice(0, 6)
  if (rows.length === 0) return null
  return (
    <section>
      <h2>Mentioned together with</h2>
      <TallyTable
        heading="Theme"
        unit="of those who mention this one"
        rows={rows.map((row) => ({
          ...row,
          name: labels.get(row.name) ?? row.name,
          href: routeHash({ ...page.route.value, themeId: row.name }),
        }))}
      />
    </section>
  )
}

function WhoSaidIt({ about, shown }: FactsProps) {
  const page = usePage()
  const fields = page.dataset.value?.fields ?? []
  const asked = page.route.value.params.by
  const field = fields.find((known) => known.field === asked) ?? fields[0]
  if (!field) return null
  return (
    <section>
      <h2>Who said it</h2>
      <label class="inline">
        <span>By</span>
        <select
          value={field.field}
          onChange={(event) => page.setParams({ by: event.currentTarget.value })}
        >
          {fields.map((known) => (
            <option key={known.field} value={known.field}>
              {known.field}
            </option>
          ))}
        </select>
      </label>
      <TallyTable
        heading={field.field}
        unit="of the responses there"
        rows={tallyField(field.field, about, shown.responses).slice(0, 12)}
      />
    </section>
  )
}
