import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'
import type { EffectEstimate } from '../../domain/effect.ts'
import { csvRow } from './csv-cell.ts'

const EFFECTS = ['onDetractorShare', 'onPromoterShare', 'onNpsPoints'] as const

const HEADER = [
  'rank',
  'themeId',
  'label',
  'source',
  'status',
  'mentionCount',
  'mentionShare',
  'negativeCount',
  'neutralCount',
  'positiveCount',
  'detractorShare',
  'npsPoints',
  ...EFFECTS.flatMap((name) =>
    [name, 'ConfLow', 'ConfHigh', 'PValue', 'QValue'].map((part, i) =>
      i === 0 ? name : name + part
    )
  ),
  'confLevel',
  'base',
  'leaveOutNpsPoints',
  'leaveOutDetractorShare',
  'recoverableDetractors',
  'rankStability',
  'flags',
  'quote',
]

/** The ranked theme list as CSV (RFC 4180, UTF-8): one row per theme, shares as fractions. */
export function renderCsv(analysis: Analysis): string {
  return csvRow(HEADER) + analysis.themes.map(themeRow).join('')
}

function themeRow(theme: AnalysedTheme): string {
  const { effect } = theme
  return csvRow([
    theme.rank,
    theme.id,
    theme.label,
    theme.source,
    theme.status,
    theme.mentionCount,
    theme.mentionShare,
    theme.negativeCount,
    theme.neutralCount,
    theme.positiveCount,
    theme.detractorShare,
    theme.npsPoints,
    ...EFFECTS.flatMap((name) => estimateCells(effect?.[name])),
    effect?.onDetractorShare.confLevel ?? null,
    effect?.onDetractorShare.base ?? null,
    effect?.leaveOut.npsPoints ?? null,
    effect?.leaveOut.detractorShare ?? null,
    effect?.recoverableDetractors ?? null,
    effect?.stability ?? null,
    theme.flags.join(' '),
    theme.quotes?.[0]?.text ?? null,
  ])
}

function estimateCells(effect: EffectEstimate | undefined): (number | null)[] {
  if (!effect) return [null, null, null, null, null]
  return [effect.estimate, effect.confLow, effect.confHigh, effect.pValue, effect.qValue]
}
