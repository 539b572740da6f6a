import { setTimeout as sleep } from 'node:timers/promises'
import { autoRetry } from '@grammyjs/auto-retry'
import { HttpError, type Transformer } from 'grammy'
import { type Log, describeError } from '../log.ts'

/** Milliseconds before each retry of a lost request: a server restart or a network change is over by then. */
const DELAYS = [250, 1000, 4000, 10_000]
/**
 * Retries of a sending request whose response was lost. Telegram may have carried it out, and the chat then sees the
 * message twice; usually it has not, and a missing answer is worse than a duplicate. Three retries span five seconds.
 */
const MAX_SEND_RETRIES = 3
/** Codes of Node and undici for a connection that was never established, so that nothing was sent. */
const NEVER_CONNECTED: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Seconds: the longest `retry_after` to wait for. A group's is up to about a minute; a later answer comes too late. */
const MAX_RETRY_AFTER = 60
/** Retries after 429, and after 5xx with delays of 3, 6 and 12 seconds: a longer outage of a gateway takes hours. */
const MAX_RETRIES = 3

/** Milliseconds before each retry of a lost request, in place of the default. */
interface RetryOptions {
  readonly delays?: readonly number[]
}

/**
 * Creates the transformers that make requests reliable, innermost first: retries of lost requests, waits after 429 and
 * 5xx, and the redirection to a migrated group. They leave polling out, because the runner retries it.
 */
export function createApiRetry(token: string, log: Log, { delays = DELAYS }: RetryOptions = {}): Transformer[] {
  return [
    retryLost(token, log, delays),
    // Without rethrowHttpErrors the plugin retries lost requests for up to an hour.
    autoRetry({ maxRetryAttempts: MAX_RETRIES, maxDelaySeconds: MAX_RETRY_AFTER, rethrowHttpErrors: true }),
    followMigration(log),
  ].map(unlessPolling)
}

/** Retries a request whose connection failed, or was dropped before the response. */
function retryLost(token: string, log: Log, delays: readonly number[]): Transformer {
  return async (prev, method, payload, signal) => {
    let sendRetries = 0
    for (const delay of delays) {
      try {
        return await prev(method, payload, signal)
      } catch (error) {
        if (!(error instanceof HttpError) || signal?.aborted) throw error
        const mayDuplicate = method.startsWith('send') && !isNeverConnected(error)
        if (mayDuplicate && sendRetries++ === MAX_SEND_RETRIES) throw error
        log.warn({ method, delay, ...describeError(error, token) }, 'the connection to Telegram failed, trying again')
        await sleep(delay)
      }
    }
    return prev(method, payload, signal)
  }
}

function isNeverConnected({ error }: HttpError): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && NEVER_CONNECTED.includes(cause.code)
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

function unlessPolling(transformer: Transformer): Transformer {
  return (prev, method, payload, signal) =>
    method === 'getUpdates' ? prev(method, payload, signal) : transformer(prev, method, payload, signal)
}

type Fetch = typeof globalThis.fetch

/**
 * Fetches as `globalThis.fetch` does, and accepts any AbortSignal. grammY passes the polyfill of the package
 * abort-controller, which `fetch` of Node 24 refuses; a native signal is passed on unchanged.
 *
 * With a foreign signal the promise resolves once the body is read, so that an abort covers the body too.
 */
export async function fetchWithNativeSignal(...[input, init]: Parameters<Fetch>): Promise<Response> {
  const foreign = init?.signal
  if (!foreign || foreign instanceof AbortSignal) return fetch(input, init)
  const { signal, release } = toNativeSignal(foreign)
  try {
    const response = await fetch(input, { ...init, signal })
    return new Response(await response.arrayBuffer(), response)
  } finally {
    release()
  }
}

/** Creates a native signal that follows a foreign one until it is released. */
function toNativeSignal(foreign: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort(foreign.reason)
  if (foreign.aborted) abort()
  else foreign.addEventListener('abort', abort)
  return { signal: controller.signal, release: () => foreign.removeEventListener('abort', abort) }
}
