import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeThemeModel, editsOfModel } from '../../../src/analysis/edit-theme-model.ts'
import { tagResponses } from '../../../src/analysis/tag-responses.ts'
import type { Correction } from '../../../src/domain/correction.ts'
import type { ClausePolarity } from '../../../src/domain/reading.ts'
import type { StoredResponse } from '../../../src/domain/survey.ts'
import { loadParts } from '../../../src/runtime/node-engine.ts'
import { applyCorrections } from '../../../src/service/corrections/apply-corrections.ts'
import {
  deleteCorrections,
  listReviews,
  putCorrections,
  readReview,
} from '../../../src/service/corrections/correction-verbs.ts'
import { themeAliases } from '../../../src/service/corrections/theme-aliases.ts'
import { exportCsv } from '../../../src/service/exports/export-responses.ts'
import { editThemes, listThemeEdits } from '../../../src/service/surveys/edit-themes.ts'
import { previewEdit } from '../../../src/service/surveys/preview-edit.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import { eraseRespondent, readResponse } from '../../../src/service/surveys/response-verbs.ts'
import { openSurvey } from '../../../src/service/surveys/survey-context.ts'
import { createSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import {
  listThemes,
  readSummary,
  rediscoverThemes,
} from '../../../src/service/surveys/theme-verbs.ts'
import { demonstrationResponses } from '../../e2e/demonstration.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const ALL = { filter: {}, sort: 'mentions', status: undefined, limit: 200, offset: 0 } as const
const RESPONSES = [
  { id: 'r1', score: 3, comment: 'The price is dear. Support was slow', respondentId: 'p1' },
  { id: 'r2', score: 9, comment: 'The price is fair', respondentId: 'p2' },
  { id: 'r3', score: 2, comment: 'Parcels are late', respondentId: 'p3' },
]
const FLIP: Correction = { op: 'clause-polarity', start: 0, end: 17, polarity: 'positive' }
const NO_PRICE: Correction = { op: 'remove-mention', themeId: 'price', start: 0, end: 17 }

let harness: StoredHarness
const at = (responseId: string) => ({ surveyId: 's', responseId })
const correct = (id: string, corrections: readonly Correction[], caller = 'key-1') =>
  putCorrections(harness.context, at(id), { body: { corrections }, caller })
const push = (responses: readonly unknown[]) =>
  pushResponses(harness.context, { surveyId: 's', body: { responses }, idempotencyKey: null })
const response = (id: string) => readResponse(harness.context, 's', id)
const themesOf = async (id: string) =>
  (await response(id)).mentions.map(({ themeId, polarity }) => `${themeId} ${polarity}`)
const counted = async () => {
  harness.passMs(10_000)
  const { themes } = (await listThemes(harness.context, 's', ALL)).answer
  return Object.fromEntries(
    themes.map((t) => [t.id, [t.negativeCount, t.neutralCount, t.positiveCount]])
  )
}

describe('corrections by a person', () => {
  beforeEach(async () => {
    harness = createStoredHarness()
    await createSurvey(harness.context, { id: 's' })
    await push(RESPONSES)
  })

  it('count at once, in responses, lists and exports', async () => {
    expect(await counted()).toMatchObject({ price: [1, 0, 1], support: [1, 0, 0] })
    await correct('r1', [FLIP, { op: 'remove-mention', themeId: 'support', start: 18, end: 35 }])
    expect(await themesOf('r1')).toEqual(['price positive'])
    const after = await counted()
    expect(after).toMatchObject({ price: [0, 0, 2] })
    expect(after.support).toBeUndefined()
    let csv = ''
    for await (const piece of await exportCsv(harness.context, 's', {})) csv += piece
    expect(csv).toMatch(/^r1,.*,price,[^,]*,p1,.*,true\r?$/m)
    expect(csv).toMatch(/^r2,.*,false\r?$/m)
  })

  it('keep their maker and time, also when others are added by somebody else', async () => {
    await correct('r1', [FLIP])
    harness.passMs(60_000)
    const { corrections, reviewed } = await correct(
      'r1',
      [NO_PRICE, { ...FLIP, start: 18, end: 35 }, FLIP].slice(1),
      'key-2'
    )
    expect(corrections.map(({ by, at: time }) => [by, time])).toEqual([
      ['key-2', '2026-03-01T10:01:00.000Z'],
      ['key-1', '2026-03-01T10:00:00.000Z'],
    ])
    expect(reviewed).toEqual({ by: 'key-2', at: '2026-03-01T10:01:00.000Z' })
  })

  it('change nothing when made again', async () => {
    await correct('r1', [FLIP])
    const { survey } = await openSurvey(harness.context, 's')
    harness.passMs(60_000)
    const { reviewed } = await correct('r1', [FLIP], 'key-2')
    expect(reviewed?.by).toBe('key-1')
    expect((await openSurvey(harness.context, 's')).survey.dataVersion).toBe(survey.dataVersion)
  })

  it('are undone wholly', async () => {
    const before = await response('r1')
    await correct('r1', [FLIP, NO_PRICE])
    await deleteCorrections(harness.context, at('r1'))
    await deleteCorrections(harness.context, at('r1'))
    expect(await response('r1')).toEqual(before)
    expect(await readReview(harness.context, at('r1'))).toMatchObject({
      reviewed: null,
      corrections: [],
    })
  })

  it('stay when the response comes again with the same comment, whatever else changed', async () => {
    await correct('r1', [FLIP])
    const { result } = await push([{ ...RESPONSES[0], score: 10 }])
    expect(result.warnings).toEqual([])
    expect(await themesOf('r1')).toEqual(['price positive', 'support negative'])
    expect(await response('r1')).toMatchObject({ score: 10, scoreGroup: 'promoter' })
    expect(await counted()).toMatchObject({ price: [0, 0, 2] })
  })

  it('are dropped with a warning when the comment changes', async () => {
    await correct('r1', [FLIP])
    const { result } = await push([{ ...RESPONSES[0], comment: 'The price is dear' }, RESPONSES[1]])
    expect(result.warnings).toEqual([
      {
        code: 'corrections-dropped',
        detail: 'corrections were dropped, since the comment changed: r1',
      },
    ])
    expect(await themesOf('r1')).toEqual(['price negative'])
    expect((await response('r1')).review).toBeUndefined()
    const usage = await harness.context.store.listUsage('2026-03-01', '2026-03-01')
    expect(usage).toContainEqual({ day: '2026-03-01', metric: 'dropped-corrections', amount: 1 })
  })

  it('go with the respondent', async () => {
    await correct('r1', [FLIP])
    await eraseRespondent(harness.context, 'p1')
    const page = { limit: 10, after: null }
    expect((await listReviews(harness.context, 's', page)).entries).toEqual([])
    expect(await counted()).toMatchObject({ price: [0, 0, 1] })
  })

  it('win when themes are found anew', async () => {
    const more = Array.from({ length: 40 }, (_, i) => ({
      id: `m${i}`,
      comment: 'Parcels are late',
    }))
    await push(more)
    await correct('m1', [
      { op: 'clause-polarity', start: 0, end: 16, polarity: 'positive' },
      { op: 'add-mention', themeId: 'support', start: 0, end: 16, polarity: 'negative' },
    ])
    await rediscoverThemes(harness.context, 's')
    expect(await themesOf('m0')).toEqual(['parcels negative'])
    expect(await themesOf('m1')).toEqual(['parcels positive', 'support negative'])
    expect(await counted()).toMatchObject({ parcels: [40, 0, 1], support: [2, 0, 0] })
  })

  it('show a theme that they alone mention', async () => {
    await push([{ id: 'r1', comment: 'Nothing of this', respondentId: 'p1' }])
    await correct('r3', [
      { op: 'add-mention', themeId: 'support', start: 0, end: 16, polarity: 'negative' },
    ])
    await rediscoverThemes(harness.context, 's')
    expect(await counted()).toMatchObject({ support: [1, 0, 0] })
    await editThemes(harness.context, 's', { op: 'rename', themeId: 'support', label: 'Help' })
    const { themes } = (await listThemes(harness.context, 's', ALL)).answer
    expect(themes.find(({ id }) => id === 'support')).toMatchObject({
      label: 'Help',
      negativeCount: 1,
    })
  })

  it('are figures of quality, with agreement counted too', async () => {
    await correct('r1', [FLIP, { op: 'remove-mention', themeId: 'support', start: 18, end: 35 }])
    await correct('r2', [])
    await correct('r3', [
      { op: 'add-mention', themeId: 'support', start: 0, end: 16, polarity: 'negative' },
    ])
    const { quality } = (await readSummary(harness.context, 's', {})).answer
    expect(quality.corrections).toMatchObject({
      reviewedCount: 3,
      correctedCount: 2,
      correctionCount: 3,
      clauseCount: 4,
      clausePolarityChangedCount: 1,
      mentionCount: 3,
      mentionRemovedCount: 1,
      mentionAddedCount: 1,
      mentionPolarityChangedCount: 1,
      polarityChangedShare: { estimate: 0.25, base: 4 },
      mentionRecall: { base: 3 },
    })
    expect(quality.corrections?.mentionPrecision?.estimate).toBeCloseTo(2 / 3, 10)
  })

  it('count in the figures that an edit is shown with before it is kept', async () => {
    await correct('r1', [FLIP])
    await counted()
    const edit = { op: 'merge', themeIds: ['support'], into: 'price' }
    const data = await openSurvey(harness.context, 's')
    const model = (await data.findModel())!
    const next = changeThemeModel(model.model, { ...edit, op: 'merge' })
    const shown = await previewEdit(harness.context, data, {
      edit: { ...edit, op: 'merge' },
      model,
      next,
    })
    const price = shown.themes.find(({ id }) => id === 'price')
    expect(price).toMatchObject({ positiveCount: 2 })
  })

  it('made at the moment of another change are refused rather than lost', async () => {
    const data = await openSurvey(harness.context, 's')
    const { findResponse } = data
    const racing = {
      ...harness.context,
      store: {
        ...harness.context.store,
        openSurvey: async () => ({
          ...data,
          async findResponse(id: string) {
            const found = await findResponse(id)
            await push([
              { ...RESPONSES[0], comment: `The price is dear ${Math.floor(found?.position ?? 0)}` },
            ])
            return found
          },
        }),
      },
    }
    await expect(
      putCorrections(racing, at('r1'), { body: { corrections: [FLIP] }, caller: 'key-1' })
    ).rejects.toMatchObject({ code: 'edit-conflict' })
    expect(await themesOf('r1')).toEqual(['price negative'])
  })
})

type Step =
  | { readonly kind: 'correct'; readonly response: number; readonly picks: readonly number[] }
  | { readonly kind: 'undo'; readonly response: number }
  | { readonly kind: 'push'; readonly response: number; readonly isOther: boolean }
  | { readonly kind: 'edit'; readonly pick: number }
  | { readonly kind: 'discover' }

const index = fc.nat({ max: 39 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      response: index,
      picks: fc.array(fc.nat({ max: 1_000 }), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), response: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      response: index,
      isOther: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), pick: fc.nat({ max: 1_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('discover' as const) }) }
)

