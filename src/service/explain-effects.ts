import { EXPLAIN_PAGE } from '../insight/explain-page.ts'

/** The analyst's page on what an effect means and what it does not, as Markdown; the API description holds it. */
export function explainEffects(): string {
  return EXPLAIN_PAGE
}
