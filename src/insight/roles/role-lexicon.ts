// Roles from free job titles, by the word list in `lexicons/roles`. No guessing beyond it: what the list does
// not know is unknown and counted.

import { AppError } from '../../domain/errors.ts'
import { type ReadRole, ROLES, type Role } from '../../domain/role.ts'

type Entry = { readonly role: Role; readonly precedence: number }

/** The word list, ready for look-ups. */
export type RoleLexicon = {
  readonly entries: ReadonlyMap<string, Entry>
  /** Words of the longest term. */
  readonly maxWords: number
}

/** Abbreviations of title words, written out before look-up. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['mgr', 'manager'],
  ['mngr', 'manager'],
  ['dir', 'director'],
  ['asst', 'assistant'],
  ['assistants', 'assistant'],
  ['admins', 'admin'],
  ['eng', 'engineer'],
  ['engr', 'engineer'],
  ['dev', 'developer'],
  ['sr', 'senior'],
  ['snr', 'senior'],
  ['jr', 'junior'],
  ['exec', 'executive'],
  ['supv', 'supervisor'],
  ['tech', 'technician'],
  ['ops', 'operations'],
  ['proj', 'project'],
  ['acct', 'accountant'],
  ['accts', 'accounts'],
  ['depute', 'deputy'],
])

function isRole(value: string): value is Role {
  return ROLES.some((role) => role === value)
}

/**
 * The role lexicon from its file.
 *
 * @param tsv - `lexicons/roles/data.tsv`: header, then term, role and precedence
 * @returns the lexicon
 * @throws {AppError} `unreadable-file` if a row has an unknown role or a precedence that is not a number
 * @see lexicons/roles/README.md
 * @example
 * readRoleLexicon('term\trole\tprecedence\nbuyer\tprocurement\t9\n').entries.size // => 1
 */
export function readRoleLexicon(tsv: string): RoleLexicon {
  const entries = new Map<string, Entry>()
  let maxWords = 0
  for (const line of tsv.split('\n').slice(1)) {
    if (line === '') continue
    const [term = '', role = '', precedence = ''] = line.split('\t')
    if (!isRole(role) || !(Number(precedence) > 0)) {
      throw new AppError(
        'unreadable-file',
        `role lexicon: expected a known role and a precedence, got "${line}"`
      )
    }
    entries.set(term, { role, precedence: Number(precedence) })
    maxWords = Math.max(maxWords, term.split(' ').length)
  }
  return { entries, maxWords }
}

function wordsOf(title: string): string[] {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/co-ord/g, 'coord')
    .replace(/\S+['’]s\s+/g, '')
    .replace(/([a-z])\.(?=[a-z]\b)/g, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => ABBREVIATIONS.get(word) ?? word)
}

/**
 * The role that a job title points to.
 *
 * @param title - as written; null or blank when none was given
 * @param lexicon - the word list
 * @returns the role, `unknown` for a title without a known term, `missing` for none
 * @throws never
 * @see lexicons/roles/README.md
 * @example
 * readRole('Physio / owner', lexicon) // => 'decision-maker'
 */
export function readRole(title: string | null, lexicon: RoleLexicon): ReadRole {
  const words = wordsOf(title ?? '')
  if (words.length === 0) return 'missing'
  const isUsed = words.map(() => false)
  let best: (Entry & { readonly length: number }) | null = null
  for (let length = Math.min(lexicon.maxWords, words.length); length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      if (isUsed.slice(start, start + length).includes(true)) continue
      const entry = lexicon.entries.get(words.slice(start, start + length).join(' '))
      if (entry === undefined) continue
      isUsed.fill(true, start, start + length)
      if (best === null || entry.precedence > best.precedence) best = { ...entry, length }
    }
  }
  return best?.role ?? 'unknown'
}

/**
 * Roles of all responses.
 *
 * @param titles - job title of each response, null where missing
 * @param lexicon - the word list
 * @returns one role per response, and how many titles were missing or not known
 * @throws never
 * @see readRole
 * @example
 * readRoles(['CFO', null, 'wizard'], lexicon) // => roles budget-holder, missing, unknown; one of each counted
 */
export function readRoles(
  titles: readonly (string | null)[],
  lexicon: RoleLexicon
): {
  readonly roles: readonly ReadRole[]
  readonly missingCount: number
  readonly unknownCount: number
} {
  const known = new Map<string | null, ReadRole>()
  const roles = titles.map((title) => {
    const role = known.get(title) ?? readRole(title, lexicon)
    known.set(title, role)
    return role
  })
  return {
    roles,
    missingCount: roles.filter((role) => role === 'missing').length,
    unknownCount: roles.filter((role) => role === 'unknown').length,
  }
}
