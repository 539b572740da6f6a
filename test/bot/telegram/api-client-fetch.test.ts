import { EventEmitter, once } from 'node:events'
import { type RequestListener, createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createBot } from '../../../src/bot/create-bot.ts'
import { fetchWithNativeSignal } from '../../../src/bot/telegram/api-client.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { createSilentQueryLog } from '../../../src/records/query-log.ts'
import { HARBOUR } from '../../articles.ts'
import { startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { allTexts, knowledgeOf } from '../start-bot.ts'

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

/**
 * Replaces fetch by one that records the signals of the requests to an address, and passes on. A bot of an earlier test
 * in the same worker may still end its own requests.
 */
function watchSignals(url: string): unknown[] {
  const signals: unknown[] = []
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (...[input, init]: Parameters<typeof fetch>) => {
    if ((input instanceof Request ? input.url : String(input)).startsWith(url)) signals.push(init?.signal)
    return fetch(input, init)
  })
  return signals
}

afterEach(() => void vi.unstubAllGlobals())

describe('fetchWithNativeSignal', () => {
  it('passes a native signal in place of a foreign one, and releases the foreign one with the body', async () => {
    const { url } = await serve((_request, response) => void response.writeHead(201, { 'x-a': 'b' }).end('{"a":1}'))
    const signals = watchSignals(url)
    const { signal, countListeners } = createForeign()
    expect(signal).not.toBeInstanceOf(AbortSignal)
    const response = await fetchWithNativeSignal(url, { signal })
    expect(signals).toEqual([expect.any(AbortSignal)])
    expect([response.status, response.headers.get('x-a'), await response.json()]).toEqual([201, 'b', { a: 1 }])
    expect(countListeners()).toBe(0)
  })

  it.each([undefined, null, new AbortController().signal])(
    'passes on a signal that needs no change: %s',
    async (signal) => {
      const { url } = await serve((_request, response) => void response.end())
      const signals = watchSignals(url)
      expect((await fetchWithNativeSignal(url, signal === undefined ? {} : { signal })).status).toBe(200)
      expect(signals).toEqual([signal])
    },
  )

  it.each([
    ['before the response', () => {}],
    ['before the end of the body', (response) => void response.write('{')],
  ] satisfies [string, (response: Parameters<RequestListener>[1]) => void][])(
    'aborts the request when the foreign signal is aborted %s',
    async (_, begin) => {
      const { url, begun, closed } = await serve((_request, response) => begin(response))
      const { controller, signal, countListeners } = createForeign()
      const failed = expect(fetchWithNativeSignal(url, { signal })).rejects.toMatchObject({ name: 'AbortError' })
      await begun
      controller.abort()
      await failed
      await closed
      expect(countListeners()).toBe(0)
    },
  )

  it('requests nothing when the foreign signal is aborted already, and forwards its reason', async () => {
    const listener = vi.fn<RequestListener>()
    const { url } = await serve(listener)
    const { controller, signal } = createForeign()
    controller.abort()
    await expect(fetchWithNativeSignal(url, { signal })).rejects.toMatchObject({ name: 'AbortError' })
    const reason = new Error('stopped')
    await expect(fetchWithNativeSignal(url, { signal: Object.assign(createAborted(), { reason }) })).rejects.toBe(
      reason,
    )
    expect(listener).not.toHaveBeenCalled()
  })

  it('releases the foreign signal when the request fails', async () => {
    const { url } = await serve((request) => void request.destroy())
    const { signal, countListeners } = createForeign()
    await expect(fetchWithNativeSignal(url, { signal })).rejects.toThrow('fetch failed')
    expect(countListeners()).toBe(0)
  })
})

function createAborted(): AbortSignal {
  const { controller, signal } = createForeign()
  controller.abort()
  return signal
}

it('the bot passes only native signals to fetch', async () => {
  const api = await startFakeBotApi()
  onTestFinished(api.close)
  const signals = watchSignals(api.url)
  const bot = createBot({
    token: api.token,
    apiRoot: api.url,
    adminIds: new Set(),
    knowledge: await knowledgeOf(HARBOUR),
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts,
    log: pino({ level: 'silent' }),
  })
  await bot.init()
  expect(bot.botInfo.id).toBe(api.me.id)
  expect(signals).toEqual([expect.any(AbortSignal)])
})
