import { Agent, request } from 'node:http'
import type { Sent } from './polls.ts'

/** Where updates are posted to. */
export interface Target {
  readonly url: string
  readonly secret: string
  /** Posts at once; the rest wait. */
  readonly connections: number
  /** Milliseconds before an update that was not acknowledged is posted again. */
  readonly retryDelay?: number
}

/** Milliseconds, where the target names none. */
const RETRY_DELAY = 1000

/** Posts updates as Telegram does: one at a time on so many connections, and again until there is a 200. */
export function createPosts({ url, secret, connections, retryDelay = RETRY_DELAY }: Target) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
  const waiting: Sent[] = []
  const put = { running: 0, again: 0, isClosed: false }

  function postNext(): void {
    while (put.running < connections && !put.isClosed) {
      const update = waiting.shift()
      if (!update) return
      put.running++
      void post(update).then((status) => end(update, status))
    }
  }

  function post({ json }: Sent): Promise<number | undefined> {
    return new Promise((resolve) => {
      const outgoing = request(
        url,
        { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(json) } },
        (response) => {
          response.resume().once('close', () => resolve(response.complete ? response.statusCode : undefined))
        },
      )
      outgoing.once('error', () => resolve(undefined)).end(json)
    })
  }

  function end(update: Sent, status: number | undefined): void {
    put.running--
    if (status !== 200) {
      put.again++
      waiting.push(update)
      setTimeout(postNext, retryDelay).unref()
    } else postNext()
  }

  return {
    push(update: Sent): void {
      waiting.push(update)
      postNext()
    },
    pending: () => waiting.length + put.running,
    /** Posts that were not acknowledged. */
    again: () => put.again,
    close(): void {
      put.isClosed = true
      agent.destroy()
    },
  }
}
