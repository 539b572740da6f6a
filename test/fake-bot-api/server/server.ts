import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApiResponse } from 'grammy/types'

export interface Request {
  path: string
  body: Buffer
  contentType: string
  /** Aborted when the client hangs up before its answer. */
  gone: AbortSignal
}

/** What a request gets: the result of a method, the bytes of a file, or nothing. */
export type Answer = ApiResponse<unknown> | Uint8Array | 'hang up'

type Handle = (request: Request) => Promise<Answer>

/** Serves HTTP on a free local port; the handler answers each request or cuts its connection. */
export async function listen(handle: Handle): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    // An error here is a fault of the fake itself: the client sees the cut, the test run sees the stack.
    serve(request, response, handle).catch((error: unknown) => {
      response.destroy()
      throw error
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
  const client = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) client.abort()
  })
  const body = await readBody(request).catch(() => undefined)
  if (body === undefined) return
  const contentType = request.headers['content-type'] ?? ''
  const answer = await handle({ path: request.url ?? '', body, contentType, gone: client.signal })
  if (answer === 'hang up') {
    request.socket.destroy()
    return
  }
  if (answer instanceof Uint8Array) {
    // In parts, and without its length, as a server behind another may send it.
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    for (let start = 0; start < answer.length; start += PART) response.write(answer.subarray(start, start + PART))
    response.end()
    return
  }
  response.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}

const PART = 64 * 1024

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
