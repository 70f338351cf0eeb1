import { createDateReader, type DateReader } from './date-reader.ts'

/** What the values of one column look like. */
export type ColumnProfile = {
  readonly filledCount: number
  readonly distinctCount: number
  /** Share of filled cells that are one whole number, or begin with one ("10 - Extremely likely"). */
  readonly wholeNumberShare: number
  readonly numbers: readonly number[]
  /** Share of filled cells that are a number of any kind. */
  readonly numberShare: number
  /** Share of filled cells that look like something a person wrote: words with spaces between them. */
  readonly proseShare: number
  readonly meanChars: number
  readonly dates: DateReader | null
  /** True when every value is a word for a score group. */
  readonly isScoreGroup: boolean
  /** A filled cell to show. */
  readonly sample: string
}

const SCORE_GROUP_WORD =
  /^(promoters?|passives?|detractors?|neutrals?|promotor(es)?|kritiker|passive[rn]?)$/i

/** Whole number alone, or before a label that survey tools add to the ends of a scale. */
const LABELLED_NUMBER = /^\s*(-?\d{1,4})(?:[.,]0+)?\s*(?:$|[-–—:=(]\s*\D)/

/**
 * The whole number that a cell holds, with or without a label: "9", "9.0", "10 - Extremely likely".
 *
 * @returns null when there is none
 */
export function labelledNumber(cell: string): number | null {
  const match = LABELLED_NUMBER.exec(cell)
  return match?.[1] === undefined ? null : Number(match[1])
}

/** Describes the values of a column from a sample of its cells. */
export function profileColumn(cells: readonly string[]): ColumnProfile {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const share = (isSo: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(isSo).length / filled.length
  const numbers = filled.flatMap((cell) => labelledNumber(cell) ?? [])
  const distinct = new Set(filled)
  return {
    filledCount: filled.length,
    distinctCount: distinct.size,
    wholeNumberShare: filled.length === 0 ? 0 : numbers.length / filled.length,
    numbers,
    numberShare: share((cell) => Number.isFinite(Number(cell))),
    proseShare: share((cell) => /\p{L}{2,}[^\p{L}]+\p{L}{2,}/u.test(cell) && !isAddress(cell)),
    meanChars: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
    dates: createDateReader(filled),
    isScoreGroup: distinct.size > 0 && filled.every((cell) => SCORE_GROUP_WORD.test(cell)),
    sample: filled[0] ?? '',
  }
}

/** Links and e-mail addresses have words, but nobody wrote them as an answer. */
function isAddress(cell: string): boolean {
  return /^\S+$/.test(cell) && /@|:\/\//.test(cell)
}
