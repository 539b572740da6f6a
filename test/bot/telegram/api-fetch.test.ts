import { EventEmitter, getEventListeners, once } from 'node:events'
import { type RequestListener, createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFetch } from '../../../src/bot/telegram/api-fetch.ts'

// The polyfill that grammY passes to fetch is a dependency of grammY alone.
const { AbortController: ForeignAbortController } = createRequire(createRequire(import.meta.url).resolve('grammy'))(
  'abort-controller',
) as { AbortController: typeof AbortController }

/** Creates a foreign controller, and counts the listeners of its signal. */
function createForeign() {
  const controller = new ForeignAbortController()
  let listeners = 0
  const { signal } = controller
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners++
    add(...given)
  }
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners--
    remove(...given)
  }
  return { controller, signal, countListeners: () => listeners }
}

/** Serves on a local port. `begun` resolves at a request, `closed` when a client gives one up before its response. */
async function serve(listener: RequestListener) {
  const events = new EventEmitter()
  const server = createServer((request, response) => {
    response.once('close', () => void (response.writableFinished || events.emit('closed')))
    listener(request, response)
    events.emit('begun')
  }).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A server that listens on a port has an address with a port.
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    begun: once(events, 'begun'),
    closed: once(events, 'closed'),
  }
}

describe('the fetch of the client', () => {
  it('sends the method, the headers and the text, and reads the response', async () => {
    const { url } = await serve((request, response) => {
      const { method, headers } = request
      void text(request).then((sent) => response.writeHead(201).end(JSON.stringify([method, headers['x-a'], sent])))
    })
    const response = await createFetch()(url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{"a":"人才"}' })
    expect([response.status, await response.json()]).toEqual([201, ['POST', 'b', '{"a":"人才"}']])
  })

  it('sends requests that follow each other on one connection', async () => {
    const sockets = new Set<unknown>()
    const { url } = await serve((request, response) => {
      sockets.add(request.socket)
      response.end('1')
    })
    const send = createFetch()
    for (const _ of [1, 2, 3]) await (await send(url)).json()
    expect(sockets.size).toBe(1)
  })

  it('streams a file, and fails with its stream', async () => {
    const { url } = await serve((request, response) => {
      void text(request).then((sent) => response.end(JSON.stringify(sent)))
    })
    const send = (body: Readable) =>
      // The client's types know the streams of browsers only.
      createFetch()(url, { method: 'POST', body: body as unknown as ReadableStream })
    expect(await (await send(Readable.from(['a', 'b'], { objectMode: false }))).json()).toBe('ab')
    const broken = new Readable({ read: () => void broken.destroy(new Error('gone')) })
    await expect(send(broken)).rejects.toThrow()
  })

  it.each([
    ['before the response', () => {}],
    ['before the end of the body', (response) => void response.write('{')],
  ] satisfies [string, (response: Parameters<RequestListener>[1]) => void][])(
    'aborts the request when its signal, of any kind, is aborted %s',
    async (_, begin) => {
      for (const { controller, signal, countListeners } of [createForeign(), createNative()]) {
        const { url, begun, closed } = await serve((_request, response) => begin(response))
        const failed = expect(createFetch()(url, { signal })).rejects.toMatchObject({ name: 'AbortError' })
        await begun
        controller.abort()
        await failed
        await closed
        expect(countListeners()).toBe(0)
      }
    },
  )

  it('requests nothing when the signal is aborted already, and rejects with its reason', async () => {
    const listener = vi.fn<RequestListener>()
    const { url } = await serve(listener)
    const reason = new Error('stopped')
    const aborted = createAborted()
    await expect(createFetch()(url, { signal: aborted })).rejects.toMatchObject({ name: 'AbortError' })
    await expect(createFetch()(url, { signal: Object.assign(aborted, { reason }) })).rejects.toBe(reason)
    expect(listener).not.toHaveBeenCalled()
  })

  it('releases the signal when the response is read, and when the request fails', async () => {
    const { url } = await serve(
      (request, response) => void (request.url === '/sound' ? response.end('1') : request.destroy()),
    )
    const { signal, countListeners } = createForeign()
    const send = createFetch()
    await send(`${url}sound`, { signal })
    await vi.waitFor(() => expect(countListeners()).toBe(0))
    await expect(send(url, { signal })).rejects.toMatchObject({ code: 'ECONNRESET' })
    await vi.waitFor(() => expect(countListeners()).toBe(0))
  })
})

function createNative() {
  const controller = new AbortController()
  const { signal } = controller
  return { controller, signal, countListeners: () => getEventListeners(signal, 'abort').length }
}

function createAborted(): AbortSignal {
  const { controller, signal } = createForeign()
  controller.abort()
  return signal
}
