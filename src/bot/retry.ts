import { setTimeout as sleep } from 'node:timers/promises'
import { autoRetry } from '@grammyjs/auto-retry'
import { HttpError, type Transformer } from 'grammy'
import type { Log } from './log.ts'

/** Milliseconds before each further try: a restart of a server or a change of network is over by then. */
const DELAYS = [250, 1000, 4000, 10_000]

/** Seconds: a group is told to wait up to about a minute; after a longer wait an answer comes too late. */
const LONGEST_RETRY_AFTER = 60
const RETRIES = 3

/** Creates the transformer that waits out 429 and 5xx. */
export function waitOut(): Transformer {
  // Dropped connections it would wait for up to an hour.
  return autoRetry({ maxRetryAttempts: RETRIES, maxDelaySeconds: LONGEST_RETRY_AFTER, rethrowHttpErrors: true })
}

/** Creates the transformer that sends a request again when its connection was dropped before an answer came. */
export function retryDropped(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    for (const delay of DELAYS) {
      try {
        return await prev(method, payload, signal)
      } catch (error) {
        if (!(error instanceof HttpError) || signal?.aborted) throw error
        log.warn({ method, delay }, 'the connection to Telegram was dropped, trying again')
        await sleep(delay)
      }
    }
    return prev(method, payload, signal)
  }
}

/** Leaves polling out of a transformer: it has its own way of waiting, which a stop must be able to cut short. */
export function unlessPolling(transformer: Transformer): Transformer {
  return (prev, method, payload, signal) =>
    method === 'getUpdates' ? prev(method, payload, signal) : transformer(prev, method, payload, signal)
}
