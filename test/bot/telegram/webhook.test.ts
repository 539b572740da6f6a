import { EventEmitter, once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect as connectTo } from 'node:net'
import type { Update } from 'grammy/types'
import { pino } from 'pino'
import { describe, it, type TestContext } from 'vitest'
import { createBot } from '../../../src/bot/create-bot.ts'
import { openServer } from '../../../src/bot/server/server.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { createSilentQueryLog } from '../../../src/records/query-log.ts'
import { HARBOUR } from '../../articles.ts'
import { type FakeBotApi, type Failure, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { ADMIN, allTexts, knowledgeOf, quotationsIn, sendsSince } from '../start-bot.ts'

const SECRET = 'made_up-for_the-tests'
const URL_SET = 'https://bot.example/hook/:a*?x=1'
const PATH = '/hook/:a*'
const MEGABYTE = 1024 * 1024
/** Milliseconds that no test takes: an answer so late never comes. */
const NEVER = 600_000

const knowledge = knowledgeOf(HARBOUR)
const QUERY = '新码头什么时候动工'

interface Setting {
  failWith?: Parameters<FakeBotApi['failWith']>[0]
  /** Whether the bot is left unconnected. */
  isEarly?: boolean
  /** Intervals of a stop; without them the bot's own. */
  options?: Parameters<typeof openServer>[2]
}

/** Starts a bot with a webhook as main.ts does, and gives functions that post to it as Telegram does. */
async function startWebhook(
  { expect, onTestFinished }: TestContext,
  { failWith, isEarly = false, options }: Setting = {},
) {
  const api = await startFakeBotApi(failWith && { failWith })
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const web = await openServer(
    { host: '127.0.0.1', port: 0, metricsPort: undefined, webhook: { url: URL_SET, secret: SECRET }, token: api.token },
    log,
    options,
  )
  const bot = createBot({
    token: api.token,
    apiRoot: api.url,
    adminIds: new Set([ADMIN]),
    knowledge: await knowledge,
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts,
    log,
  })
  const connect = () => web.source.connect(bot)
  if (!isEarly) await connect()
  const updates = web.source.start(bot)
  onTestFinished(async () => {
    await web.close()
    await api.close()
    expect(api.faults).toEqual([])
  })
  const base = `http://127.0.0.1:${web.port}`
  const post = (
    body: unknown,
    headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': SECRET },
    path = PATH,
  ) =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const deliver = (update: Update) => post(update).then(({ status }) => status)
  return { api, web, bot, lines, base, connect, updates, post, deliver }
}

/** Gives a failure to every answer, and resolves when the first answer is on its way. */
function createSending(failure: Failure) {
  const events = new EventEmitter()
  const failWith: Setting['failWith'] = (method) => {
    if (method !== 'sendMessage') return
    events.emit('sending')
    return failure
  }
  return { failWith, sending: once(events, 'sending') }
}

/** Posts a body of many megabytes piece by piece until there is a response, and counts the pieces sent. */
function postLong(
  url: string,
  headers: Record<string, string>,
  megabytes: number,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0
    const piece = Buffer.alloc(MEGABYTE, ' ')
    const outgoing = request(
      url,
      { method: 'POST', headers: { 'x-telegram-bot-api-secret-token': SECRET, ...headers } },
      (response) => {
        resolve({ status: response.statusCode, headers: response.headers, sent })
        outgoing.destroy()
      },
    )
    outgoing.on('error', reject)
    const write = (): void => {
      if (sent === megabytes || outgoing.destroyed) return
      sent++
      outgoing.write(piece, () => setTimeout(write, 5))
    }
    write()
  })
}

