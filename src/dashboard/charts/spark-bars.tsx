import { numbers } from '../numbers.ts'
import type { PeriodCount } from '../sources/source.ts'

/** Counts by month as small bars, the latest at the right. */
export function SparkBars({ months }: { readonly months: readonly PeriodCount[] }) {
  const most = Math.max(1, ...months.map(({ count }) => count))
  const width = 100 / months.length
  const words = months.map(({ period, count }) => `${numbers.period(period)} ${count}`).join(', ')
  return (
    <svg class="spark" role="img" aria-label={`Mentions by month: ${words}`}>
      <line x1="0" x2="100%" y1="100%" y2="100%" />
      {months.map(({ period, count }, index) => (
        <rect
          key={period}
          x={`${(index + 0.1) * width}%`}
          width={`${width * 0.8}%`}
          y={`${100 - (count / most) * 100}%`}
          height={`${(count / most) * 100}%`}
        />
      ))}
    </svg>
  )
}
