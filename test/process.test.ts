import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, it, type TestContext } from 'vitest'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'
import { BERTHS_QUERY, articleOf, createFolder } from './bot/admin/knowledge-folder.ts'
import { ADMIN, quotationsIn, sendsSince, texts } from './bot/start-bot.ts'
import { findFreePort, startByNpm, startProcess } from './bot/start-process.ts'

const READY = 'the bot answers'

type Settings = Parameters<typeof startProcess>[1]

/** Starts a Bot API of the test's own; `start` starts bots that use it, with the repository's article and no asks. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const api = await startFakeBotApi()
  const folder = await createFolder()
  onTestFinished(async () => {
    await api.close()
    await folder.delete()
    expect(api.faults).toEqual([])
  })
  const own = { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, KNOWLEDGE_DIR: folder.dir }

  function start(settings: Settings = {}) {
    const main = startProcess('main.ts', { ...own, ...settings })
    onTestFinished(() => main.kill('SIGKILL'))
    return main
  }

  async function startReady(settings: Settings = {}) {
    const main = start(settings)
    await main.seen(READY)
    return main
  }

  return { api, folder, own, start, startReady }
}

/** Delays every answer, for milliseconds or until something; resolves when the first is on its way. */
function delaySending(api: FakeBotApi, delay: number | Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    api.failWith((method) => {
      if (method !== 'sendMessage') return
      resolve()
      return { delay }
    })
  })
}

/** A promise that is resolved from outside. */
function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve: () => resolve() }
}

