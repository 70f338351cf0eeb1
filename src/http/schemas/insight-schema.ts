import { z } from '@hono/zod-openapi'
import { effectSchema, intervalSchema } from './effect-schema.ts'
import { aboutShape } from './survey-schema.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)
const next = z.string().nullable()

/** What reports say of themselves; each brings its own warnings. */
export const reportShape = aboutShape

const interval = {
  estimate: z.number(),
  confLow: z.number(),
  confHigh: z.number(),
  confLevel: z.number(),
  method: z.string(),
  base: count,
}

/** A test without the correction for many of them. */
export const testedSchema = z
  .strictObject({ ...interval, pValue: share })
  .meta({ id: 'TestedEstimate' })

/** A mean over respondents or accounts. */
export const clusterMeanSchema = z
  .strictObject({
    ...interval,
    pValue: share,
    clusterCount: count,
    effectiveCount: z.number().describe('As many clusters of equal weight would tell as much'),
  })
  .meta({ id: 'ClusterMean' })

const trendTestSchema = z
  .strictObject({
    slope: z.number(),
    z: z.number(),
    pValue: share,
    method: z.string(),
    base: count,
  })
  .meta({ id: 'TrendTest' })

const cellKey = z.strictObject({ field: z.string(), bucket: z.string() })

const cellThemeSchema = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    mentionCount: count,
    negativeCount: count,
    neutralCount: count,
    positiveCount: count,
    mentionShare: intervalSchema,
    shareDifference: z.union([effectSchema, z.null()]),
  })
  .meta({ id: 'CellTheme' })

/** One group of respondents. */
export const cellSchema = z
  .strictObject({
    keys: z.array(cellKey),
    isMissing: z.boolean().describe('True for responses without a value'),
    suppressed: z
      .enum(['small', 'complementary'])
      .nullable()
      .describe('`complementary`: hidden so that a small cell cannot be worked out'),
    responseCount: count.nullable(),
    base: count.nullable().describe('Responses with a score'),
    commentBase: count.nullable(),
    figures: z
      .strictObject({
        npsPoints: intervalSchema,
        detractorShare: intervalSchema,
        passiveShare: intervalSchema,
        promoterShare: intervalSchema,
      })
      .nullable(),
    versusRest: z
      .strictObject({ npsPoints: effectSchema, detractorShare: effectSchema })
      .nullable()
      .describe('The cell minus everybody else'),
    themes: z.array(cellThemeSchema).describe('Most mentioned first'),
    distinctiveThemes: z.array(cellThemeSchema).describe('Raised more here than elsewhere'),
    flags: z.array(z.literal('small-base')),
  })
  .meta({ id: 'Cell', description: 'One group of respondents; figures are null when hidden' })

const interactionShape = {
  themeId: z.string(),
  label: z.string(),
  test: z
    .strictObject({
      statistic: z.number(),
      degrees: count,
      pValue: share,
      qValue: share,
      method: z.string(),
    })
    .nullable()
    .describe('Whether the effects differ between cells'),
}
const effectInCell = {
  negativeCount: count,
  effect: z.union([effectSchema, z.null()]).describe('On detractor share inside the cell'),
}

/** Figures by one field or two. */
export const segmentsSchema = z
  .strictObject({
    ...reportShape,
    fields: z.array(
      z.strictObject({
        field: z.string(),
        kind: z.enum(['categories', 'ordered', 'quantiles', 'edges', 'lifecycle']),
        isOrdered: z.boolean(),
        edges: z.array(z.number()).nullable(),
        buckets: z.array(
          z.strictObject({
            label: z.string(),
            low: z.number().nullable(),
            high: z.number().nullable(),
            isMissing: z.boolean(),
          })
        ),
        unreadableCount: count,
      })
    ),
    cells: z.array(cellSchema),
    trend: z
      .strictObject({
        detractorShare: trendTestSchema,
        npsPoints: trendTestSchema,
        largestDrop: z
          .strictObject({ from: z.string(), to: z.string(), npsPoints: z.number() })
          .nullable(),
      })
      .nullable()
      .describe('Over the buckets of one ordered field'),
    interactions: z.array(
      z.strictObject({
        ...interactionShape,
        cells: z.array(z.strictObject({ keys: z.array(cellKey), ...effectInCell })),
      })
    ),
    simpson: z
      .array(
        z.strictObject({
          bucket: z.string(),
          within: z.string(),
          kind: z.enum(['reversal', 'explained', 'masked']),
          overall: intervalSchema,
          adjusted: intervalSchema,
        })
      )
      .describe('Differences that change their meaning within another field'),
  })
  .meta({ id: 'Segments', description: 'Who is unhappy, by one field or a cross of two' })

