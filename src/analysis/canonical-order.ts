import type { SurveyResponse } from '../domain/response.ts'

/**
 * Positions of the responses in an order that depends on their content alone.
 *
 * Everything that adds floating-point numbers or breaks ties runs in this order, so the order in
 * which a caller sends responses changes no digit. Ids come last: renaming them moves nothing else.
 *
 * @param responses - as sent
 * @returns indices into `responses`; sorted by comment, then score, then the other fields, then id
 */
export function canonicalOrder(responses: readonly SurveyResponse[]): number[] {
  const keys = responses.map(contentKey)
  return responses
    .map((_, index) => index)
    .sort((a, b) => compareText(keys[a] ?? '', keys[b] ?? '') || a - b)
}

function contentKey(response: SurveyResponse): string {
  const segments = Object.entries(response.segments ?? {}).sort(([a], [b]) => compareText(a, b))
  return JSON.stringify([
    response.comment ?? '',
    response.score ?? null,
    response.at ?? null,
    response.respondentId ?? null,
    response.accountId ?? null,
    response.role ?? null,
    segments,
    response.id,
  ])
}

/** By UTF-16 code unit: the same on every runtime, unlike `localeCompare`. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
