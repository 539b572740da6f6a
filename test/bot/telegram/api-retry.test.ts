import { Api, GrammyError, HttpError } from 'grammy'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, it, type TestContext, vi } from 'vitest'
import { createFetch } from '../../../src/bot/telegram/api-fetch.ts'
import { type RetryOptions, createApiRetry } from '../../../src/bot/telegram/api-retry.ts'
import { type Failure, type FakeBotApi, startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { QUERY, quotationsIn, sendsSince, startBot } from '../start-bot.ts'
import { problemsIn } from '../watch.ts'

type FailWith = Parameters<FakeBotApi['failWith']>[0]

/** Seconds of a `retry_after`; Telegram gives whole ones. */
const SHORT = 0.01
const CHAT = 5005
const QUICK = { retryInterval: 10 }

/** Creates the client of a bot whose tries wait a millisecond each. */
async function startApi(failWith: FailWith, { onTestFinished }: TestContext, retry?: RetryOptions) {
  const fake = await startFakeBotApi(failWith && { failWith })
  onTestFinished(fake.close)
  fake.addChat({ id: CHAT, type: 'private', first_name: 'A' })
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const api = new Api(fake.token, { apiRoot: fake.url, fetch: createFetch() })
  api.config.use(...createApiRetry(fake.token, log, { delays: [1], ...retry }))
  return { fake, api, lines }
}

describe.concurrent('a request', () => {
  const failFirst =
    (count: number, failure: Failure): FailWith =>
    (_method, _payload, attempt) =>
      attempt <= count ? failure : undefined

  it.for<[string, number, Failure]>([
    ['whose connection is dropped', 1, { drop: true }],
    ['whose connection is dropped nine times', 9, { drop: true }],
    ['of which there are too many (429)', 1, { retry_after: SHORT }],
    ['of which there are too many (429) nine times', 9, { retry_after: SHORT }],
    ['that meets a broken gateway (502) nine times', 9, { error_code: 502, description: 'Bad Gateway' }],
  ])('%s is sent again, and arrives once', async ([, count, failure], test) => {
    const { fake, api } = await startApi(failFirst(count, failure), test)
    await api.sendMessage(CHAT, '你好')
    test.expect(fake.sent(CHAT)).toHaveLength(1)
  })

  it('whose connection is dropped is logged with the cause, without its token and text', async (test) => {
    const { fake, api, lines } = await startApi(failFirst(2, { drop: true }), test)
    await api.sendMessage(CHAT, '你好')
    const logged = problemsIn(lines)
    test.expect(logged.map(({ level }) => level)).toEqual(['warn', 'warn'])
    for (const { line } of logged) {
      test.expect(line).toContain('"method":"sendMessage"')
      test.expect(line).toMatch(/ECONNRESET/u)
      test.expect(line).not.toContain(fake.token)
      test.expect(line).not.toContain('你好')
    }
  })

  it.for<[string, Failure, typeof HttpError | typeof GrammyError]>([
    ['whose connection is always dropped', { drop: true }, HttpError],
    ['that always meets a broken gateway', { error_code: 502, description: 'Bad Gateway' }, GrammyError],
    ['that is always told to wait', { retry_after: SHORT }, GrammyError],
  ])('%s fails once its time is over', async ([, failure, kind], test) => {
    let tries = 0
    const count = () => {
      tries++
      return failure
    }
    const { fake, api } = await startApi(count, test, { patience: 2000 })
    await test.expect(api.sendMessage(CHAT, '你好')).rejects.toThrow(kind)
    test.expect(tries).toBeGreaterThan(1)
    test.expect(fake.sent(CHAT)).toEqual([])
  })

  it('that never connects is tried until its time is over, and logged with the cause', async (test) => {
    const { fake, api, lines } = await startApi(undefined, test, { patience: 2000 })
    await fake.close()
    await test.expect(api.sendMessage(CHAT, '你好')).rejects.toThrow(HttpError)
    test.expect(problemsIn(lines).length).toBeGreaterThan(1)
    test.expect(lines[0]).toContain('ECONNREFUSED')
  })

  it('that is told to wait for longer than its time fails at once', async (test) => {
    let tries = 0
    const count = () => {
      tries++
      return { retry_after: 61 }
    }
    const { api } = await startApi(count, test, { patience: 60_000 })
    await test.expect(api.sendMessage(CHAT, '你好')).rejects.toThrow(GrammyError)
    test.expect(tries).toBe(1)
  })

  it('of a poll is not repeated, because the poll itself is', async (test) => {
    let tries = 0
    const { api, lines } = await startApi(() => {
      tries++
      return { drop: true }
    }, test)
    await test.expect(api.getUpdates()).rejects.toThrow(HttpError)
    test.expect([tries, lines]).toEqual([1, []])
  })
})

describe('a request that fails for minutes', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** Sends a message through the transformers to a Telegram that fails for so many seconds, and tells when it tried. */
  function send(seconds: number, fail: () => { ok: false; error_code: number; description: string }) {
    const tries: number[] = []
    const start = performance.now()
    const api = new Api('1:a')
    api.config.use(
      // A transformer's types do not know the response of the method at hand.
      async () => {
        const at = (performance.now() - start) / 1000
        tries.push(Math.round(at))
        return at < seconds ? fail() : { ok: true, result: { message_id: 7 } as never }
      },
      ...createApiRetry('1:a', pino({ level: 'silent' })),
    )
    return { tries, sent: api.sendMessage(CHAT, '你好') }
  }
  const badGateway = () => ({ ok: false, error_code: 502, description: 'Bad Gateway' }) as const
  const reset = () => {
    throw new HttpError('reset', Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  }

  it('is sent within ten seconds of the end of an outage', async ({ expect }) => {
    const { tries, sent } = send(60, badGateway)
    await vi.advanceTimersByTimeAsync(70_000)
    expect(await sent).toEqual({ message_id: 7 })
    expect(tries).toEqual([0, 0, 1, 5, 15, 25, 35, 45, 55, 65])
  })

  it('is given up after ten minutes', async ({ expect }) => {
    const { tries, sent } = send(Infinity, badGateway)
    const failed = expect(sent).rejects.toThrow('502: Bad Gateway')
    await vi.advanceTimersByTimeAsync(600_000)
    await failed
    expect(tries.at(-1)).toBeGreaterThan(585)
  })

  it('is tried ever more rarely where its connection is reset, because each try may have sent it', async ({
    expect,
  }) => {
    const { tries, sent } = send(25, reset)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await sent).toEqual({ message_id: 7 })
    expect(tries).toEqual([0, 0, 1, 5, 15, 35])
    const lasting = send(Infinity, reset)
    const failed = expect(lasting.sent).rejects.toThrow(HttpError)
    await vi.advanceTimersByTimeAsync(600_000)
    await failed
    expect(lasting.tries.length).toBeLessThan(18)
  })
})

