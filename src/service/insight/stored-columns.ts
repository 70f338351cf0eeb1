import type { SegmentValue } from '../../domain/response.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { SurveyColumns, ThemeMention } from '../../domain/survey-columns.ts'
import type { ColumnRow, NumberedGroup, SurveyData } from '../../store/survey-store.ts'

/** Stored responses column by column, with what only some reports need. */
export type StoredColumns = {
  readonly columns: SurveyColumns
  /** Id and score of each response, aligned with the columns. */
  readonly ids: readonly string[]
  readonly scores: readonly (number | null)[]
}

type Row = { readonly row: ColumnRow; readonly group: NumberedGroup }

/**
 * Reads the responses of a survey as columns, without their comments.
 *
 * Rows are ordered by content, so the order of arrival changes no figure.
 *
 * @param data - survey
 * @param filter - responses to read
 * @param themes - themes of the columns; mentions of others are left out
 */
export async function readStoredColumns(
  data: SurveyData,
  filter: ResponseFilter,
  themes: SurveyColumns['themes']
): Promise<StoredColumns> {
  const groups = [...(await data.listGroups())].sort((a, b) => (a.key < b.key ? -1 : 1))
  // Sorted within their groups, which is much quicker than all at once.
  const rowsOf = new Map(groups.map((group) => [group.pk, { group, rows: [] as Row[] }]))
  for await (const page of data.listColumns(filter)) {
    for (const row of page) {
      const known = rowsOf.get(row[0])
      // A response that came after the groups were read belongs to the next report.
      if (known) known.rows.push({ row, group: known.group })
    }
  }
  const found = [...rowsOf.values()].flatMap(({ rows }) => rows.sort(byContent))
  return {
    columns: columnsOf(found, themes),
    ids: found.map(({ row }) => row[1]),
    scores: found.map(({ row }) => row[2]),
  }
}

/** By time and score first: numbers decide nearly always, and quickly. */
function byContent(a: Row, b: Row): number {
  return (
    (a.row[3] ?? -1) - (b.row[3] ?? -1) ||
    (a.row[2] ?? -1) - (b.row[2] ?? -1) ||
    compareText(restOf(a), restOf(b)) ||
    compareText(a.row[1], b.row[1])
  )
}

/** What is left to tell two responses apart by, but their ids. */
function restOf({ row }: Row): string {
  return JSON.stringify(row.slice(4))
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}

function columnsOf(rows: readonly Row[], themes: SurveyColumns['themes']): SurveyColumns {
  return {
    scoreGroups: rows.map(({ group }) => group.scoreGroup),
    hasUsableComment: rows.map(({ group }) => group.isUsable),
    themes,
    mentions: mentionsOf(rows, themes),
    segments: segmentsOf(rows),
    respondents: rows.map(({ row }) => row[4]),
    accounts: rows.map(({ row }) => row[5]),
    roles: rows.map(({ row }) => row[6]),
    times: rows.map(({ row }) => row[3]),
  }
}

function mentionsOf(rows: readonly Row[], themes: SurveyColumns['themes']): ThemeMention[] {
  const themeOf = new Map(themes.map(({ id }, theme) => [id, theme]))
  const mentions: ThemeMention[] = []
  rows.forEach(({ group }, response) => {
    for (const { themeId, polarity } of group.pattern) {
      const theme = themeOf.get(themeId)
      if (theme !== undefined) mentions.push({ response, theme, polarity })
    }
  })
  return mentions
}

function segmentsOf(rows: readonly Row[]): Readonly<Record<string, (SegmentValue | null)[]>> {
  const fields = new Map<string, (SegmentValue | null)[]>()
  rows.forEach(({ row }, response) => {
    const own = row[7]
    for (const field in own) {
      const value = own[field] ?? null
      let values = fields.get(field)
      if (!values) {
        values = new Array<SegmentValue | null>(rows.length).fill(null)
        fields.set(field, values)
      }
      values[response] = value
    }
  })
  return Object.fromEntries([...fields].sort(([a], [b]) => compareText(a, b)))
}
