import type { SummaryReport } from '../../insight/describe-summary.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import { reportText } from './report-text.ts'

/**
 * Renders a written summary for a terminal.
 *
 * @param report - paragraphs with quotes
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderSummary({ paragraphs }: SummaryReport, style: Style, title: string): string {
  return reportText(
    {
      title,
      about: 'summary',
      blocks: paragraphs.map(({ text, quotes }) =>
        [
          wrap(text, style.columns),
          ...quotes.map((quote) => wrap(`“${onOneLine(quote.text)}”`, style.columns, '  ')),
        ].join('\n')
      ),
    },
    style
  )
}
