import { describe, expect, it } from 'vitest'
import { SCALES } from '../../../src/domain/scale.ts'
import { byteSourceOf } from '../../../src/service/read-file/byte-source.ts'
import { readResponsesFile } from '../../../src/service/read-file/read-responses-file.ts'
import type { ColumnOverrides } from '../../../src/service/read-file/recognise-columns.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

const readCsv = (text: string, overrides: ColumnOverrides = {}) =>
  readResponsesFile(byteSourceOf('test.csv', bytes(text)), { scaleOf: () => SCALES.nps, overrides })

async function fieldsOf(text: string, overrides: ColumnOverrides = {}) {
  const { mapping } = await readCsv(text, overrides)
  return Object.fromEntries(mapping.map(({ column, field }) => [column, field]))
}

const TWO_TEXTS = `Date,NPS,Why this score?,What should we build next?,Team
2026-03-01,9,they answered within the hour,offline mode for the train,Red
2026-03-02,3,the export broke again,please fix the export first,Blue
2026-03-03,6,hard to find the settings,a search box in settings,Red
2026-03-04,10,solid and quick every day,nothing comes to mind now,Blue
`

describe('columns', () => {
  it('of two texts, the one whose heading asks for a reason is the comment', async () => {
    expect(await fieldsOf(TWO_TEXTS)).toEqual({
      Date: 'at',
      NPS: 'score',
      'Why this score?': 'comment',
      'What should we build next?': 'ignored',
      Team: 'segment',
    })
    const { mapping } = await readCsv(TWO_TEXTS)
    expect(mapping[3]?.reason).toBe('further text; --comment chooses it')
  })

  it('are overridden by name, whatever the capitals', async () => {
    const fields = await fieldsOf(TWO_TEXTS, {
      comment: 'what should we build next',
      segments: ['NPS'],
    })
    expect(fields).toMatchObject({
      'What should we build next?': 'comment',
      NPS: 'segment',
      Team: 'ignored',
    })
  })

  it('without a telling heading are recognised by their values', async () => {
    const text = `c1,c2,c3
a1,9,they answered within the hour and were kind
a2,3,the export broke again on the last day of the month
a3,6,it is hard to find anything in the settings
`
    expect(await fieldsOf(text)).toMatchObject({ c3: 'comment' })
  })

  it('of scores outside the scale are not taken for scores', async () => {
    const text =
      'Score,Rating,Comment\n88,9,quick and friendly staff\n70,3,slow to answer the phone\n'
    expect(await fieldsOf(text)).toMatchObject({ Rating: 'score', Score: 'segment' })
  })

  it('that only repeat the score group are never segments', async () => {
    const text = 'score,group,comment\n9,Promoter,quick and kind\n3,Detractor,slow to answer\n'
    expect(await fieldsOf(text)).toMatchObject({ group: 'ignored' })
  })

  it('of personal data are left out', async () => {
    const text =
      'score,comment,email,phone,first name,IP address,plan\n9,quick and kind,a@b.example,1,Ann,192.0.2.1,x\n3,slow to answer,c@d.example,2,Bob,192.0.2.2,x\n7,it is fine,e@f.example,3,Cy,192.0.2.3,y\n'
    expect(await fieldsOf(text)).toEqual({
      score: 'score',
      comment: 'comment',
      email: 'respondentId',
      phone: 'ignored',
      'first name': 'ignored',
      'IP address': 'ignored',
      plan: 'segment',
    })
  })

  it('of an id that repeats do not serve as id', async () => {
    const text = 'id,score,comment\n1,9,quick and kind\n1,3,slow to answer\n2,3,slow to mend\n'
    const { read } = await readCsv(text)
    expect(read.responses.map(({ id }) => id)).toEqual(['row-1', 'row-2', 'row-3'])
  })

  it('with the same name are told apart', async () => {
    const { mapping } = await readCsv(
      'comment,comment,score\ngood and fast,x y,9\nslow and late,x z,2\n'
    )
    expect(mapping.map(({ column }) => column)).toEqual(['comment', 'comment (2)', 'score'])
  })

  it('below a title and blank rows are found', async () => {
    const text = 'Export of March\n\nscore,comment\n9,quick and kind\n2,slow to answer\n'
    const { read } = await readCsv(text)
    expect(read.responses.map(({ score }) => score)).toEqual([9, 2])
  })
})

describe('values', () => {
  it('no score is not a wrong score', async () => {
    const text =
      'score,comment\nn/a,quick and kind\n-,slow to answer\n,it is fine\n9,just good enough\n'
    const { read } = await readCsv(text, { score: 'score' })
    expect(read.rejected).toEqual([])
    expect(read.responses.map(({ score }) => score)).toEqual([undefined, undefined, undefined, 9])
  })

  it('of segments are numbers only where the whole column is', async () => {
    const text =
      'score,comment,seats,code,isTrial\n9,quick and kind,5,007,true\n3,slow to answer,5,007,false\n7,it is fine,12,12b,false\n'
    const { read } = await readCsv(text, { segments: ['seats', 'code', 'isTrial'] })
    expect(read.responses.map(({ segments }) => segments)).toEqual([
      { seats: 5, code: '007', isTrial: true },
      { seats: 5, code: '007', isTrial: false },
      { seats: 12, code: '12b', isTrial: false },
    ])
  })

  it('that are no dates are counted, not rejected', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${i === 4 ? 'soon' : `2026-03-0${(i % 9) + 1}`},9,comment number ${i} here`
    )
    const { read, notes } = await readCsv(`date,score,comment\n${rows.join('\n')}\n`)
    expect(read.responses).toHaveLength(10)
    expect(notes).toEqual(['no date could be read in "date" in 1 row'])
  })

  it('that look like stars bring a hint', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${(i % 5) + 1},comment number ${i} here`)
    const { notes } = await readCsv(`score,comment\n${rows.join('\n')}\n`)
    expect(notes[0]).toBe('all scores lie from 1 to 5; if they are stars, add --scale stars5')
  })
})

describe('a file of 100,000 rows', () => {
  it('is read without holding its text', async () => {
    const row = (i: number) =>
      `r${i},${i % 11},"a comment of usual length, with number ${i}",basic\n`
    let openPieces = 0
    const source = {
      name: 'long.csv',
      async *open() {
        yield bytes('id,score,comment,plan\n')
        for (let start = 0; start < 100_000; start += 1_000) {
          openPieces += 1
          yield bytes(Array.from({ length: 1_000 }, (_, i) => row(start + i)).join(''))
        }
      },
    }
    let shown = 0
    const file = await readResponsesFile(source, {
      scaleOf: () => SCALES.nps,
      overrides: {},
      onRows: (rowCount) => {
        shown = rowCount
      },
    })
    expect(file.read.responses).toHaveLength(100_000)
    expect(file.read.responses[99_999]?.id).toBe('r99999')
    expect(shown).toBe(100_000)
    // Once for the head (stopped early), once for the encoding, once for the rows.
    expect(openPieces).toBeLessThanOrEqual(202)
  })
})
