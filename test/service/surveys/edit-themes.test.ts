import { beforeEach, describe, expect, it } from 'vitest'
import { loadParts } from '../../../src/runtime/node-engine.ts'
import { editThemes, listThemeEdits, tryEdit } from '../../../src/service/surveys/edit-themes.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import { readResponse } from '../../../src/service/surveys/response-verbs.ts'
import { createSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { listThemes, rediscoverThemes } from '../../../src/service/surveys/theme-verbs.ts'
import { demonstrationResponses } from '../../e2e/demonstration.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const ALL = { filter: {}, sort: 'mentions', status: undefined, limit: 100, offset: 0 } as const

describe('theme edits', () => {
  let harness: StoredHarness
  beforeEach(async () => {
    const parts = loadParts()
    harness = createStoredHarness(true, () => parts)
    await createSurvey(harness.context, { id: 's' })
    const responses = (await demonstrationResponses()).slice(0, 200)
    await pushResponses(harness.context, {
      surveyId: 's',
      body: { responses },
      idempotencyKey: null,
    })
  }, 60_000)
  const themes = async () => (await listThemes(harness.context, 's', ALL)).answer.themes
  const edit = (body: unknown) => editThemes(harness.context, 's', body)
  /** The two themes of most mentions, `other` left out. */
  const topTwo = async () => {
    const [first, second] = (await themes()).filter(({ source }) => source !== 'other')
    if (!first || !second) throw new Error('expected two themes')
    return [first, second] as const
  }

  it('rename a theme for all that came before and all that comes after', async () => {
    const [theme] = await topTwo()
    await edit({ op: 'rename', themeId: theme.id, label: 'Our own name' })
    const renamed = (await themes()).find(({ id }) => id === theme.id)
    expect(renamed).toMatchObject({ label: 'Our own name', mentionCount: theme.mentionCount })
  })

  it('merge a theme into another, in past responses too, until undone', async () => {
    const [into, merged] = await topTwo()
    const { modelVersion } = await edit({ op: 'merge', themeIds: [merged.id], into: into.id })
    const after = await themes()
    expect(after.map(({ id }) => id)).not.toContain(merged.id)
    const count = after.find(({ id }) => id === into.id)?.mentionCount ?? 0
    expect(count).toBeGreaterThan(into.mentionCount)
    expect(count).toBeLessThanOrEqual(into.mentionCount + merged.mentionCount)
    const quoted = merged.quotes?.[0]?.responseId ?? ''
    const response = await readResponse(harness.context, 's', quoted)
    expect(response.modelVersion).toBe(modelVersion)
    expect(response.mentions.map(({ themeId }) => themeId)).not.toContain(merged.id)
    await edit({ op: 'undo' })
    const undone = (await themes()).map(({ id, mentionCount }) => [id, mentionCount])
    expect(undone).toContainEqual([merged.id, merged.mentionCount])
    expect((await listThemeEdits(harness.context, 's')).edits).toEqual([])
  })

  it('can be tried: the figures before saving are those after it', async () => {
    const [into, merged] = await topTwo()
    const split = [{ id: 'our-part', label: 'Our part', examples: ['the line drops every day'] }]
    const edits = [
      { op: 'rename', themeId: into.id, label: 'Our own name' },
      { op: 'split', themeId: into.id, into: split },
      { op: 'merge', themeIds: [merged.id], into: into.id },
      { op: 'undo' },
      { op: 'exclude', themeId: merged.id },
      { op: 'undo' },
      { op: 'add', theme: { id: 'ours', label: 'Ours', examples: ['wrong invoice again'] } },
      { op: 'undo' },
      { op: 'undo' },
      { op: 'undo' },
    ]
    for (const body of edits) {
      const before = await themes()
      const tried = await tryEdit(harness.context, 's', body)
      expect(await themes()).toEqual(before)
      const { edits: kept } = await edit(body)
      const after = (await themes()).map(({ quotes, ...figures }) => figures)
      const byId = (list: readonly { readonly id: string }[]) =>
        [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(byId(tried.preview?.themes ?? []), body.op).toEqual(byId(after))
      expect(tried.edits).toEqual(kept)
    }
  })

  it('stay in force when themes are found anew', async () => {
    const [theme, excluded] = await topTwo()
    await edit({ op: 'rename', themeId: theme.id, label: 'Our own name' })
    await edit({ op: 'exclude', themeId: excluded.id })
    const version = (await rediscoverThemes(harness.context, 's')).modelVersion
    const after = await themes()
    expect(version).toBeGreaterThan(3)
    expect(after.find(({ id }) => id === theme.id)?.label).toBe('Our own name')
    expect(after.map(({ id }) => id)).not.toContain(excluded.id)
    expect((await listThemeEdits(harness.context, 's')).edits.map(({ op }) => op)).toEqual([
      'rename',
      'exclude',
    ])
  })

  it.each([
    [{ op: 'rename', themeId: 'nope', label: 'x' }, 'theme-not-found'],
    [{ op: 'rename', themeId: 'x' }, 'invalid-request'],
    [{ op: 'paint', themeId: 'x' }, 'invalid-request'],
    [{ op: 'undo' }, 'invalid-request'],
  ])('are refused when wrong: %j', async (body, code) => {
    await expect(edit(body)).rejects.toMatchObject({ code })
  })

  it('are refused when they contradict themselves', async () => {
    const [theme] = await topTwo()
    await expect(edit({ op: 'merge', themeIds: [theme.id], into: theme.id })).rejects.toMatchObject(
      { code: 'invalid-theme-model' }
    )
  })
})
