import type { Analysis } from '../../domain/analysis.ts'

/** Responses in one piece of text. */
const PIECE_RESPONSES = 500

/**
 * The body of `POST /analyze`'s answer, piece by piece, so that a large one is never one text.
 *
 * @returns pieces whose join equals `JSON.stringify(analysis)`
 */
export function* renderJson(analysis: Analysis): Generator<string> {
  let separator = '{'
  for (const [key, value] of Object.entries(analysis)) {
    if (value === undefined) continue
    yield `${separator}${JSON.stringify(key)}:`
    separator = ','
    if (key === 'responses' && Array.isArray(value)) yield* jsonList(value)
    else yield JSON.stringify(value)
  }
  yield separator === '{' ? '{}' : '}'
}

/** One line of JSON for each response, in the order given. */
export function* renderJsonLines(analysis: Analysis): Generator<string> {
  for (const response of analysis.responses ?? []) yield `${JSON.stringify(response)}\n`
}

function* jsonList(values: readonly unknown[]): Generator<string> {
  yield '['
  for (let start = 0; start < values.length; start += PIECE_RESPONSES) {
    const piece = values.slice(start, start + PIECE_RESPONSES).map((value) => JSON.stringify(value))
    yield (start > 0 ? ',' : '') + piece.join(',')
  }
  yield ']'
}
