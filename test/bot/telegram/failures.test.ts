import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Corpus } from '../../../src/answer/corpus.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import {
  ADMIN,
  articleKnowledge,
  QUERY,
  quotationsIn,
  type RunningBot,
  sendsSince,
  startBot,
  texts,
} from '../start-bot.ts'

const SECRET = '我家的地址是幸福路三号'

let running: RunningBot
let api: FakeBotApi
/** Makes the opening of a link throw. */
let isOpenFailing = false

beforeEach(async () => {
  isOpenFailing = false
  const { corpus, ...knowledge } = await articleKnowledge()
  running = await startBot({
    knowledge: {
      ...knowledge,
      corpus: failingCorpus(corpus),
      reload: () => Promise.reject(new Error(`Cannot reload with ${api.token}`)),
    },
  })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  expect(running.lines.join('')).not.toContain(api.token)
  expect(running.lines.join('')).not.toContain(SECRET)
  expect(running.lines.join('')).not.toContain(QUERY)
  expect(api.faults).toEqual([])
})

/** A corpus in which answering the secret throws, and so does opening a link while `isOpenFailing`. */
function failingCorpus(corpus: Corpus): Corpus {
  return {
    ...corpus,
    fold(text) {
      if (text.includes(SECRET)) throw new Error(`Cannot answer ${text} with ${api.token}`)
      return corpus.fold(text)
    },
    get articles() {
      if (isOpenFailing) throw new Error(`Cannot open with ${api.token}`)
      return corpus.articles
    },
  }
}

describe('a handler that fails', () => {
  it('sends one sentence, logs where it failed without query and token, and the next query is answered', async () => {
    const before = api.mark()
    expect((await api.ask(SECRET)).answer.text).toBe(texts.failed)
    expect(quotationsIn((await api.ask(QUERY)).answer)).not.toEqual([])
    expect(sendsSince(api, before)).toHaveLength(2)
    const logged = running.lines.filter((line) => line.includes('a handler failed'))
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('failures.test.ts')
  })

  it('replies to the query in a group, and logs no query', async () => {
    const { message, call } = await api.ask(`/ask ${SECRET}`, { type: 'group' })
    expect(call.payload.text).toBe(texts.failed)
    expect(call.payload.reply_parameters?.message_id).toBe(message.message_id)
    await running.stop()
    expect(running.lines.join('')).toContain('failures.test.ts')
  })

  it('replies to the admin whose reload failed', async () => {
    expect((await api.ask('/reload', { from: ADMIN })).answer.text).toBe(texts.failed)
    await running.stop()
    expect(running.lines.join('')).toContain('failures.test.ts')
  })
})

describe('a button', () => {
  it('whose link fails to open shows a notice, and logs the error', async () => {
    const { answer } = await api.ask('王颖怎么看军地医疗')
    isOpenFailing = true
    expect((await api.press(answer, '王延江')).call.payload.text).toBe(texts.failed)
    await running.stop()
    expect(running.lines.filter((line) => line.includes('a handler failed'))).toHaveLength(1)
  })
})

describe('an edit that Telegram refuses after a press', () => {
  async function pressRefused(description: string) {
    const { api: another, lines, stop } = await startBot({ knowledge: await articleKnowledge() })
    another.failWith((method) => (method === 'editMessageText' ? { error_code: 400, description } : undefined))
    const { answer } = await another.ask('王颖怎么看军地医疗')
    const { call } = await another.press(answer, '王延江')
    await stop()
    return { told: call.payload.text, logged: lines.filter((line) => line.includes(description)) }
  }

  it('is logged, and the press gets a notice', async () => {
    const { told, logged } = await pressRefused("Bad Request: message can't be edited")
    expect(told).toBe(texts.failed)
    expect(logged).toHaveLength(1)
  })

  it('is no failure where the message was deleted', async () => {
    expect(await pressRefused('Bad Request: message to edit not found')).toEqual({ told: undefined, logged: [] })
  })
})

describe('an answer that Telegram refuses', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
  ])('(%i) is logged, and no second message is sent', async (error_code, description) => {
    const before = api.mark()
    api.failWith((method) => (method === 'sendMessage' ? { error_code, description } : undefined))
    api.message(QUERY)
    await api.nextCall('sendMessage')
    api.failWith()
    // The updates of a chat are handled in order: a second answer to the first would precede this one.
    expect(quotationsIn((await api.ask(QUERY)).answer)).not.toEqual([])
    expect(sendsSince(api, before).map(({ error }) => error?.error_code)).toEqual([error_code, undefined])
    expect(running.lines.filter((line) => line.includes(description))).toHaveLength(1)
  })
})

describe('what a user does', () => {
  it.each([
    [
      'an inline query that became too old',
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    ['a bot that is blocked', 403, 'Forbidden: bot was blocked by the user'],
  ])('is not logged as an error: %s', async (_, error_code, description) => {
    api.failWith((method) =>
      /^(?:sendMessage|answerInlineQuery)$/u.test(method) ? { error_code, description } : undefined,
    )
    if (error_code === 403) api.message(QUERY)
    else api.inlineQuery(QUERY)
    await running.handled()
    expect(running.lines.filter((line) => line.includes(description))).toHaveLength(1)
    expect(running.lines.filter((line) => /"level":[56]0/u.test(line))).toEqual([])
  })
})
