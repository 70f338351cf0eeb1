// Every command that reads a file, with its help, under the question that it answers.

import { accounts } from './accounts.ts'
import { alerts } from './alerts.ts'
import { analyze } from './analyze.ts'
import { beforeAfter } from './before-after.ts'
import { benchmark } from './benchmark.ts'
import { cases } from './cases.ts'
import { centre } from './centre.ts'
import { changes } from './changes.ts'
import { contrast } from './contrast.ts'
import { correlate } from './correlate.ts'
import { departments } from './departments.ts'
import { groups } from './groups.ts'
import { impact } from './impact.ts'
import type { CliIo } from './io.ts'
import { pairs } from './pairs.ts'
import { plan } from './plan.ts'
import { predict } from './predict.ts'
import { quadrant } from './quadrant.ts'
import { ratings } from './ratings.ts'
import { requests } from './requests.ts'
import { retention } from './retention.ts'
import { segments } from './segments.ts'
import { summary } from './summary.ts'
import { trends } from './trends.ts'
import { weight } from './weight.ts'

/** A command of the command line. */
export type Command = {
  readonly name: string
  readonly run: (argv: readonly string[], io: CliIo) => Promise<void>
  /** Arguments after the name. */
  readonly usage: string
  /** What it is for, in a line. */
  readonly about: string
  /** Its own flags, a line each; `''` for none. */
  readonly options: string
}

const BUCKET = `  --bucket FIELD=RULE    auto, categories, quantiles:4, edges:10,50, lifecycle:months, order:trial>first year>later
`
const MIN_BASE = `  --min-base N           fewest people in a group that is shown (5)
`
const PERIOD = `  --period UNIT          day, week, month (default) or quarter
`
const TIME_ZONE = `  --time-zone NAME       where days begin, such as Europe/London (UTC)
`
const ROUTES = `  --routes FILE.json     who owns what: {"rows":[{"team":"Billing","themeIds":["billing"]}],"defaultTeam":"Care"}
`
const FIELDS = `  --fields A,B           fields to use (all but those that may be protected traits)
`

const WHY: readonly Command[] = [
  {
    name: 'analyze',
    run: analyze,
    usage: 'FILE',
    about: 'themes ranked by their effect on the share of detractors',
    options: `  --format FORMAT        table (default), json, jsonl (a line per response), csv (a row per theme), html
  --top N                ranked themes in the table (20), or all
`,
  },
  {
    name: 'summary',
    run: summary,
    usage: 'FILE',
    about: 'the survey in sentences made of its figures, with quotes',
    options: `  --bands A:WORD,B:WORD  words for an NPS from A, from B, such as 0:good,50:excellent (none)
`,
  },
  {
    name: 'quadrant',
    run: quadrant,
    usage: 'FILE',
    about: 'themes by importance and performance: mend, keep, watch, calm',
    options: '',
  },
  {
    name: 'contrast',
    run: contrast,
    usage: 'FILE',
    about: 'what promoters talk about and detractors do not, and the other way round',
    options: `  --between A,B          two score groups (promoters,detractors)
`,
  },
  {
    name: 'pairs',
    run: pairs,
    usage: 'FILE',
    about: 'themes that come up together more than by chance',
    options: '',
  },
]

const WHO: readonly Command[] = [
  {
    name: 'segments',
    run: segments,
    usage: 'FILE --by FIELD[,FIELD]',
    about: 'NPS and themes by one field or a cross of two',
    options: `  --by FIELD[,FIELD]     fields to cut by; "role" is read from the job titles
${BUCKET}${MIN_BASE}`,
  },
  {
    name: 'centre',
    run: centre,
    usage: 'FILE --by FIELD --within FIELD',
    about: 'groups compared within countries, since cultures use the scale differently',
    options: `  --by FIELD             groups to compare
  --within FIELD         field whose own level is taken out, such as the country
${BUCKET}${MIN_BASE}`,
  },
  {
    name: 'accounts',
    run: accounts,
    usage: 'FILE',
    about: 'accounts and roles: whose voice is missing, what is at risk',
    options: `  --revenue FIELD        revenue of the account
  --invited FILE         list of everybody who was asked, for the share who answered
`,
  },
  {
    name: 'weight',
    run: weight,
    usage: 'FILE --by FIELD --population FILE.json',
    about: 'NPS with roles (or any groups) counted as in the population',
    options: `  --by FIELD             groups; "role" is read from the job titles
  --population FILE.json size of each group: {"end-user":500,"executive":20}
`,
  },
  {
    name: 'groups',
    run: groups,
    usage: 'FILE',
    about: 'respondents who are alike in their fields, or that there are no such groups',
    options: `${FIELDS}  --max-groups N         most groups (6)
${MIN_BASE}`,
  },
  {
    name: 'predict',
    run: predict,
    usage: 'FILE',
    about: 'who is likely to be a detractor (or to churn), and what marks them',
    options: `  --outcome WHAT         detractor (default), passive, promoter, or a field of yes and no
${FIELDS}`,
  },
]

