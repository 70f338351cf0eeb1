import type { Scale } from '../../domain/scale.ts'
import { isOnScale } from '../request/read-score.ts'
import { type ColumnProfile, profileColumn } from './column-profile.ts'
import { type ColumnField, HEADING_RULES, IGNORED_HEADINGS, plainHeading } from './column-words.ts'
import { MissingColumnError } from './file-error.ts'
import type { Column } from './header-rows.ts'

/** What one column was taken for, and why. */
export type MappedColumn = {
  /** Position of the column in a row. */
  readonly index: number
  readonly column: string
  readonly field: ColumnField
  readonly reason: string
  /** One of its values, shortened. */
  readonly sample: string
}

/** Columns that the caller names; they outweigh everything that is recognised. Null: no column holds the field. */
export type ColumnOverrides = {
  readonly [field in Exclude<ColumnField, 'segment' | 'ignored'>]?: string | null | undefined
} & { readonly segments?: readonly string[] | undefined }

type SingleField = keyof typeof HEADING_RULES

/** A column with its values described. */
type ProfiledColumn = Column & {
  readonly index: number
  /** Headings in the form in which rules are written. */
  readonly plain: readonly string[]
  readonly profile: ColumnProfile
}

/** Fields in the order in which they choose their column. */
const CHOICE_ORDER: readonly SingleField[] = [
  'score',
  'comment',
  'id',
  'at',
  'respondentId',
  'accountId',
  'role',
]

const OWN_NAME_WEIGHT = 5

/** A column needs this much for a field to take it. */
const MIN_POINTS = 2

const MAX_SEGMENT_VALUES = 50
const SAMPLE_CHARS = 40

/**
 * Tells what each column of a file holds, from its heading and its values.
 *
 * @param columns - columns from the header
 * @param rows - first rows of data, aligned with `columns`; a few hundred are enough
 * @param options - scale of the scores, columns named by the caller, file name for messages
 * @returns one entry per column, in the order of the file
 * @throws {MissingColumnError} if a named column does not exist or no comment column is found
 */
export function recogniseColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly scale: Scale; readonly overrides: ColumnOverrides; readonly fileName: string }
): MappedColumn[] {
  const profiled = columns.map((column, index) => ({
    ...column,
    index,
    plain: [...new Set(column.headings.map(plainHeading))],
    profile: profileColumn(rows.map((row) => row[index] ?? '')),
  }))
  const mapped = new Map<number, MappedColumn>()
  const take = (column: ProfiledColumn, field: ColumnField, reason: string) =>
    mapped.set(column.index, mappedColumn(column, field, reason))
  for (const field of CHOICE_ORDER) {
    const named = options.overrides[field]
    if (named !== undefined && named !== null)
      take(findColumn(profiled, named, options.fileName), field, `--${field}`)
  }
  for (const name of options.overrides.segments ?? []) {
    take(findColumn(profiled, name, options.fileName), 'segment', '--segment')
  }
  for (const field of CHOICE_ORDER) {
    if (options.overrides[field] !== undefined) continue
    const best = bestColumn(profiled, field, options.scale, (column) => mapped.has(column.index))
    if (best) take(best.column, field, best.reason)
  }
  if (![...mapped.values()].some(({ field }) => field === 'comment')) {
    throw missingComment(profiled, options.fileName)
  }
  const areSegmentsNamed = options.overrides.segments !== undefined
  return profiled.map(
    (column) => mapped.get(column.index) ?? remainingColumn(column, areSegmentsNamed)
  )
}

function bestColumn(
  columns: readonly ProfiledColumn[],
  field: SingleField,
  scale: Scale,
  isTaken: (column: ProfiledColumn) => boolean
): { column: ProfiledColumn; reason: string } | null {
  let best: { column: ProfiledColumn; points: number; reason: string } | null = null
  for (const column of columns) {
    if (isTaken(column)) continue
    // A field's own name, as requests write it, outweighs every heading.
    const heading = column.name === field ? OWN_NAME_WEIGHT : headingWeight(field, column.plain)
    const values = valuePoints(field, column.profile, scale)
    if (values === null) continue
    const points = heading * 2 + values.points
    const reason = [heading > 0 ? 'heading' : '', values.reason].filter((r) => r).join(', ')
    if (points >= MIN_POINTS && points > (best?.points ?? 0)) best = { column, points, reason }
  }
  return best
}

function headingWeight(field: SingleField, headings: readonly string[]): number {
  return Math.max(0, ...headings.map((plain) => weightOf(field, plain)))
}

function weightOf(field: SingleField, plain: string): number {
  const weights = HEADING_RULES[field].flatMap(([pattern, weight]) =>
    pattern.test(plain) ? weight : []
  )
  const isLeftOut = IGNORED_HEADINGS.some(([pattern]) => pattern.test(plain))
  // An e-mail address is left out as a segment, but tells one respondent from another.
  if (isLeftOut && field !== 'respondentId' && field !== 'at') return 0
  return Math.max(0, ...weights)
}

