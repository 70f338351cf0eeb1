import type { ScoreGroup } from '../../domain/scale.ts'
import type { ResponseFilter, StoredResponse } from '../../domain/survey.ts'
import type { ResponseFacts } from '../../domain/survey-columns.ts'
import { type ListedSegment, listBySegment } from '../../insight/cases/list-by-segment.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { clausesOf } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** Responses read at once. */
const PAGE = 1_000

/** What rules and case lists look at, of a stored response. Comments were masked before they were kept. */
export function factsOf(response: StoredResponse): ResponseFacts {
  const { id, respondentId, accountId, score, scoreGroup, at, reading, segments } = response
  return {
    id,
    respondentId: respondentId ?? null,
    accountId: accountId ?? null,
    score: score ?? null,
    scoreGroup,
    time: at === undefined ? null : Date.parse(at),
    valence: reading.valence,
    clauses: clausesOf(response, response.comment ?? ''),
    flags: reading.flags,
    segments: segments ?? {},
  }
}

/** Responses page by page, oldest first. */
export async function* responsePages(
  data: SurveyData,
  filter: ResponseFilter
): AsyncGenerator<readonly StoredResponse[]> {
  let after: number | null = null
  do {
    const { entries, next }: { entries: readonly StoredResponse[]; next: number | null } =
      await data.listResponses({ filter, limit: PAGE, after, order: 'oldest' })
    yield entries
    after = next
  } while (after !== null)
}

/** A page of a list of people. */
export type PeopleList<E> = {
  readonly entries: readonly E[]
  /** Field of the segments below; null where none was asked for. */
  readonly by: string | null
  /** Of the whole list, not of the page. */
  readonly segments: readonly ListedSegment[]
  readonly totalCount: number
  readonly next: number | null
}

type PeopleOptions<E> = {
  readonly scoreGroup: ScoreGroup
  readonly page: {
    readonly by?: string | undefined
    readonly limit: number
    readonly offset: number
  }
  /** Entries of some responses. */
  readonly make: (facts: readonly ResponseFacts[]) => readonly E[]
  readonly compare: (a: E, b: E) => number
  readonly idOf: (entry: E) => string
}

/**
 * A page of the people of one score group.
 *
 * Responses are read page by page, and only what can come onto the page is held: all detractors of a large survey would
 * not fit into the memory of a Worker.
 *
 * @throws {InvalidOptionError} if the field to part by is unknown or a protected trait
 */
export async function listPeople<E>(
  data: SurveyData,
  filter: ResponseFilter,
  { scoreGroup, page: asked, make, compare, idOf }: PeopleOptions<E>
): Promise<PeopleList<E>> {
  const { limit, offset } = asked
  const end = offset + limit
  const by =
    asked.by === undefined ? null : resolveField(asked.by, await data.listSegmentFields(), 'by')
  // Refused before anything is read.
  if (by !== null) listBySegment(by, [])
  const values: (ReturnType<typeof segmentValue> | null)[] = []
  let best: E[] = []
  let totalCount = 0
  const isEmpty = filter.scoreGroup !== undefined && filter.scoreGroup !== scoreGroup
  for await (const page of isEmpty ? [] : responsePages(data, { ...filter, scoreGroup })) {
    const facts = page.map(factsOf)
    const found = make(facts)
    totalCount += found.length
    if (by !== null) {
      const byId = new Map(facts.map((fact) => [fact.id, fact]))
      for (const entry of found) values.push(segmentValue(byId.get(idOf(entry)), by))
    }
    best = [...best, ...found].sort(compare).slice(0, end)
  }
  return {
    entries: best.slice(offset),
    by,
    segments: by === null ? [] : listBySegment(by, values),
    totalCount,
    next: end < totalCount ? end : null,
  }
}

function segmentValue(fact: ResponseFacts | undefined, field: string) {
  return fact?.segments[field] ?? null
}
