import { useEffect, useState } from 'preact/hooks'
import { numbers } from '../numbers.ts'
import { ResponseList } from '../parts/response-list.tsx'
import { filtersOf } from '../state/filters.ts'
import { usePage } from '../state/use-page.ts'

/** A search is asked for once typing has rested this long. */
const REST_MS = 250

/** Every response, to be searched and filtered. */
export function ResponsesView() {
  const page = usePage()
  const { route } = page
  const { words = '', theme = '', group = '' } = route.value.params
  const filters = filtersOf(route.value)
  return (
    <div class="responses">
      <h1>Responses</h1>
      <SearchForm />
      <ResponseList
        query={{ filters, words, themeId: theme, polarity: '', group }}
        marked={theme}
      />
    </div>
  )
}

function SearchForm() {
  const page = usePage()
  const { words = '', theme = '', group = '' } = page.route.value.params
  const [typed, setTyped] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => page.setParams({ words: typed }), REST_MS)
    return () => clearTimeout(timer)
  }, [typed, page])
  const themes = page.shown.value?.figures.themes ?? []
  return (
    <search class="list-controls">
      <label class="search">
        <span class="hidden">Search comments</span>
        <input
          type="search"
          placeholder="Search comments"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <label class="inline">
        <span>Theme</span>
        <select
          value={theme}
          onChange={(event) => page.setParams({ theme: event.currentTarget.value })}
        >
          <option value="">any</option>
          {themes.map(({ id, label, mentionCount }) => (
            <option key={id} value={id}>
              {`${label} (${numbers.count(mentionCount)})`}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        <span>Score group</span>
        <select
          value={group}
          onChange={(event) => page.setParams({ group: event.currentTarget.value })}
        >
          <option value="">any</option>
          <option value="detractor">Detractors</option>
          <option value="passive">Passives</option>
          <option value="promoter">Promoters</option>
        </select>
      </label>
    </search>
  )
}
