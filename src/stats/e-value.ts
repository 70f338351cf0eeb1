import { InvalidOptionError } from '../domain/errors.ts'

/**
 * How strong an unrecorded cause must be to explain a risk ratio away: the E-value.
 *
 * The cause would have to make the exposure and the outcome each at least this many times as likely, beyond
 * everything adjusted for. Small values mean that a weak hidden cause would do.
 *
 * @param riskRatio - above 0; ratios below 1 count like their inverse
 * @returns at least 1; 1 when there is nothing to explain
 * @throws {InvalidOptionError} if the ratio is not above 0
 * @see VanderWeele and Ding (2017) Annals of Internal Medicine 167:268-274
 * @example
 * eValue(3.9) // => 7.26
 */
export function eValue(riskRatio: number): number {
  if (!(riskRatio > 0)) throw new InvalidOptionError('riskRatio', 'a number above 0', riskRatio)
  const ratio = Math.max(riskRatio, 1 / riskRatio)
  return ratio + Math.sqrt(ratio * (ratio - 1))
}
