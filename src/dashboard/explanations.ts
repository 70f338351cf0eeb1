/** What each number means; shown one click away from it. */
export const EXPLANATIONS = {
  effect: {
    title: 'Effect',
    text: [
      'How many percentage points of detractor share go with complaints about the theme: today’s share less the share to be expected if these people had scored like similar people who did not complain about it.',
      'The other themes, and the segments that you chose, are held fixed. For promoters it counts praise instead; for the NPS both.',
      'The dot is the estimate and the line its interval. A line that crosses zero means that the data cannot tell the direction. It is an association, not proof of cause.',
    ],
  },
  mentions: {
    title: 'Mentions',
    text: [
      'People who mention the theme, as a share of people who left a usable comment. Someone who mentions it twice counts once.',
    ],
  },
  polarity: {
    title: 'How they speak of it',
    text: [
      'People who mention the theme negatively (−), neutrally (○) and positively (+). Someone who does both counts in both, so the parts can add up to more than the mentions.',
    ],
  },
  detractorShare: {
    title: 'Detractors among them',
    text: [
      'Share of detractors among people who mention the theme and gave a score. The vertical mark is the share among everyone with a score.',
      'This is a plain share: it does not hold other themes fixed, which is why the list is not ranked by it.',
    ],
  },
  crude: {
    title: 'Crude figure',
    text: [
      'Today’s figure less the figure without the people who mention the theme. Many tools publish it as “impact”. Nothing is held fixed, so themes that merely keep company with a bad one look bad too. It is here for comparison, never for ranking.',
    ],
  },
  nps: {
    title: 'Net Promoter Score',
    text: [
      '100 × (share of promoters − share of detractors), from −100 to 100. Passives count in the base only.',
      'The interval says how far the figure could lie from that of everyone you could have asked.',
    ],
  },
  coverage: {
    title: 'Coverage',
    text: ['Share of comments with content in which at least one theme was found.'],
  },
  stability: {
    title: 'Rank stability',
    text: [
      'Share of resamples of your responses in which the theme keeps its rank within one place. A low value means: do not read much into the order of neighbours.',
    ],
  },
  qValue: {
    title: 'q value',
    text: [
      'The share of false alarms to be expected among all themes that look at least as clear as this one (Benjamini–Hochberg). Small is clear; it allows for having tested many themes at once.',
    ],
  },
  recoverable: {
    title: 'Detractors at stake',
    text: [
      'Number of detractors that would be fewer if the association were causal and the complaints went away: base × effect.',
    ],
  },
  commenters: {
    title: 'Who commented',
    text: [
      'People who comment are often unhappier than those who only give a score. Shares here count everyone with a score unless it says otherwise.',
    ],
  },
  scenario: {
    title: 'What if',
    text: [
      'Each slider keeps that part of the complaints about a theme. The service refits nothing: it asks the same model for the expected detractor share and NPS, for all chosen themes together, with intervals.',
      'It is as causal as the model is: an association, read as if it were a lever.',
    ],
  },
} as const

/** A number that can be explained. */
export type ExplanationKey = keyof typeof EXPLANATIONS
