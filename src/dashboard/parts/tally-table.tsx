import { numbers } from '../numbers.ts'
import type { Tally } from '../state/theme-facts.ts'

type Props = {
  readonly heading: string
  /** What the second count counts. */
  readonly unit: string
  readonly rows: readonly (Tally & { readonly href?: string })[]
}

/** Counts out of counts, with bars. No intervals: these are what was counted, not estimates. */
export function TallyTable({ heading, unit, rows }: Props) {
  return (
    <table class="tally">
      <thead>
        <tr>
          <th scope="col" dir="auto">
            {heading}
          </th>
          <th scope="col">
            <span class="hidden">Count </span>
            {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, count, of, href }) => (
          <tr key={href ?? name}>
            <th scope="row" dir="auto">
              {href ? <a href={href}>{name}</a> : name}
            </th>
            <td>
              <svg class="tally-bar" aria-hidden="true">
                <rect width="100%" height="100%" rx="2" class="track" />
                <rect width={`${of === 0 ? 0 : (count / of) * 100}%`} height="100%" rx="2" />
              </svg>
              <span class="numeric">
                {numbers.count(count)} of {numbers.count(of)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
