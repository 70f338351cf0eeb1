// Generated from README.md by test/insight/write-explain-page.ts; edit that page, then run it.

/** What a theme's effect means, in Markdown: the help of the command line and the API. */
export const EXPLAIN_PAGE = `# What a theme's effect means

For people who will act on the numbers. It needs no statistics; the formulas are in \`src/stats/\`, and every code in a
result has a sentence in \`src/insight/words.ts\`.

## The number

> **Effect on detractor share**: by how many percentage points the share of detractors would be lower if the people who
> complained about a theme had scored like similar people who did not.

*Similar* means: the same other complaints, the same values of the segment fields that you chose (\`adjustFor\`), and
whether they left a comment at all. "+3.4 points, interval +1.8 to +5.0" on a detractor share of 34 % says: without this
complaint the model expects 30.6 %, and anything from 29.0 % to 32.2 % goes well with the data.

- It joins two things: how many people complain, and how much more often they are detractors. A rare grave complaint and
  a common mild one can have the same effect.
- **Recoverable detractors** is the same number in people: effect × respondents with a score.
- **Interval**: of all 95 % intervals, 95 % contain the true effect (measured below). One that includes 0 does not show
  which way the theme works; it is flagged \`uncertain-sign\`.
- **q-value**: if you act on every theme with q ≤ 0.05, at most about one in twenty of them is a false alarm.
- **Stability**: how often the theme would keep its rank, give or take one, if the survey were repeated. Do not defend
  the order of two themes of low stability; defend that both are on the list.

Complaints (negative mentions) explain detractors. Praise (positive mentions) explains promoters, in a list of its own.
The effect on NPS points is promoters gained by praise minus detractors gained by complaints, times 100. A third list
tells what separates passives from promoters.

## What it does not mean

- **Not a proof of cause.** It is an association, cleaned of what is in the data. A cause that nobody recorded stays in.
  In our simulation an unrecorded trait that makes people both unhappier and three times as likely to mention an innocent
  theme gives that theme 1.4 points that it does not deserve, and its interval then covers the truth in 74 % of surveys
  instead of 95 %. (The unadjusted figure is 4.2 points off in the same surveys.) Put what you know about respondents into
  segments, and adjust for it. \`hiddenCauses\` says for each theme how strong such a cause would have to be: it must make both
  the complaint and being a detractor so many times as likely, beyond all that is adjusted for, to explain the effect away
  (\`strength\`), or to bring the interval to 0 (\`strengthAtLimit\`). A strength below 1.5 is easily imagined, one above 3 hardly.
- **Not additive.** Someone who complains about two things is one detractor. For the effect of several themes together
  read \`joint\` (the top one, the top two, …). For parts that add up, as a waterfall needs, read \`additive\`: it shares
  what themes do together evenly among them, so its parts answer another question than single effects.
- **Not about people who said nothing.** Themes are known from comments only. Effects count all respondents with a score,
  but complaints that were kept silent are not in them: where 70 % of detractors and 25 % of the others comment, the effect
  shown is 41 to 46 % of the true one. NPS and shares are given both for everybody and for those who commented.
- **Not better than the tagging.** A complaint that is not recognised counts as none. With 90 % of mentions found and 1 %
  wrongly tagged, 82 to 88 % of an effect is left; with 75 % and 3 %, 65 to 71 %. A theme that goes along with a badly tagged
  one inherits part of its effect (0.4 and 0.8 points). Read effects as lower bounds.
- **Not a reason to rank people.** A theme about a person is not a measure of that person.

## How it relates to the impact figures of other tools

Most tools publish *leave-one-out impact*: the score of all respondents minus the score of those who do not mention the
theme. That is our \`leaveOut\`, so you can reconcile the two. On detractor share it equals
share of mentioners × (their detractor share − that of the rest).

It blames by association. In the simulation a harmless theme that is mostly mentioned by an unhappy customer segment gets
+2.7 points, and a harmless one that goes along with a real problem +2.2; adjusted, both are 0.0. The table compares both with
the truth (\`node test/quality/effects.quality.ts --full\`, 1,000 to 2,000 surveys each):

| 1,000 responses | rank correlation with the truth | right theme first | error (points) |
| --- | --- | --- | --- |
| adjusted effect | 0.94 | 84 % | 0.69 |
| leave-one-out | 0.59 | 60 % | 1.63 |

Other figures you may meet: *number of mentions among detractors* says how loud a theme is, not what it does; *driver
importance in % of R²* has no sign, so a theme that protects can outrank one that harms; *correlation with the score* ignores
how many people are concerned.

## How sure it is

| simulated surveys | responses | 95 % intervals that cover the truth | harmless themes with q ≤ 0.05 |
| --- | --- | --- | --- |
| standard | 300 | 95.7 % | 1.5 % |
| standard | 1,000 | 95.6 % | 3.3 % |
| with interactions that the model does not know | 1,000 | 95.2 % | 3.1 % |
| rare themes (a quarter of the mentions) | 1,000 | 95.5 % | 1.5 % |
| five answers from each account | 1,000 | 95.2 % | 3.8 % |
| an unrecorded common cause | 1,000 | 91.2 % | 22 % for the theme concerned |

## How it is computed

1. Respondents with a score; a theme counts once per respondent, however often it is mentioned.
2. A logistic regression of *is a detractor* on the complaints of all ranked themes, the segments (numbers as terciles,
   missing values as a level, rare values grouped), and whether a comment was left, with Firth's penalty, which keeps it
   finite when every complainer is a detractor. Themes too rare to rank are taken together in one column.
3. For each theme the mean over all respondents of *fitted probability − fitted probability without the complaint*.
4. Interval by the delta method, from the errors of the regression and of the sample. By respondent or account where
   several answers come from one. It covered better than profile likelihood and bootstrap at 100, 300 and 1,000 responses.
5. Benjamini–Hochberg over the ranked themes.

A theme is ranked from \`minMentions\` (10) scored mentioners on, if at least 5 people do not mention it, and while there are 5
detractors (or 5 others, if they are fewer) for each theme. Themes that only say "terrible" or "love it" are \`affect-only\`: they
repeat the score and explain nothing.

## What if

\`drivers.scenario: { "support-speed": 0.5 }\` halves the complaints about a theme: each stays with probability one half, for all
named themes at once. It gives the expected detractor share and NPS with intervals. It is as causal as the effect itself.

## Warnings worth heeding

- \`collinear\`: two themes that are always raised together cannot be told apart by any method; judge them as one.
- \`sign-reversal\`: over all respondents the theme points one way, within your segments the other (Simpson's paradox). Trust the
  latter.
- \`confounded\`: the unadjusted figure lies outside the adjusted interval. The other tool's ranking would mislead you here.
- \`commenters-differ\`, \`segment-bases-differ\`: groups start from different shares. Compare within them.
- \`few-events\`: small effects cannot show with so few detractors for so many themes. Ask more people or fewer themes.
`
