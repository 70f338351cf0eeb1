import {
  type OutgoingWebhooks,
  POST_TIMEOUT_MS,
  type WebhookAnswer,
} from '../service/alerts/outgoing.ts'

/**
 * Reaches receivers from Workers, whose platform has no way into private networks; names and
 * numbers of such are refused before (`service/alerts/check-target.ts`).
 */
export function createWorkerPost(allowsPrivateTargets: boolean): OutgoingWebhooks {
  return {
    allowsPrivateTargets,
    async post({ url, headers, body }): Promise<WebhookAnswer> {
      const startMs = Date.now()
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers,
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(POST_TIMEOUT_MS),
        })
        await answer.body?.cancel()
        return { status: answer.status, error: null, latencyMs: Date.now() - startMs }
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError'
        const text = isLate ? 'no answer in time' : 'no connection'
        return { status: null, error: text, latencyMs: Date.now() - startMs }
      }
    },
  }
}
