import { usePage } from '../state/use-page.ts'

/** A view that needs the survey to be kept, with the one click that does it. */
export function KeepFirst({ what }: { readonly what: string }) {
  const page = usePage()
  return (
    <div class="keep-first">
      <h1>{what}</h1>
      <p class="lead">
        This view is made from a survey that is kept on the server. So far the file was only looked
        at: nothing of it is stored.
      </p>
      <p class="buttons">
        <button type="button" onClick={() => page.keep()}>
          Keep this survey
        </button>
      </p>
      <p class="soft small">
        You get a link to it, your edits of the themes come along, and it can be deleted at any time
        under <a href="#/surveys">Surveys</a>.
      </p>
    </div>
  )
}
