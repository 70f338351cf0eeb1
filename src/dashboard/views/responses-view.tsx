import { useState } from 'preact/hooks'
import type { SurveyResponse } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { ResponseCard } from '../parts/response-card.tsx'
import type { Shown } from '../state/page-state.ts'
import { usePage } from '../state/use-page.ts'

const PAGE_SIZE = 25

type Search = { readonly words: string; readonly themeId: string; readonly group: string }

/** Every response, to be searched and filtered. */
export function ResponsesView() {
  const page = usePage()
  const [count, setCount] = useState(PAGE_SIZE)
  const shown = page.shown.value
  if (!shown) return null
  const { words = '', theme = '', group = '' } = page.route.value.params
  const found = search(shown, { words, themeId: theme, group })
  return (
    <div class="responses">
      <h1>Responses</h1>
      <SearchForm shown={shown} search={{ words, themeId: theme, group }} />
      <p class="soft" role="status">
        {found.length === 0
          ? 'No response matches.'
          : `${numbers.count(found.length)} ${found.length === 1 ? 'response' : 'responses'}`}
      </p>
      <ul class="cards-list">
        {found.slice(0, count).map((response) => {
          const analysed = shown.analysed.get(response.id)
          const mentions = analysed?.mentions ?? []
          return (
            <ResponseCard
              key={response.id}
              response={response}
              analysed={analysed}
              clauses={theme ? mentions.filter(({ themeId }) => themeId === theme) : mentions}
            />
          )
        })}
      </ul>
      {found.length > count && (
        <button type="button" class="quiet" onClick={() => setCount(count + PAGE_SIZE)}>
          Show more
        </button>
      )}
    </div>
  )
}

function SearchForm({ shown, search }: { readonly shown: Shown; readonly search: Search }) {
  const page = usePage()
  return (
    <search class="list-controls">
      <label class="search">
        <span class="hidden">Search comments</span>
        <input
          type="search"
          placeholder="Search comments"
          value={search.words}
          onInput={(event) => page.setParams({ words: event.currentTarget.value })}
        />
      </label>
      <label class="inline">
        <span>Theme</span>
        <select
          value={search.themeId}
          onChange={(event) => page.setParams({ theme: event.currentTarget.value })}
        >
          <option value="">any</option>
          {shown.analysis.themes.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        <span>Score group</span>
        <select
          value={search.group}
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

function search(shown: Shown, { words, themeId, group }: Search): SurveyResponse[] {
  const wanted = words.trim().toLocaleLowerCase()
  return shown.responses.filter((response) => {
    const analysed = shown.analysed.get(response.id)
    if (group && analysed?.scoreGroup !== group) return false
    if (themeId && !analysed?.mentions.some((mention) => mention.themeId === themeId)) return false
    return wanted === '' || (response.comment ?? '').toLocaleLowerCase().includes(wanted)
  })
}
