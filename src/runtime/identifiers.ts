const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Sixteen lower-case letters and digits; 82 bits, so that two never meet. */
export function createId(): string {
  return randomText(16)
}

/** Forty lower-case letters and digits, 206 bits: beyond guessing. */
export function createSecret(): string {
  return randomText(40)
}

function randomText(length: number): string {
  // Bytes from 252 on would make the first letters likelier.
  let text = ''
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 252 && text.length < length) text += ALPHABET[byte % 36]
    }
  }
  return text
}

/** Bytes that no one can guess. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}
