import { useState } from 'preact/hooks'
import type { ApiProblem } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { asProblem } from '../state/filtering.ts'
import { routeHash } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import type { KeptSurvey } from '../survey-calls.ts'

/** Surveys that are kept on the server. */
export function SurveysView() {
  const page = usePage()
  const [removed, setRemoved] = useState(0)
  const ask = (signal: AbortSignal) => page.client.surveys.list(signal)
  const { value, problem, isAsking } = useAnswer(ask, [removed, page.keyed.value])
  return (
    <div class="surveys">
      <h1>Surveys</h1>
      <p class="lead">
        A survey is kept on this server: responses, themes and every edit of them. Its link opens it
        again. To make one, <a href="#/overview">drop a file</a> and choose “Keep as a survey”.
      </p>
      {problem && <ProblemNote problem={problem} />}
      {value === null && isAsking && <p role="status">Looking …</p>}
      {value?.length === 0 && <p class="note">No survey is kept yet.</p>}
      {value && value.length > 0 && (
        <ul class="survey-list">
          {[...value]
            .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
            .map((survey) => (
              <Row key={survey.id} survey={survey} onRemoved={() => setRemoved(removed + 1)} />
            ))}
        </ul>
      )}
    </div>
  )
}

type RowProps = { readonly survey: KeptSurvey; onRemoved(): void }

function Row({ survey, onRemoved }: RowProps) {
  const { id, name, responseCount, createdAt } = survey
  const href = routeHash({ surveyId: id, view: 'overview', itemId: null, params: {} })
  return (
    <li>
      <div>
        <a href={href} dir="auto">
          {name}
        </a>
        <p class="soft small">
          {numbers.count(responseCount)} responses · made {numbers.period(createdAt.slice(0, 10))}
        </p>
      </div>
      <RemoveSurvey survey={survey} onRemoved={onRemoved} />
    </li>
  )
}

/** Asks once more before everything of a survey is deleted. */
function RemoveSurvey({ survey, onRemoved }: RowProps) {
  const page = usePage()
  const [isSure, setIsSure] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const remove = () =>
    page
      .removeSurvey(survey.id)
      .then(onRemoved)
      .catch((error: unknown) => setProblem(asProblem(error)))
  if (problem) return <ProblemNote problem={problem} />
  if (!isSure) {
    return (
      <button
        type="button"
        class="quiet"
        aria-label={`Delete ${survey.name}`}
        onClick={() => setIsSure(true)}
      >
        Delete
      </button>
    )
  }
  return (
    <span class="sure">
      Delete {numbers.count(survey.responseCount)} responses for good?{' '}
      <button type="button" class="danger" onClick={remove}>
        Delete
      </button>{' '}
      <button type="button" class="quiet" onClick={() => setIsSure(false)}>
        No
      </button>
    </span>
  )
}
