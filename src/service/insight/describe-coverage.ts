import { roundFigures } from '../../analysis/round-figures.ts'
import { type Coverage, coverage } from '../../insight/accounts/coverage.ts'
import { readRoleLexicon } from '../../insight/roles/role-lexicon.ts'
import type { ByteSource } from '../read-file/byte-source.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { readInvited } from './read-invited.ts'

/**
 * Who was asked and who answered, from a file with the list of the invited.
 *
 * @param survey - joined responses
 * @param source - the list, one row per person
 * @param options - text of `lexicons/roles/data.tsv`, and the level
 * @returns invited and responded by role and account, figures cut to twelve digits; null for an empty list
 * @throws {UnreadableFileError} if the file cannot be used
 */
export async function describeCoverage(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  source: ByteSource,
  { roleLexicon, confLevel }: { readonly roleLexicon: string; readonly confLevel: number }
): Promise<Coverage | null> {
  const invited = await readInvited(source, readRoleLexicon(roleLexicon))
  return roundFigures(coverage(invited, columns.respondents, confLevel))
}
