import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/domain/analysis.ts'
import { analyseResponses } from '../../src/service/analyse-responses.ts'
import {
  InvalidRequestError,
  readAnalysisRequest,
} from '../../src/service/request/read-analysis-request.ts'

const model = {
  format: 'whyscore-theme-model',
  formatVersion: 1,
  id: 'tm-0',
  madeBy: 'x',
  taxonomy: 'auto',
  packs: [],
  discovered: [],
  commonMeaning: [],
  edits: [],
}

const engine = {
  versions: { engine: '1', sentimentModel: '1', themeModel: '1', method: '1' },
  themeIds: () => ['price', 'staff'],
  analyse: async () => ({ responses: [], themes: [] }),
} as unknown as Engine

const analyse = (edits: readonly unknown[]) =>
  analyseResponses(
    engine,
    readAnalysisRequest({ responses: [{ id: 'a', score: 3 }], themes: { model, edits } }, 10)
  )

describe('edits of themes that a model does not have', () => {
  it('are refused, each with its place', async () => {
    const edits = [
      { op: 'rename', themeId: 'price', label: 'Cost' },
      { op: 'exclude', themeId: 'nope' },
      { op: 'merge', themeIds: ['staff', 'gone'], into: 'away' },
      { op: 'undo' },
    ]
    const error = await analyse(edits).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect((error as InvalidRequestError).errors).toEqual([
      { pointer: '/themes/edits/1/themeId', detail: 'expected a theme of the model, got "nope"' },
      {
        pointer: '/themes/edits/2/themeIds/1',
        detail: 'expected a theme of the model, got "gone"',
      },
      { pointer: '/themes/edits/2/into', detail: 'expected a theme of the model, got "away"' },
    ])
  })

  it('leave edits of its own themes alone', async () => {
    await expect(analyse([{ op: 'exclude', themeId: 'staff' }])).resolves.toBeDefined()
  })
})
