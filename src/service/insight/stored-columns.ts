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
  const groups = [...(await data.listGroups())].sort((a, b) => compareText(a.key, b.key))
  const table = createTable(groups)
  for await (const page of data.listColumns(filter)) for (const row of page) table.add(row)
  return table.inOrder(themes)
}

/** One column while it is being read, and as it stands in the order of all. */
type Column<T> = (T | null)[]

/**
 * Rows taken apart as they come: 100,000 of them as objects would not fit into the memory of a Worker.
 */
function createTable(groups: readonly NumberedGroup[]) {
  const groupOf = new Map(groups.map(({ pk }, at) => [pk, at]))
  const texts = new Map<string, string>()
  /** One text in memory for equal ones. */
  const shared = <T>(value: T): T => {
    if (typeof value !== 'string') return value
    const known = texts.get(value)
    if (known !== undefined) return known as T
    texts.set(value, value)
    return value
  }
  const at: number[] = []
  const ids: string[] = []
  const scores: Column<number> = []
  const times: Column<number> = []
  const respondents: Column<string> = []
  const accounts: Column<string> = []
  const roles: Column<string> = []
  const segments = new Map<string, Column<SegmentValue>>()
  const fieldOf = (name: string) => {
    const known = segments.get(name)
    if (known) return known
    const values: Column<SegmentValue> = []
    segments.set(name, values)
    return values
  }
  /** What is left to tell two responses apart by, but their ids. */
  const restOf = (row: number) =>
    JSON.stringify([
      ...[respondents, accounts, roles].map((values) => values[row]),
      [...segments].sort(byName).map(([name, values]) => [name, values[row] ?? null]),
    ])
  /** By time and score first: numbers decide nearly always, and quickly. */
  const byContent = (a: number, b: number) =>
    (times[a] ?? -1) - (times[b] ?? -1) ||
    (scores[a] ?? -1) - (scores[b] ?? -1) ||
    compareText(restOf(a), restOf(b)) ||
    compareText(ids[a] ?? '', ids[b] ?? '')
  return {
    add([groupPk, id, score, atMs, respondent, account, role, own]: ColumnRow) {
      const group = groupOf.get(groupPk)
      // A response that came after the groups were read belongs to the next report.
      if (group === undefined) return
      const row = at.push(group) - 1
      ids.push(id)
      scores.push(score)
      times.push(atMs)
      respondents.push(respondent)
      accounts.push(shared(account))
      roles.push(shared(role))
      for (const name in own) {
        const values = fieldOf(name)
        while (values.length < row) values.push(null)
        values.push(shared(own[name] ?? null))
      }
    },
    inOrder(themes: SurveyColumns['themes']): StoredColumns {
      texts.clear()
      const order = orderOf(at, groups.length, byContent)
      // Each column goes as soon as it stands in order.
      const sorted = <T>(values: Column<T>): Column<T> => {
        const result = Array.from(order, (row) => values[row] ?? null)
        values.length = 0
        return result
      }
      const own = Array.from(order, (row) => groups[at[row] ?? 0]).filter((g) => g !== undefined)
      const named = [...segments].sort(byName)
      return {
        columns: {
          scoreGroups: own.map(({ scoreGroup }) => scoreGroup),
          hasUsableComment: own.map(({ isUsable }) => isUsable),
          themes,
          mentions: mentionsOf(own, themes),
          segments: Object.fromEntries(named.map(([name, values]) => [name, sorted(values)])),
          respondents: sorted(respondents),
          accounts: sorted(accounts),
          roles: sorted(roles),
          times: sorted(times),
        },
        ids: Array.from(order, (row) => ids[row] ?? ''),
        scores: sorted(scores),
      }
    },
  }
}

/** Rows by group, and sorted within their groups, which is much quicker than all at once. */
function orderOf(
  groupOf: readonly number[],
  groupCount: number,
  compare: (a: number, b: number) => number
): Uint32Array {
  const ends = new Uint32Array(groupCount)
  for (const group of groupOf) ends[group] = (ends[group] ?? 0) + 1
  for (let group = 1; group < groupCount; group++) {
    ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0)
  }
  const next = Uint32Array.from(ends, (_, group) => ends[group - 1] ?? 0)
  const order = new Uint32Array(groupOf.length)
  groupOf.forEach((group, row) => {
    const place = next[group] ?? 0
    order[place] = row
    next[group] = place + 1
  })
  for (const [group, end] of ends.entries()) {
    order.subarray(ends[group - 1] ?? 0, end).sort(compare)
  }
  return order
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareText(a, b)
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}

function mentionsOf(
  rows: readonly NumberedGroup[],
  themes: SurveyColumns['themes']
): ThemeMention[] {
  const themeOf = new Map(themes.map(({ id }, theme) => [id, theme]))
  const mentions: ThemeMention[] = []
  rows.forEach(({ pattern }, response) => {
    for (const { themeId, polarity } of pattern) {
      const theme = themeOf.get(themeId)
      if (theme !== undefined) mentions.push({ response, theme, polarity })
    }
  })
  return mentions
}
