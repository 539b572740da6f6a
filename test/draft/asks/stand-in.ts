import { once } from 'node:events'
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http'
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
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      // What the program sends is what the test is about.
      const parsed = {
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(body) as SeenRequest['body'],
      }
      seen.push(parsed)
      respond(response, parsed, seen.length - 1)
    })
  })
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
