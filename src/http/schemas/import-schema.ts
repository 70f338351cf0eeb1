import { z } from '@hono/zod-openapi'
import { rejectedSchema } from './analysis-schema.ts'

const count = z.int().min(0)

/** An import and how far it has come. */
export const importSchema = z
  .strictObject({
    id: z.string(),
    fileName: z.string(),
    byteCount: count,
    columns: z.looseObject({}).describe('What the uploader said of the columns'),
    mapping: z.array(z.strictObject({ column: z.string(), field: z.string(), reason: z.string() })),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    rowCount: count.describe('Rows read so far'),
    acceptedCount: count,
    rejectedCount: count,
    chunkCount: count,
    error: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Import' })

/** A page of imports. */
export const importPageSchema = z
  .strictObject({ imports: z.array(importSchema), next: z.string().nullable() })
  .meta({ id: 'ImportPage' })

/** How a file would be read. */
export const importPreviewSchema = z
  .strictObject({
    format: z.string(),
    about: z.string(),
    mapping: z.array(
      z.looseObject({
        column: z.string(),
        field: z.string(),
        reason: z.string(),
        sample: z.string(),
      })
    ),
    notes: z.array(z.string()),
    checkedCount: count.describe('Rows that were checked; the file may have more'),
    acceptedCount: count,
    rejected: z.array(rejectedSchema),
    responses: z
      .array(z.looseObject({ id: z.string() }))
      .describe('The first, as they would be kept'),
  })
  .meta({ id: 'ImportPreview' })
