import { editsOfModel } from '../../analysis/edit-theme-model.ts'
import type { CountedGroup } from '../../analysis/group-drivers.ts'
import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { StoredResponse, TaggedResponse, ThemeModelVersion } from '../../domain/survey.ts'
import type { ThemeModel } from '../../domain/theme.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { type Correcting, createCorrecting } from '../corrections/correct-tags.ts'
import type { ThemeChange } from '../request/theme-schema.ts'
import { taggingOf } from './retag-outdated.ts'
import type { SurveyContext } from './survey-context.ts'
import { groupKey, taggedResponse } from './tag-batch.ts'
import { figuresOf, type ThemeList } from './theme-list.ts'

/** Most responses that are tagged anew for one preview. */
const MAX_TAGGED = 20_000

const PAGE = 1_000

/** Figures of the whole survey as they would be after an edit. */
export type EditPreview = Pick<ThemeList, 'summary' | 'themes' | 'drivers' | 'warnings'>

/** An edit, the version that it starts from, and the model that it leads to. */
export type ProposedEdit = {
  readonly edit: ThemeChange
  readonly model: ThemeModelVersion
  readonly next: ThemeModel
}

/**
 * Figures after an edit that is not kept.
 *
 * Only responses that the edit can touch are tagged anew; the counts of all others stay.
 *
 * @throws {InvalidOptionError} if more than 20,000 responses would have to be tagged anew
 */
export async function previewEdit(
  context: SurveyContext,
  data: SurveyData,
  { edit, model, next }: ProposedEdit
): Promise<EditPreview> {
  const { survey } = data
  const touched = await touchedResponses(data, touchedThemes(edit, model.model))
  const tagging = await context.tag({
    ...taggingOf(survey),
    themes: { ...survey, discover: false, model: next },
    responses: touched,
  })
  const correcting = createCorrecting({ survey, version: model.version, model: next })
  const after = touched.flatMap((response, index) => {
    const tags = tagging.tags[index]
    return tags ? [taggedResponse(correcting, response, tags)] : []
  })
  const groups = movedGroups(await data.countGroups({}), touched.map(asTagged(correcting)), after)
  const themes = new Map(model.themes.map((theme) => [theme.id, theme]))
  for (const theme of tagging.themes) themes.set(theme.id, theme)
  const { quality } = model
  // By id, as the store lists them: the order breaks ties.
  const sorted = [...themes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return roundFigures(figuresOf(survey, { groups, themes: sorted, quality }))
}

/** Themes whose mentions an edit can change; null for any response. */
function touchedThemes(edit: ThemeChange, model: ThemeModel): readonly string[] | null {
  const edits = editsOfModel(model)
  const last = edits.at(-1)
  if (edit.op === 'undo' && !last) return []
  const [changed, others] = edit.op === 'undo' && last ? [last, edits.slice(0, -1)] : [edit, edits]
  // Themes that edits brought in are matched beside each other, so one more or less moves the others.
  const bringsIn = ({ op }: { readonly op: string }) => op === 'add' || op === 'split'
  if (bringsIn(changed) && others.some(bringsIn)) return null
  const isUndone = edit.op === 'undo'
  switch (changed.op) {
    case 'merge':
      return isUndone ? [changed.into] : changed.themeIds
    case 'split':
      return [changed.themeId, ...(isUndone ? changed.into.map(({ id }) => id) : [])]
    case 'add':
      return isUndone ? [changed.theme.id] : null
    case 'exclude':
      return isUndone ? null : [changed.themeId]
    case 'undo':
      return []
    default:
      return [changed.themeId]
  }
}

async function touchedResponses(
  data: SurveyData,
  themeIds: readonly string[] | null
): Promise<StoredResponse[]> {
  const found = new Map<string, StoredResponse>()
  const filters = themeIds === null ? [{}] : themeIds.map((themeId) => ({ themeId }))
  for (const filter of filters) {
    let after: number | null = null
    do {
      const { entries, next }: Awaited<ReturnType<SurveyData['listResponses']>> =
        await data.listResponses({ filter, limit: PAGE, after, order: 'oldest' })
      for (const response of entries) found.set(response.id, response)
      after = next
      if (found.size > MAX_TAGGED) {
        const expected = `an edit that touches at most ${MAX_TAGGED.toLocaleString('en')} responses`
        throw new InvalidOptionError('dryRun', expected, 'more')
      }
    } while (after !== null)
  }
  return [...found.values()]
}

/** Responses as they are counted now: their tags are corrected already. */
function asTagged(correcting: Correcting) {
  return (response: StoredResponse): TaggedResponse => {
    const { scoreGroup, reading, mentions } = response
    const kept = { scoreGroup, reading, mentions }
    return taggedResponse(correcting, { ...response, review: undefined }, kept)
  }
}

/** Counts with some responses moved from the group before to the group after, in the store's order. */
function movedGroups(
  counts: readonly CountedGroup[],
  before: readonly TaggedResponse[],
  after: readonly TaggedResponse[]
): CountedGroup[] {
  const repeated = new Set(counts.flatMap(({ cluster }) => cluster ?? []))
  const place = (key: string, cluster: string | null) => `${key}\n${cluster ?? ''}`
  const tally = new Map(counts.map((count) => [place(groupKey(count.group), count.cluster), count]))
  const add = ({ group, respondentId, accountId }: TaggedResponse, amount: 1 | -1) => {
    const own = respondentId ?? accountId
    const cluster = own !== undefined && repeated.has(own) ? own : null
    const at = place(group.key, cluster)
    const held = tally.get(at) ?? { group, cluster, responseCount: 0 }
    tally.set(at, { ...held, responseCount: held.responseCount + amount })
  }
  for (const response of before) add(response, -1)
  for (const response of after) add(response, 1)
  return [...tally]
    .filter(([, { responseCount }]) => responseCount > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, count]) => count)
}
