import type { AnalysedTheme } from '../../http/client-types.ts'
import { ChartFrame } from '../charts/chart-frame.tsx'
import { effectAxis } from '../charts/effect-axis.ts'
import { EffectScale } from '../charts/effect-plot.tsx'
import { numbers } from '../numbers.ts'
import { EditList } from '../parts/edit-list.tsx'
import { Explain } from '../parts/explain.tsx'
import { SortHeading } from '../parts/sort-heading.tsx'
import { ThemeMenu } from '../parts/theme-menu.tsx'
import type { PeriodCount } from '../sources/source.ts'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { type ListLook, listedThemes, listLook } from '../state/theme-list.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import { crudeOn, effectOn, OUTCOME_WORDS, OUTCOMES, statusWords } from '../words.ts'
import { labelsOf } from './edit-dialog.tsx'
import { ThemeRow } from './theme-row.tsx'

/** The ranked list: what the page is for. */
export function ThemesView() {
  const page = usePage()
  const shown = page.shown.value
  const look = listLook(page.route.value)
  const months = useMonths()
  const partners = usePartners()
  if (!shown) return null
  const { themes, summary } = shown.figures
  const ranked = listedThemes(themes, 'ranked', look)
  return (
    <div class="themes">
      <h1>{OUTCOME_WORDS[look.outcome].title}</h1>
      <ListControls look={look} />
      {ranked.length > 0 ? (
        <RankedList
          themes={ranked}
          {...{ ...months, partners, look }}
          base={summary.detractorShare}
        />
      ) : (
        <p class="note">
          {look.search.trim() !== ''
            ? `No ranked theme has “${look.search}” in its name.`
            : summary.base === 0
              ? 'No response has a score, so themes are listed but not ranked.'
              : 'No theme has enough scored mentions to be ranked.'}
        </p>
      )}
      <Unranked look={look} />
    </div>
  )
}

/** Mentions by month, and whether the list has a column for them. */
function useMonths(): Months {
  const page = usePage()
  const [source, shown] = [page.source.value, page.shown.value]
  const filters = filtersOf(page.route.value)
  const ask = source ? (signal: AbortSignal) => source.months(filters, signal) : null
  const { value } = useAnswer(ask, [source, shown])
  // Room is kept for the column while it is on its way, so that nothing moves when it comes.
  return { months: value ?? new Map(), hasMonths: value ? value.size > 0 : source?.period != null }
}

/** For themes that overlap with another one, the name of that one. */
function usePartners(): ReadonlyMap<string, string> {
  const page = usePage()
  const [source, shown] = [page.source.value, page.shown.value]
  const filters = filtersOf(page.route.value)
  const themes = shown?.figures.themes ?? []
  const ask = async (signal: AbortSignal) => {
    const labelOf = labelsOf(themes)
    const overlapping = themes.filter(({ flags }) => flags.includes('collinear'))
    const pairs = overlapping.map(async ({ id }) => {
      const [first] = (await source?.together(id, filters, signal)) ?? []
      return first ? ([[id, labelOf(first.name)]] as const) : []
    })
    return new Map((await Promise.all(pairs)).flat())
  }
  return useAnswer(source && shown ? ask : null, [source, shown]).value ?? new Map()
}

function ListControls({ look }: { readonly look: ListLook }) {
  const page = usePage()
  return (
    <div class="list-controls">
      <fieldset class="switch">
        <legend class="hidden">Effect on</legend>
        {OUTCOMES.map((outcome) => (
          <label key={outcome}>
            <input
              type="radio"
              name="outcome"
              checked={look.outcome === outcome}
              onChange={() => page.setParams({ outcome: outcome === 'detractors' ? '' : outcome })}
            />
            <span>{OUTCOME_WORDS[outcome].name}</span>
          </label>
        ))}
      </fieldset>
      <label class="search">
        <span class="hidden">Search themes</span>
        <input
          type="search"
          placeholder="Search themes"
          value={look.search}
          onInput={(event) => page.setParams({ q: event.currentTarget.value })}
        />
      </label>
      <span class="check">
        <label>
          <input
            type="checkbox"
            checked={look.hasCrude}
            disabled={look.outcome === 'promoters'}
            onChange={(event) => page.setParams({ crude: event.currentTarget.checked ? '1' : '' })}
          />
          <span>Crude figure too</span>
        </label>
        <Explain about="crude" />
      </span>
      <EditList />
    </div>
  )
}

type Months = {
  readonly months: ReadonlyMap<string, readonly PeriodCount[]>
  readonly hasMonths: boolean
}

type TableProps = Months & {
  readonly partners: ReadonlyMap<string, string>
  readonly themes: readonly AnalysedTheme[]
  readonly look: ListLook
  readonly base: number | null
}