describe.concurrent('the bot', () => {
  it('starts with failed checks, warns of them without their words, and reloads when forced', async (test) => {
    const { expect } = test
    const { api, folder, startReady } = await setUp(test)
    await folder.write('checks.yaml', 'article: harbour\nnothing:\n  - 新码头什么时候动工\n')
    const main = await startReady({
      ADMIN_IDS: String(ADMIN),
      METRICS_PORT: await findFreePort(),
    })
    expect(main.printed.stdout).toContain('"checks":["checks.yaml:3"]')
    expect(main.printed.stdout).not.toContain('新码头什么时候动工')
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
    expect((await api.ask('/reload', { from: ADMIN })).answer.text).toContain('1 条核对里有 1 条不符')
    expect((await api.ask('/reload force', { from: ADMIN })).answer.text).toContain('资料已重新载入')
    main.kill('SIGTERM')
    await main.ended
  })

  it('adds an article that an admin sends, drafts a page, and has not changed its watched folder by that', async (test) => {
    const { expect } = test
    const { api, folder, startReady } = await setUp(test)
    const settings = { ADMIN_IDS: String(ADMIN), WATCH: '1' }
    const main = await startReady(settings)
    const document = api.document(articleOf('park', '公园里要多种蝴蝶兰。'), { name: 'a.md' })
    const { message } = api.message('', { from: ADMIN, fields: { document } })
    const { result: shown } = await api.nextCall('sendMessage')
    if (!shown) throw new Error('The file was not answered')
    await api.press(shown, texts.buttons.add, { from: ADMIN })
    expect(quotationsIn((await api.ask('蝴蝶兰')).answer)).toEqual(['公园里要多种蝴蝶兰。'])

    const page = api.document('滨江公园\n\n园林局局长张三说：“广场要有长椅。”\n', { name: 'a.txt' })
    api.message('', { from: ADMIN, fields: { document: page } })
    const { payload } = await api.nextCall('sendDocument')
    expect(payload.chat_id).toBe(message.chat.id)

    await folder.write('square.md', articleOf('square', '广场要有喷泉。'))
    await main.seen('is reloaded')
    main.kill('SIGTERM')
    await main.ended
    // One by the last change alone: that of the article had none, or was part of it.
    expect(main.printed.stdout.match(/is reloaded/gu)).toHaveLength(1)
    expect(main.printed.stdout).toContain('"articles":{"total":4,"added":1,')
    expect(main.printed.stdout + main.printed.stderr).not.toContain(api.token)
    const again = await startReady(settings)
    expect(quotationsIn((await api.ask('蝴蝶兰')).answer)).toEqual(['公园里要多种蝴蝶兰。'])
    again.kill('SIGTERM')
    await again.ended
  })

  it('replaces a webhook, answers, sets the menu of admins, and prints neither its token nor a query', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const set = await fetch(`${api.url}/bot${api.token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'https://example.org/' }),
    })
    expect(set.status).toBe(200)
    const main = await startReady({ ADMIN_IDS: ` ${ADMIN},`, LOG_LEVEL: 'debug' })
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
    expect((await api.ask('/reload', { from: ADMIN })).answer.text).toContain('资料已重新载入')
    const menu = await api.nextCall((call) => call.method === 'setMyCommands' && call.payload.scope?.type === 'chat')
    expect(menu.payload).toMatchObject({ scope: { chat_id: ADMIN } })
    api.failWith((method) =>
      method === 'sendMessage' ? { error_code: 403, description: 'Forbidden: bot was blocked by the user' } : undefined,
    )
    api.message(BERTHS_QUERY, { from: 51 })
    await main.seen('Forbidden: bot was blocked by the user')
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    const printed = main.printed.stdout + main.printed.stderr
    expect(printed).not.toContain(api.token)
    expect(printed).not.toContain(api.token.split(':')[1])
    expect(printed).not.toContain(BERTHS_QUERY)
  })

  it('finishes a running answer at SIGTERM, and answers nothing again after the next start', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    const sending = delaySending(api, 500)
    const { message } = api.message(BERTHS_QUERY)
    await sending
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0)).toHaveLength(1)
    expect(api.pending()).toEqual([])
    api.failWith()
    const again = await startReady()
    await api.ask('/help', { from: 52 })
    again.kill('SIGTERM')
    expect(await again.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([message.chat.id, 52])
    expect(again.printed.stderr).toBe('')
  })

  it('answers without its database, takes it up as soon as it can, and says so', async (test) => {
    const { expect, onTestFinished } = test
    const { api, startReady } = await setUp(test)
    const home = await mkdtemp(join(tmpdir(), 'records-'))
    onTestFinished(() => rm(home, { recursive: true }))
    const file = join(home, 'wenzheng.db')
    await mkdir(file)
    const main = await startReady({ ADMIN_IDS: String(ADMIN), DATABASE_URL: `file:${file}` })
    expect(main.printed.stdout).toContain('the database cannot be used')
    expect((await api.ask('/gaps', { from: ADMIN })).answer.text).toBe(texts.noRecords)
    expect((await api.ask('/stats', { from: ADMIN })).answer.text).toBe(texts.statsNoDatabase)
    await rmdir(file)
    await main.seen('the database can be used again')
    expect((await api.ask('/gaps', { from: ADMIN })).answer.text).toBe(texts.noGaps)
    await rm(file)
    expect((await api.ask('/gaps', { from: ADMIN })).answer.text).toBe(texts.noGaps)
    await main.seen('the database file was deleted or replaced')
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
  })

  it.skipIf(process.platform === 'win32')(
    'refuses a folder with a pipe in place of a file, answers on, and ends at SIGTERM',
    async (test) => {
      const { expect } = test
      const { api, folder, start, startReady } = await setUp(test)
      const main = await startReady({ ADMIN_IDS: String(ADMIN) })
      execFileSync('mkfifo', [join(folder.dir, 'harbour.taught.asks.yaml')])
      const report = (await api.ask('/reload', { from: ADMIN })).answer.text
      expect(report).toContain('harbour.taught.asks.yaml')
      expect(report).toContain('管道')
      expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
      main.kill('SIGTERM')
      expect(await main.ended).toEqual({ code: 0, signal: null })
      // Nor does a start wait for it.
      const again = start()
      expect((await again.ended).code).toBe(1)
      expect(again.printed.stderr).toContain('harbour.taught.asks.yaml:1')
    },
  )

  it('ends when npm, which started it, gets SIGTERM', async (test) => {
    const { expect } = test
    const { own } = await setUp(test)
    const npm = startByNpm(own)
    await npm.seen(READY)
    npm.kill('SIGTERM')
    expect(await npm.ended).toEqual({ code: 0, signal: null })
    expect(npm.printed.stdout).toContain('the bot has stopped')
  })

  it('ignores a second SIGINT', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    api.failWith((method, payload) => {
      if (method === 'sendMessage') main.kill('SIGINT')
      // Only a bot that is stopping asks for one update: a second signal that came with the first would be the same.
      const isStopping = 'limit' in payload && payload.limit === 1
      if (isStopping) main.kill('SIGINT')
      return { delay: 200 }
    })
    api.message(BERTHS_QUERY)
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0)).toHaveLength(1)
  })

  it('goes on after another instance has polled, and explains it', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    let polls = 0
    api.failWith((method) =>
      method === 'getUpdates' && ++polls === 1
        ? { error_code: 409, description: 'Conflict: terminated by other getUpdates request' }
        : undefined,
    )
    api.message('/help', { from: 55 })
    await main.seen('another process fetches the updates of this bot')
    await api.nextCall('sendMessage')
    expect(main.printed.stdout + main.printed.stderr).not.toContain(api.token)
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
  })

  it('that is killed amid an outage leaves its answers to the next start, which sends each once', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const DATABASE_URL = `file:${join(inject('dataDir'), randomUUID(), 'test.db')}`
    const main = await startReady({ DATABASE_URL })
    api.failWith((method) => (method === 'sendMessage' ? { error_code: 502, description: 'Bad Gateway' } : undefined))
    for (const from of [61, 62, 63]) api.message(BERTHS_QUERY, { from })
    // Telegram has forgotten them.
    await expect.poll(() => api.pending(), { timeout: 10_000 }).toEqual([])
    main.kill('SIGKILL')
    await main.ended
    api.failWith()
    const again = await startReady({ DATABASE_URL })
    for (const from of [61, 62, 63])
      await api.nextCall((call) => call.method === 'sendMessage' && call.payload.chat_id === from && !call.error)
    again.kill('SIGTERM')
    await again.ended
    expect([61, 62, 63].map((user) => api.sent(user).length)).toEqual([1, 1, 1])
  })
})

describe.concurrent('the ports', () => {
  const SECRET = 'made_up-secret_of-the_tests'

  it('take updates by webhook, serve readiness and metrics, and finish a running update at SIGTERM', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    const [PORT, METRICS_PORT] = [await findFreePort(), await findFreePort()]
    const [wasAsked, wasStopping] = [deferred(), deferred()]
    const connecting = new Promise<void>((resolve) => {
      api.failWith((method) => {
        if (method !== 'setWebhook') return
        resolve()
        return { delay: wasAsked.promise }
      })
    })
    const main = start({
      WEBHOOK_URL: 'https://bot.example/hook',
      WEBHOOK_SECRET: SECRET,
      PORT,
      METRICS_PORT,
      LOG_LEVEL: 'debug',
    })
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${PORT}${path}`)).status
    const post = async (update: object, secret = SECRET) =>
      (
        await fetch(`http://127.0.0.1:${PORT}/hook`, {
          method: 'POST',
          headers: { 'x-telegram-bot-api-secret-token': secret },
          body: JSON.stringify(update),
        })
      ).status
    await connecting
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503])
    wasAsked.resolve()
    await main.seen(READY)
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200])
    const asked = api.message(BERTHS_QUERY)
    expect(await post(asked.update, 'wrong')).toBe(401)
    expect([await post(asked.update), await post(asked.update)]).toEqual([200, 200])
    expect(api.sent(asked.message.chat.id).map(quotationsIn)).toHaveLength(1)
    expect(await (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text()).toContain(
      'wenzheng_queries_total{chat="private",outcome="answered"} 1\n',
    )
    const sending = delaySending(api, wasStopping.promise)
    const running = post(api.message(BERTHS_QUERY, { from: 53 }).update)
    await sending
    main.kill('SIGTERM')
    await expect.poll(() => ask('/readyz')).toBe(503)
    expect([await ask('/healthz'), await post(api.message('/help', { from: 54 }).update)]).toEqual([200, 503])
    wasStopping.resolve()
    expect(await running).toBe(200)
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0)).toHaveLength(2)
    expect(api.calls.map(({ method }) => method)).not.toContain('getUpdates')
    expect(main.printed.stdout + main.printed.stderr).not.toContain(SECRET)
  })

  it('serve readiness of a bot that polls; a port that is taken ends the bot with 1', async (test) => {
    const { expect } = test
    const { start, startReady } = await setUp(test)
    const PORT = await findFreePort()
    const main = await startReady({ PORT })
    expect((await fetch(`http://127.0.0.1:${PORT}/readyz`)).status).toBe(200)
    // Another address of this machine, as its network's is.
    await expect(fetch(`http://127.0.0.2:${PORT}/readyz`)).rejects.toThrow()
    const second = start({ METRICS_PORT: PORT })
    expect(await second.ended).toEqual({ code: 1, signal: null })
    expect(second.printed.stderr).toBe(`METRICS_PORT: port ${PORT} cannot be listened on (EADDRINUSE)\n`)
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
  })

  it('close when the webhook cannot be set, which is reported without the secret', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    api.failWith((method) =>
      method === 'setWebhook'
        ? { error_code: 400, description: 'Bad Request: bad webhook: Failed to resolve host' }
        : undefined,
    )
    const main = start({
      WEBHOOK_URL: 'https://bot.example/hook',
      WEBHOOK_SECRET: SECRET,
      PORT: await findFreePort(),
    })
    expect(await main.ended).toEqual({ code: 1, signal: null })
    expect(main.printed.stderr).toBe(
      'Telegram refuses the webhook (400: Bad Request: bad webhook: Failed to resolve host): check WEBHOOK_URL\n',
    )
  })
})

describe.concurrent('a start', () => {
  it('that Telegram refuses ends with 1, and prints no token', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    const token = '123456:AAE-not_the_one'
    const { ended, printed } = start({ BOT_TOKEN: token })
    expect((await ended).code).toBe(1)
    expect(printed.stderr).toContain('401: Unauthorized')
    expect(printed.stdout + printed.stderr).not.toContain(token)
    // The fake counts the wrong token as a fault.
    expect(api.faults.splice(0)).toHaveLength(1)
  })

  it('without a connection to Telegram is ended by SIGTERM, and prints no token', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    await api.close()
    const main = start()
    await main.seen('Telegram cannot be reached')
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(main.printed.stdout + main.printed.stderr).not.toContain(api.token)
  })
})
