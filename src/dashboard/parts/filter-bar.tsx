import { numbers } from '../numbers.ts'
import type { Source } from '../sources/source.ts'
import type { FieldValues } from '../state/filters.ts'
import { clearedFilters, filtersOf, isUnfiltered, segmentParam } from '../state/filters.ts'
import { usePage } from '../state/use-page.ts'
import { ProblemNote } from './problem-note.tsx'

/** Filters on responses; every figure of the views is then of what passes, asked anew of the service. */
export function FilterBar() {
  const page = usePage()
  const source = page.source.value
  if (!source) return null
  const filters = filtersOf(page.route.value)
  const isFiltered = !isUnfiltered(filters)
  const shown = page.shown.value
  return (
    <section class="filters" aria-label="Filters">
      <details class="filter-box" open={isFiltered || isWide()}>
        <summary>Filters</summary>
        <div class="filter-row">
          {source.fields.map((field) => (
            <SegmentFilter
              key={field.field}
              field={field}
              value={filters.segments[field.field] ?? ''}
            />
          ))}
          <PeriodFilter source={source} from={filters.from} to={filters.to} />
          <label>
            <span>Comment</span>
            <select
              value={filters.polarity ?? ''}
              onChange={(event) => page.setParams({ polarity: event.currentTarget.value })}
            >
              <option value="">any polarity</option>
              {['negative', 'mixed', 'neutral', 'positive'].map((polarity) => (
                <option key={polarity} value={polarity}>
                  {polarity}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            class="quiet"
            disabled={!isFiltered}
            onClick={() => page.setParams(clearedFilters(page.route.value))}
          >
            Clear filters
          </button>
        </div>
      </details>
      <p class="filter-state soft" role="status">
        {page.isFiltering.value
          ? 'Working out the figures for this selection …'
          : shown?.isFiltered
            ? `${numbers.count(shown.figures.summary.responseCount)} of ${numbers.count(source.responseCount)} responses; all figures are theirs.`
            : `All ${numbers.count(source.responseCount)} responses.`}
        {shown?.isStale && ' Newer responses are being counted …'}
      </p>
      {page.filterProblem.value && <ProblemNote problem={page.filterProblem.value} />}
    </section>
  )
}

type SegmentProps = { readonly field: FieldValues; readonly value: string }

function SegmentFilter({ field: { field, values }, value }: SegmentProps) {
  const page = usePage()
  return (
    <label>
      <span dir="auto">{field}</span>
      <select
        value={value}
        onChange={(event) => page.setParams({ [segmentParam(field)]: event.currentTarget.value })}
      >
        <option value="">all</option>
        {values.map((entry) => (
          <option key={entry.value} value={entry.value}>
            {`${entry.value} (${numbers.count(entry.count)})`}
          </option>
        ))}
      </select>
    </label>
  )
}

type PeriodProps = {
  readonly source: Source
  readonly from: string | null
  readonly to: string | null
}

function PeriodFilter({ source, from, to }: PeriodProps) {
  const page = usePage()
  if (!source.period) return null
  const [min, max] = source.period.map((day) => day || undefined)
  return (
    <>
      <label>
        <span>From</span>
        <input
          type="date"
          min={min}
          max={max}
          value={from ?? ''}
          onChange={(event) => page.setParams({ from: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>To</span>
        <input
          type="date"
          min={min}
          max={max}
          value={to ?? ''}
          onChange={(event) => page.setParams({ to: event.currentTarget.value })}
        />
      </label>
    </>
  )
}

/** On a narrow screen filters start folded; the style hides the fold on a wide one. */
function isWide(): boolean {
  return window.matchMedia('(min-width: 46.01rem)').matches
}
