import type { Command } from './commands.ts'

/** Options that every command with a file takes. */
export const SHARED_OPTIONS = `Output
  --out PATH             write to a file; its ending chooses the format when --format is absent
  --title TEXT           heading of table and page (the file name)
  --rejected PATH        write all rejected rows to a CSV file
  --quiet                no mapping, notes or progress on standard error

Survey
  --question KIND        reason (default), improve or praise: what the comment answers
  --scale SCALE          nps (0–10, default), stars5, or JSON. Higher is better:
                         '{"min":1,"max":10,"detractorMax":6,"promoterMin":9}'. Lower is better:
                         '{"min":1,"max":5,"detractorMin":4,"promoterMax":1}'

Columns (recognised from heading and values; these flags override)
  --comment COL  --score COL  --id COL  --at COL  --respondent COL  --account COL  --role COL
  --segment COL          a column to keep as a segment; repeat it. Without it all suitable ones are kept
  --encoding NAME        utf-8, utf-16le, utf-16be or windows-1252, when the wrong one is recognised

Records (all commands but analyze)
  --records FILE         rows of support, marketing or billing by respondent or account; their columns become fields

Themes
  --taxonomy NAME        auto (default), none, a pack such as telecom, or FILE.json with your own themes:
                         [{"id":"queues","label":"Queues","examples":["stood in line for an hour"]}, …];
                         a description and counterExamples may be added to each
  --no-discover          only the themes of the taxonomy
  --max-themes N         most themes (25)

Effects
  --adjust-for A,B       segments (or role, accountId) to hold fixed
  --min-mentions N       themes mentioned less often are not ranked (10)
  --conf-level P         level of the intervals (0.95)
  --scenario ID=FACTOR   what if the theme had FACTOR times its negative mentions; repeat it
  --seed N               start of the random numbers (1)
`

const NAME_COLUMNS = 15

/**
 * What `whyscore help` prints: every command in a line, by the question that it answers.
 *
 * @param groups - commands under their questions
 */
export function overview(groups: readonly (readonly [question: string, Command[]])[]): string {
  const line = ({ name, about }: Command) => `  ${name.padEnd(NAME_COLUMNS)}${about}`
  const commands = groups.map(([question, list]) => [question, ...list.map(line)].join('\n'))
  return `Whyscore ranks what people complain about by how many points of detractor share it goes with.

Usage
  whyscore analyze FILE [options]
  whyscore COMMAND FILE [options]

FILE is .csv, .tsv, .xlsx, .jsonl or .json; - reads JSON Lines from standard input.

${commands.join('\n\n')}

About
  help COMMAND   options of a command; help options: those that all commands with a FILE take
  explain        how the numbers are defined
  --version

Exit status: 0 done, 1 the input could not be used, 2 the command is wrong.
`
}

/** What `whyscore help COMMAND` prints. */
export function commandHelp({ name, usage, about, options }: Command): string {
  const formats =
    name === 'analyze'
      ? ''
      : '  --format FORMAT        table (default) or json\n\nOptions of every command with a FILE: whyscore help options\n'
  return `whyscore ${name} ${usage}

${about[0]?.toUpperCase()}${about.slice(1)}.

Options
${options}${formats}${name === 'analyze' ? `\n${SHARED_OPTIONS}` : ''}`
}
