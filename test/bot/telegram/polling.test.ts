import { Bot } from 'grammy'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFetch } from '../../../src/bot/telegram/api-fetch.ts'
import { connect } from '../../../src/bot/telegram/polling.ts'
import { type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'

async function startApi(failWith?: Parameters<FakeBotApi['failWith']>[0]) {
  const api = await startFakeBotApi(failWith && { failWith })
  onTestFinished(api.close)
  const createBot = (token = api.token) => new Bot(token, { client: { apiRoot: api.url, fetch: createFetch() } })
  return { api, createBot }
}

const log = pino({ level: 'silent' })

describe('connect', () => {
  it('repeats the request about delivery until Telegram can be reached', async () => {
    const { api, createBot } = await startApi((method, _payload, attempt) =>
      method === 'deleteWebhook' && attempt <= 3 ? { drop: true } : undefined,
    )
    const bot = createBot()
    await connect(bot, log, undefined, { retryInterval: 1 })
    expect(bot.botInfo.id).toBe(api.me.id)
    expect(api.calls.map(({ method, error }) => [method, error])).toEqual([
      ['getMe', undefined],
      ['deleteWebhook', undefined],
    ])
  })

  it('sends the given request in place of the removal of a webhook', async () => {
    const { api, createBot } = await startApi()
    const bot = createBot()
    await connect(bot, log, () => bot.api.setWebhook('https://bot.example/'))
    expect(api.calls.map(({ method }) => method)).toEqual(['getMe', 'setWebhook'])
  })

  it('rejects a token that Telegram does not know, with what to do', async () => {
    const { api, createBot } = await startApi()
    const rejected = connect(createBot('123456:AAE-not_the_one'), log)
    await expect(rejected).rejects.toMatchObject({ name: 'RefusedError' })
    await expect(rejected).rejects.toThrow(/^Telegram refuses the bot \(401: Unauthorized\): ask @BotFather /u)
    // The fake counts an unknown token as a fault.
    expect(api.faults).toHaveLength(1)
  })

  it('rejects with the error of another refusal', async () => {
    const { createBot } = await startApi((method) =>
      method === 'deleteWebhook' ? { error_code: 400, description: 'Bad Request: no' } : undefined,
    )
    await expect(connect(createBot(), log)).rejects.toMatchObject({ name: 'GrammyError', error_code: 400 })
  })
})
