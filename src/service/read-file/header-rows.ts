/** One column of a file before its meaning is known. */
export type Column = {
  /** Name that flags and segments use; unique within the file. */
  readonly name: string
  /** All that the header says about the column, such as the question beneath a short name. */
  readonly headings: readonly string[]
}

/** The header of a file and where its data begin. */
export type Header = {
  readonly columns: readonly Column[]
  /** Position of the first row of data among the rows given. */
  readonly firstDataRow: number
  /** Survey tool whose export has a header of several rows. */
  readonly dialect: 'plain' | 'qualtrics' | 'surveymonkey'
}

/** What SurveyMonkey writes in its second row where a question has no parts. */
const NO_SUB_HEADING = /^(open-ended response|response|open-ended-antwort|antwort)?$/i

/**
 * Finds the header among the first rows of a table.
 *
 * Qualtrics writes three header rows (names, questions, JSON with `ImportId`), SurveyMonkey two
 * (questions, parts of questions); others one. Blank rows and a title above the header are skipped.
 *
 * @param rows - first rows of the file
 * @returns null when there is no row with a name in it
 */
export function readHeader(rows: readonly (readonly string[])[]): Header | null {
  const start = headerPosition(rows)
  const names = rows[start]
  if (!names) return null
  const second = rows[start + 1] ?? []
  const third = rows[start + 2] ?? []
  if (third.some((cell) => /^\s*\{\s*"ImportId"/.test(cell))) {
    const columns = names.map((name, i) => ({ name, headings: [name, second[i] ?? ''] }))
    return { columns: unique(columns), firstDataRow: start + 3, dialect: 'qualtrics' }
  }
  if (isSurveyMonkey(names, second)) {
    const columns = surveyMonkeyColumns(names, second)
    return { columns: unique(columns), firstDataRow: start + 2, dialect: 'surveymonkey' }
  }
  const columns = names.map((name) => ({ name, headings: [name] }))
  return { columns: unique(columns), firstDataRow: start + 1, dialect: 'plain' }
}

/** The first row that is about as wide as the rows below it. */
function headerPosition(rows: readonly (readonly string[])[]): number {
  const widths = rows.map((row) => row.filter((cell) => cell.trim() !== '').length)
  const widest = Math.max(0, ...widths)
  return Math.max(
    0,
    widths.findIndex((width) => width > 0 && width >= Math.min(2, widest))
  )
}

function isSurveyMonkey(names: readonly string[], second: readonly string[]): boolean {
  const isNamed = names.some((name) => /^(respondent|collector)[ _]?id$/i.test(name.trim()))
  const isSubHeaded = second.some((cell) => cell !== '' && NO_SUB_HEADING.test(cell.trim()))
  return isNamed && isSubHeaded && (second[0] ?? '').trim() === ''
}

/** A question with several parts stands above its first part only. */
function surveyMonkeyColumns(names: readonly string[], parts: readonly string[]): Column[] {
  let question = ''
  return parts
    .concat(names.slice(parts.length).map(() => ''))
    .slice(0, Math.max(names.length, parts.length))
    .map((part, index) => {
      const own = (names[index] ?? '').trim()
      if (own !== '') question = own
      const name = NO_SUB_HEADING.test(part.trim()) ? question : `${question} – ${part.trim()}`
      return { name, headings: [question, `${question} ${part}`] }
    })
}

function unique(columns: readonly Column[]): Column[] {
  const seen = new Map<string, number>()
  return columns.map(({ name, headings }, index) => {
    const base = name.trim() === '' ? `column ${index + 1}` : name.trim()
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return { name: count === 1 ? base : `${base} (${count})`, headings }
  })
}
