import { describe, it, type TestContext } from 'vitest'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'
import { ADMIN, QUERY, quotationsIn, sendsSince } from './bot/start-bot.ts'
import { startByNpm, startProcess } from './bot/start-process.ts'

const READY = 'the bot answers'
const PATIENCE = { timeoutMs: 30_000 }
const TIMEOUT = 60_000

type Settings = Parameters<typeof startProcess>[1]

/** Gives a Bot API of the test's own, and the starting of bots that use it. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const api = await startFakeBotApi()
  onTestFinished(async () => {
    await api.close()
    expect(api.faults).toEqual([])
  })

  function start(settings: Settings = {}) {
    const main = startProcess('main.ts', { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, ...settings })
    onTestFinished(() => main.kill('SIGKILL'))
    return main
  }

  async function startReady(settings: Settings = {}) {
    const main = start(settings)
    await main.seen(READY)
    return main
  }

  return { api, start, startReady }
}

/** Delays every answer, and tells when the first is on its way. */
function delaySending(api: FakeBotApi, delay: number): Promise<void> {
  return new Promise((resolve) => {
    api.failWith((method) => {
      if (method !== 'sendMessage') return
      resolve()
      return { delay }
    })
  })
}

describe.concurrent('the bot', () => {
  it('takes over from a webhook, answers, shows the admins their menu, and prints neither its token nor what users write', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const set = await fetch(`${api.url}/bot${api.token}/setWebhook`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url: 'https://example.org/' }),
    })
    expect(set.status).toBe(200)
    const main = await startReady({ ADMIN_IDS: ` ${ADMIN},`, LOG_LEVEL: 'debug' })
    expect(quotationsIn((await api.ask(QUERY, PATIENCE)).answer)).not.toEqual([])
    expect((await api.ask('/reload', { from: ADMIN, ...PATIENCE })).answer.text).toContain('资料已重新载入')
    const menu = await api.nextCall((call) => call.method === 'setMyCommands' && call.payload.scope?.type === 'chat')
    expect(menu.payload).toMatchObject({ scope: { chat_id: ADMIN } })
    api.failWith((method) => method === 'sendMessage' ? { error_code: 403, description: 'Forbidden: bot was blocked by the user' } : undefined)
    api.message(QUERY, { from: 51 })
    await main.seen('Forbidden: bot was blocked by the user')
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    const printed = main.printed.stdout + main.printed.stderr
    expect(printed).not.toContain(api.token)
    expect(printed).not.toContain(api.token.split(':')[1])
    expect(printed).not.toContain(QUERY)
  }, TIMEOUT)

  it('at SIGTERM sends the answer that is on its way, and answers nothing again after the next start', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    const sending = delaySending(api, 500)
    const { message } = api.message(QUERY)
    await sending
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0)).toHaveLength(1)
    expect(api.pending()).toEqual([])
    api.failWith()
    const again = await startReady()
    await api.ask('/help', { from: 52, ...PATIENCE })
    again.kill('SIGTERM')
    expect(await again.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([message.chat.id, 52])
    expect(again.printed.stderr).toBe('')
  }, TIMEOUT)

  it('started by npm ends with it, when the signal comes to npm alone', async (test) => {
    const { expect } = test
    const { api } = await setUp(test)
    const npm = startByNpm({ BOT_TOKEN: api.token, BOT_API_ROOT: api.url })
    await npm.seen(READY)
    npm.kill('SIGTERM')
    expect(await npm.ended).toEqual({ code: 0, signal: null })
    expect(npm.printed.stdout).toContain('the bot has stopped')
  }, TIMEOUT)

  it('takes a second SIGINT for the first one\'s', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    const sending = delaySending(api, 500)
    api.message(QUERY)
    await sending
    main.kill('SIGINT')
    // Two signals of a kind that come at once are one to a process.
    await api.silence(100)
    main.kill('SIGINT')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(sendsSince(api, 0)).toHaveLength(1)
  }, TIMEOUT)

  it('ends with 1 when another instance polls', async (test) => {
    const { expect } = test
    const { api, startReady } = await setUp(test)
    const main = await startReady()
    api.failWith((method) => method === 'getUpdates' ? { error_code: 409, description: 'Conflict: terminated by other getUpdates request' } : undefined)
    api.message('/help')
    expect((await main.ended).code).toBe(1)
    expect(main.printed.stderr).toContain('409: Conflict')
    expect(main.printed.stdout + main.printed.stderr).not.toContain(api.token)
  }, TIMEOUT)
})

describe.concurrent('a start', () => {
  it('that Telegram refuses ends with 1, without its token', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    const token = '123456:AAE-not_the_one'
    const { ended, printed } = start({ BOT_TOKEN: token })
    expect((await ended).code).toBe(1)
    expect(printed.stderr).toContain('401: Unauthorized')
    expect(printed.stdout + printed.stderr).not.toContain(token)
    // The fake counts the wrong token as a fault.
    expect(api.faults.splice(0)).toHaveLength(1)
  }, TIMEOUT)

  it('while Telegram cannot be reached is ended by a signal, and prints no token', async (test) => {
    const { expect } = test
    const { api, start } = await setUp(test)
    await api.close()
    const main = start()
    await main.seen('the connection to Telegram failed')
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(main.printed.stdout + main.printed.stderr).not.toContain(api.token)
  }, TIMEOUT)
})
