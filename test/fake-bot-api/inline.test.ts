import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { article, button, createCaller, keyboard } from './caller.ts'
import { startFakeBotApi, type FakeBotApi } from './fake-bot-api.ts'

let api: FakeBotApi
const { call, send, expectRefusal } = createCaller(() => api)

beforeEach(async () => {
  api = await startFakeBotApi()
  api.message('/start')
})
afterEach(() => api.close())

/** Asks in inline mode, and answers as the bot would. */
async function offer(results: object[], payload: object = {}) {
  const asked = api.askInline('q')
  const { id } = api.pending().at(-1)?.inline_query ?? {}
  await call('answerInlineQuery', { inline_query_id: id, results, ...payload })
  return await asked
}

describe('inline results', () => {
  it.each<[string, object[], object, string]>([
    ['an empty title', [{ ...article('a'), title: ' ' }], {}, 'ARTICLE_TITLE_EMPTY'],
    ['no title', [{ ...article('a'), title: undefined }], {}, '/results/0'],
    ['a negative cache_time', [article('a')], { cache_time: -1 }, 'cache_time'],
    [
      'a wrong address behind a button',
      [{ ...article('a'), reply_markup: keyboard([[{ text: 'a', url: 'x' }]]) }],
      {},
      'Wrong HTTP URL',
    ],
    [
      'a start parameter that gets lost',
      [{ ...article('a'), reply_markup: keyboard([[{ text: 'a', url: 'https://t.me/abot?start=a.b' }]]) }],
      {},
      'gets lost',
    ],
  ])('may not have %s', async (_, results, payload, reason) => {
    await expectRefusal(
      'answerInlineQuery',
      { inline_query_id: api.inlineQuery('q').query.id, results, ...payload },
      reason,
    )
  })

  it('are waited for', async () => {
    const asked = api.askInline('why', { from: 8, offset: '5', languageCode: 'en' })
    const [mine, other] = [api.pending().at(-1)?.inline_query?.id, api.inlineQuery('other').query.id]
    await call('answerInlineQuery', { inline_query_id: other, results: [] })
    await call('answerInlineQuery', { inline_query_id: mine, results: [article('a')], cache_time: 0 })
    expect(await asked).toMatchObject({
      query: { query: 'why', offset: '5', from: { id: 8, language_code: 'en' } },
      call: { result: true, payload: { inline_query_id: mine, results: [{ id: 'a' }] } },
    })
    await expect(api.askInline('never', { timeoutMs: 20 })).rejects.toThrow('No matching call within 20 ms')
  })
})

