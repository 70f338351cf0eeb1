import { AppError } from '../../domain/errors.ts'

/** Encrypts secrets that signatures and calls need again, so that the database holds none in plain text. */
export type SecretBox = {
  /** False where no key is configured. */
  readonly canSeal: boolean
  /**
   * @param about - what the secret belongs to; it opens under the same name only, so rows cannot be swapped
   * @throws {AppError} `secrets-key-missing` where no key is configured
   */
  seal(secret: string, about: string): Promise<string>
  /**
   * The secret. Text of before encryption is taken as it is.
   *
   * @throws {AppError} `secrets-key-missing` without the key that sealed it
   */
  open(sealed: string, about: string): Promise<string>
}

/** Fewest characters of a key that nobody can guess. */
export const MIN_SECRETS_KEY_CHARS = 32

/** Start of everything sealed; the number tells the method. */
const PREFIX = 'sealed:1:'

/** Length that AES-GCM is specified for, NIST SP 800-38D. */
const IV_BYTES = 12

/** True for a secret that was kept before secrets were encrypted. */
export function isPlainSecret(kept: string): boolean {
  return !kept.startsWith(PREFIX)
}

/**
 * A box of AES-256-GCM, with the key derived from a text by HKDF.
 *
 * @param secretsKey - at least 32 characters nobody can guess; null where none is configured
 * @param randomBytes - of the platform
 */
export function createSecretBox(
  secretsKey: string | null,
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>
): SecretBox {
  let derived: Promise<CryptoKey> | null = null
  const keyOf = (purpose: string): Promise<CryptoKey> => {
    if (secretsKey === null) {
      const wanted = `expected the setting SECRETS_KEY (${MIN_SECRETS_KEY_CHARS} characters or more) ${purpose}`
      throw new AppError('secrets-key-missing', wanted)
    }
    derived ??= deriveKey(secretsKey)
    return derived
  }
  return {
    canSeal: secretsKey !== null,
    async seal(secret, about) {
      const key = await keyOf('to keep a secret with')
      const iv = randomBytes(IV_BYTES)
      const bytes = await crypto.subtle.encrypt(algorithm(iv, about), key, utf8(secret))
      return `${PREFIX}${toBase64(iv)}.${toBase64(new Uint8Array(bytes))}`
    },
    async open(sealed, about) {
      if (isPlainSecret(sealed)) return sealed
      const key = await keyOf('that sealed the secrets of this database')
      const [iv = '', bytes = ''] = sealed.slice(PREFIX.length).split('.')
      try {
        const opened = await crypto.subtle.decrypt(
          algorithm(fromBase64(iv), about),
          key,
          fromBase64(bytes)
        )
        return new TextDecoder().decode(opened)
      } catch {
        const wanted =
          'expected the SECRETS_KEY that sealed the secrets of this database, got another'
        throw new AppError('secrets-key-missing', wanted)
      }
    },
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, about: string) {
  return { name: 'AES-GCM', iv, additionalData: utf8(about) }
}

async function deriveKey(text: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(text), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: utf8(''), info: utf8('whyscore secrets') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt']
  )
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