/** One account. */
export const accountSchema = z
  .strictObject({
    accountId: z.string(),
    cell: cellSchema,
    roles: z.array(z.strictObject({ role: z.string(), base: count, npsPoints: z.number() })),
    revenue: z.number().nullable(),
    revenueAtRisk: z.number().nullable().describe('Revenue times detractor share'),
    flags: z.array(z.enum(['single-voice', 'no-decision-maker', 'role-holder-changed'])),
  })
  .meta({ id: 'Account' })

/** A page of accounts. */
export const accountsSchema = z
  .strictObject({
    ...reportShape,
    respondentWeighted: z.union([intervalSchema, z.null()]),
    accountWeighted: z.union([clusterMeanSchema, z.null()]),
    revenue: z
      .strictObject({
        npsPoints: z.union([clusterMeanSchema, z.null()]),
        atRiskShare: z.union([clusterMeanSchema, z.null()]),
        atRisk: z.number(),
        total: z.number(),
        missingCount: count,
      })
      .nullable(),
    accounts: z.array(accountSchema),
    roles: z.array(cellSchema).describe('Over all accounts, by seniority'),
    championGap: z.strictObject({
      role: z.string(),
      npsPoints: z.union([clusterMeanSchema, z.null()]),
      accountCount: count,
      accounts: z.array(z.strictObject({ accountId: z.string(), npsPoints: z.number() })),
    }),
    withoutAccountCount: count,
    totalCount: count,
    next,
  })
  .meta({ id: 'Accounts', description: 'Accounts, roles, and the champion’s gap to the others' })

const { warnings: _, ...aboutOfOne } = reportShape

/** One account with what the answer says of itself. */
export const accountAnswerSchema = z
  .strictObject({ ...aboutOfOne, account: accountSchema })
  .meta({ id: 'AccountAnswer' })

const spikeSchema = z
  .strictObject({
    themeId: z.string(),
    label: z.string(),
    period: z.string(),
    kind: z.enum(['new', 'spike', 'emerging']),
    mentionCount: count,
    negativeCount: count,
    shareDifference: testedSchema,
    baselineShare: share,
    adjustedPValue: share,
  })
  .meta({ id: 'Spike', description: 'A theme raised more than its own past explains' })

/** What a change of NPS is made of. */
export const decompositionSchema = z
  .strictObject({
    npsPoints: intervalSchema,
    parts: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        volume: intervalSchema,
        severity: intervalSchema,
        total: intervalSchema,
      })
    ),
  })
  .meta({ id: 'ChangeDecomposition', description: 'Parts add up to the whole change' })

const moves = z.strictObject({ detractor: count, passive: count, promoter: count })

/** The same people asked twice. */
export const sameRespondentsSchema = z
  .strictObject({
    base: count,
    moves: z.strictObject({ detractor: moves, passive: moves, promoter: moves }),
    detractorShare: z.union([testedSchema, z.null()]),
    promoterShare: z.union([testedSchema, z.null()]),
    npsPoints: z.union([clusterMeanSchema, z.null()]),
    newRespondents: z.union([intervalSchema, z.null()]),
    lostRespondents: z.union([intervalSchema, z.null()]),
    anonymousCount: count,
  })
  .meta({ id: 'SameRespondents' })

/** NPS of periods to come. */
export const forecastSchema = z
  .strictObject({
    kind: z.string(),
    isBetterThanLastValue: z.boolean(),
    points: z.array(
      z.strictObject({
        step: count,
        npsPoints: z.number(),
        confLow: z.number(),
        confHigh: z.number(),
      })
    ),
    confLevel: z.number(),
    backTest: z.strictObject({
      forecastCount: count,
      meanError: z.number(),
      lastValueMeanError: z.number(),
    }),
    method: z.string(),
    base: count,
  })
  .meta({ id: 'Forecast', description: 'Says whether it beat the last value on the past' })

/** Figures over time. */
export const trendsSchema = z
  .strictObject({
    ...reportShape,
    unit: z.enum(['day', 'week', 'month', 'quarter']),
    timeZone: z.string(),
    periods: z
      .array(
        z.strictObject({
          period: z.string(),
          cell: cellSchema,
          npsChange: z.union([effectSchema, z.null()]),
          spikes: z.array(spikeSchema),
        })
      )
      .describe('Every period from first to last; one without answers is a gap'),
    npsTrend: z.union([trendTestSchema, z.null()]),
    npsSlope: z
      .union([intervalSchema, z.null()])
      .describe('Points per period; null with fewer than three periods with scores'),
    changePoints: z.array(
      z.strictObject({ period: z.string(), npsPoints: intervalSchema, pValue: share })
    ),
    lastChange: z
      .strictObject({
        before: z.string(),
        after: z.string(),
        decomposition: decompositionSchema,
        sameRespondents: sameRespondentsSchema,
      })
      .nullable(),
    themeEffects: z.array(
      z.strictObject({
        ...interactionShape,
        cells: z.array(z.strictObject({ cell: count, ...effectInCell })),
      })
    ),
    forecast: z.union([forecastSchema, z.null()]),
    untimedCount: count,
  })
  .meta({ id: 'Trends' })
