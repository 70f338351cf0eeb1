import type { AnalysisSettings } from '../api-client.ts'

/** How a file is read until someone says otherwise. */
export const DEFAULT_SETTINGS: AnalysisSettings = {
  columns: null,
  scale: 'nps',
  question: 'reason',
  taxonomy: 'auto',
  adjustFor: [],
  minMentions: 10,
}
