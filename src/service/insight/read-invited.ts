import type { Invited } from '../../insight/accounts/coverage.ts'
import { type RoleLexicon, readRole } from '../../insight/roles/role-lexicon.ts'
import type { ByteSource } from '../read-file/byte-source.ts'
import { HEADING_RULES, plainHeading } from '../read-file/column-words.ts'
import { UnreadableFileError } from '../read-file/file-error.ts'
import { openTable } from '../read-file/table.ts'

type PersonField = 'respondentId' | 'accountId' | 'role'

/** The column whose heading points to a field most surely; -1 without one. */
export function columnOf(headings: readonly (readonly string[])[], field: PersonField): number {
  const weights = headings.map((names) =>
    Math.max(
      0,
      ...HEADING_RULES[field].flatMap(([pattern, weight]) =>
        names.some((name) => pattern.test(plainHeading(name))) ? [weight] : []
      )
    )
  )
  const best = Math.max(0, ...weights)
  return best === 0 ? -1 : weights.indexOf(best)
}

/**
 * The list of the invited from a file: CSV, TSV, XLSX, JSON Lines or JSON.
 *
 * @param source - one row per person, with columns for respondent, account and role (the last two may be missing)
 * @param lexicon - reads roles from titles
 * @returns everybody with a respondent id; rows without one are passed over
 * @throws {UnreadableFileError} if the file cannot be used or no column names the respondents
 */
export async function readInvited(source: ByteSource, lexicon: RoleLexicon): Promise<Invited[]> {
  const table = await openTable(source)
  const headings = table.columns.map((column) => column.headings)
  const at = {
    respondent: columnOf(headings, 'respondentId'),
    account: columnOf(headings, 'accountId'),
    role: columnOf(headings, 'role'),
  }
  if (at.respondent === -1) {
    const names = table.columns.map(({ name }) => name).join(', ')
    const wanted = 'a column of respondents, such as "Respondent" or "Customer id"'
    throw new UnreadableFileError(source.name, `expected ${wanted}, got ${names}`)
  }
  const invited: Invited[] = []
  for await (const { cells } of table.rows) {
    const respondentId = cells?.[at.respondent]?.trim() ?? ''
    if (respondentId === '') continue
    const accountId = cells?.[at.account]?.trim() ?? ''
    const role = readRole(cells?.[at.role] ?? null, lexicon)
    invited.push({ respondentId, accountId: accountId === '' ? null : accountId, role })
  }
  return invited
}
