import { describe, it, type TestContext } from 'vitest'
import type { Failure, FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { QUERY, quotationsIn, sendsSince, startBot } from '../start-bot.ts'

type FailWith = Parameters<FakeBotApi['failWith']>[0]

/** Asks a question of a bot whose requests of one kind fail at first, and gives what was logged. */
async function askThrough(
  failing: 'getUpdates' | 'sendMessage',
  failure: Failure,
  { expect }: TestContext,
): Promise<string[]> {
  let tries = 0
  const { api, lines, stop } = await startBot({
    failWith: (method) => (method === failing && ++tries === 1 ? failure : undefined),
  })
  const { answer } = await api.ask(QUERY, { timeoutMs: 8000 })
  await stop()
  expect(quotationsIn(answer)).not.toEqual([])
  expect(api.sent(answer.chat.id)).toHaveLength(1)
  expect(lines.join('')).not.toContain(api.token)
  expect(lines.join('')).not.toContain(QUERY)
  expect(api.faults).toEqual([])
  return lines
}

describe.concurrent('a poll', () => {
  it.for<[string, Failure, string]>([
    ['is dropped', { drop: true }, 'Telegram cannot be reached'],
    ['is answered with 500', { error_code: 500, description: 'Internal Server Error' }, 'Internal Server Error'],
    ['is answered with 429', { retry_after: 1 }, 'retry after 1'],
  ])(
    'that %s is logged, and the bot answers once afterwards',
    { timeout: 10_000 },
    async ([, failure, logged], test) => {
      const lines = await askThrough('getUpdates', failure, test)
      test.expect(lines.filter((line) => line.includes(logged))).toHaveLength(1)
    },
  )
})

describe.concurrent('an answer', () => {
  it('whose connection is dropped is sent again, and arrives once', async (test) => {
    const lines = await askThrough('sendMessage', { drop: true }, test)
    test.expect(lines.filter((line) => line.includes('"method":"sendMessage"'))).toHaveLength(1)
  }, 10_000)

  it('whose connection is dropped three times still arrives, and once', async ({ expect }) => {
    const { api, stop } = await startBot({
      failWith: (method, _payload, attempt) => (method === 'sendMessage' && attempt <= 3 ? { drop: true } : undefined),
    })
    const { message } = api.message(QUERY)
    await api.nextCall('sendMessage', { timeoutMs: 8000 })
    await stop()
    expect(api.sent(message.chat.id)).toHaveLength(1)
  }, 15_000)

  it('that is always lost on its way back is not sent for ever', async ({ expect }) => {
    const { api, stop } = await startBot({
      failWith: (method) => (method === 'sendMessage' ? { dropAfter: true } : undefined),
    })
    const { message } = api.message(QUERY)
    await api.nextCall('sendMessage')
    await stop()
    expect(api.sent(message.chat.id).length).toBeLessThanOrEqual(4)
  }, 15_000)

  it('that is on its way when another process takes over the updates still goes out', async ({ expect }) => {
    const { api, polling, stop } = await startBot({
      failWith: (method, _payload, attempt) =>
        method === 'sendMessage' && attempt === 1 ? { retry_after: 1 } : undefined,
    })
    const { message } = api.message(QUERY)
    await api.nextCall('sendMessage')
    api.failWith((method) =>
      method === 'getUpdates'
        ? { error_code: 409, description: 'Conflict: terminated by other getUpdates request' }
        : undefined,
    )
    // Whatever comes ends the poll that is held.
    api.message('不是给机器人的', { type: 'group' })
    await expect(polling.done).rejects.toThrow(/^Telegram refuses the bot \(409: Conflict/)
    await polling.stop()
    expect(api.sent(message.chat.id)).toHaveLength(1)
    await stop()
  }, 10_000)

  it('of which there are too many (429) is sent when the wait is over, and once', async (test) => {
    const start = performance.now()
    await askThrough('sendMessage', { retry_after: 1 }, test)
    test.expect(performance.now() - start).toBeGreaterThan(950)
  }, 10_000)

  it('that meets a broken gateway (502) is sent when that works again, and once', async (test) => {
    await askThrough('sendMessage', { error_code: 502, description: 'Bad Gateway' }, test)
  }, 10_000)

  it('that waits for Telegram does not hold up other chats', async ({ expect }) => {
    const failWith: FailWith = (method, payload, attempt) =>
      method === 'sendMessage' && 'chat_id' in payload && payload.chat_id === 41 && attempt === 1
        ? { retry_after: 1 }
        : undefined
    const { api, stop } = await startBot({ failWith })
    api.message(QUERY, { from: 41 })
    await api.nextCall((call) => call.method === 'sendMessage' && call.error !== undefined)
    await api.ask(QUERY, { from: 42 })
    await api.ask('/help', { from: 43 })
    await api.nextCall((call) => call.method === 'sendMessage' && call.result?.chat.id === 41)
    await stop()
    expect(sendsSince(api, 0).map(({ payload }) => payload.chat_id)).toEqual([41, 42, 43, 41])
    expect(api.faults).toEqual([])
  }, 10_000)

  it('comes in its turn: the questions of one chat are answered in their order', async ({ expect }) => {
    const delays = [150, 50, 0]
    // A question is told by the message that its answer replies to.
    const delayOf = (payload: object) =>
      delays[asked.findIndex(({ message_id }) => JSON.stringify(payload).includes(`"message_id":${message_id}`))] ?? 0
    const { api, stop } = await startBot({
      failWith: (method, payload) => (method === 'sendMessage' ? { delay: delayOf(payload) } : undefined),
    })
    const asked = delays.map((_, index) => api.message(`/ask ${QUERY}`, { type: 'group', from: 40 + index }).message)
    await api.nextCall(
      (call) => call.method === 'sendMessage' && call.payload.reply_parameters?.message_id === asked.at(-1)?.message_id,
    )
    await stop()
    expect(sendsSince(api, 0).map(({ payload }) => payload.reply_parameters?.message_id)).toEqual(
      asked.map(({ message_id }) => message_id),
    )
    expect(api.faults).toEqual([])
  }, 10_000)
})

it.concurrent(
  'a bot that stops while it cannot poll still tells Telegram what it has answered',
  { timeout: 10_000 },
  async ({ expect }) => {
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
  },
)
