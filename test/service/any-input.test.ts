import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/errors.ts'
import { SCALES } from '../../src/domain/scale.ts'
import { byteSourceOf } from '../../src/service/read-file/byte-source.ts'
import { readResponsesFile } from '../../src/service/read-file/read-responses-file.ts'
import { readAnalysisRequest } from '../../src/service/request/read-analysis-request.ts'

/** Runs what must either succeed or fail with an error that the caller can mend. */
async function outcome(run: () => unknown): Promise<'done' | 'refused'> {
  try {
    await run()
    return 'done'
  } catch (error) {
    if (error instanceof AppError && error.message.length > 10) return 'refused'
    throw error
  }
}

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('9', '3', '11', '7.5', '', 'quick and kind', '2026-03-01', 'a"b', 'x\ny', '=1+1')
)

/** Values that a response may wrongly hold. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('9', 11, 7.5, -1, null, '', [], {}, 'x'.repeat(600), '2026-02-30')
)

const row = fc.oneof(
  odd,
  fc.record(
    {
      id: odd,
      comment: odd,
      score: odd,
      at: odd,
      respondentId: odd,
      accountId: odd,
      role: odd,
      segments: odd,
    },
    { requiredKeys: [] }
  )
)

describe('any request', () => {
  it('is read or refused; no row is lost without a word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (responses) => {
        let accounted = responses.length
        await outcome(() => {
          const { request } = readAnalysisRequest({ responses }, 5_000)
          accounted = request.responses.length + request.rejected.length
        })
        expect(accounted).toBe(responses.length)
      }),
      { seed: 5, numRuns: 400 }
    )
  })

  it('with any envelope is read or refused', async () => {
    const envelope = fc.record(
      {
        responses: fc.oneof(odd, fc.constant([{ id: 'a' }])),
        question: odd,
        scale: odd,
        themes: fc.oneof(odd, fc.record({ taxonomy: odd, model: odd }, { requiredKeys: [] })),
        drivers: fc.oneof(odd, fc.record({ adjustFor: odd, scenario: odd }, { requiredKeys: [] })),
        include: odd,
        seed: odd,
      },
      { requiredKeys: [] }
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(odd, envelope), async (body) => {
        await outcome(() => readAnalysisRequest(body, 5_000))
      }),
      { seed: 6, numRuns: 600 }
    )
  })
})

describe('any file', () => {
  const read = (name: string, bytes: Uint8Array) =>
    readResponsesFile(byteSourceOf(name, bytes), { scaleOf: () => SCALES.nps, overrides: {} })

  it('of bytes is read or refused', async () => {
    const name = fc.constantFrom('a.csv', 'a.tsv', 'a.xlsx', 'a.json', 'a.jsonl', 'a', 'a.exe')
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 200 }), async (fileName, bytes) => {
        await outcome(() => read(fileName, bytes))
      }),
      { seed: 7, numRuns: 400 }
    )
  })

  it('of cells is read or refused; every filled row is accepted or rejected', async () => {
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
        const text = ['score', 'comment', 'plan', 'id']
          .join(delimiter)
          .concat(
            '\n',
            rows
              .map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(delimiter))
              .join('\n')
          )
        let accounted = -1
        const result = await outcome(async () => {
          const file = await read('a.csv', new TextEncoder().encode(text))
          accounted = file.read.responses.length + file.read.rejected.length
        })
        const filled = rows.filter((cells) => cells.some((c) => c.trim() !== '')).length
        if (result === 'done') expect(accounted).toBe(filled)
      }),
      { seed: 8, numRuns: 200 }
    )
  })

  it('of JSON Lines is read or refused', async () => {
    const line = fc.oneof(
      fc.json({ maxDepth: 2 }),
      fc.string({ maxLength: 20 }),
      fc.constant('{"comment":"quick and kind","score":9}')
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        await outcome(() => read('a.jsonl', new TextEncoder().encode(lines.join('\n'))))
      }),
      { seed: 9, numRuns: 300 }
    )
  })
})
