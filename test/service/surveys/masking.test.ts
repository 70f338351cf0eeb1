import { describe, expect, it } from 'vitest'
import { previewImport } from '../../../src/service/imports/preview-import.ts'
import { pushResponses } from '../../../src/service/surveys/push-responses.ts'
import { readResponse } from '../../../src/service/surveys/response-verbs.ts'
import { changeSurvey, createSurvey } from '../../../src/service/surveys/survey-verbs.ts'
import { createStoredHarness } from '../stored-harness.ts'

const COMMENT = 'Spoke to Sarah Miller, mail jo@acme.example. Support was slow'
const MASKED = 'Spoke to ••••• ••••••, mail •••••••••••••••. Support was slow'
const PLAIN = 'Spoke to Sarah Miller, mail •••••••••••••••. Support was slow'

describe('names of people', () => {
  it('are masked before anything is kept where the survey says so, with offsets kept right', async () => {
    const { context } = createStoredHarness()
    await createSurvey(context, { id: 'open' })
    await createSurvey(context, { id: 'masked', masking: { names: true } })
    for (const [surveyId, comment] of [
      ['open', PLAIN],
      ['masked', MASKED],
    ] as const) {
      const body = { responses: [{ id: 'r1', comment: COMMENT }] }
      await pushResponses(context, { surveyId, body, idempotencyKey: null })
      const kept = await readResponse(context, surveyId, 'r1')
      expect(kept.comment).toBe(comment)
      const { start, end } = kept.mentions.find(({ themeId }) => themeId === 'support')!
      expect(comment.slice(start, end).trim()).toBe('Support was slow')
    }
  })

  it('are masked from the change of the setting on, in previews of imports too', async () => {
    const { context } = createStoredHarness()
    await createSurvey(context, { id: 's' })
    const survey = await changeSurvey(context, 's', { masking: { names: true } })
    expect(survey.masking).toEqual({ names: true })
    const bytes = new TextEncoder().encode(`id,comment\nr1,"${COMMENT}"\n`)
    const file = { fileName: 'a.csv', bytes, columns: {} }
    expect((await previewImport(context, 's', file)).responses[0]?.comment).toBe(MASKED)
    await expect(changeSurvey(context, 's', { masking: { faces: true } })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })
})
