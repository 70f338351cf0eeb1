import { z } from '@hono/zod-openapi'
import { intervalSchema } from './effect-schema.ts'
import {
  cellSchema,
  decompositionSchema,
  forecastSchema,
  reportShape,
  sameRespondentsSchema,
  testedSchema,
} from './insight-schema.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)
const tested = z.union([testedSchema, z.null()])
const interval = z.union([intervalSchema, z.null()])
const { warnings: _, ...about } = reportShape

const matchSchema = z
  .strictObject({
    subjectCount: count.describe('People and accounts that the records are of'),
    matchedSubjectCount: count,
    unmatchedSubjectCount: count.describe('Of whom there is no response'),
    matchedResponseCount: count,
    unmatchedResponseCount: count.describe('Whose respondent and account have no record'),
    anonymousResponseCount: count.describe('That name neither a respondent nor an account'),
  })
  .meta({
    id: 'RecordMatch',
    description: 'How records and responses meet; nothing falls under the table',
  })

const records = z
  .union([matchSchema, z.null()])
  .describe('How the outcomes meet these responses; null where the field is of the responses')

/** Correlations with one number. */
export const correlationsSchema = z
  .strictObject({
    ...reportShape,
    field: z.string(),
    correlations: z.array(
      z.strictObject({
        with: z.string().describe('`score`, or the id of a theme'),
        label: z.string(),
        pearson: tested,
        spearman: tested,
        qValue: share,
        base: count,
        missingCount: count,
      })
    ),
    unreadableCount: count,
    records,
  })
  .meta({ id: 'Correlations', description: 'Correlations, not causes' })

/** A prediction with risks. */
export const predictionSchema = z
  .strictObject({
    ...about,
    prediction: z
      .strictObject({
        outcome: z.string(),
        base: count,
        eventCount: count,
        baseRate: share,
        auc: intervalSchema,
        gainOverBaseRate: intervalSchema,
        isBetterThanBaseRate: z.boolean(),
        calibration: z.strictObject({ slope: z.number(), intercept: z.number() }).nullable(),
        profile: z.array(
          z.strictObject({
            source: z.string(),
            name: z.string(),
            kind: z.enum(['level', 'number', 'complaint', 'praise']),
            oddsRatio: z.number(),
          })
        ),
        leftOutFields: z.array(z.string()),
        warnings: reportShape.warnings,
        method: z.string(),
      })
      .nullable()
      .describe('Null with fewer than 20 responses with, or without, the outcome'),
    risks: z
      .array(
        z.strictObject({
          responseId: z.string(),
          respondentId: z.string().nullable(),
          accountId: z.string().nullable(),
          risk: share.describe('From a model that has not seen the respondent'),
        })
      )
      .describe('The highest first'),
    records,
    totalCount: count,
    next: z.string().nullable(),
  })
  .meta({ id: 'PredictionAnswer' })

/** Groups of respondents. */
export const groupsSchema = z
  .strictObject({
    ...reportShape,
    groups: z
      .array(
        z.strictObject({
          cell: cellSchema,
          traits: z.array(z.strictObject({ name: z.string(), distance: z.number() })),
        })
      )
      .describe('Empty for "no structure"'),
    silhouette: z.number().nullable(),
  })
  .meta({ id: 'RespondentGroups' })

/** Themes that tell two score groups apart. */
export const contrastsSchema = z
  .strictObject({
    ...about,
    contrasts: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        firstCount: count,
        secondCount: count,
        logOddsRatio: intervalSchema,
        pValue: share,
        qValue: share,
      })
    ),
  })
  .meta({ id: 'Contrasts' })

/** Themes raised together. */
export const themePairsSchema = z
  .strictObject({
    ...about,
    pairs: z.array(
      z.strictObject({
        first: z.string(),
        second: z.string(),
        togetherCount: count,
        lift: intervalSchema,
        pValue: share,
        qValue: share,
      })
    ),
  })
  .meta({ id: 'ThemePairs' })

/** Groups raw and within countries. */
export const comparisonsSchema = z
  .strictObject({
    ...reportShape,
    field: z.string(),
    countryField: z.string(),
    groups: z.array(
      z.strictObject({ bucket: z.string(), base: count, raw: interval, within: interval })
    ),
  })
  .meta({ id: 'Comparisons' })

/** What a change is made of. */
export const changesSchema = z
  .strictObject({
    ...about,
    before: z.string().nullable(),
    after: z.string().nullable(),
    decomposition: z.union([decompositionSchema, z.null()]),
    sameRespondents: z.union([sameRespondentsSchema, z.null()]),
  })
  .meta({ id: 'Changes' })

/** Before and after an action. */
export const actionEffectSchema = z
  .strictObject({
    ...reportShape,
    baseBefore: count,
    baseAfter: count,
    npsPoints: tested,
    detractorShare: tested,
    mentionShare: tested,
    npsBeyondOthers: tested.describe('The change minus that of people it did not reach'),
  })
  .meta({ id: 'ActionEffect' })

/** NPS to come. */
export const forecastAnswerSchema = z
  .strictObject({
    ...about,
    unit: z.enum(['day', 'week', 'month', 'quarter']),
    timeZone: z.string(),
    lastPeriod: z.string().nullable(),
    forecast: z.union([forecastSchema, z.null()]),
  })
  .meta({ id: 'ForecastAnswer' })

const responded = { invitedCount: count, respondedCount: count, responseShare: intervalSchema }

/** Who answered of those who were asked. */
export const coverageSchema = z
  .strictObject({
    ...about,
    coverage: z
      .strictObject({
        ...responded,
        roles: z.array(z.strictObject({ role: z.string(), ...responded })),
        accounts: z.array(z.strictObject({ accountId: z.string(), ...responded })),
        silentAccounts: z.array(z.string()),
        uninvitedCount: count,
        anonymousCount: count,
        repeatedCount: count,
      })
      .nullable()
      .describe('Null until a list is uploaded'),
  })
  .meta({ id: 'CoverageAnswer' })

/** What became of an uploaded list. */
export const invitedResultSchema = z
  .strictObject({ invitedCount: count, repeatedCount: count })
  .meta({ id: 'InvitedResult' })

/** Outcomes that are kept. */
export const outcomeSummarySchema = z
  .strictObject({
    fields: z.array(
      z.strictObject({ field: z.string(), respondentCount: count, accountCount: count })
    ),
    rows: z
      .strictObject({
        rowCount: count,
        namelessCount: count.describe('Rows of CSV that name nobody; left out'),
        repeatedCount: count.describe('Rows of somebody who came before; they add to it'),
        contradictingCount: count.describe('Of these, with another value; the last counts'),
      })
      .nullable()
      .describe('Of the last upload'),
    match: matchSchema,
  })
  .meta({ id: 'OutcomeSummary' })

/** NPS beside benchmarks. */
export const benchmarkAnswerSchema = z
  .strictObject({
    ...about,
    comparisons: z.array(
      z.strictObject({
        npsPoints: intervalSchema,
        benchmark: z.strictObject({
          npsPoints: z.number(),
          source: z.string(),
          stdErrorPoints: z.number().optional(),
        }),
        difference: intervalSchema,
        isBenchmarkTakenAsExact: z.boolean(),
      })
    ),
  })
  .meta({ id: 'BenchmarkAnswer' })
