/** Stands for each character of what is masked, so that offsets stay right. */
const MASK = '•'

/** Fewest digits of a run that is taken for an account, card or telephone number. */
const MIN_NUMBER_DIGITS = 8

type Pattern = {
  readonly find: RegExp
  /** Whether a hit is what it looks like; all hits count when absent. */
  readonly isPersonal?: (hit: string) => boolean
}

// In order: a longer kind comes before the shorter ones that it contains.
const PATTERNS: readonly Pattern[] = [
  { find: /[\p{L}\p{N}_](?:[\p{L}\p{N}._%+'’-]*)@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  { find: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isPersonal: isIban },
  { find: /\b\d{3}-\d{2}-\d{4}\b/g },
  { find: /\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g },
  { find: /\+?\(?\d(?:[\d().\-/\u00a0 ]*\d)?/g, isPersonal: isLongNumber },
  { find: /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi },
  { find: /\b[A-Z]{2} \d{5}(?:-\d{4})?\b/g },
  // Canada; in capitals only, since "a1b 2c3" is more often something else.
  { find: /\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b/g },
  { find: /\bP\.? ?O\.? ?Box \d+\b/gi },
  { find: /(?<!\p{L})\p{Lu}\p{L}*(?:straße|strasse|str\.|allee|platz|gasse) \d{1,4} ?[a-z]?\b/gu },
  {
    find: /\b\d{1,4}(?: (?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|allée|quai) (?:(?:de la|de|du|des) |[dl]['’])?\p{Lu}[\p{L}'’-]+/gu,
  },
  {
    find: /\b(?:Calle|Avenida|Plaza|Piazza|Corso|Rua) (?:(?:de la|de|del|della|da|do) )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?,? \d{1,4}\b/gu,
  },
  {
    find: /\b\d{1,4}[a-z]? (?:\p{Lu}[\p{L}']+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Court|Crescent|Terrace|Way|Place|Boulevard|Blvd)\b/gu,
  },
]

/**
 * The text with e-mail addresses, telephone, card, account, tax and passport-like numbers, post codes and street addresses masked.
 *
 * Every masked character becomes "•", so the text keeps its length in UTF-16 units and offsets into it stay right. Amounts,
 * dates, times and counts are left alone. Names of people are another matter: `maskNames`.
 *
 * @param text - a comment or a part of one
 * @returns the masked text, as long as `text`
 * @throws nothing
 * @see ISO 13616 (IBAN check), ISO/IEC 7812 (card numbers)
 * @example
 * maskPersonalData('mail jo@acme.example') // => 'mail •••••••••••••••'
 */
export function maskPersonalData(text: string): string {
  let masked = text
  for (const { find, isPersonal } of PATTERNS) {
    masked = masked.replace(find, (hit: string) =>
      isPersonal && !isPersonal(hit) ? hit : MASK.repeat(hit.length)
    )
  }
  return masked
}

/** The check digits tell an IBAN from a product code. */
function isIban(hit: string): boolean {
  const compact = hit.replaceAll(' ', '')
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55)
  )
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** Eight digits or more in one run, unless the run is a date, a time range or a list of amounts. */
function isLongNumber(hit: string): boolean {
  const digits = hit.replace(/\D/g, '')
  if (digits.length < MIN_NUMBER_DIGITS || digits.length > 19) return false
  const isDate =
    /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?:[ .]\d{1,2}\.\d{2})?$/.test(
      hit
    )
  const isTimeRange = /^\d{1,2}\.\d{2} ?- ?\d{1,2}\.\d{2}$/.test(hit)
  if (isDate || isTimeRange) return false
  // "2019 2020 2021" or "10.50 12.99": years and amounts, not one number.
  const parts = hit.split(/[ \u00a0]+/)
  return !(parts.length > 1 && parts.every((part) => /^(?:(?:19|20)\d{2}|\d+\.\d{2})$/.test(part)))
}