/** The table with its ways out. */
function RankedList(props: TableProps) {
  const { themes, look } = props
  const outcome = OUTCOME_WORDS[look.outcome]
  const name = usePage().source.value?.name ?? ''
  const rows = themes.map((theme) => {
    const effect = effectOn(theme, look.outcome)
    const points = (value: number | undefined) =>
      value === undefined ? null : value * outcome.factor
    return [
      theme.rank,
      theme.label,
      points(effect?.estimate),
      points(effect?.confLow),
      points(effect?.confHigh),
      theme.mentionCount,
      theme.mentionShare,
      theme.detractorShare,
    ]
  })
  const header = [
    'rank',
    'theme',
    outcome.heading,
    'low',
    'high',
    'mentions',
    'share',
    'detractors',
  ]
  const draw = async () => {
    const { dotPicture } = await import('../charts/ranked-chart.tsx')
    return dotPicture({
      title: `${name}: ${outcome.heading}`,
      note: 'Dot: estimate, line: interval; other themes held fixed. An association, not proof of cause.',
      rows: themes.flatMap((theme) => {
        const effect = effectOn(theme, look.outcome)
        if (!effect) return []
        const [estimate, low, high] = [effect.estimate, effect.confLow, effect.confHigh].map(
          (value) => value * outcome.factor
        )
        if (estimate === undefined || low === undefined || high === undefined) return []
        return { lead: String(theme.rank ?? ''), label: theme.label, estimate, low, high }
      }),
      mark: 0,
      badSign: outcome.badSign,
      write: numbers.signed,
    })
  }
  return (
    <ChartFrame name={outcome.heading} rows={[header, ...rows]} draw={draw}>
      <RankedTable {...props} />
    </ChartFrame>
  )
}

function RankedTable({ themes, months, hasMonths, partners, look, base }: TableProps) {
  const outcome = OUTCOME_WORDS[look.outcome]
  const crude = (theme: AnalysedTheme) => (look.hasCrude ? crudeOn(theme, look.outcome) : null)
  const axis = effectAxis(
    themes.flatMap((theme) => {
      const effect = effectOn(theme, look.outcome)
      const ends = effect ? [effect.confLow * outcome.factor, effect.confHigh * outcome.factor] : []
      return [...ends, crude(theme) ?? []].flat()
    })
  )
  return (
    <table class="ranked">
      <caption class="hidden">Ranked themes. {outcome.heading}</caption>
      <thead>
        <tr>
          <th scope="col" class="rank">
            <span class="hidden">Rank</span>
          </th>
          <SortHeading sort="label" look={look} name="Theme" />
          <SortHeading sort="effect" look={look} name={outcome.heading} about="effect" />
          <th scope="col" class="plot-column">
            <span class="hidden">Estimate and interval</span>
            <EffectScale axis={axis} />
          </th>
          <SortHeading sort="mentions" look={look} name="Mentions" about="mentions" />
          <th scope="col" class="polarity-column">
            How they speak of it <Explain about="polarity" />
          </th>
          {hasMonths && (
            <th scope="col" class="months-column">
              By month
            </th>
          )}
          <SortHeading sort="detractors" look={look} name="Detractors" about="detractorShare" />
        </tr>
      </thead>
      <tbody>
        {themes.map((theme) => (
          <ThemeRow
            key={theme.id}
            theme={theme}
            effect={effectOn(theme, look.outcome)}
            crude={crude(theme)}
            axis={axis}
            outcome={outcome}
            base={base}
            months={hasMonths ? (months.get(theme.id) ?? []) : null}
            partner={partners.get(theme.id) ?? null}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Themes without a rank, by reason; apart, never hidden. */
function Unranked({ look }: { readonly look: ListLook }) {
  const page = usePage()
  const [shown, source] = [page.shown.value, page.source.value]
  if (!shown || !source) return null
  const groups = (['insufficient', 'affect-only', 'unscored', 'other'] as const).map((status) => ({
    words: statusWords(status, source.minMentions),
    themes: listedThemes(shown.figures.themes, status, { ...look, sort: 'mentions' }),
  }))
  return (
    <>
      {groups
        .filter(({ themes }) => themes.length > 0)
        .map(({ words, themes }) => (
          <section key={words.short} class="unranked">
            <h2>{words.short}</h2>
            <p class="soft">{words.long}</p>
            <ul>
              {themes.map((theme) => (
                <li key={theme.id}>
                  <span>
                    <a href={routeHash(viewRoute(page.route.value, 'themes', theme.id))} dir="auto">
                      {theme.label}
                    </a>
                    <ThemeMenu theme={theme} />
                  </span>
                  <span class="numeric soft">
                    {numbers.count(theme.mentionCount)}
                    <span class="hidden"> mentions</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}
