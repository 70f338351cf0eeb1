import type { WORD_FLAGS } from './flag-model.ts'

/** A pattern of plain speech that carries a flag. */
export type FlagRule = {
  readonly flag: (typeof WORD_FLAGS)[number]
  /** Every text that the pattern finds holds one of these forms; the pattern is tried only then. */
  readonly cues: readonly string[]
  /** Reads the forms of a clause joined by one space, with a space at both ends; names are "@name". */
  readonly pattern: RegExp
}

/** What a company is called. */
export const PROVIDER =
  '(?:provider|supplier|bank|company|airline|carrier|network|insurer|hotel|shop|brand|platform|vendor|isp|operator|restaurant|dentist|practice|surgery|firm|broker|courier|gym|supermarket|retailer|garage|crowd|mob|outfit|tool|app|chain|clinic|school|nursery|surgerie|hospital|physio|pharmacy|store|salon|vet|university|college)s?'
/** What it sells. */
export const SOLD =
  '(?:contract|subscription|policy|membership|account|plan|card|line|broadband|cover|insurance|direct debit|booking with|service)'

/** A rule; cues are parted by spaces. */
export const rule = (flag: FlagRule['flag'], cues: string, pattern: string): FlagRule => ({
  flag,
  cues: cues.split(' '),
  pattern: new RegExp(pattern),
})
