import type { RecordMatch } from '../../domain/outcome.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { fieldsOf, joinRecords } from '../../insight/numbers/join-records.ts'
import type { SurveyData } from '../../store/survey-store.ts'

/** Columns with outcomes among their segments. */
export type WithOutcomes = {
  readonly columns: SurveyColumns
  /** How outcomes and responses meet; null where no outcome was asked for. */
  readonly records: RecordMatch | null
}

/**
 * Columns with the outcomes that a report names, as segment fields.
 *
 * Outcomes count before a segment field of the same name: they were brought for this.
 *
 * @param columns - the survey
 * @param data - where outcomes are kept
 * @param names - fields as typed; those that no outcome has are left to the segments
 */
export async function withOutcomes(
  columns: SurveyColumns,
  data: Pick<SurveyData, 'listOutcomes'>,
  names: readonly string[]
): Promise<WithOutcomes> {
  if (names.length === 0) return { columns, records: null }
  const outcomes = await data.listOutcomes()
  const known = fieldsOf(outcomes)
  const wanted = new Set(
    names.flatMap((name) => {
      const same = (field: string) => field.toLowerCase() === name.trim().toLowerCase()
      return known.includes(name) ? [name] : known.filter(same)
    })
  )
  if (wanted.size === 0) return { columns, records: null }
  const { segments, match } = joinRecords(columns, outcomes, [...wanted])
  return { columns: { ...columns, segments }, records: match }
}
