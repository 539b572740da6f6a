import { type IncomingHttpHeaders, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Update } from 'grammy/types'
import { pino } from 'pino'
import { describe, it, type TestContext } from 'vitest'
import { createBot } from '../../../src/bot/create-bot.ts'
import { openServer } from '../../../src/bot/server/server.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { createSilentQueryLog } from '../../../src/records/query-log.ts'
import { type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { ADMIN, QUERY, allTexts, articleKnowledge, quotationsIn, sendsSince } from '../start-bot.ts'

const SECRET = 'made_up-for_the-tests'
const URL_SET = 'https://bot.example/hook/:a*?x=1'
const PATH = '/hook/:a*'
const MEGABYTE = 1024 * 1024

interface Setting {
  failWith?: Parameters<FakeBotApi['failWith']>[0]
  /** Whether the bot is left unconnected. */
  isEarly?: boolean
}

/** Starts a bot with a webhook as main.ts does, and gives what posts to it as Telegram does. */
async function startWebhook({ expect, onTestFinished }: TestContext, { failWith, isEarly = false }: Setting = {}) {
  const api = await startFakeBotApi(failWith && { failWith })
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const web = await openServer(
    { port: 0, metricsPort: undefined, webhook: { url: URL_SET, secret: SECRET }, token: api.token },
    log,
  )
  const bot = createBot({
    token: api.token,
    apiRoot: api.url,
    adminIds: new Set([ADMIN]),
    knowledge: await articleKnowledge(),
    languages: createPassingLanguages(),
    queryLog: createSilentQueryLog(),
    allTexts,
    log,
  })
  const connect = () => web.source.connect(bot)
  if (!isEarly) await connect()
  const updates = web.source.start(bot, log)
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

/** Posts a body of many megabytes piece by piece, counting what is taken of it, until there is a response. */
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
  it('is set with its secret and the kinds of update that polling asks for, and takes the place of polling', async (test) => {
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

  it('refuses with 401 whoever does not know the secret, whatever they post', async (test) => {
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
    expect(await api.silence(100)).toBe(true)
    expect((await post(update)).status).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('is nowhere but at its path, and takes nothing but posts', async (test) => {
    const { expect } = test
    const { api, base, post } = await startWebhook(test)
    const headers = { 'x-telegram-bot-api-secret-token': SECRET }
    for (const path of ['/', '/hook', '/hook/xa', '/hook/:a*/b'])
      expect((await post(api.message('/help').update, headers, path)).status, path).toBe(404)
    expect((await fetch(`${base}${PATH}`, { headers })).status).toBe(404)
    expect(sendsSince(api, 0)).toEqual([])
  })

  it.for(['', '{', '[]', 'null', '"a"', '{}', '{"update_id":"1"}', '{"update_id":1.5}'])(
    'refuses %j with 400, and lives on',
    async (body, test) => {
      const { expect } = test
      const { api, post, deliver, lines } = await startWebhook(test)
      expect((await post(body)).status).toBe(400)
      expect(await deliver(api.message('/help').update)).toBe(200)
      expect(sendsSince(api, 0)).toHaveLength(1)
      expect(lines.join('')).not.toContain('a request failed')
    },
  )

  it('refuses a body of 50 MB with 413 by what it says of its length, and one that does not say it after the first of them', async (test) => {
    const { expect } = test
    const { base } = await startWebhook(test)
    const told = await postLong(`${base}${PATH}`, { 'content-length': String(50 * MEGABYTE) }, 50)
    expect(told.status).toBe(413)
    expect(told.sent).toBeLessThan(10)
    const untold = await postLong(`${base}${PATH}`, { 'transfer-encoding': 'chunked' }, 50)
    expect(untold.status).toBe(413)
    expect(untold.sent).toBeLessThan(20)
  })

  it('takes a body just below a megabyte, in one piece or in many', async (test) => {
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
    const { api, deliver } = await startWebhook(test, {
      failWith: (method) => (method === 'sendMessage' ? { delay: 400 } : undefined),
    })
    let status: number | undefined
    const delivered = deliver(api.message(QUERY).update).then((given) => {
      status = given
      // Whoever acknowledges before the answer is out has nothing sent yet.
      return sendsSince(api, 0).length
    })
    await sleep(200)
    expect(status).toBeUndefined()
    expect(await delivered).toBe(1)
    expect(status).toBe(200)
  })

  it('answers an update once that is delivered again, afterwards or meanwhile, and acknowledges each with the answer out', async (test) => {
    const { expect } = test
    const { api, deliver } = await startWebhook(test, {
      failWith: (method) => (method === 'sendMessage' ? { delay: 300 } : undefined),
    })
    const { update } = api.message(QUERY)
    const first = deliver(update)
    await sleep(100)
    const start = performance.now()
    expect(await deliver(update)).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(100)
    expect(sendsSince(api, 0)).toHaveLength(1)
    expect(await first).toBe(200)
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
    expect(await deliver(api.message(QUERY, { from: 77 }).update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(2)
  })

  it('still acknowledges an update whose handler throws, which is logged', async (test) => {
    const { expect } = test
    const { api, deliver, lines } = await startWebhook(test, {
      failWith: (method) =>
        method === 'sendMessage' ? { error_code: 400, description: 'Bad Request: message is too long' } : undefined,
    })
    expect(await deliver(api.message(QUERY).update)).toBe(200)
    expect(lines.filter((line) => line.includes('a handler failed'))).toHaveLength(1)
    expect(lines.join('')).not.toContain(QUERY)
  })

  it('answers chats side by side', async (test) => {
    const { expect } = test
    const { api, deliver } = await startWebhook(test, {
      failWith: (method, payload) =>
        method === 'sendMessage' && 'chat_id' in payload && payload.chat_id === 41 ? { delay: 500 } : undefined,
    })
    const slow = deliver(api.message('/help', { from: 41 }).update)
    await deliver(api.message('/help', { from: 42 }).update)
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([42])
    expect(await slow).toBe(200)
  })

  it('has Telegram post again later what comes before it is connected', async (test) => {
    const { expect } = test
    const { api, connect, deliver } = await startWebhook(test, { isEarly: true })
    const { update } = api.message('/help')
    expect(await deliver(update)).toBe(503)
    await connect()
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('that Telegram refuses is told without the secret', async (test) => {
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
    const { api, base, updates, web, deliver } = await startWebhook(test, {
      failWith: (method) => (method === 'sendMessage' ? { delay: 400 } : undefined),
    })
    const running = deliver(api.message(QUERY).update)
    await sleep(100)
    const stopping = updates.stop()
    const { update } = api.message('/help', { from: 77 })
    expect(await deliver(update)).toBe(503)
    await stopping
    await web.close()
    expect(await running).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
    await expect(fetch(`${base}/healthz`)).rejects.toThrow()
  })

  it('still acknowledges what it has answered already', async (test) => {
    const { expect } = test
    const { api, updates, deliver } = await startWebhook(test)
    const { update } = api.message('/help')
    expect(await deliver(update)).toBe(200)
    await updates.stop()
    expect(await deliver(update)).toBe(200)
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('does not wait for an answer that never ends', async (test) => {
    const { expect } = test
    const { api, updates, web, lines, deliver } = await startWebhook(test, {
      failWith: (method) => (method === 'sendMessage' ? { delay: 11_000 } : undefined),
    })
    const running = deliver(api.message(QUERY).update).catch(() => 'cut')
    await sleep(100)
    const start = performance.now()
    await updates.stop()
    await web.close()
    expect(performance.now() - start).toBeGreaterThan(7900)
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(lines.join('')).toContain('"unfinished":1')
    expect(await running).toBe('cut')
  }, 20_000)
})

describe.concurrent('health', () => {
  it('is alive at once, and ready from when it is told so until it is told otherwise', async (test) => {
    const { expect } = test
    const { base, web } = await startWebhook(test, { isEarly: true })
    const ask = async (path: string) => (await fetch(`${base}${path}`)).status
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503])
    web.setReady(true)
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200])
    web.setReady(false)
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503])
    expect(await ask('/metrics')).toBe(404)
  })

  it('cannot be had at a port that is taken, which is told by its setting', async ({ expect, onTestFinished }) => {
    const log = pino({ level: 'silent' })
    const settings = { port: 0, metricsPort: undefined, webhook: undefined, token: '1:a' }
    const web = await openServer(settings, log)
    onTestFinished(() => web.close())
    await expect(openServer({ ...settings, port: web.port }, log)).rejects.toThrow(
      `PORT: port ${web.port} cannot be listened on (EADDRINUSE)`,
    )
  })
})
