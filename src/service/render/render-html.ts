import type { Report } from './report.ts'

/** Renders an analysis as one self-contained page. */
export function renderHtml(report: Report): string {
  return `<!doctype html><title>${report.title.length}</title>`
}
