import { z } from '@hono/zod-openapi'
import { effectSchema, intervalSchema } from './effect-schema.ts'
import { reportShape, testedSchema } from './insight-schema.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)
const { warnings: _, ...about } = reportShape
const effect = z.union([effectSchema, z.null()])
const interval = z.union([intervalSchema, z.null()])

/** What a scenario changes, as intervals with a test. */
const changeSchema = z.union([intervalSchema, testedSchema, effectSchema])

/** The frame of an action. */
export const planSchema = z
  .strictObject({
    ...about,
    plan: z.strictObject({
      themeId: z.string(),
      label: z.string(),
      metric: z.literal('negative-mention-share'),
      baseline: intervalSchema,
      target: share,
      by: z.string(),
      owner: z.string().describe('From the case routes'),
      expected: z
        .strictObject({ detractorShareChange: changeSchema, npsPointsChange: changeSchema })
        .nullable()
        .describe('What would follow if the association were the cause'),
    }),
  })
  .meta({ id: 'ActionPlan', description: 'Numbers copied from results; what to do is for people' })

/** Themes by importance and performance. */
export const quadrantsSchema = z
  .strictObject({
    ...about,
    importanceLine: z.number(),
    performanceLine: share,
    themes: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        importance: z.number(),
        performance: share,
        quadrant: z.enum(['mend', 'keep', 'watch', 'calm']),
        isSure: z.boolean().describe('False where the interval behind the importance includes 0'),
      })
    ),
  })
  .meta({ id: 'Quadrants' })

/** A survey in sentences. */
export const writtenSummarySchema = z
  .strictObject({
    ...about,
    band: z.string().nullable(),
    paragraphs: z.array(
      z.strictObject({
        text: z.string(),
        quotes: z.array(z.strictObject({ responseId: z.string(), text: z.string() })),
      })
    ),
  })
  .meta({ id: 'WrittenSummary', description: 'Every number in it is a figure of the list' })

/** What people ask for. */
export const requestsSchema = z
  .strictObject({
    ...about,
    requestCount: count,
    themes: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        requestCount: count,
        requestShare: intervalSchema,
        detractorCount: count,
        quotes: z.array(z.string()),
      })
    ),
  })
  .meta({ id: 'Requests' })

/** Themes by the department that owns them. */
export const departmentsSchema = z
  .strictObject({
    ...about,
    departments: z.array(
      z.strictObject({
        department: z.string(),
        themeIds: z.array(z.string()),
        themes: z.array(z.strictObject({ id: z.string(), label: z.string() })),
        mentionCount: count,
        negativeCount: count,
        positiveCount: count,
        responseCount: count,
      })
    ),
    mentionCount: count,
    negativeCount: count,
    positiveCount: count,
  })
  .meta({ id: 'Departments', description: 'Sums over departments equal the totals' })

/** What themes do to a number. */
export const impactSchema = z
  .strictObject({
    ...reportShape,
    field: z.string(),
    base: count,
    missingCount: count,
    unreadableCount: count,
    mean: z.number().nullable(),
    rSquared: z.number().nullable(),
    drivers: z.array(
      z.strictObject({
        themeId: z.string(),
        label: z.string(),
        polarity: z.enum(['negative', 'positive']),
        mentionCount: count,
        perMention: effectSchema.describe('Against similar people, in the unit of the number'),
        onMean: effectSchema.describe('On the mean of everybody, in the unit of the number'),
      })
    ),
  })
  .meta({ id: 'Impact', description: 'Associations, the other themes held fixed' })

/** Share of answers within a range. */
export const ratingsSchema = z
  .strictObject({
    ...about,
    field: z.string(),
    range: z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() }),
    share: interval,
    missingCount: count,
    unreadableCount: count,
    themes: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        share: intervalSchema,
        shareDifference: effectSchema,
      })
    ),
  })
  .meta({ id: 'Ratings' })

/** NPS weighted to a population. */
export const weightingSchema = z
  .strictObject({
    ...about,
    field: z.string(),
    weighted: z
      .strictObject({
        npsPoints: intervalSchema,
        unweightedNpsPoints: intervalSchema,
        detractorShare: intervalSchema,
        unweightedDetractorShare: intervalSchema,
        effectiveBase: z.number().describe('As many answers of equal weight would tell as much'),
        designEffect: z.number().describe('Base ÷ effective base'),
        groups: z.array(
          z.strictObject({
            group: z.string(),
            base: count,
            sampleShare: share,
            populationShare: share,
            weight: z.number().nullable().describe('1 on average; null where nobody answered'),
          })
        ),
        emptyGroups: z.array(z.string()),
        leftOutCount: count.describe('Scores of groups that the population does not name'),
      })
      .nullable(),
  })
  .meta({ id: 'Weighting' })

/** What became of each score group. */
export const retentionSchema = z
  .strictObject({
    ...reportShape,
    field: z.string(),
    isShare: z.boolean(),
    groups: z.array(
      z.strictObject({
        scoreGroup: z.enum(['detractor', 'passive', 'promoter']),
        responseCount: count,
        missingCount: count,
        mean: interval.describe('A share where the outcome is yes or no'),
        versusOthers: effect,
      })
    ),
    unscoredCount: count,
  })
  .meta({ id: 'Retention' })

/** Signs of gaming. */
export const cautionsSchema = z.strictObject(reportShape).meta({
  id: 'Cautions',
  description: 'Warnings `run-of-best-scores`, `score-asked-for`, `scores-contradict-comments`',
})