const POLARITIES: readonly ClausePolarity[] = ['negative', 'neutral', 'positive']

/** A correction that fits the response, chosen by a number. */
function pickCorrection(
  { engine, reading, mentions }: StoredResponse,
  themeIds: readonly string[],
  pick: number
): Correction | null {
  const own = (engine?.mentions ?? mentions).filter(({ themeId }) => themeId !== 'other')
  const { clauses } = engine?.reading ?? reading
  const clause = clauses[pick % clauses.length]
  const mention = own[pick % own.length]
  const polarity = POLARITIES[pick % 3] ?? 'neutral'
  const themeId = themeIds[pick % themeIds.length] ?? ''
  if (pick % 5 === 0) return { op: 'comment-polarity', polarity }
  if (pick % 5 === 1 && clause) {
    return { op: 'clause-polarity', start: clause.start, end: clause.end, polarity }
  }
  if (pick % 5 === 2 && mention) {
    const { start, end } = mention
    return { op: 'mention-polarity', themeId: mention.themeId, start, end, polarity }
  }
  if (pick % 5 === 3 && mention) {
    return {
      op: 'remove-mention',
      themeId: mention.themeId,
      start: mention.start,
      end: mention.end,
    }
  }
  if (!clause || themeId === '') return null
  return { op: 'add-mention', themeId, start: clause.start, end: clause.end, polarity }
}

