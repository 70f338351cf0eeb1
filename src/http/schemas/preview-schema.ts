import { z } from '@hono/zod-openapi'
import { responseSchema } from '../../service/request/request-schema.ts'
import { rejectedSchema } from './analysis-schema.ts'

/** Answer of `POST /v1/preview`. */
export const previewSchema = z
  .strictObject({
    format: z.enum(['csv', 'tsv', 'xlsx', 'jsonl', 'json']),
    about: z.string().describe('Encoding, delimiter, sheet and header, for people'),
    columns: z.array(
      z.strictObject({
        name: z.string(),
        field: z
          .enum([
            'id',
            'score',
            'comment',
            'at',
            'respondentId',
            'accountId',
            'role',
            'segment',
            'ignored',
          ])
          .describe('What the column was taken for'),
        reason: z.string().describe('Why'),
        samples: z.array(z.string()).describe('Different values from the first rows, shortened'),
      })
    ),
    acceptedCount: z.int().min(0).describe('Rows that can be analysed'),
    rejectedCount: z.int().min(0),
    rejected: z.array(rejectedSchema).describe('The first rejected rows, at most 200'),
    notes: z.array(z.string()).describe('What a person should know'),
    problem: z
      .string()
      .nullable()
      .describe('Why nothing can be analysed with these columns; null when it can'),
    suggestedScale: z.enum(['nps', 'stars5']).describe('From the values of the score column'),
    suggestedQuestion: z
      .enum(['reason', 'improve', 'praise'])
      .describe('From the heading of the comments'),
    responses: z
      .array(responseSchema)
      .optional()
      .describe('Accepted responses, with `include=responses`'),
  })
  .meta({ id: 'FilePreview', description: 'How a file would be read' })
