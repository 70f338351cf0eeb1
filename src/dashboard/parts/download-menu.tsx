import { useState } from 'preact/hooks'
import { ApiProblem } from '../api-client.ts'
import { filtersOf, filterWords } from '../state/filters.ts'
import { stem } from '../state/keep-file.ts'
import { usePage } from '../state/use-page.ts'
import { saveFile } from './save-file.ts'

const FORMS = [
  ['html', 'Report (HTML, one file)', 'report.html'],
  ['csv', 'Ranked list (CSV)', 'themes.csv'],
] as const

/** What can be taken away: the report and the list of what is shown, and the chart. */
export function DownloadMenu() {
  const page = usePage()
  const [state, setState] = useState('')
  const name = page.source.value?.name ?? 'responses'
  const filters = filtersOf(page.route.value)
  const words = filterWords(filters)
  // What is handed round must say of whom it speaks.
  const title = words === '' ? name : `${name} (${words})`
  const save = async (form: 'html' | 'csv', ending: string) => {
    const source = page.source.value
    if (!source) return
    setState('Preparing …')
    try {
      const blob = await source.render(filters, title, form)
      saveFile(`${stem(name)}-${ending}`, blob)
      setState('')
    } catch (error) {
      setState(error instanceof ApiProblem ? error.message : 'It did not work; try again.')
    }
  }
  const saveChart = async () => {
    const themes = page.shown.value?.figures.themes
    if (!themes) return
    const { rankedChart } = await import('../charts/ranked-chart.tsx')
    const svg = rankedChart(themes, `${title}: effect on detractor share, points`)
    saveFile(`${stem(name)}-themes.svg`, new Blob([svg], { type: 'image/svg+xml' }))
  }
  return (
    <>
      <button type="button" class="quiet" popovertarget="downloads">
        Download
      </button>
      <div id="downloads" popover="auto" class="menu">
        {FORMS.map(([form, label, ending]) => (
          <button type="button" key={form} onClick={() => save(form, ending)}>
            {label}
          </button>
        ))}
        <button type="button" onClick={saveChart}>
          Chart of the ranked list (SVG)
        </button>
        <p class="soft" role="status">
          {state}
        </p>
      </div>
    </>
  )
}
