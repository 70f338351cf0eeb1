import { beforeEach, describe, expect, it } from 'vitest'
import { loadParts } from '../../../src/runtime/node-engine.ts'
import { refreshList } from '../../../src/service/surveys/current-theme-list.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import { readResponse } from '../../../src/service/surveys/response-verbs.ts'
import { createSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { createStoredHarness, type StoredHarness } from '../stored-harness.ts'

const parts = loadParts()

/** What the built-in themes cover. */
const COVERED = [
  'The price is too high',
  'Support never answered my call',
  'Delivery was late again',
  'Billing charged me twice',
  'The staff were friendly',
]

/** What they do not. */
const PENGUINS = [
  'The penguins',
  'Seven penguins',
  'My son drew the penguins',
  'Penguins and more penguins',
  'Penguins here and penguins there',
]

describe('themes of a survey whose comments drift away from them', () => {
  let harness: StoredHarness
  let count = 0
  beforeEach(async () => {
    harness = createStoredHarness(true, () => parts)
    count = 0
    await createSurvey(harness.context, { id: 's', rediscoverAboveOtherShare: 0.2 })
  })
  /** @returns version of the themes in use once the list is up to date again */
  const take = async (comments: readonly string[], times: number) => {
    const responses = Array.from({ length: times }, () => {
      const comment = comments[count % comments.length]
      count += 1
      return { id: `r${count}`, comment, score: count % 11 }
    })
    await pushResponses(harness.context, {
      surveyId: 's',
      body: { responses },
      idempotencyKey: null,
    })
    await refreshList(harness.context, 's')
    return (await readResponse(harness.context, 's', 'r1')).modelVersion
  }

  it('are found anew once `other` has grown past its share', async () => {
    expect(await take(COVERED, 40)).toBe(2)
    // Not by half more comments yet.
    expect(await take(PENGUINS, 15)).toBe(2)
    expect((await readResponse(harness.context, 's', 'r41')).mentions[0]?.themeId).toBe('other')
    expect(await take(PENGUINS, 15)).toBe(3)
    const after = await Promise.all(
      PENGUINS.map((_, i) => readResponse(harness.context, 's', `r${41 + i}`))
    )
    const themeIds = after.flatMap(({ mentions }) => mentions.map(({ themeId }) => themeId))
    expect(themeIds).toContainEqual(expect.stringMatching(/^found-/))
  })

  it('stay while `other` keeps below its share, however many comments come', async () => {
    expect(await take(COVERED, 40)).toBe(2)
    expect(await take(COVERED, 60)).toBe(2)
  })
})
