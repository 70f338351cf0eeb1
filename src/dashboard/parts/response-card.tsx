import type { AnalysedResponse, SurveyResponse } from '../../http/client-types.ts'
import { responseFlagWords } from '../words.ts'
import { CommentText, type MarkedClause } from './comment-text.tsx'

type Props = {
  readonly response: SurveyResponse
  readonly analysed: AnalysedResponse | undefined
  readonly clauses: readonly MarkedClause[]
}

const GROUPS = { detractor: 'Detractor', passive: 'Passive', promoter: 'Promoter' } as const

/** One response: score, comment with its clauses, who and when. */
export function ResponseCard({ response, analysed, clauses }: Props) {
  const { comment, score, at, role, segments } = response
  const group = analysed?.scoreGroup ?? null
  const about = [at?.slice(0, 10), role, ...Object.values(segments ?? {}).map(String)]
  return (
    <li class="response">
      <p class="response-head">
        {score !== undefined && <span class={`score ${group ?? ''}s`}>{score}</span>}
        <span>{group === null ? 'No score' : GROUPS[group]}</span>
        {analysed?.flags.map((flag) => (
          <span key={flag} class="flag">
            {responseFlagWords(flag)}
          </span>
        ))}
      </p>
      {comment !== undefined && comment.trim() !== '' ? (
        <blockquote>
          <CommentText comment={comment} clauses={clauses} />
        </blockquote>
      ) : (
        <p class="soft">No comment</p>
      )}
      <p class="soft small about" dir="auto">
        {about.filter((part) => part).join(' · ')}
      </p>
    </li>
  )
}
