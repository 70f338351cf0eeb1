import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import type { SurveyResponse } from '../../src/domain/response.ts'
import { SCALES } from '../../src/domain/scale.ts'
import { byteSourceOf } from '../../src/service/read-file/byte-source.ts'
import { readResponsesFile } from '../../src/service/read-file/read-responses-file.ts'

/** Responses of the demonstration corpus, read as the command line reads them. */
export async function demonstrationResponses(): Promise<readonly SurveyResponse[]> {
  const bytes = readFileSync(new URL('../../corpora/northlink/data.csv', import.meta.url))
  const { read } = await readResponsesFile(byteSourceOf('northlink.csv', bytes), {
    scaleOf: () => SCALES.nps,
    overrides: {},
  })
  return read.responses
}

/** As many responses as asked for: the corpus again and again, ids changed. */
export async function repeatedResponses(count: number): Promise<readonly SurveyResponse[]> {
  const responses = await demonstrationResponses()
  return Array.from({ length: count }, (_, index) => {
    const response = responses[index % responses.length]
    if (!response) throw new Error('the demonstration corpus is empty')
    const round = Math.floor(index / responses.length)
    return {
      ...response,
      id: `${response.id}-${round}`,
      respondentId: `${response.respondentId}-${round}`,
    }
  })
}

/** The corpus again and again as the text of a CSV file, with so many rows under its header. */
export async function repeatedCsv(rowCount: number): Promise<string> {
  const text = readFileSync(new URL('../../corpora/northlink/data.csv', import.meta.url), 'utf8')
  const lines: string[][] = []
  Papa.parse<string[]>(text.trim(), { step: ({ data }) => lines.push(data) })
  const [header = [], ...rows] = lines
  const repeated = Array.from({ length: rowCount }, (_, index) => {
    const [id, ...cells] = rows[index % rows.length] ?? []
    return [`${id}-imported-${index}`, ...cells]
  })
  return Papa.unparse([header, ...repeated])
}

/** As many rows, every comment unlike the others: after the first round two comments make one. */
export function variedCsv(rowCount: number): string {
  const text = readFileSync(new URL('../../corpora/northlink/data.csv', import.meta.url), 'utf8')
  const [header = [], ...rows] = Papa.parse<string[]>(text.trim()).data
  const place = header.indexOf('Why did you give that score?')
  const varied = Array.from({ length: rowCount }, (_, index) => {
    const row = [...(rows[index % rows.length] ?? [])]
    const round = Math.floor(index / rows.length)
    const other = rows[(index * 7 + round * 31) % rows.length]?.[place] ?? ''
    row[0] = `${row[0]}-${index}`
    row[place] = round === 0 ? (row[place] ?? '') : `${row[place]} ${other}`
    return row
  })
  return Papa.unparse([header, ...varied])
}
