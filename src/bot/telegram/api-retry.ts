import { GrammyError, HttpError, type Transformer } from 'grammy'
import type { ApiResponse } from 'grammy/types'
import { isNeverConnected } from '../connection-error.ts'
import { type Log, describeError } from '../log.ts'

/** Milliseconds before each try after a failed one; the last one repeats. */
export const DELAYS: readonly number[] = [250, 1000, 4000, 10_000]
/** Milliseconds for which a request is tried: later nobody waits for its answer. */
export const PATIENCE = 600_000
/** Milliseconds: the longest delay of a request that Telegram may have carried out each time. */
const MAX_CAREFUL_DELAY = 60_000
/** Methods that are not tried again: who calls them does so, or nobody misses them. */
const TRIED_ONCE: readonly string[] = ['getUpdates', 'getMe', 'sendChatAction']

/** In milliseconds; each has a default. */
export interface RetryOptions {
  /** Before each try after a failed one; the last one repeats. */
  readonly delays?: readonly number[]
  /** For how long a request is tried. */
  readonly patience?: number
}

/**
 * Creates the transformers that make requests reliable, innermost first: tries until Telegram takes or refuses the
 * request, and the redirection to a migrated group.
 */
export function createApiRetry(token: string, log: Log, options: RetryOptions = {}): Transformer[] {
  return [retryUntilTaken(token, log, options), followMigration(log)]
}

/** Tries a request again whose connection failed, or that Telegram has no time for (429) or fails at itself (5xx). */
function retryUntilTaken(token: string, log: Log, { delays = DELAYS, patience = PATIENCE }: RetryOptions): Transformer {
  return async (prev, method, payload, signal) => {
    if (TRIED_ONCE.includes(method)) return prev(method, payload, signal)
    const end = performance.now() + patience
    for (let failures = 0; ; failures++) {
      const attempt = await prev(method, payload, signal).catch((error: unknown) => ({ ok: undefined, error }) as const)
      const delay = toDelay(method, attempt, failures, delays)
      if (delay !== undefined && !signal?.aborted && performance.now() + delay <= end) {
        log.warn({ method, delay, ...describeAttempt(attempt, token) }, 'a request to Telegram failed, trying again')
        await new Promise((resolve) => setTimeout(resolve, delay))
      } else if (attempt.ok === undefined) throw attempt.error
      else return attempt
    }
  }
}

type Attempt = ApiResponse<unknown> | { readonly ok: undefined; readonly error: unknown }

/** Milliseconds until the next try; undefined where there is none to make. */
function toDelay(method: string, attempt: Attempt, failures: number, delays: readonly number[]): number | undefined {
  if (attempt.ok) return undefined
  const delay = delays[Math.min(failures, delays.length - 1)] ?? 0
  if (attempt.ok === undefined) {
    if (!(attempt.error instanceof HttpError)) return undefined
    return method.startsWith('send') && !isNeverConnected(attempt.error.error)
      ? toCareful(delay, failures, delays)
      : delay
  }
  if (attempt.error_code !== 429 && attempt.error_code < 500) return undefined
  const { retry_after } = attempt.parameters ?? {}
  return retry_after === undefined ? delay : retry_after * 1000
}

/**
 * Of a message whose connection was lost nobody knows whether Telegram sent it, and each further try may double it.
 * Usually it did not, and a missing answer is worse; but the tries become rare: a dozen in ten minutes.
 */
function toCareful(delay: number, failures: number, delays: readonly number[]): number {
  const isRepeating = failures >= delays.length
  return isRepeating ? Math.min(delay * 2 ** (failures - delays.length + 1), MAX_CAREFUL_DELAY) : delay
}

function describeAttempt(attempt: Attempt, token: string): object {
  if (attempt.ok === undefined) return describeError(attempt.error, token)
  return attempt.ok ? {} : { code: attempt.error_code, description: attempt.description }
}

/**
 * Sends a message to the supergroup that its group has migrated to, once Telegram names it. Leaves out the reply and
 * the topic, because message ids of the old group are not valid in the new one.
 */
function followMigration(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal)
    const chatId = response.ok ? undefined : response.parameters?.migrate_to_chat_id
    if (chatId === undefined || !method.startsWith('send')) return response
    log.info('a group has become a supergroup')
    const { reply_parameters: _, message_thread_id: _thread, ...rest } = payload as Partial<Record<string, unknown>>
    // A sending method's payload with another chat_id is a payload of the same method.
    return prev(method, { ...rest, chat_id: chatId } as unknown as typeof payload, signal)
  }
}

/** Whether an error is of the network, of Telegram's own servers, or of too many requests: the next try may succeed. */
export function isPassing(error: unknown): boolean {
  return isDown(error) || (error instanceof GrammyError && error.error_code === 429)
}

/** Whether an error is of the network or of Telegram's own servers. */
export function isDown(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 500)
}
