import { useMemo } from 'preact/hooks'
import type { AnalysedTheme } from '../../http/client-types.ts'
import { effectAxis } from '../charts/effect-axis.ts'
import { EffectScale } from '../charts/effect-plot.tsx'
import { numbers } from '../numbers.ts'
import { Explain } from '../parts/explain.tsx'
import { SortHeading } from '../parts/sort-heading.tsx'
import { routeHash } from '../state/route.ts'
import { monthsByTheme } from '../state/theme-facts.ts'
import { type ListLook, listedThemes, listLook } from '../state/theme-list.ts'
import { usePage } from '../state/use-page.ts'
import { crudeOn, effectOn, OUTCOME_WORDS, OUTCOMES, statusWords } from '../words.ts'
import { ThemeRow } from './theme-row.tsx'

/** The ranked list: what the page is for. */
export function ThemesView() {
  const page = usePage()
  const shown = page.shown.value
  const look = listLook(page.route.value)
  const months = useMemo(
    () => (shown ? monthsByTheme(shown.responses, shown.analysed) : new Map()),
    [shown]
  )
  if (!shown) return null
  const { themes, summary } = shown.analysis
  const ranked = listedThemes(themes, 'ranked', look)
  return (
    <div class="themes">
      <h1>{OUTCOME_WORDS[look.outcome].title}</h1>
      <ListControls look={look} />
      {ranked.length > 0 ? (
        <RankedTable themes={ranked} months={months} look={look} base={summary.detractorShare} />
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
    </div>
  )
}

type TableProps = {
  readonly months: ReturnType<typeof monthsByTheme>
  readonly themes: readonly AnalysedTheme[]
  readonly look: ListLook
  readonly base: number | null
}

function RankedTable({ themes, months, look, base }: TableProps) {
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
          {months.size > 0 && (
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
            months={months.get(theme.id) ?? null}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Themes without a rank, by reason; apart, never hidden. */
function Unranked({ look }: { readonly look: ListLook }) {
  const page = usePage()
  const [shown, dataset] = [page.shown.value, page.dataset.value]
  if (!shown || !dataset) return null
  const groups = (['insufficient', 'affect-only', 'unscored'] as const).map((status) => ({
    words: statusWords(status, dataset.settings.minMentions),
    themes: listedThemes(shown.analysis.themes, status, { ...look, sort: 'mentions' }),
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
                  <a href={routeHash({ ...page.route.value, themeId: theme.id })} dir="auto">
                    {theme.label}
                  </a>
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