describe('with the real engine', () => {
  const parts = loadParts()

  async function take(taken: Step, responses: readonly { readonly id: string }[]): Promise<void> {
    const { context } = harness
    const one = (i: number) => responses[i % responses.length]!
    const data = await openSurvey(context, 's')
    const themes = ((await data.findModel())?.themes ?? []).filter(({ id }) => id !== 'other')
    if (taken.kind === 'discover') await rediscoverThemes(context, 's')
    if (taken.kind === 'undo') await deleteCorrections(context, at(one(taken.response).id))
    if (taken.kind === 'push') {
      const sent = one(taken.response)
      await push([{ ...sent, score: 0, ...(taken.isOther && { comment: 'The router is slow' }) }])
    }
    if (taken.kind === 'edit' && themes.length > 1) {
      const [first, second] = [
        themes[taken.pick % themes.length]!,
        themes[(taken.pick + 1) % themes.length]!,
      ]
      const edits = [
        { op: 'merge', themeIds: [first.id], into: second.id },
        { op: 'exclude', themeId: first.id },
        { op: 'undo' },
      ]
      const edit = edits[taken.pick % 3]
      const { edits: inForce } = await listThemeEdits(context, 's')
      if (edit?.op !== 'undo' || inForce.length > 0) await editThemes(context, 's', edit)
    }
    if (taken.kind === 'correct') {
      const found = await response(one(taken.response).id)
      const ids = themes.map(({ id }) => id)
      const picked = taken.picks.flatMap((pick) => pickCorrection(found, ids, pick) ?? [])
      // Two corrections of one place would be refused.
      const places = new Map(
        picked.map((c) => [
          'start' in c ? `${c.start} ${'themeId' in c ? c.themeId : ''}` : 'comment',
          c,
        ])
      )
      await correct(found.id, [...places.values()]).catch((error: unknown) => {
        // A theme may have gone since the list was read; nothing else may go wrong.
        expect(error).toMatchObject({ code: 'invalid-request' })
      })
    }
  }

  it('aggregates equal a recount, and tags a fresh analysis with the corrections, after any changes', async () => {
    const responses = (await demonstrationResponses()).slice(0, 40)
    const run = async (steps: readonly Step[]) => {
      harness = createStoredHarness(true, () => parts)
      const { context } = harness
      await createSurvey(context, { id: 's', segmentFields: ['Plan'] })
      await push(responses)
      for (const taken of steps) await take(taken, responses)
      await counted()
      const data = await openSurvey(context, 's')
      const page = { filter: {}, limit: 500, after: null, order: 'oldest' } as const
      const { entries } = await data.listResponses(page)
      const recount = new Map<string, number>()
      for (const entry of entries) {
        const pairs = entry.mentions.map(({ themeId, polarity }) => `${themeId} ${polarity}`)
        const pattern = [...new Set(pairs)].sort()
        const key = JSON.stringify([
          entry.scoreGroup,
          entry.reading.content === 'opinion',
          pattern,
          entry.segments?.Plan,
        ])
        recount.set(key, (recount.get(key) ?? 0) + 1)
      }
      const kept = new Map<string, number>()
      for (const { group, responseCount } of await data.countGroups({})) {
        const pattern = group.pattern
          .map(({ themeId, polarity }) => `${themeId} ${polarity}`)
          .sort()
        const key = JSON.stringify([group.scoreGroup, group.isUsable, pattern, group.segments.Plan])
        kept.set(key, (kept.get(key) ?? 0) + responseCount)
      }
      expect(kept).toEqual(recount)

      const model = (await data.findModel())!
      expect(new Set(entries.map(({ modelVersion }) => modelVersion))).toEqual(
        new Set([model.version])
      )
      const fresh = await tagResponses(await parts, {
        question: 'reason',
        scale: data.survey.scale,
        themes: { ...data.survey, discover: false, model: model.model },
        responses: entries,
      })
      const aliases = themeAliases(editsOfModel(model.model))
      const shown = new Set(model.themes.map(({ id }) => id))
      entries.forEach((entry, i) => {
        const corrections = entry.review?.corrections ?? []
        const { tags } = applyCorrections(fresh.tags[i]!, corrections, aliases)
        expect(entry.mentions).toEqual(tags.mentions)
        expect(entry.reading).toEqual(tags.reading)
        for (const { themeId } of entry.mentions) expect(shown).toContain(themeId)
      })
    }
    const steps = fc.array(step, { minLength: 6, maxLength: 16 })
    await fc.assert(fc.asyncProperty(steps, run), { numRuns: 5, seed: 20_261_122 })
  }, 180_000)
})