describe('a result that was chosen', () => {
  const reply_markup = keyboard([[button('one', 'One')]])
  const rich = {
    ...article('b'),
    reply_markup,
    input_message_content: {
      message_text: '<b>by</b> @someone',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
  }

  it('comes as a message of whoever chose it, by way of the bot', async () => {
    const { call: offered } = await offer([article('a'), rich])
    const message = api.sendInline(offered, 1, { chat: -1007, from: 8 })
    expect(api.pending().at(-1)).toMatchObject({ message })
    expect(message).toMatchObject({
      from: { id: 8 },
      via_bot: { id: api.me.id },
      chat: { id: -1007 },
      text: 'by @someone',
      reply_markup,
      link_preview_options: { is_disabled: true },
    })
    expect(message.entities).toEqual([
      { type: 'bold', offset: 0, length: 2 },
      { type: 'mention', offset: 3, length: 8 },
    ])
    const plain = api.sendInline(offered, 0)
    expect(plain).toMatchObject({ text: 'hello', chat: { id: 2002 } })
    expect(plain).not.toHaveProperty('entities')
    expect(plain).not.toHaveProperty('reply_markup')
  })

  it('has no mention marked inside a link or code', async () => {
    const message_text = '<a href="https://x.y">@someone</a> <code>/ask</code> /ask'
    const { call: offered } = await offer([
      { ...article('a'), input_message_content: { message_text, parse_mode: 'HTML' } },
    ])
    const { entities = [] } = api.sendInline(offered, 0)
    expect(entities.map(({ type, offset }) => [type, offset])).toEqual([
      ['text_link', 0],
      ['code', 9],
      ['bot_command', 14],
    ])
  })

  it('is pressed and edited by its identifier alone', async () => {
    const { call: offered } = await offer([rich])
    const message = api.sendInline(offered, 0, { type: 'group' })
    const pressing = api.press(message, 'One')
    const { id, inline_message_id, message: shown } = api.pending().at(-1)?.callback_query ?? {}
    await call('answerCallbackQuery', { callback_query_id: id })
    expect((await pressing).query).toMatchObject({ data: 'one', inline_message_id })
    expect(shown).toBeUndefined()
    const same = {
      inline_message_id,
      text: '<b>by</b> @someone',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup,
    }
    await expectRefusal('editMessageText', same, 'message is not modified')
    expect(await call('editMessageText', { inline_message_id, text: 'b' })).toEqual({ ok: true, result: true })
    const place = { chat_id: message.chat.id, message_id: message.message_id }
    await expectRefusal('editMessageText', { ...place, text: 'c' }, "message can't be edited")
  })

  it('must be one that the bot offered, and a text', async () => {
    const { call: offered } = await offer([article('a'), { type: 'photo', id: 'p', photo_file_id: 'f' }])
    expect(() => api.sendInline(offered, 2)).toThrow('The bot offered no result 2')
    expect(() => api.sendInline(offered, 1)).toThrow('not the photo p')
    const { call: refused } = await offer([article('')])
    expect(() => api.sendInline(refused, 0)).toThrow('The bot offered no result 0')
  })
})

describe('links to a bot', () => {
  const start = (parameter: string) => `https://t.me/Any_Bot?start=${parameter}`
  const buttonTo = (url: string) => ({ chat_id: 2002, text: 'a', reply_markup: keyboard([[{ text: 'a', url }]]) })
  const linkTo = (url: string) => ({
    chat_id: 2002,
    text: 'abc',
    entities: [{ type: 'text_link', offset: 0, length: 3, url }],
  })

  it.each(['', 'a'.repeat(65), 'a.b', 'a b', 'a+b', '%E6%94%BF'])(
    'lose the start parameter "%s"',
    async (parameter) => {
      await expectRefusal('sendMessage', buttonTo(start(parameter)), 'gets lost')
      await expectRefusal('sendMessage', linkTo(start(parameter)), 'gets lost')
      const text = `<a href="${start(parameter)}">a</a>`
      await expectRefusal('sendMessage', { chat_id: 2002, text, parse_mode: 'HTML' }, 'gets lost')
      await expectRefusal('sendMessage', buttonTo(`http://telegram.me/abot/?a=b&start=${parameter}`), 'gets lost')
    },
  )

  it.each([
    start('a'.repeat(64)),
    start('aZ09_-'),
    'https://t.me/abot',
    'https://x.y/abot?start=a.b',
    'https://t.me/c/1/2?start=a.b',
    'tg://resolve?domain=abot',
  ])('may be %s', async (url) => {
    await send(buttonTo(url))
    expect((await send(linkTo(url))).entities).toMatchObject([{ type: 'text_link', url }])
    expect(api.faults).toEqual([])
  })

  it.each(['', 'x.y', 'mailto:a@b.c', 'javascript:alert(1)', 'https://', 'https://a b'])(
    'and to anything else are web or tg addresses, not "%s"',
    async (url) => {
      await expectRefusal('sendMessage', linkTo(url), 'wrong message entity')
    },
  )
})

describe('the address that a pressed button opens', () => {
  const answer = (url: string) => ({ callback_query_id: api.callbackQuery('a', 'inline').query.id, url })

  it.each([
    'https://x.y',
    'https://t.me/wenzheng_test_bot',
    'https://t.me/wenzheng_test_bot?start=',
    'https://t.me/wenzheng_test_bot?start=a.b',
    `https://t.me/wenzheng_test_bot?start=${'a'.repeat(65)}`,
    'https://t.me/other_bot?start=a',
    'http://t.me/wenzheng_test_bot?start=a',
    't.me/wenzheng_test_bot?start=a',
    'tg://resolve?domain=wenzheng_test_bot&start=a',
  ])('is not %s', async (url) => {
    await expectRefusal('answerCallbackQuery', answer(url), 'URL_INVALID')
  })

  it.each([
    'https://t.me/wenzheng_test_bot?start=p_1-a',
    `https://telegram.me/Wenzheng_Test_Bot?start=${'a'.repeat(64)}`,
  ])('may be %s', async (url) => {
    expect(await call('answerCallbackQuery', answer(url))).toEqual({ ok: true, result: true })
  })
})
