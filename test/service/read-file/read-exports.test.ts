import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SCALES } from '../../../src/domain/scale.ts'
import { byteSourceOf } from '../../../src/service/read-file/byte-source.ts'
import {
  type ReadFile,
  readResponsesFile,
} from '../../../src/service/read-file/read-responses-file.ts'

const readExport = (name: string): Promise<ReadFile> =>
  readResponsesFile(
    byteSourceOf(name, readFileSync(new URL(`../../fixtures/exports/${name}`, import.meta.url))),
    { scaleOf: () => SCALES.nps, overrides: {} }
  )

/** Field → column, segments as a list. */
function mappingOf(file: ReadFile): Record<string, string | string[]> {
  const used = file.mapping.filter(({ field }) => field !== 'ignored' && field !== 'segment')
  return {
    ...Object.fromEntries(used.map(({ field, column }) => [field, column])),
    segments: file.mapping.filter(({ field }) => field === 'segment').map(({ column }) => column),
  }
}

describe('the exports of survey tools', () => {
  it('reads Delighted: properties of the person become segments', async () => {
    const file = await readExport('delighted.csv')
    expect(mappingOf(file)).toEqual({
      id: 'Survey response ID',
      score: 'Score',
      comment: 'Comment',
      at: 'Response created at',
      respondentId: 'Person ID',
      segments: ['Plan'],
    })
    expect(file.read.responses).toHaveLength(6)
    expect(file.read.responses[4]).toEqual({
      id: '812334005',
      comment: 'Billing charged us twice.\nNobody wrote back.',
      score: 0,
      at: '2026-03-04T07:05:12Z',
      respondentId: '4415',
      segments: { Plan: 'Basic' },
    })
  })

  it('reads SurveyMonkey: two header rows, month first with AM and PM', async () => {
    const file = await readExport('surveymonkey.csv')
    expect(file.about).toContain('surveymonkey header')
    expect(mappingOf(file)).toEqual({
      id: 'Respondent ID',
      score: 'How likely is it that you would recommend Rowan Rail to a friend or colleague?',
      comment: 'What is the main reason for your score?',
      at: 'Date Created',
      segments: ['Custom Data 1'],
    })
    expect(file.read.responses.map(({ score }) => score)).toEqual([4, 9, 6, 10, 2])
    expect(file.read.responses[1]?.at).toBe('2026-03-02T12:40:10Z')
    expect(file.read.responses[4]?.at).toBe('2026-03-16T22:22:18Z')
  })

  it('reads Qualtrics: three header rows, labelled ends of the scale, no derived group', async () => {
    const file = await readExport('qualtrics.csv')
    expect(file.about).toContain('qualtrics header')
    expect(mappingOf(file)).toEqual({
      id: 'ResponseId',
      score: 'Q1',
      comment: 'Q2',
      at: 'RecordedDate',
      respondentId: 'ExternalReference',
      segments: ['Tier'],
    })
    expect(file.read.responses.map(({ id }) => id)).toEqual([
      'R_1aBcDeF',
      'R_2bCdEfG',
      'R_3cDeFgH',
      'R_4dEfGhI',
    ])
    expect(file.read.responses.map(({ score }) => score)).toEqual([3, 10, 8, 0])
    expect(file.mapping.find(({ column }) => column === 'Q1_NPS_GROUP')?.reason).toBe(
      'follows from the score'
    )
  })

  it('reads Typeform: the number sign holds the token', async () => {
    const file = await readExport('typeform.csv')
    expect(mappingOf(file)).toEqual({
      id: '#',
      score: 'How likely are you to recommend Alder Bank to someone you know?',
      comment: 'What is the most important reason for your answer?',
      at: 'Submit Date (UTC)',
      segments: ['Which account do you have?'],
    })
    expect(file.read.responses[0]?.at).toBe('2026-03-02T08:01:40Z')
  })

  it('reads AskNicely: the answer is the score, times are Unix seconds', async () => {
    const file = await readExport('asknicely.csv')
    expect(mappingOf(file)).toEqual({
      id: 'response_id',
      score: 'answer',
      comment: 'comment',
      at: 'responded',
      respondentId: 'person_id',
      segments: ['segment', 'deliverymethod', 'branch'],
    })
    expect(file.read.responses[0]?.at).toBe('2026-03-02T09:53:20Z')
  })

  it('reads Retently: company and job title', async () => {
    const file = await readExport('retently.csv')
    expect(mappingOf(file)).toEqual({
      id: 'Id',
      score: 'Score',
      comment: 'Feedback',
      at: 'Created Date',
      respondentId: 'Customer Email',
      accountId: 'Company',
      role: 'Job Title',
      segments: ['Channel'],
    })
    expect(file.read.responses[1]?.at).toBe('2026-03-02T13:05:00Z')
  })

  it('reads Formbricks: numbered questions', async () => {
    const file = await readExport('formbricks.csv')
    expect(mappingOf(file)).toEqual({
      id: 'Response ID',
      score: '1. How likely are you to recommend Fernly?',
      comment: '2. What could we do better?',
      at: 'Timestamp',
      respondentId: 'User ID',
      segments: ['Country', 'Browser'],
    })
    expect(file.read.responses[3]?.score).toBeUndefined()
  })

  it('reads Google Forms: a day above 12 shows that the month comes first', async () => {
    const file = await readExport('google-forms.csv')
    expect(mappingOf(file)).toEqual({
      score: 'How likely are you to recommend our clinic to friends and family?',
      comment: 'Why?',
      at: 'Timestamp',
      segments: ['Which site did you visit?'],
    })
    expect(file.read.responses.map(({ id, at }) => [id, at])).toEqual([
      ['row-1', '2026-03-02T09:15:01Z'],
      ['row-2', '2026-03-02T10:40:33Z'],
      ['row-3', '2026-03-17T16:05:10Z'],
      ['row-4', '2026-03-18T08:00:00Z'],
    ])
  })

  it('reads German headings, semicolons and Windows-1252', async () => {
    const file = await readExport('german-semicolons.csv')
    expect(file.about).toBe('windows-1252, semicolons')
    expect(mappingOf(file)).toEqual({
      score: 'Weiterempfehlung (0-10)',
      comment: 'Grund für Ihre Bewertung',
      at: 'Datum',
      respondentId: 'Kundennummer',
      segments: ['Filiale'],
    })
    expect(file.read.responses[0]?.comment).toBe('Freundliches Team, schöne Räume')
    expect(file.read.responses[2]?.at).toBe('2026-03-17T09:30:00Z')
  })

  it('reads French headings, tabs and UTF-16', async () => {
    const file = await readExport('french.tsv')
    expect(file.about).toBe('utf-16le, tabs')
    expect(file.mapping.map(({ field }) => field)).toEqual(['at', 'score', 'comment', 'segment'])
    expect(file.read.responses[0]?.comment).toBe('Conseiller très à l’écoute')
  })

  it('reads Spanish headings after a byte order mark', async () => {
    const file = await readExport('spanish.csv')
    expect(file.mapping.map(({ field }) => field)).toEqual(['at', 'score', 'comment', 'segment'])
    expect(file.read.responses[3]?.comment).toBe('Excelente atención en la tienda')
  })

  it('rejects a row that a delimiter nobody quoted has cut', async () => {
    const text = 'id,score,comment\n1,3,Slow support, and rude\n2,9,Great,,\n3,8,"Fine, so far"\n'
    const file = await readResponsesFile(byteSourceOf('a.csv', new TextEncoder().encode(text)), {
      scaleOf: () => SCALES.nps,
      overrides: {},
    })
    expect(file.read.responses.map(({ id }) => id)).toEqual(['2', '3'])
    expect(file.read.rejected).toMatchObject([
      { index: 0, detail: expect.stringContaining('expected at most 3 cells, got 4') },
    ])
  })
})
