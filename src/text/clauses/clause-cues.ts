import { OPENERS } from './connectives.ts'

// What a token may mean for the cut into clauses.
/** A contrast may start here. */
export const OPENER = 1
/** A comma or a dash. */
export const SEPARATOR = 2
export const COORDINATOR = 4
/** A clause that opens with it needs the clause after its comma: "When I rang, they were rude". */
export const SUBORDINATOR = 8
/** It goes on with what was said: ", which". */
export const RELATIVE = 16
export const SENTENCE_END = 32
export const BULLET = 64
/** A closing bracket or quotation mark belongs to the sentence before it. */
export const CLOSING = 128
/** It goes on with the same opinion unless the signs differ: "so I could eat", "or will I be charged". */
export const WEAK_COORDINATOR = 512
/** The normal form starts with a plain small letter. */
export const LETTER = 256

const SENTENCE_ENDS = /^[.!?…。！？]+$/u
const DASH = /^(?:-+|[–—]|~|\/|\|)$/
const BULLETS = /^[-–—•*·▪●‣+]$/
const CLOSERS = /^[)\]}"'”’]$/
const COORDINATORS = new Set(['and', 'or', 'plus', 'also', 'so', '&', '+', 'then', 'nor'])
const WEAK_COORDINATORS = new Set(['so', 'or'])
const SUBORDINATORS = new Set(
  'when whenever if unless after before because since as once while until although though given whether despite'.split(
    ' '
  )
)
const RELATIVES = new Set(
  'which who whose where that whereby especially particularly including like such'.split(' ')
)

/**
 * What a token may mean for the cut into clauses.
 *
 * @param normal - normal form of the token
 * @returns bits of the constants above
 * @throws nothing
 * @see src/text/clauses/split-clauses.ts
 * @example
 * clauseCueOf(',') // => SEPARATOR
 */
export function clauseCueOf(normal: string): number {
  const code = normal.charCodeAt(0)
  const isLetter = code >= 97 && code <= 122
  let cue = isLetter ? LETTER : 0
  if (OPENERS.has(normal)) cue |= OPENER
  if (COORDINATORS.has(normal)) cue |= COORDINATOR
  if (WEAK_COORDINATORS.has(normal)) cue |= WEAK_COORDINATOR
  if (SUBORDINATORS.has(normal)) cue |= SUBORDINATOR
  if (RELATIVES.has(normal)) cue |= RELATIVE
  if (isLetter) return cue
  if (normal === ',' || DASH.test(normal)) cue |= SEPARATOR
  if (SENTENCE_ENDS.test(normal)) cue |= SENTENCE_END
  if (BULLETS.test(normal)) cue |= BULLET
  return CLOSERS.test(normal) ? cue | CLOSING : cue
}
