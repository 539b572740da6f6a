import { Agent as HttpAgent, type IncomingMessage, request as startHttp } from 'node:http'
import { Agent as HttpsAgent, request as startHttps } from 'node:https'
import type { Socket } from 'node:net'
import { Readable, pipeline } from 'node:stream'
import { text } from 'node:stream/consumers'
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
/** The code of a connection that is given up before it is established. */
const NOT_CONNECTED_IN_TIME = 'CONNECT_TIMEOUT'
/** Codes for a connection that was never established, so that nothing was sent. */
const NEVER_CONNECTED: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  NOT_CONNECTED_IN_TIME,
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
  return error instanceof Error && 'code' in error && NEVER_CONNECTED.includes(error.code)
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

/** What the client reads of a response. */
export type ApiResponse = Pick<Response, 'status' | 'json'>

/** Milliseconds for a connection to be established. */
const CONNECT_TIMEOUT = 10_000
/** Milliseconds after which an unused connection is closed: a router may forget a longer one without a word. */
const KEEP_ALIVE = 4000

/**
 * Creates the `fetch` of the client, by `node:http`, which keeps its connections. Of a request and its response it takes
 * 0.4 ms of processor time, and the global `fetch` 1.2.
 *
 * The promise resolves once the body is read, so that an abort covers the body too; it rejects with the reason of the
 * abort, or the error of the system. No error has the address, which holds the token.
 */
export function createFetch(): (url: string, init?: RequestInit) => Promise<ApiResponse> {
  const settings = { keepAlive: true, timeout: KEEP_ALIVE }
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) }
  return (url, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const [start, agent] = url.startsWith('https:') ? [startHttps, agents.https] : [startHttp, agents.http]
      // Made by the client, whose headers are a record.
      const request = start(url, { method, agent, headers: headers as Record<string, string> })
      const abort = () => {
        reject(signal?.reason ?? new DOMException('This operation was aborted', 'AbortError'))
        request.destroy()
      }
      request.once('socket', limitConnecting)
      request.once('close', () => signal?.removeEventListener('abort', abort))
      request.on('error', reject)
      request.once('response', (response) => void readResponse(response).then(resolve, reject))
      signal?.addEventListener('abort', abort)
      if (signal?.aborted) abort()
      // A file is streamed, and anything else is text.
      else if (body instanceof Readable) pipeline(body, request, () => {})
      else request.end(body)
    })
}

function limitConnecting(socket: Socket): void {
  if (!socket.connecting) return
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('the connection took too long'), { code: NOT_CONNECTED_IN_TIME }))
  }, CONNECT_TIMEOUT)
  const clear = () => clearTimeout(timer)
  socket.once('connect', clear).once('close', clear)
}

async function readResponse(response: IncomingMessage): Promise<ApiResponse> {
  const read = await text(response)
  return { status: response.statusCode ?? 0, json: async () => JSON.parse(read) }
}