/** Points for the values; null when they rule the field out. */
function valuePoints(
  field: SingleField,
  profile: ColumnProfile,
  scale: Scale
): { points: number; reason: string } | null {
  const nothing = { points: 0, reason: '' }
  if (field === 'score') return scorePoints(profile, scale)
  if (field === 'comment') return commentPoints(profile)
  if (profile.filledCount === 0) return null
  const isUnique = profile.distinctCount === profile.filledCount
  switch (field) {
    case 'id':
      return isUnique && !profile.dates && (profile.proseShare < 0.2 || profile.meanChars < 40)
        ? { points: 0.5, reason: 'each value once' }
        : null
    case 'at':
      return profile.dates ? { points: 1, reason: profile.dates.note } : null
    default:
      return profile.dates && profile.numberShare < 1 ? null : nothing
  }
}

function scorePoints(profile: ColumnProfile, scale: Scale) {
  if (profile.filledCount === 0 || profile.wholeNumberShare < 0.8) return null
  const onScale = profile.numbers.filter((n) => isOnScale(n, scale)).length
  const share = onScale / profile.numbers.length
  if (share < 0.5) return null
  const span = `whole numbers ${Math.min(...profile.numbers)} to ${Math.max(...profile.numbers)}`
  return { points: share >= 0.95 ? 1 : 0, reason: span }
}

function commentPoints(profile: ColumnProfile) {
  if (profile.dates || profile.isScoreGroup || profile.numberShare > 0.5) return null
  const variety = profile.distinctCount / Math.max(1, profile.filledCount)
  const length = Math.min(1, profile.meanChars / 60)
  const points = 3 * profile.proseShare * Math.min(1, variety * 1.25) * (0.4 + 0.6 * length)
  return { points, reason: points > 0.5 ? 'what people wrote' : '' }
}

/** Columns that no field took: attributes of respondents, or nothing to use. */
function remainingColumn(column: ProfiledColumn, areSegmentsNamed: boolean): MappedColumn {
  const { profile, plain } = column
  const ignored = (reason: string) => mappedColumn(column, 'ignored', reason)
  if (profile.filledCount === 0) return ignored('empty')
  const rule = IGNORED_HEADINGS.find(([pattern]) => plain.some((heading) => pattern.test(heading)))
  if (rule) return ignored(rule[1])
  if (profile.isScoreGroup) return ignored('follows from the score')
  if (areSegmentsNamed) return ignored('not named by --segment')
  if (plain.some((heading) => /\bid\b/.test(heading))) {
    const repeats = profile.distinctCount < profile.filledCount
    return ignored(repeats ? 'an identifier whose values repeat' : 'an identifier')
  }
  if (profile.distinctCount < 2) return ignored('the same in every row')
  if (profile.numberShare === 1) return mappedColumn(column, 'segment', 'numbers')
  if (profile.dates) return ignored('a further date')
  const isRepeated = profile.distinctCount <= Math.max(2, 0.5 * profile.filledCount)
  if (profile.distinctCount <= MAX_SEGMENT_VALUES && isRepeated && profile.meanChars <= 60) {
    return mappedColumn(column, 'segment', `${profile.distinctCount} different values`)
  }
  return profile.proseShare > 0.5
    ? ignored('further text; --comment chooses it')
    : ignored('too many different values')
}

function mappedColumn(column: ProfiledColumn, field: ColumnField, reason: string): MappedColumn {
  const { sample } = column.profile
  const short = sample.length > SAMPLE_CHARS ? `${sample.slice(0, SAMPLE_CHARS - 1)}…` : sample
  return { index: column.index, column: column.name, field, reason, sample: short }
}

/** Finds a column by name or heading, first exactly, then without regard to capitals and punctuation. */
function findColumn(
  columns: readonly ProfiledColumn[],
  name: string,
  fileName: string
): ProfiledColumn {
  const plain = plainHeading(name)
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => plainHeading(column.name) === plain || column.plain.includes(plain))
  if (found) return found
  throw new MissingColumnError(
    fileName,
    `expected a column "${name}", got the columns ${nameList(columns)}`
  )
}

function missingComment(columns: readonly ProfiledColumn[], fileName: string): MissingColumnError {
  return new MissingColumnError(
    fileName,
    `no column looks like comments; the columns are ${nameList(columns)}. Name it: --comment "<column>" on the command line, the parameter "comment" over HTTP`
  )
}

function nameList(columns: readonly Column[]): string {
  const names = columns.slice(0, 30).map(({ name }) => `"${name}"`)
  return columns.length > 30 ? `${names.join(', ')} and more` : names.join(', ')
}
