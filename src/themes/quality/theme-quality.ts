import type { Mention, ThemeQuality } from '../../domain/theme.ts'

export type QualityInput = {
  readonly mentions: readonly (readonly Mention[])[]
  readonly hasContent: readonly boolean[]
  readonly otherId: string
}

/** How well the themes fit the comments. */
export function themeQuality({ mentions, hasContent, otherId }: QualityInput): ThemeQuality {
  const withContent = hasContent.filter(Boolean).length
  const covered = mentions.filter((list) => list.some((m) => m.themeId !== otherId)).length
  return {
    coverage: withContent === 0 ? 0 : covered / withContent,
    coherence: null,
    diversity: null,
    stability: null,
  }
}
