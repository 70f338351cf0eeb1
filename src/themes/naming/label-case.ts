/** Words that are always written large. */
const CAPITALS = new Set(['wifi', 'tv', 'atm', 'pin', 'gp', 'sim', 'api', 'id', 'usb', 'nhs'])

/**
 * Writes labels as sentences begin.
 *
 * @param names - words that are names, in small letters
 */
export function sentenceCase(names: ReadonlySet<string>): (text: string) => string {
  const large = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const written = (word: string) => {
    if (CAPITALS.has(word)) return word.toUpperCase()
    return names.has(word) ? large(word) : word
  }
  return (text) =>
    large(
      text
        .split(' ')
        .map(written)
        .join(' ')
        .replace(/\bWIFI\b/g, 'Wi-Fi')
    )
}
