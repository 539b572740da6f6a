import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Update } from 'grammy/types'
import { pino } from 'pino'
import { describe, it, type TestContext } from 'vitest'
import { createBot } from '../../../src/bot/create-bot.ts'
import { openServer } from '../../../src/bot/server/server.ts'
import { createPassingLanguages } from '../../../src/records/chosen-languages.ts'
import { openDatabase } from '../../../src/records/database/database.ts'
import { createSilentQueryLog } from '../../../src/records/query-log.ts'
import { createTakenUpdates } from '../../../src/records/updates/taken-updates.ts'
import { type Failure, type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { HARBOUR } from '../../articles.ts'
import { ADMIN, allTexts, knowledgeOf } from '../start-bot.ts'

const QUERY = '新码头什么时候动工'
const SECRET = 'made_up-for_the-tests'
const HEADERS = { 'x-telegram-bot-api-secret-token': SECRET }
const BAD_GATEWAY: Failure = { error_code: 502, description: 'Bad Gateway' }
const CONFLICT: Failure = { error_code: 409, description: 'Conflict: terminated by other getUpdates request' }
const USERS = [41, 42, 43, 44, 45]
/** Milliseconds, so that what takes minutes takes none. */
const QUICK = { retryInterval: 5, stopCheck: 5, sweepInterval: 10, probeInterval: 5 }
const RETRY = { delays: [5] }

type Options = Parameters<typeof openServer>[2] & { readonly retry?: { delays?: number[]; patience?: number } }

/** Makes a Bot API and a database; `start` starts bots of both as main.ts does, each as a process of its own would be. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const api = await startFakeBotApi()
  const dir = await mkdtemp(join(tmpdir(), 'outage-'))
  onTestFinished(async () => {
    await api.close()
    await rm(dir, { recursive: true })
    expect(api.faults).toEqual([])
  })
  const knowledge = await knowledgeOf(HARBOUR)

  async function start(way: 'polling' | 'webhook', { retry, ...options }: Options = {}) {
    const lines: string[] = []
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
    const webhook = way === 'webhook' ? { url: 'https://bot.example/hook', secret: SECRET } : undefined
    const settings = { host: '127.0.0.1', port: 0, metricsPort: undefined, webhook, token: api.token }
    const server = await openServer(settings, log, { ...QUICK, ...options })
    const bot = createBot({
      token: api.token,
      apiRoot: api.url,
      adminIds: new Set([ADMIN]),
      knowledge,
      languages: createPassingLanguages(),
      queryLog: createSilentQueryLog(),
      allTexts,
      log,
      reachability: server.reachability,
      retry: { ...RETRY, ...retry },
    })
    const onTrouble = (error: unknown) => void lines.push(String(error))
    const database = await openDatabase(`file:${join(dir, 'test.db')}`, { onTrouble })
    const kept = createTakenUpdates(database, { key: api.token })
    await server.source.connect(bot, kept)
    const updates = server.source.start(bot)
    server.setReady(true)
    let stopped: Promise<void> | undefined
    const stop = () =>
      (stopped ??= updates
        .stop()
        .then(() => server.close())
        .then(() => database.close()))
    onTestFinished(stop)
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status
    const post = async (update: Update) => {
      const init = { method: 'POST', headers: HEADERS, body: JSON.stringify(update) }
      return (await fetch(`http://127.0.0.1:${server.port}/hook`, init)).status
    }
    return { lines, updates, stop, ask, post }
  }
  return { api, start }
}

/** Fails what is sent until the end of the outage; resolves `begun` at the first failure of each chat. */
function failSending(api: FakeBotApi, failure: Failure, chats: readonly number[] = USERS) {
  const waiting = new Set(chats)
  let isOver = false
  const begun = new Promise<void>((resolve) => {
    api.failWith((method, payload) => {
      if (isOver || method !== 'sendMessage' || !('chat_id' in payload) || !chats.includes(Number(payload.chat_id)))
        return undefined
      waiting.delete(Number(payload.chat_id))
      if (waiting.size === 0) resolve()
      return failure
    })
  })
  return { begun, end: () => (isOver = true) }
}

/** Resolves once each of the users has one answer. */
async function answered(api: FakeBotApi, users: readonly number[] = USERS): Promise<number[]> {
  for (const user of users)
    await api.nextCall((call) => call.method === 'sendMessage' && call.payload.chat_id === user && !call.error)
  return users.map((user) => api.sent(user).length)
}

describe.concurrent('an outage of Telegram', () => {
  it.for<[string, Failure]>([
    ['answers with 502', BAD_GATEWAY],
    ['drops the connection', { drop: true }],
    ['answers with 429', { retry_after: 0.01 }],
  ])('in which it %s loses no question that was fetched before', async ([, failure], test) => {
    const { api, start } = await setUp(test)
    const { stop } = await start('polling')
    const outage = failSending(api, failure)
    for (const from of USERS) api.message(QUERY, { from })
    await outage.begun
    outage.end()
    test.expect(await answered(api)).toEqual([1, 1, 1, 1, 1])
    await stop()
    test.expect(api.pending()).toEqual([])
  })

  it('in which it cannot be reached at all turns /readyz to 503 until it can', async (test) => {
    for (const way of ['polling', 'webhook'] as const) {
      const { api, start } = await setUp(test)
      const { ask, lines } = await start(way)
      test.expect(await ask('/readyz')).toBe(200)
      api.failWith(() => ({ drop: true }))
      // An update ends the long poll.
      api.message(QUERY)
      await test.expect.poll(() => ask('/readyz')).toBe(503)
      test.expect(await ask('/healthz')).toBe(200)
      api.failWith()
      await test.expect.poll(() => ask('/readyz')).toBe(200)
      test.expect(lines.filter((line) => line.includes('Telegram cannot be reached'))).toHaveLength(1)
    }
  })

  it('that lasts is given up with the id of the update, and the next question is answered', async (test) => {
    const { api, start } = await setUp(test)
    const { lines } = await start('polling', { retry: { patience: 300 } })
    const outage = failSending(api, BAD_GATEWAY, [41])
    const { update } = api.message(QUERY, { from: 41 })
    await outage.begun
    await test.expect.poll(() => lines.filter((line) => line.includes('an answer is given up'))).toHaveLength(1)
    test.expect(lines.find((line) => line.includes('an answer is given up'))).toContain(`"update":${update.update_id}`)
    outage.end()
    api.message(QUERY, { from: 41 })
    test.expect(await answered(api, [41])).toEqual([1])
    test.expect(lines.join('')).not.toContain(api.token)
    test.expect(lines.join('')).not.toContain(QUERY)
  })

  it('for one chat holds up no other', async (test) => {
    const { api, start } = await setUp(test)
    await start('polling', { stopDeadline: 0 })
    const outage = failSending(api, BAD_GATEWAY, [41])
    api.message(QUERY, { from: 41 })
    await outage.begun
    for (const from of [42, 43]) api.message(QUERY, { from })
    test.expect(await answered(api, [42, 43])).toEqual([1, 1])
    outage.end()
    test.expect(await answered(api, [41])).toEqual([1])
  })

  it('that ends while the bot stops lets it send its answers', async (test) => {
    const { api, start } = await setUp(test)
    const { stop } = await start('polling')
    const outage = failSending(api, BAD_GATEWAY)
    for (const from of USERS) api.message(QUERY, { from })
    await outage.begun
    const stopped = stop()
    outage.end()
    await stopped
    test.expect(USERS.map((user) => api.sent(user).length)).toEqual([1, 1, 1, 1, 1])
  })

  it('that outlasts the bot leaves its answers to the next one, which sends each once', async (test) => {
    const { api, start } = await setUp(test)
    const { stop } = await start('polling', { stopDeadline: 0, retry: { delays: [100_000] } })
    const outage = failSending(api, BAD_GATEWAY)
    for (const from of USERS) api.message(QUERY, { from })
    await outage.begun
    // The poll after the one that fetched them confirmed them, so that only the database has them.
    await test.expect.poll(() => api.pending()).toEqual([])
    await stop()
    outage.end()
    const next = await start('polling')
    test.expect(await answered(api)).toEqual([1, 1, 1, 1, 1])
    await next.stop()
    const last = await start('polling')
    api.message(QUERY, { from: 46 })
    test.expect(await answered(api, [...USERS, 46])).toEqual([1, 1, 1, 1, 1, 1])
    await last.stop()
  })
})

describe.concurrent('by webhook an update', () => {
  it('whose answer does not go out is not acknowledged, and posted again it is answered', async (test) => {
    const { api, start } = await setUp(test)
    const { post, lines } = await start('webhook', { retry: { patience: 300 } })
    const outage = failSending(api, BAD_GATEWAY, [41])
    const { update } = api.message(QUERY, { from: 41 })
    test.expect(await post(update)).toBe(503)
    test.expect(lines.filter((line) => line.includes('an answer is given up'))).toHaveLength(1)
    outage.end()
    test.expect(await post(update)).toBe(200)
    test.expect(api.sent(41)).toHaveLength(1)
  })

  it('that is posted again joins the attempt in progress', async (test) => {
    const { api, start } = await setUp(test)
    const { post } = await start('webhook')
    const outage = failSending(api, BAD_GATEWAY, [41])
    const { update } = api.message(QUERY, { from: 41 })
    const posts = [post(update)]
    await outage.begun
    posts.push(post(update))
    outage.end()
    test.expect(await Promise.all(posts)).toEqual([200, 200])
    test.expect(api.sent(41)).toHaveLength(1)
  })

  it('whose answer takes long is not acknowledged in time, and posted again it joins the attempt', async (test) => {
    const { api, start } = await setUp(test)
    const { post } = await start('webhook', { postPatience: 20 })
    const outage = failSending(api, BAD_GATEWAY, [41])
    const { update } = api.message(QUERY, { from: 41 })
    test.expect([await post(update), await post(update)]).toEqual([503, 503])
    outage.end()
    test.expect(await answered(api, [41])).toEqual([1])
    await test.expect.poll(() => post(update)).toBe(200)
    test.expect(api.sent(41)).toHaveLength(1)
  })

  it('that was answered is acknowledged by another process, and after a restart, without a second answer', async (test) => {
    const { api, start } = await setUp(test)
    const one = await start('webhook')
    const other = await start('webhook')
    const { update } = api.message(QUERY, { from: 41 })
    test.expect([await one.post(update), await other.post(update)]).toEqual([200, 200])
    await one.stop()
    await other.stop()
    test.expect(await (await start('webhook')).post(update)).toBe(200)
    test.expect(api.sent(41)).toHaveLength(1)
  })

  it('that one process is answering is not acknowledged by another', async (test) => {
    const { api, start } = await setUp(test)
    const one = await start('webhook')
    const other = await start('webhook')
    const outage = failSending(api, BAD_GATEWAY, [41])
    const { update } = api.message(QUERY, { from: 41 })
    const first = one.post(update)
    await outage.begun
    test.expect(await other.post(update)).toBe(503)
    outage.end()
    test.expect([await first, await other.post(update)]).toEqual([200, 200])
    test.expect(api.sent(41)).toHaveLength(1)
  })
})

describe.concurrent('a poll', () => {
  it('that Telegram has wait for an hour is repeated sooner', async (test) => {
    const { api, start } = await setUp(test)
    await start('polling', { longestWait: 10 })
    let polls = 0
    api.failWith((method) => (method === 'getUpdates' && ++polls === 1 ? { retry_after: 3600 } : undefined))
    api.message('不是给机器人的', { type: 'group' })
    api.message(QUERY, { from: 41 })
    test.expect(await answered(api, [41])).toEqual([1])
  })

  it('that another process ends is repeated, and the log explains it once', async (test) => {
    const { api, start } = await setUp(test)
    const { lines } = await start('polling')
    let polls = 0
    api.failWith((method) => (method === 'getUpdates' && ++polls <= 3 ? CONFLICT : undefined))
    api.message('不是给机器人的', { type: 'group' })
    api.message(QUERY, { from: 41 })
    test.expect(await answered(api, [41])).toEqual([1])
    test.expect(lines.filter((line) => line.includes('another process fetches the updates'))).toHaveLength(1)
  })

  it('that another process ends for as long as the limit ends the bot', async (test) => {
    const { api, start } = await setUp(test)
    const { updates } = await start('polling', { conflictLimit: 1000 })
    let polls = 0
    api.failWith((method) => {
      if (method !== 'getUpdates') return undefined
      polls++
      return CONFLICT
    })
    api.message('不是给机器人的', { type: 'group' })
    await test.expect(updates.done).rejects.toThrow(/^Telegram refuses the bot \(409: Conflict/u)
    test.expect(polls).toBeGreaterThan(1)
  })
})
