import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request as the stand-in got it. */
export interface SeenRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly model: string; readonly messages: readonly { role: string; content: string }[] } & object
}

/** Answers the n-th request, counted from 0. */
export type Respond = (response: ServerResponse, seen: SeenRequest, place: number) => void

/** Starts a stand-in for an OpenAI-compatible API over HTTP, which ends with the test. */
export async function startEndpoint(respond: Respond) {
  const seen: SeenRequest[] = []
  const sockets = new Set<Socket>()
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = '', headers } = request
    // What the program sends is what the test is about.
    seen.push({ path, headers, body: JSON.parse(await text(request)) as SeenRequest['body'] })
    const last = seen.at(-1)
    if (last) respond(response, last, seen.length - 1)
  }
  // A connection that ends amid a request is the test's doing.
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()))
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  // A server that listens has an address of this form.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, port, seen }
}

/** Sends a completion with this content. */
export function complete(response: ServerResponse, content: unknown, finishReason = 'stop'): void {
  const written = typeof content === 'string' ? content : JSON.stringify(content)
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({ choices: [{ message: { role: 'assistant', content: written }, finish_reason: finishReason }] }),
  )
}

/** Tells whether a request is for unanswered lines. */
export function isForUnanswered({ body }: SeenRequest): boolean {
  return body.messages[0]?.content.includes('"unanswered"') ?? false
}
