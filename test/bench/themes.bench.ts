// Speed of themes alone: assignment per clause, discovery on 20,000 clauses. Input is written here; nothing is read from disk but lexicons.

import type { CommentReading } from '../../src/domain/reading.ts'
import { readOwnClauses } from '../../src/training/themes/theme-examples.ts'
import { loadThemeEngine } from '../quality/theme-engine.ts'

const CLAUSES = 20_000

/** Time of this process on the processor, which other work on the machine does not lengthen. */
async function millisecondsOf(action: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await action()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Prints microseconds of processor time a clause, and seconds of a discovery. */
export default async function run(): Promise<void> {
  const engine = loadThemeEngine()
  const texts = readOwnClauses('corpora/labelled-clauses/data.jsonl').map(({ text }) => text)
  if (texts.length === 0) return console.log('themes: skipped, no corpus')
  const own = texts.map(engine.read)
  // The corpus is repeated up to 20,000 clauses: the words are the same, the work is not.
  const comments: string[] = []
  const readings: CommentReading[] = []
  let clauses = 0
  for (let i = 0; clauses < CLAUSES; i = (i + 1) % texts.length) {
    const reading = own[i]
    if (reading === undefined) break
    comments.push(texts[i] ?? '')
    readings.push(reading)
    clauses += reading.clauses.length
  }
  await engine.assign(texts.slice(0, 200), {}, own.slice(0, 200))
  for (const taxonomy of ['auto', 'telecom'] as const) {
    const ms = await millisecondsOf(() =>
      engine.assign(comments, { taxonomy, discover: false }, readings)
    )
    console.log(
      `assignment, ${taxonomy}: ${((1000 * ms) / clauses).toFixed(1)} µs CPU a clause over ${clauses} clauses`
    )
  }
  const ms = await millisecondsOf(() => engine.assign(comments, { taxonomy: 'none' }, readings))
  console.log(
    `discovery: ${(ms / 1000).toFixed(2)} s CPU for ${clauses} clauses (quality figures included)`
  )
  console.log(`resident memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`)
}