const WHEN: readonly Command[] = [
  {
    name: 'trends',
    run: trends,
    usage: 'FILE',
    about: 'over time: changes, what they are made of, themes out of line',
    options: `${PERIOD}${TIME_ZONE}${MIN_BASE}`,
  },
  {
    name: 'changes',
    run: changes,
    usage: 'FILE --from PERIOD --to PERIOD',
    about: 'what a change of NPS between two periods is made of, and who moved',
    options: `  --from PERIOD          2026-05, 2026-Q2, 2026-W24, 2026-06-14, 2026, or FIRST..LAST of one kind
  --to PERIOD            the later one, in the same forms
${TIME_ZONE}${MIN_BASE}`,
  },
  {
    name: 'before-after',
    run: beforeAfter,
    usage: 'FILE --at DATE',
    about: 'whether an action shows in scores and mentions',
    options: `  --at DATE              day of the action, such as 2026-06-01
  --days N               days looked at on each side (90)
  --settle-days N        days after the action that count for neither side (0)
  --about THEME          theme that the action was about, by id or label
  --touched FIELD=VALUE  whom it reached; their change is compared with that of the others
  --min-base N           fewest scores on each side (30)
`,
  },
]

const NEXT: readonly Command[] = [
  {
    name: 'cases',
    run: cases,
    usage: 'FILE',
    about: 'detractors to call back, passives to win over, promoters to thank',
    options: `${ROUTES}  --consent FIELD        field that says who may be quoted
  --by FIELD             count each list by the segments of a field (no protected trait)
`,
  },
  {
    name: 'requests',
    run: requests,
    usage: 'FILE',
    about: 'what people ask for, by theme',
    options: '',
  },
  {
    name: 'plan',
    run: plan,
    usage: 'FILE --theme ID --by DATE',
    about: 'the frame of an action: metric, baseline, target, day, owner',
    options: `  --theme ID             theme to act on
  --by DATE              day by which the target is to be reached
  --factor F             how much of the complaints is to remain (0.5)
${ROUTES}`,
  },
  {
    name: 'departments',
    run: departments,
    usage: 'FILE --routes FILE.json',
    about: 'complaints and praise by the department that owns the theme',
    options: ROUTES,
  },
  {
    name: 'alerts',
    run: alerts,
    usage: 'FILE --rules FILE.json',
    about: 'what alert rules would have said; nothing is sent',
    options: `  --rules FILE.json      [{"id":"leaving","kind":"response","when":{"scoreAtMost":4,"flags":["churn-intent"]}},
                          {"id":"spike","kind":"spike","minMentions":5,"pauseHours":24}]
${ROUTES}${PERIOD}${TIME_ZONE}`,
  },
]

const BESIDE: readonly Command[] = [
  {
    name: 'impact',
    run: impact,
    usage: 'FILE --on FIELD',
    about: 'what themes do to satisfaction, revenue, renewal or any number',
    options: `  --on FIELD             a column of numbers or of yes and no, or score; --adjust-for holds segments fixed
`,
  },
  {
    name: 'ratings',
    run: ratings,
    usage: 'FILE --at-least N | --at-most N',
    about: 'top-2-box, "6 or less" or disagreement on any rated question, over all and per theme',
    options: `  --field FIELD          the rated question (score)
  --at-least N           lowest answer that counts
  --at-most N            highest answer that counts
${MIN_BASE}`,
  },
  {
    name: 'correlate',
    run: correlate,
    usage: 'FILE --with FIELD[,FIELD]',
    about: 'scores and themes beside churn, lifetime value or another number of yours',
    options: `  --with FIELD[,FIELD]   columns of numbers, or of yes and no
`,
  },
  {
    name: 'retention',
    run: retention,
    usage: 'FILE --on FIELD',
    about: 'what became of promoters, passives and detractors: who stayed, what they are worth',
    options: `  --on FIELD             a column of yes and no or of numbers, such as churned; --records brings it from elsewhere
`,
  },
  {
    name: 'benchmark',
    run: benchmark,
    usage: 'FILE --value N --source TEXT',
    about: 'your NPS beside a figure from outside',
    options: `  --value N              NPS to compare with, from -100 to 100
  --source TEXT          where it is from; shown with the comparison
  --std-error N          its own standard error in points, if known
`,
  },
]

/** Commands by question. */
export const COMMAND_GROUPS: readonly (readonly [question: string, Command[]])[] = [
  ['Why are people unhappy?', [...WHY]],
  ['Who, and where?', [...WHO]],
  ['Since when?', [...WHEN]],
  ['What next?', [...NEXT]],
  ['Beside other numbers', [...BESIDE]],
]

/** Commands by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  COMMAND_GROUPS.flatMap(([, list]) => list).map((command) => [command.name, command])
)
