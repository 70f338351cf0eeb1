/** What `whyscore help` prints. */
export const HELP_TEXT = `Whyscore ranks what people complain about by how many points of detractor share it goes with.

Usage
  whyscore analyze FILE [options]   analyse a file of responses
  whyscore segments FILE --by FIELD[,FIELD]   who is unhappy: by one field or a cross of two
  whyscore accounts FILE            accounts and roles: whose voice is missing, what is at risk
  whyscore trends FILE              over time: changes, what they are made of, themes out of line
  whyscore cases FILE               detractors to call back, promoters to thank
  whyscore explain                  how the numbers are defined
  whyscore help                     this text
  whyscore --version

FILE is .csv, .tsv, .xlsx, .jsonl or .json; - reads JSON Lines from standard input.

Output
  --format FORMAT        table (default), json, jsonl (a line per response), csv (a row per theme), html
  --out PATH             write to a file; its ending chooses the format when --format is absent
  --top N                ranked themes in the table (20), or all
  --title TEXT           heading of table and page (the file name)
  --rejected PATH        write all rejected rows to a CSV file
  --quiet                no mapping, notes or progress on standard error

Survey
  --question KIND        reason (default), improve or praise: what the comment answers
  --scale SCALE          nps (0–10, default), stars5, or JSON. Higher is better:
                         '{"min":1,"max":10,"detractorMax":6,"promoterMin":9}'. Lower is better:
                         '{"min":1,"max":5,"detractorMin":4,"promoterMax":1}'

Segments, accounts, trends, cases (--format table or json; all options of analyze apply)
  --by FIELD[,FIELD]     fields to cut by; "role" is read from the job titles
  --bucket FIELD=RULE    auto, categories, quantiles:4, edges:10,50, lifecycle:months, order:trial>first year>later
  --min-base N           fewest people in a group that is shown (5)
  --revenue FIELD        revenue of the account, for accounts
  --period UNIT          day, week, month (default) or quarter, for trends
  --time-zone NAME       where days begin, such as Europe/London (UTC)
  --routes FILE.json     whom cases go to: {"rows":[{"team":"Billing","themeIds":["billing"]}],"defaultTeam":"Care"}
  --consent FIELD        field that says who may be quoted

Columns (recognised from heading and values; these flags override)
  --comment COL  --score COL  --id COL  --at COL  --respondent COL  --account COL  --role COL
  --segment COL          a column to keep as a segment; repeat it. Without it all suitable ones are kept
  --encoding NAME        utf-8, utf-16le, utf-16be or windows-1252, when the wrong one is recognised

Themes
  --taxonomy NAME        auto (default), none, a pack such as telecom, or FILE.json with your own themes
  --no-discover          only the themes of the taxonomy
  --max-themes N         most themes (25)

Effects
  --adjust-for A,B       segments (or role, accountId) to hold fixed
  --min-mentions N       themes mentioned less often are not ranked (10)
  --conf-level P         level of the intervals (0.95)
  --scenario ID=FACTOR   what if the theme had FACTOR times its negative mentions; repeat it
  --seed N               start of the random numbers (1)

Exit status: 0 done, 1 the input could not be used, 2 the command is wrong.
`
