// The reader and the themer over the committed lexicons, as quality scripts and benches use them.

import { readFileSync } from 'node:fs'
import type { CommentReading } from '../../src/domain/reading.ts'
import type { ThemeAssignment, ThemeOptions } from '../../src/domain/theme.ts'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { createThemer } from '../../src/themes/themer.ts'
import { loadThemeResources } from '../themes/load-resources.ts'

/** Reads comments and finds themes with the committed lexicons, or another scorer. */
export function loadThemeEngine(scorer?: string) {
  const resources = loadThemeResources(scorer)
  const bytes = readFileSync('lexicons/sentiment-model/model.bin')
  const reader = createCommentReader({
    sentimentHeader: JSON.parse(readFileSync('lexicons/sentiment-model/model.json', 'utf8')),
    sentimentWeights: new Uint8Array(bytes).buffer,
    clauseCuts: new Uint8Array(readFileSync('lexicons/clause-cuts/model.bin')).buffer,
    flagWeights: new Uint8Array(readFileSync('lexicons/flag-model/model.bin')).buffer,
    valence: readFileSync('lexicons/valence/data.tsv', 'utf8'),
    vectors: resources.vectors,
  })
  const themer = createThemer(resources)
  const read = (text: string): CommentReading => reader.read(text, 'reason')
  const assign = (
    comments: readonly string[],
    options: Partial<ThemeOptions>,
    readings: readonly CommentReading[] = comments.map(read)
  ): Promise<ThemeAssignment> => {
    const session = themer.start({
      taxonomy: 'auto',
      discover: true,
      maxThemes: 25,
      model: null,
      seed: 1,
      ...options,
    })
    for (const [i, comment] of comments.entries())
      session.add(comment, readings[i] ?? read(comment))
    return session.finish()
  }
  return { read, assign }
}