describe.concurrent('a bot', () => {
  it.for<[string, Failure, string]>([
    ['is dropped', { drop: true }, 'Telegram cannot be reached'],
    ['is answered with 500', { error_code: 500, description: 'Internal Server Error' }, 'Internal Server Error'],
    ['is answered with 429', { retry_after: SHORT }, `retry after ${SHORT}`],
  ])('whose poll %s logs it once, and answers once afterwards', async ([, failure, logged], { expect }) => {
    let tries = 0
    const failWith: FailWith = (method) => (method === 'getUpdates' && ++tries === 1 ? failure : undefined)
    const { api, lines, stop } = await startBot({ failWith, polling: QUICK })
    const { answer } = await api.ask(QUERY)
    await stop()
    expect(quotationsIn(answer)).not.toEqual([])
    expect(api.sent(answer.chat.id)).toHaveLength(1)
    expect(lines.filter((line) => line.includes(logged))).toHaveLength(1)
    expect(lines.join('')).not.toContain(api.token)
    expect(lines.join('')).not.toContain(QUERY)
    expect(api.faults).toEqual([])
  })

  it('sends an answer again whose connection is dropped, and logs neither token nor query', async ({ expect }) => {
    const { api, lines, stop } = await startBot({
      failWith: (method, _payload, attempt) => (method === 'sendMessage' && attempt === 1 ? { drop: true } : undefined),
    })
    const { answer } = await api.ask(QUERY)
    await stop()
    expect(quotationsIn(answer)).not.toEqual([])
    expect(api.sent(answer.chat.id)).toHaveLength(1)
    expect(lines.filter((line) => line.includes('"method":"sendMessage"'))).toHaveLength(1)
    expect(lines.join('')).not.toContain(api.token)
    expect(lines.join('')).not.toContain(QUERY)
    expect(api.faults).toEqual([])
  })

  it('sends the answer that is waiting when another process takes over the updates', async ({ expect }) => {
    const { api, polling, stop } = await startBot({
      polling: { ...QUICK, conflictLimit: 0 },
      failWith: (method, _payload, attempt) =>
        method === 'sendMessage' && attempt === 1 ? { retry_after: 0.3 } : undefined,
    })
    const { message } = api.message(QUERY)
    await api.nextCall('sendMessage')
    api.failWith((method) =>
      method === 'getUpdates'
        ? { error_code: 409, description: 'Conflict: terminated by other getUpdates request' }
        : undefined,
    )
    // An update ends the long poll.
    api.message('不是给机器人的', { type: 'group' })
    await expect(polling.done).rejects.toThrow(/^Telegram refuses the bot \(409: Conflict/)
    await polling.stop()
    expect(api.sent(message.chat.id)).toHaveLength(1)
    await stop()
  })

  it('answers other chats while an answer waits for Telegram', async ({ expect }) => {
    const { api, stop } = await startBot({
      polling: { stopDeadline: 0 },
      failWith: (method, payload) =>
        method === 'sendMessage' && 'chat_id' in payload && payload.chat_id === 41 ? { retry_after: 60 } : undefined,
    })
    api.message(QUERY, { from: 41 })
    await api.nextCall((call) => call.method === 'sendMessage' && call.error !== undefined)
    await api.ask(QUERY, { from: 42 })
    await api.ask('/help', { from: 43 })
    await stop()
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([41, 42, 43])
    expect(api.faults).toEqual([])
  })

  it('answers the queries of one user in their order', async ({ expect }) => {
    const delays = [150, 50, 0]
    // The message that an answer replies to tells the query.
    const delayOf = (payload: object) =>
      delays[asked.findIndex(({ message_id }) => JSON.stringify(payload).includes(`"message_id":${message_id}`))] ?? 0
    const { api, stop } = await startBot({
      failWith: (method, payload) => (method === 'sendMessage' ? { delay: delayOf(payload) } : undefined),
    })
    const asked = delays.map(() => api.message(`/ask ${QUERY}`, { type: 'group' }).message)
    await api.nextCall(
      (call) => call.method === 'sendMessage' && call.payload.reply_parameters?.message_id === asked.at(-1)?.message_id,
    )
    await stop()
    expect(sendsSince(api, 0).map(({ payload }) => payload.reply_parameters?.message_id)).toEqual(
      asked.map(({ message_id }) => message_id),
    )
    expect(api.faults).toEqual([])
  })

  it('that stops while it cannot poll still confirms what it has answered', async ({ expect }) => {
    const isLongPoll = (payload: object) => 'timeout' in payload && payload.timeout !== 0
    const { api, stop } = await startBot({
      failWith: (method, payload) => ({
        drop: method === 'getUpdates' && isLongPoll(payload) && 'offset' in payload && payload.offset !== 0,
      }),
    })
    const { update } = api.message(QUERY)
    await api.nextCall('sendMessage')
    expect(api.pending()).toHaveLength(1)
    await stop()
    expect(api.pending()).toEqual([])
    expect(api.confirmedOffset()).toBe(update.update_id + 1)
    expect(api.faults).toEqual([])
  })
})
