import { z } from 'zod'
import { MAX_FIELD_CHARS } from './limits.ts'

const shortText = z.string().min(1).max(MAX_FIELD_CHARS)

/** A theme of the caller's own. */
export const themeDefinitionSchema = z
  .strictObject({
    id: shortText,
    label: shortText,
    negativeLabel: shortText.optional(),
    positiveLabel: shortText.optional(),
    parentId: shortText.optional(),
    description: z.string().max(2_000).optional(),
    examples: z.array(z.string().min(1).max(1_000)).max(200).optional(),
    counterExamples: z.array(z.string().min(1).max(1_000)).max(200).optional(),
  })
  .meta({ id: 'ThemeDefinition', description: 'A theme of your own' })

const label = z.string().min(1).max(200)

/** One edit: the body of `POST /v1/surveys/{surveyId}/theme-edits`, and an entry of `themes.edits`. */
export const themeEditSchema = z
  .discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('rename'),
      themeId: shortText,
      label,
      negativeLabel: label.optional(),
      positiveLabel: label.optional(),
    }),
    z
      .strictObject({
        op: z.literal('merge'),
        themeIds: z.array(shortText).min(1).max(100),
        into: shortText,
      })
      .describe('Mentions of `themeIds` become mentions of `into`'),
    z
      .strictObject({
        op: z.literal('split'),
        themeId: shortText,
        into: z.array(themeDefinitionSchema).min(1).max(20),
      })
      .describe('Mentions that fit one of `into` move there; the others stay'),
    z
      .strictObject({ op: z.literal('pin'), themeId: shortText })
      .describe('The theme stays when themes are found anew'),
    z
      .strictObject({ op: z.literal('exclude'), themeId: shortText })
      .describe('The theme is no longer shown'),
    z.strictObject({ op: z.literal('add'), theme: themeDefinitionSchema }),
    z.strictObject({ op: z.literal('move'), themeId: shortText, parentId: shortText.nullable() }),
    z.strictObject({ op: z.literal('undo') }).describe('Takes the last edit back'),
  ])
  .meta({ id: 'ThemeEdit', description: 'One change to the themes' })

/** An edit as a caller sends it. */
export type ThemeChange = z.output<typeof themeEditSchema>
