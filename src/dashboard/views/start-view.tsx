import { useState } from 'preact/hooks'
import { DropArea } from '../parts/drop-area.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { usePage } from '../state/use-page.ts'

/** Nothing loaded yet: drop, pick, paste, or try with sample data. */
export function StartView() {
  const page = usePage()
  return (
    <div class="start">
      <h1>See why people are unhappy</h1>
      <p class="lead">
        Drop an export of “How likely are you to recommend us?” with its comments. You get the
        themes behind the scores, ranked by how many points of detractor share go with each, with an
        interval.
      </p>
      {page.problem.value && <ProblemNote problem={page.problem.value} />}
      <DropArea
        note="CSV, TSV, XLSX, JSON Lines or JSON · a quick look takes up to 10 MB and 20,000 rows"
        open={(file) => page.open(file)}
      >
        <button type="button" class="quiet" onClick={() => page.openSample()}>
          Try with sample data
        </button>
      </DropArea>
      <PasteForm />
      <p class="soft small">
        Your file goes to this server, is read in memory for the answer, and is not kept unless you
        say so. <a href="#/surveys">Surveys that are kept</a> · <a href="/docs">API documents</a>
      </p>
    </div>
  )
}

/** Rows copied from a spreadsheet come with tabs between cells. */
function PasteForm() {
  const page = usePage()
  const [text, setText] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    const name = text.split('\n', 1)[0]?.includes('\t') ? 'pasted.tsv' : 'pasted.csv'
    void page.open({ name, body: new Blob([text]) })
  }
  return (
    <details class="paste">
      <summary>Or paste rows</summary>
      <form onSubmit={submit}>
        <label for="rows">Rows with a header line, as copied from a spreadsheet</label>
        <textarea
          id="rows"
          rows={7}
          value={text}
          spellcheck={false}
          placeholder={'score\tcomment\n3\tSupport took 3 weeks to answer'}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" disabled={text.trim() === ''}>
          Read these rows
        </button>
      </form>
    </details>
  )
}
