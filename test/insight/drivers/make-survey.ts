import type { DriverInput, DriverOptions } from '../../../src/domain/driver.ts'
import type { ClausePolarity } from '../../../src/domain/reading.ts'
import type { SegmentValue } from '../../../src/domain/response.ts'
import type { ScoreGroup } from '../../../src/domain/scale.ts'

export const OPTIONS: DriverOptions = { confLevel: 0.95, minMentions: 10, seed: 1 }

/** One kind of respondent, `count` of them: score group, mentions such as `-speed` or `+speed`, segments. */
export type Kind = {
  readonly count: number
  readonly group?: ScoreGroup
  readonly says?: string
  readonly segments?: Readonly<Record<string, SegmentValue>>
  readonly cluster?: (i: number) => string
  readonly isSilent?: boolean
}

const POLARITY: Readonly<Record<string, ClausePolarity>> = {
  '-': 'negative',
  '+': 'positive',
  '=': 'neutral',
}

/** A survey spelt out by kinds of respondents; themes in the order of `themeIds`. */
export function makeSurvey(themeIds: readonly string[], kinds: readonly Kind[]): DriverInput {
  const people = kinds.flatMap((kind) =>
    Array.from({ length: kind.count }, (_, i) => ({ kind, i }))
  )
  const fields = [...new Set(kinds.flatMap((kind) => Object.keys(kind.segments ?? {})))]
  return {
    scoreGroups: people.map(({ kind }) => kind.group ?? null),
    hasUsableComment: people.map(({ kind }) => !kind.isSilent),
    themes: themeIds.map((id) => ({
      id,
      isRankable: id !== 'other',
      isAffectOnly: id === 'love-it',
    })),
    mentions: people.flatMap(({ kind }, response) =>
      (kind.says ?? '').split(' ').flatMap((word) => {
        const polarity = POLARITY[word[0] ?? '']
        const theme = themeIds.indexOf(word.slice(1))
        return polarity === undefined ? [] : [{ response, theme, polarity }]
      })
    ),
    segments: Object.fromEntries(
      fields.map((field) => [field, people.map(({ kind }) => kind.segments?.[field] ?? null)])
    ),
    clusters: people.map(({ kind, i }) => kind.cluster?.(i) ?? null),
  }
}
