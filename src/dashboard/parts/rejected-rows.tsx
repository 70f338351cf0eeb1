import type { RejectedResponse } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { ScrollRegion } from './scroll-region.tsx'

type Props = { readonly rejected: readonly RejectedResponse[]; readonly count: number }

/** Rows that could not be accepted, with what to change. */
export function RejectedRows({ rejected, count }: Props) {
  if (count === 0) return null
  return (
    <details class="rejected">
      <summary>
        {numbers.count(count)} {count === 1 ? 'row' : 'rows'} left out, and why
      </summary>
      <ScrollRegion name="Rows left out">
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Column</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {rejected.map(({ index, pointer, detail }) => (
              <tr key={`${index}${pointer}`}>
                <td class="numeric">{numbers.count(index + 1)}</td>
                <td dir="auto">{columnOf(pointer)}</td>
                <td>{detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rejected.length < count && (
        <p class="soft">The first {numbers.count(rejected.length)} are shown.</p>
      )}
    </details>
  )
}

/** `/rows/3/Recommend score` → `Recommend score`. */
function columnOf(pointer: string): string {
  const name = pointer.split('/').slice(3).join('/')
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}
