// What reading costs, beside wink-nlp's tokens and vader-sentiment, for comments of about 33 words made from corpora/labelled-clauses.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import model from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'
import { createCommentReader, createTextTables } from '../../src/text/comment-reader.ts'
import { loadTextResources } from '../text/resources.ts'

const CORPUS = new URL('../../corpora/labelled-clauses/data.jsonl', import.meta.url)
const WORDS = 33
const ROUNDS = 9

function commentsOf(): string[] {
  const comments: string[] = []
  let text = ''
  for (const line of readFileSync(CORPUS, 'utf8').trimEnd().split('\n')) {
    text = `${text} ${JSON.parse(line).text}`.trim()
    if (text.split(/\s+/).length < WORDS) continue
    comments.push(text)
    text = ''
  }
  return comments
}

/** Prints the median of the rounds in microseconds a comment, the order turned round each time. */
export default function run(): void {
  const comments = commentsOf()
  const words = comments.reduce((sum, comment) => sum + comment.split(/\s+/).length, 0)
  const resources = loadTextResources()
  const reader = createCommentReader(resources)
  const { tokenize } = createTextTables(resources)
  const nlp = winkNLP(model, ['pos'])
  const vader = createRequire(import.meta.url)('vader-sentiment')
  const variants: readonly (readonly [name: string, read: (comment: string) => unknown])[] = [
    ['wink-nlp tokens and parts of speech', (comment) => nlp.readDoc(comment)],
    ['our tokens and parts of speech', tokenize],
    ['whole reading', (comment) => reader.read(comment, 'reason', { withExplanations: false })],
    ['whole reading with explanations', (comment) => reader.read(comment, 'reason')],
    [
      'vader-sentiment (polarity of the comment)',
      (comment) => vader.SentimentIntensityAnalyzer.polarity_scores(comment),
    ],
  ]
  const times = variants.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = variants.map((_, i) => (round % 2 === 0 ? i : variants.length - 1 - i))
    for (const i of order) {
      // Processor time: other work on the machine does not count.
      const start = process.cpuUsage()
      for (const comment of comments) variants[i]?.[1](comment)
      times[i]?.push(process.cpuUsage(start).user / comments.length)
    }
  }
  process.stdout.write(
    `${comments.length} comments, ${(words / comments.length).toFixed(1)} words on average\n`
  )
  const medians = times.map((own) => [...own].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0)
  variants.forEach(([name], i) => {
    const raw = times[i]?.map((time) => time.toFixed(0)).join(' ')
    process.stdout.write(`${name.padEnd(42)} ${medians[i]?.toFixed(0).padStart(5)} µs   [${raw}]\n`)
  })
  const [, tokens = 0, whole = 0, , peer = 0] = medians
  process.stdout.write(
    `reading on top of our tokens ${(whole - tokens).toFixed(0)} µs; whole reading ${(whole / peer).toFixed(2)} of vader-sentiment\n`
  )
}