describe.concurrent('a webhook', () => {
  it('is set with its secret and the types of update that polling asks for, and replaces polling', async (test) => {
    const { expect } = test
    const { api, deliver } = await startWebhook(test)
    const [{ payload } = { payload: undefined }] = api.calls.filter(({ method }) => method === 'setWebhook')
    expect(payload).toEqual({
      url: URL_SET,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'inline_query', 'my_chat_member'],
    })
    const { message, update } = api.message(QUERY)
    expect(await deliver(update)).toBe(200)
    expect(api.sent(message.chat.id).flatMap(quotationsIn)).not.toEqual([])
    expect(api.calls.map(({ method }) => method)).not.toContain('getUpdates')
    expect(api.calls.map(({ method }) => method)).not.toContain('deleteWebhook')
  })

  it('takes an update that the Bot API does not describe, says so, and answers the next one', async (test) => {
    const { expect } = test
    const { api, lines, post, deliver } = await startWebhook(test)
    const { update } = api.message(QUERY)
    const odd: object[] = [{ chat: { id: 1, type: true } }, { text: {} }, { from: { id: true } }, { entities: 'x' }]
    for (const [index, fields] of odd.entries())
      expect((await post({ update_id: 900 + index, message: { ...update.message, ...fields } })).status).toBe(200)
    expect(lines.filter((line) => line.includes('is passed over'))).toHaveLength(odd.length)
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([])
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('does not log as an error that whoever posts hangs up', async (test) => {
    const { expect } = test
    const { base, lines } = await startWebhook(test)
    const { hostname, port } = new URL(base)
    const socket = connectTo(Number(port), hostname)
    const head = [
      `POST ${PATH} HTTP/1.1`,
      'Host: x',
      `X-Telegram-Bot-Api-Secret-Token: ${SECRET}`,
      'Transfer-Encoding: chunked',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n9\r\n{`, () => socket.resetAndDestroy())
    await once(socket, 'close')
    await expect.poll(() => lines.join('')).toContain('hung up')
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  it('reads the file of an admin too', async (test) => {
    const { expect } = test
    const { api, deliver } = await startWebhook(test)
    const document = api.document('---\nid: a\n---\n', { name: 'a.md' })
    const { update } = api.message('', { from: ADMIN, fields: { document } })
    expect(await deliver(update)).toBe(200)
    expect(api.sent(ADMIN).map(({ text = '' }) => text)).toEqual([expect.stringContaining('a.md:2')])
  })

  it('refuses any post without the secret with 401', async (test) => {
    const { expect } = test
    const { api, post } = await startWebhook(test)
    const { update } = api.message(QUERY)
    for (const secret of [
      undefined,
      '',
      SECRET.slice(1),
      `${SECRET}x`,
      SECRET.toUpperCase(),
      'x'.repeat(SECRET.length),
    ]) {
      const headers: Record<string, string> = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }
      expect((await post(update, headers)).status, secret).toBe(401)
      expect((await post('{', headers)).status, secret).toBe(401)
    }
    expect((await post(update)).status).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('answers 404 at any other path and to any other method', async (test) => {
    const { expect } = test
    const { api, base, post } = await startWebhook(test)
    const headers = { 'x-telegram-bot-api-secret-token': SECRET }
    for (const path of ['/', '/hook', '/hook/xa', '/hook/:a*/b'])
      expect((await post(api.message('/help').update, headers, path)).status, path).toBe(404)
    expect((await fetch(`${base}${PATH}`, { headers })).status).toBe(404)
    expect(sendsSince(api, 0)).toEqual([])
  })

  it.for(['', '{', '[]', 'null', '"a"', '{}', '{"update_id":"1"}', '{"update_id":1.5}'])(
    'refuses %j with 400, and keeps running',
    async (body, test) => {
      const { expect } = test
      const { api, post, deliver, lines } = await startWebhook(test)
      expect((await post(body)).status).toBe(400)
      expect(await deliver(api.message('/help').update)).toBe(200)
      expect(sendsSince(api, 0)).toHaveLength(1)
      expect(lines.join('')).not.toContain('a request failed')
    },
  )

  it('refuses a body of 50 MB with 413, by its content-length or after its first megabytes', async (test) => {
    const { expect } = test
    const { base } = await startWebhook(test)
    const told = await postLong(`${base}${PATH}`, { 'content-length': String(50 * MEGABYTE) }, 50)
    expect(told.status).toBe(413)
    expect(told.sent).toBeLessThan(10)
    const untold = await postLong(`${base}${PATH}`, { 'transfer-encoding': 'chunked' }, 50)
    expect(untold.status).toBe(413)
    expect(untold.sent).toBeLessThan(20)
  })

  it('takes a body of a megabyte, in one piece or in chunks', async (test) => {
    const { expect } = test
    const { api, base, post } = await startWebhook(test)
    const { update } = api.message('/help')
    const body = JSON.stringify(update)
    expect((await post(body + ' '.repeat(MEGABYTE - body.length))).status).toBe(200)
    expect((await post(body + ' '.repeat(MEGABYTE - body.length + 1))).status).toBe(413)
    const chunked = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of [body.slice(0, 20), body.slice(20)]) controller.enqueue(new TextEncoder().encode(piece))
        controller.close()
      },
    })
    const init = {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': SECRET },
      body: chunked,
      duplex: 'half',
    } as const
    expect((await fetch(`${base}${PATH}`, init)).status).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('acknowledges an update only once its answer is out', async (test) => {
    const { expect } = test
    const { api, deliver } = await startWebhook(test, createSending({ delay: 100 }))
    const delivered = deliver(api.message(QUERY).update).then((status) => [status, sendsSince(api, 0).length])
    expect(await delivered).toEqual([200, 1])
  })

  it('answers an update once that is posted again, and acknowledges each post once the answer is out', async (test) => {
    const { expect } = test
    const { failWith, sending } = createSending({ delay: 100 })
    const { api, deliver } = await startWebhook(test, { failWith })
    const { update } = api.message(QUERY)
    const post = () => deliver(update).then((status) => [status, sendsSince(api, 0).length])
    const first = post()
    await sending
    expect(await Promise.all([first, post()])).toEqual([
      [200, 1],
      [200, 1],
    ])
    expect(await post()).toEqual([200, 1])
    expect(await deliver(api.message(QUERY, { from: 77 }).update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(2)
  })

  it('acknowledges an update whose handler throws, and logs the error', async (test) => {
    const { expect } = test
    const { api, deliver, lines } = await startWebhook(test, {
      failWith: (method) =>
        method === 'sendMessage' ? { error_code: 400, description: 'Bad Request: message is too long' } : undefined,
    })
    expect(await deliver(api.message(QUERY).update)).toBe(200)
    expect(lines.filter((line) => line.includes('a handler failed'))).toHaveLength(1)
    expect(lines.join('')).not.toContain(QUERY)
  })

  it('answers a chat while an answer to another is on its way', async (test) => {
    const { expect } = test
    const { api, web, deliver } = await startWebhook(test, {
      options: { stopDeadline: 0 },
      failWith: (method, payload) =>
        method === 'sendMessage' && 'chat_id' in payload && payload.chat_id === 41 ? { delay: NEVER } : undefined,
    })
    const slow = deliver(api.message('/help', { from: 41 }).update).catch(() => 'cut')
    expect(await deliver(api.message('/help', { from: 42 }).update)).toBe(200)
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([42])
    await web.close()
    expect(await slow).toBe('cut')
  })

  it('answers 503 before it is connected, so that Telegram posts again', async (test) => {
    const { expect } = test
    const { api, connect, deliver } = await startWebhook(test, { isEarly: true })
    const { update } = api.message('/help')
    expect(await deliver(update)).toBe(503)
    await connect()
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('that Telegram refuses rejects with an error without the secret', async (test) => {
    const { expect } = test
    const { connect } = await startWebhook(test, {
      isEarly: true,
      failWith: (method) =>
        method === 'setWebhook'
          ? { error_code: 400, description: 'Bad Request: bad webhook: Failed to resolve host' }
          : undefined,
    })
    const error: unknown = await connect().catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      name: 'RefusedError',
      message:
        'Telegram refuses the webhook (400: Bad Request: bad webhook: Failed to resolve host): check WEBHOOK_URL',
    })
    expect(JSON.stringify({ ...(error as object) })).not.toContain(SECRET)
  })
})

describe.concurrent('a webhook at a stop', () => {
  it('lets running answers finish and acknowledges them, takes nothing new, and then closes', async (test) => {
    const { expect } = test
    const { failWith, sending } = createSending({ delay: 400 })
    const { api, base, updates, web, deliver } = await startWebhook(test, { failWith, options: { stopCheck: 5 } })
    const running = deliver(api.message(QUERY).update)
    await sending
    const stopping = updates.stop()
    const { update } = api.message('/help', { from: 77 })
    expect(await deliver(update)).toBe(503)
    await stopping
    await web.close()
    expect(await running).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
    await expect(fetch(`${base}/healthz`)).rejects.toThrow()
  })

  it('acknowledges a repeated post of an answered update', async (test) => {
    const { expect } = test
    const { api, updates, deliver } = await startWebhook(test)
    const { update } = api.message('/help')
    expect(await deliver(update)).toBe(200)
    await updates.stop()
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('does not wait for an answer that never comes', async (test) => {
    const { expect } = test
    const { failWith, sending } = createSending({ delay: NEVER })
    const { api, updates, web, lines, deliver } = await startWebhook(test, {
      failWith,
      options: { stopDeadline: 20, stopCheck: 5 },
    })
    const running = deliver(api.message(QUERY).update).catch(() => 'cut')
    await sending
    await updates.stop()
    await web.close()
    expect(lines.join('')).toContain('"unfinished":1')
    expect(await running).toBe('cut')
  })
})
