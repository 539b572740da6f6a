import { setTimeout as sleep } from 'node:timers/promises'
import { autoRetry } from '@grammyjs/auto-retry'
import { HttpError, type Transformer } from 'grammy'
import type { Log } from '../log.ts'

/** Milliseconds before each further try: a restart of a server or a change of network is over by then. */
const DELAYS = [250, 1000, 4000, 10_000]
/**
 * Further tries of a message whose answer was lost. Telegram may have carried it out, and the chat sees it again; but most
 * often it has not, and an answer that never comes is worse than one that comes twice. Three span five seconds.
 */
const RETRIES_OF_A_MESSAGE = 3
/** Node's and undici's codes for a connection that never came about, so that nothing was sent. */
const NEVER_SENT: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Seconds: a group is told to wait up to about a minute; after a longer wait an answer comes too late. */
const LONGEST_RETRY_AFTER = 60
/** Of 5xx, after 3, 6 and 12 seconds, and of 429 as long as it says: a gateway is back by then, or the night is longer. */
const RETRIES = 3

/** Creates the transformer that waits out 429 and 5xx. */
export function waitOut(): Transformer {
  // Dropped connections it would wait for up to an hour.
  return autoRetry({ maxRetryAttempts: RETRIES, maxDelaySeconds: LONGEST_RETRY_AFTER, rethrowHttpErrors: true })
}

/** Creates the transformer that sends a request again when its connection failed or was dropped before an answer came. */
export function retryDropped(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    let lost = 0
    for (const delay of DELAYS) {
      try {
        return await prev(method, payload, signal)
      } catch (error) {
        if (!(error instanceof HttpError) || signal?.aborted) throw error
        if (method.startsWith('send') && !isNeverSent(error) && lost++ === RETRIES_OF_A_MESSAGE) throw error
        log.warn({ method, delay }, 'the connection to Telegram failed, trying again')
        await sleep(delay)
      }
    }
    return prev(method, payload, signal)
  }
}

function isNeverSent({ error }: HttpError): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && NEVER_SENT.includes(cause.code)
}

/** Leaves polling out of a transformer: it tries again by itself. */
export function unlessPolling(transformer: Transformer): Transformer {
  return (prev, method, payload, signal) =>
    method === 'getUpdates' ? prev(method, payload, signal) : transformer(prev, method, payload, signal)
}
