import type { WebhookSource } from '../../domain/webhook.ts'
import type { FoundWebhookSource, SurveyStore } from '../../store/survey-store.ts'
import { isPlainSecret, type SecretBox } from '../secrets/secret-box.ts'

/** What an address needs besides its settings; `clientId` and `token` are SurveyMonkey's alone. */
export type Credentials = {
  readonly secret: string
  readonly clientId: string
  readonly token: string
}

/** Where secrets are kept and how they are encrypted. */
export type SecretKeeping = {
  readonly secrets: SecretBox
  readonly receiving: Pick<SurveyStore, 'changeWebhookSource' | 'listPlainSecrets'>
}

/** Sealed texts open under the address that they belong to only. */
const aboutOf = (sourceId: string) => `webhook-source ${sourceId}`

/** The credentials as the store keeps them. @throws {AppError} `secrets-key-missing` */
export function sealCredentials(
  { secrets }: Pick<SecretKeeping, 'secrets'>,
  { id, provider }: Pick<WebhookSource, 'id' | 'provider'>,
  credentials: Partial<Credentials> & Pick<Credentials, 'secret'>
): Promise<string> {
  const text = provider === 'surveymonkey' ? JSON.stringify(credentials) : credentials.secret
  return secrets.seal(text, aboutOf(id))
}

/** The credentials of an address. @throws {AppError} `secrets-key-missing` */
export async function openCredentials(
  { secrets }: Pick<SecretKeeping, 'secrets'>,
  { source, secret }: Pick<FoundWebhookSource, 'source' | 'secret'>
): Promise<Credentials> {
  const text = await secrets.open(secret, aboutOf(source.id))
  if (source.provider !== 'surveymonkey') return { secret: text, clientId: '', token: '' }
  return JSON.parse(text)
}

/**
 * Encrypts what was kept before secrets were encrypted.
 *
 * @returns how many
 * @throws {AppError} `secrets-key-missing` where there is something to encrypt and no key
 */
export async function sealPlainSecrets({ secrets, receiving }: SecretKeeping): Promise<number> {
  const plain = (await receiving.listPlainSecrets()).filter(({ secret }) => isPlainSecret(secret))
  for (const { id, secret } of plain) {
    await receiving.changeWebhookSource(id, { secret: await secrets.seal(secret, aboutOf(id)) })
  }
  return plain.length
}
