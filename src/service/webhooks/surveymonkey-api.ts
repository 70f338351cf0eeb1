import type { DataCenter } from '../../domain/webhook.ts'

/** The only hosts that are called, one for each data center. */
const HOSTS: Readonly<Record<DataCenter, string>> = {
  us: 'https://api.surveymonkey.com',
  eu: 'https://api.eu.surveymonkey.com',
  ca: 'https://api.surveymonkey.ca',
}

/** How long SurveyMonkey may take for one answer. */
const TIMEOUT_MS = 10_000

/** Longest answer that is read; surveys are far shorter. */
const MAX_CHARS = 5_000_000

/** How a runtime reaches other services. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** An answer that does not help; `isFinal` where trying again would not either. */
export class SurveyMonkeyError extends Error {
  readonly isFinal: boolean

  constructor(message: string, isFinal: boolean) {
    super(message)
    this.isFinal = isFinal
  }
}

/** What a call needs. */
export type SurveyMonkeyAccess = {
  readonly fetch: Fetch
  readonly dataCenter: DataCenter
  readonly token: string
}

/**
 * The parsed answer of one call.
 *
 * @param path - after `/v3`, made of ids that were checked
 * @throws {SurveyMonkeyError} unless SurveyMonkey answers with JSON in time; messages never hold the token
 */
export async function callSurveyMonkey(
  { fetch, dataCenter, token }: SurveyMonkeyAccess,
  path: string
): Promise<unknown> {
  const init: RequestInit = {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    // A token must not follow to wherever a redirect points.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }
  const response = await fetch(`${HOSTS[dataCenter]}/v3${path}`, init).catch(() => {
    throw new SurveyMonkeyError('SurveyMonkey did not answer in time', false)
  })
  const { status } = response
  if (status !== 200) {
    await response.body?.cancel()
    throw new SurveyMonkeyError(
      `SurveyMonkey answered ${status}${HINTS[status] ?? ''}`,
      isFinal(status)
    )
  }
  const text = await response.text()
  try {
    if (text.length <= MAX_CHARS) return JSON.parse(text)
  } catch {
    // Told below.
  }
  throw new SurveyMonkeyError('expected JSON from SurveyMonkey, got something else', false)
}

const HINTS: Readonly<Record<number, string>> = {
  401: ': the token is not valid',
  403: ': the token lacks the scope "View Response Details"',
  404: ': there is no such response',
  429: ': too many calls',
}

/** Too many calls and trouble of theirs pass; everything else stays. */
function isFinal(status: number): boolean {
  return status !== 429 && status < 500
}
