import type { ExplanationKey } from '../explanations.ts'
import type { ListLook, Sort } from '../state/theme-list.ts'
import { usePage } from '../state/use-page.ts'
import { Explain } from './explain.tsx'

type Props = {
  readonly sort: Sort
  readonly look: ListLook
  readonly name: string
  readonly about?: ExplanationKey
}

/** A column heading that sorts; a second press turns the order around. */
export function SortHeading({ sort, look, name, about }: Props) {
  const page = usePage()
  const isSorted = look.sort === sort
  const order = sort === 'label' ? 'ascending' : 'descending'
  const reversed = sort === 'label' ? 'descending' : 'ascending'
  const press = () =>
    page.setParams({
      sort: sort === 'effect' ? '' : sort,
      order: isSorted && !look.isReversed ? 'reversed' : '',
    })
  return (
    <th
      scope="col"
      class={`${sort}-column`}
      aria-sort={isSorted ? (look.isReversed ? reversed : order) : undefined}
    >
      <button type="button" class="sort" onClick={press}>
        {name}
        <span aria-hidden="true" class="arrow">
          {isSorted ? ((order === 'ascending') !== look.isReversed ? '↑' : '↓') : ''}
        </span>
      </button>
      {about && <Explain about={about} />}
    </th>
  )
}
