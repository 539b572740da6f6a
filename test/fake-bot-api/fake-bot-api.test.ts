import fc from 'fast-check'
import type { MessageEntity } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { article, button, createCaller, entity, keyboard } from './caller.ts'
import { startFakeBotApi, type Call, type Failure, type FakeBotApi } from './fake-bot-api.ts'

const CHAT = 2002
let api: FakeBotApi
const { call, send, poll, expectRefusal } = createCaller(() => api)

beforeEach(async () => {
  api = await startFakeBotApi()
  api.message('/start')
})
afterEach(() => api.close())

describe('the door', () => {
  it('answers 401 to a wrong token and 404 to an unknown method', async () => {
    expect(await call('getMe', {}, {}, '1:wrong')).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
    expect(await call('sendEverything')).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
    expect(api.faults).toHaveLength(2)
    expect(api.calls).toEqual([])
  })

  it('answers getMe and records the call', async () => {
    expect(await call('getMe')).toEqual({ ok: true, result: api.me })
    expect(api.calls).toEqual([{ seq: 0, method: 'getMe', payload: {}, result: api.me }])
  })

  it('says of the bot what a test wants', async () => {
    const quiet = await startFakeBotApi({ me: { can_read_all_group_messages: true, supports_inline_queries: false } })
    const reply = await createCaller(() => quiet).call('getMe')
    await quiet.close()
    expect(reply).toEqual({
      ok: true,
      result: { ...api.me, can_read_all_group_messages: true, supports_inline_queries: false },
    })
    expect(quiet.me.supports_inline_queries).toBe(false)
    expect(api.me).toMatchObject({ can_read_all_group_messages: false, supports_inline_queries: true })
  })

  it('refuses a body that is not a JSON object', async () => {
    const reply = await call('getMe', {}, { body: 'a=1', headers: { 'content-type': 'text/plain' } })
    expect(reply).toMatchObject({ ok: false, error_code: 400 })
  })
})

describe('texts', () => {
  it.each<[string, object, string]>([
    ['no text', {}, "'text'"],
    ['a text that is not one', { text: 5 }, '/text must be string'],
    ['an unknown field', { text: 'a', colour: 'red' }, 'colour'],
    ['white space', { text: ' \n\t ' }, 'message text is empty'],
    ['markup without text', { text: '<b> </b>', parse_mode: 'HTML' }, 'message text is empty'],
    ['4097 units', { text: 'a'.repeat(4097) }, 'message is too long'],
    ['4097 units in pairs', { text: '😀'.repeat(2048) + 'a' }, 'message is too long'],
    ['a lone surrogate', { text: 'a\ud83d' }, 'UTF-8'],
    ['a mode that is not read', { text: 'a', parse_mode: 'MarkdownV2' }, 'does not parse'],
    ['an entity past the end', { text: 'abc', entities: [entity(1, 3)] }, 'out of bounds'],
    ['an entity before the start', { text: 'abc', entities: [entity(-1, 2)] }, 'out of bounds'],
    ['an empty entity', { text: 'abc', entities: [entity(1, 0)] }, 'is empty'],
    ['half an emoji', { text: '😀a', entities: [entity(1, 2)] }, 'splits a surrogate pair'],
    ['half an emoji at the end', { text: 'a😀', entities: [entity(0, 2)] }, 'splits a surrogate pair'],
    [
      'nested quotes',
      { text: 'abcd', entities: [entity(0, 4, 'blockquote'), entity(1, 2, 'expandable_blockquote')] },
      'nested',
    ],
    ['crossing entities', { text: 'abcd', entities: [entity(0, 3), entity(2, 2, 'italic')] }, 'overlap'],
    ['an unknown entity', { text: 'abcd', entities: [entity(0, 3, 'huge')] }, '/entities/0'],
  ])('refuses %s', (_, payload, reason) => expectRefusal('sendMessage', { chat_id: CHAT, ...payload }, reason))

  it.each([
    ['a < b', 'Unclosed start tag'],
    ['<h1>a</h1>', 'Unsupported start tag "h1"'],
    ['a<br/>b', 'Unsupported start tag "br/"'],
    ['<b>a', 'end tag corresponding to start tag "b"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b><i>a</b></i>', 'expected "</i>", found "</b>"'],
    ['<span>a</span>', 'must have class "tg-spoiler"'],
    ['<a href="x>a</a>', 'Unclosed start tag'],
    ['<blockquote>a<blockquote>b</blockquote></blockquote>', 'nested'],
  ])('refuses the HTML %s', (text, reason) =>
    expectRefusal('sendMessage', { chat_id: CHAT, text, parse_mode: 'HTML' }, reason),
  )

  it('reads HTML into the text and the entities that Telegram would give back', async () => {
    const text =
      ' <blockquote expandable>😀 a &lt;&amp; <b><a href="https://x.y/?a=1&amp;b=2">l</a></b></blockquote>\n<pre><code class="language-ts">c</code></pre> & '
    const sent = await send({ text, parse_mode: 'HTML' })
    expect(sent.text).toBe('😀 a <& l\nc &')
    expect(sent.entities).toEqual<MessageEntity[]>([
      { type: 'expandable_blockquote', offset: 0, length: 9 },
      { type: 'bold', offset: 8, length: 1 },
      { type: 'text_link', offset: 8, length: 1, url: 'https://x.y/?a=1&b=2' },
      { type: 'pre', offset: 10, length: 1, language: 'ts' },
    ])
  })

  it('takes back any text that is escaped for HTML', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (raw) => {
        const escaped = raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        fc.pre(raw.trim() !== '')
        expect((await send({ text: escaped, parse_mode: 'HTML' })).text).toBe(raw.trim())
      }),
      { numRuns: 50 },
    )
  })

  it('takes exactly 4096 units, however long the markup', async () => {
    expect((await send({ text: `<b>${'a'.repeat(4096)}</b>`, parse_mode: 'HTML' })).text).toHaveLength(4096)
    expect(api.faults).toEqual([])
  })
})

describe('keyboards', () => {
  it.each<[string, object[][], string]>([
    ['nine buttons in a row', [Array.from({ length: 9 }, () => button('a'))], 'too long'],
    ['101 buttons', Array.from({ length: 101 }, () => [button('a')]), 'too long'],
    ['a button without text', [[button('a', '')]], 'non-empty'],
    ['a button that does nothing', [[{ text: 'a' }]], '/reply_markup'],
    ['a button that does two things', [[{ text: 'a', callback_data: 'a', url: 'https://x.y' }]], '/reply_markup'],
    ['empty data', [[button('')]], 'BUTTON_DATA_INVALID'],
    ['65 bytes of data', [[button('政'.repeat(21) + 'ab')]], 'BUTTON_DATA_INVALID'],
    ['an address without a scheme', [[{ text: 'a', url: 'example' }]], 'Wrong HTTP URL'],
  ])('refuses %s', (_, rows, reason) =>
    expectRefusal('sendMessage', { chat_id: CHAT, text: 'a', reply_markup: keyboard(rows) }, reason),
  )

  it('takes 100 buttons of 64 bytes and shows them in the message', async () => {
    const reply_markup = keyboard(
      Array.from({ length: 25 }, () => Array.from({ length: 4 }, () => button('政'.repeat(21) + 'a'))),
    )
    expect((await send({ text: 'a', reply_markup })).reply_markup).toEqual(reply_markup)
  })
})

describe('places', () => {
  it('refuses a chat that the bot never met', () =>
    expectRefusal('sendMessage', { chat_id: 9, text: 'a' }, 'chat not found'))

  it('knows no thread where there is no forum, or no such topic', async () => {
    const plain = api.message('hi', { type: 'supergroup' }).message.chat.id
    const forum = api.message('hi', { chat: -1009, topic: 7 }).message.chat.id
    await expectRefusal('sendMessage', { chat_id: plain, message_thread_id: 7, text: 'a' }, 'message thread not found')
    await expectRefusal('sendMessage', { chat_id: forum, message_thread_id: 8, text: 'a' }, 'message thread not found')
    await expectRefusal('sendMessage', { chat_id: forum, message_thread_id: 1, text: 'a' }, 'message thread not found')
    expect(await send({ chat_id: forum, message_thread_id: 7, text: 'a' })).toMatchObject({
      message_thread_id: 7,
      is_topic_message: true,
    })
  })

  it('replies only to messages of the chat, unless it may do without', async () => {
    const { message } = api.message('question')
    const reply_parameters = { message_id: 99999 }
    await expectRefusal(
      'sendMessage',
      { chat_id: CHAT, text: 'a', reply_parameters },
      'message to be replied not found',
    )
    expect(
      await send({ text: 'a', reply_parameters: { ...reply_parameters, allow_sending_without_reply: true } }),
    ).not.toHaveProperty('reply_to_message')
    const sent = await send({ text: 'a', reply_parameters: { message_id: message.message_id } })
    expect(sent).toMatchObject({ from: { id: api.me.id }, reply_to_message: { text: 'question' }, chat: { id: CHAT } })
  })

  it('lists what was sent to a chat as it now stands', async () => {
    const sent = await send({ text: 'one' })
    await send({ text: 'two' })
    await call('editMessageText', { chat_id: CHAT, message_id: sent.message_id, text: 'uno' })
    expect(api.sent(CHAT).map((message) => message.text)).toEqual(['uno', 'two'])
  })

  it('tells administrators from members and strangers', async () => {
    const { message } = api.message('hi', { type: 'group' })
    api.setAdministrators(message.chat.id, [{ id: 1, is_bot: false, first_name: 'A' }])
    const status = async (user_id: number) => await call('getChatMember', { chat_id: message.chat.id, user_id })
    expect(await status(1)).toMatchObject({ result: { status: 'creator' } })
    expect(await status(2002)).toMatchObject({ result: { status: 'member' } })
    expect(await status(5)).toMatchObject({ result: { status: 'left' } })
    await call('leaveChat', { chat_id: message.chat.id })
    expect(await call('sendMessage', { chat_id: message.chat.id, text: 'a' })).toMatchObject({ error_code: 403 })
  })
})

describe('edits', () => {
  it('refuses an edit that changes nothing, of nothing, or of what others wrote', async () => {
    const reply_markup = keyboard([[button('a')]])
    const { message_id } = await send({ text: '<b>one</b>', parse_mode: 'HTML', reply_markup })
    const at = { chat_id: CHAT, message_id }
    await expectRefusal(
      'editMessageText',
      { ...at, text: 'one', entities: [entity(0, 3)], reply_markup },
      'message is not modified',
    )
    await expectRefusal('editMessageReplyMarkup', { ...at, reply_markup }, 'message is not modified')
    await expectRefusal('editMessageText', { ...at, message_id: 99999, text: 'a' }, 'message to edit not found')
    const theirs = api.message('theirs').message.message_id
    await expectRefusal('editMessageText', { ...at, message_id: theirs, text: 'a' }, "message can't be edited")
    await expectRefusal('editMessageText', { text: 'a' }, 'message identifier is not specified')
    const reply = await call('editMessageText', { ...at, text: 'two' })
    expect(reply).toMatchObject({ ok: true, result: { message_id, text: 'two', edit_date: expect.any(Number) } })
    expect(reply).not.toHaveProperty('result.reply_markup')
  })

  it('edits an inline message by its identifier alone', async () => {
    const payload = { inline_message_id: 'abc', text: 'a' }
    await expectRefusal('editMessageText', payload, 'MESSAGE_ID_INVALID')
    api.callbackQuery('a', 'abc')
    expect(await call('editMessageText', payload)).toEqual({ ok: true, result: true })
    await expectRefusal('editMessageText', payload, 'message is not modified')
  })
})

describe('queries and commands', () => {
  it.each<[string, object[], string]>([
    ['51 results', Array.from({ length: 51 }, (_, index) => article(`${index}`)), 'RESULTS_TOO_MUCH'],
    ['the same id twice', [article('a'), article('a')], 'RESULT_ID_DUPLICATE'],
    ['an empty id', [article('')], 'RESULT_ID_INVALID'],
    ['an id of 65 bytes', [article('政'.repeat(21) + 'ab')], 'RESULT_ID_INVALID'],
    ['an empty text', [article('a', ' ')], 'message text is empty'],
    ['a text that is too long', [article('a', 'a'.repeat(4097))], 'message is too long'],
    ['a result without content', [{ type: 'article', id: 'a', title: 'T' }], '/results/0'],
  ])('refuses %s', (_, results, reason) =>
    expectRefusal('answerInlineQuery', { inline_query_id: api.inlineQuery('q').query.id, results }, reason),
  )

  it('answers only queries that were asked', async () => {
    const { message } = api.message('hi')
    const id = api.callbackQuery('data', message).query.id
    await expectRefusal('answerCallbackQuery', { callback_query_id: 'no' }, 'query is too old')
    await expectRefusal('answerInlineQuery', { inline_query_id: 'no', results: [] }, 'query is too old')
    await expectRefusal('answerCallbackQuery', { callback_query_id: id, text: 'a'.repeat(201) }, 'MESSAGE_TOO_LONG')
    expect(await call('answerCallbackQuery', { callback_query_id: id, text: 'a'.repeat(200) })).toMatchObject({
      ok: true,
    })
    const inline_query_id = api.inlineQuery('q').query.id
    expect(
      await call('answerInlineQuery', {
        inline_query_id,
        results: Array.from({ length: 50 }, (_, index) => article(`${index}`)),
      }),
    ).toMatchObject({ ok: true })
  })

  it('keeps commands for each scope and refuses wrong ones', async () => {
    const commands = [{ command: 'ask', description: 'Ask' }]
    await call('setMyCommands', { commands, language_code: 'zh' })
    expect(await call('getMyCommands', { language_code: 'zh' })).toEqual({ ok: true, result: commands })
    expect(await call('getMyCommands')).toEqual({ ok: true, result: [] })
    const wrong = (command: string, description: string, reason: string, count = 1) =>
      expectRefusal(
        'setMyCommands',
        { commands: Array.from({ length: count }, () => ({ command, description })) },
        reason,
      )
    await wrong('Ask', 'a', 'BOT_COMMAND_INVALID')
    await wrong('a'.repeat(33), 'a', 'BOT_COMMAND_INVALID')
    await wrong('ask', '', 'non-empty')
    await wrong('ask', 'a'.repeat(257), 'BOT_COMMAND_DESCRIPTION_INVALID')
    await wrong('ask', 'a', 'BOT_COMMANDS_TOO_MUCH', 101)
    await expectRefusal('setMyShortDescription', { short_description: 'a'.repeat(121) }, 'too long')
  })

  it('shows the menu of a scope and a language', async () => {
    const commands = [{ command: 'ask', description: '提问' }]
    const scope = { type: 'all_group_chats' } as const
    await call('setMyCommands', { commands, scope, language_code: 'zh' })
    expect(api.menu(scope, 'zh')).toEqual(commands)
    expect([api.menu(scope), api.menu(undefined, 'zh'), api.menu()]).toEqual([[], [], []])
    await call('setMyCommands', { commands, language_code: '' })
    expect(api.menu()).toEqual(commands)
    await call('deleteMyCommands', { scope, language_code: 'zh' })
    expect(api.menu(scope, 'zh')).toEqual([])
  })

  it('shows the descriptions in a language', async () => {
    await call('setMyDescription', { description: 'long', language_code: 'en' })
    await call('setMyDescription', { description: '长' })
    await call('setMyShortDescription', { short_description: '短', language_code: 'zh' })
    expect([api.description('en'), api.description(), api.description('zh')]).toEqual(['long', '长', ''])
    expect([api.shortDescription('zh'), api.shortDescription()]).toEqual(['短', ''])
    expect(await call('getMyDescription', { language_code: 'en' })).toEqual({
      ok: true,
      result: { description: 'long' },
    })
    expect(await call('getMyShortDescription', { language_code: 'zh' })).toEqual({
      ok: true,
      result: { short_description: '短' },
    })
    expect(api.faults).toEqual([])
  })

  it.each(['zh-hans', 'ZH', 'z', 'zho'])('knows no language %s', async (language_code) => {
    const commands = [{ command: 'ask', description: 'Ask' }]
    await expectRefusal('setMyCommands', { commands, language_code }, 'invalid language code specified')
    await expectRefusal('setMyDescription', { description: 'a', language_code }, 'invalid language code specified')
    await expectRefusal(
      'setMyShortDescription',
      { short_description: 'a', language_code },
      'invalid language code specified',
    )
  })
})

describe('polling', () => {
  beforeEach(() => poll({ offset: api.confirmedOffset() + 1 }))

  it('holds a poll until an update arrives, or the time is up', async () => {
    expect(await poll({ timeout: 0.15 })).toEqual([])
    const held = poll({ timeout: 10 })
    await expect.poll(api.isPolled).toBe(true)
    const { update } = api.message('late')
    expect(await held).toEqual([JSON.parse(JSON.stringify(update))])
  })

  it('gives an update again until a later offset confirms it', async () => {
    const { update_id } = api.message('one').update
    api.message('two')
    expect((await poll({ limit: 1 })).map((update) => update.update_id)).toEqual([update_id])
    expect((await poll()).map((update) => update.update_id)).toEqual([update_id, update_id + 1])
    expect(api.confirmedOffset()).toBe(update_id)
    expect(await poll({ offset: update_id + 1 })).toHaveLength(1)
    expect([api.confirmedOffset(), api.pending().length]).toEqual([update_id + 1, 1])
  })

  it('ends the first of two polls with a conflict', async () => {
    const first = call('getUpdates', { timeout: 10 })
    await expect.poll(api.isPolled).toBe(true)
    const second = poll({ timeout: 10 })
    expect(await first).toMatchObject({
      ok: false,
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates'),
    })
    api.message('for the second')
    expect(await second).toHaveLength(1)
    expect(api.faults).toHaveLength(1)
  })

  it('loses nothing to a poll whose client hung up, and takes the next one as no conflict', async () => {
    const client = new AbortController()
    const dropped = poll({ timeout: 10 }, { signal: client.signal })
    await expect.poll(api.isPolled).toBe(true)
    client.abort()
    await expect(dropped).rejects.toThrow()
    const next = poll({ timeout: 10 })
    api.message('kept')
    expect(await next).toMatchObject([{ message: { text: 'kept' } }])
    expect(api.faults).toEqual([])
  })

  it('polls only while no webhook is set', async () => {
    const held = call('getUpdates', { timeout: 10 })
    await expect.poll(api.isPolled).toBe(true)
    await expectRefusal('setWebhook', { url: 'http://x.y' }, 'HTTPS')
    await expectRefusal('setWebhook', { url: 'https://x.y', secret_token: 'a b' }, 'unallowed characters')
    await expectRefusal('setWebhook', { url: 'https://x.y', secret_token: 'a'.repeat(257) }, 'too long')
    await call('setWebhook', { url: 'https://x.y', secret_token: 'aA0_-', allowed_updates: ['message'] })
    api.callbackQuery('unwanted', 'inline')
    expect(await held).toMatchObject({ error_code: 409 })
    expect(await call('getUpdates')).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('webhook is active'),
    })
    api.message('waiting')
    expect(await call('getWebhookInfo')).toMatchObject({ result: { url: 'https://x.y', pending_update_count: 1 } })
    await call('deleteWebhook', { drop_pending_updates: true })
    expect(await poll()).toEqual([])
  })

  it('sends only the kinds of update that were asked for', async () => {
    await poll({ allowed_updates: ['callback_query'] })
    api.message('unwanted')
    api.callbackQuery('a', 'inline')
    expect(await poll()).toMatchObject([{ callback_query: { data: 'a' } }])
  })
})

describe('failures on demand', () => {
  const failFirst = (failure: Failure) =>
    api.failWith((_method, _payload, attempt) => (attempt === 1 ? failure : undefined))

  it('asks to wait', async () => {
    failFirst({ retry_after: 3 })
    expect(await call('sendMessage', { chat_id: CHAT, text: 'a' })).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    })
    await send({ text: 'a' })
    expect(api.sent(CHAT)).toHaveLength(1)
    expect(api.calls.map(({ error }) => error?.error_code)).toEqual([429, undefined])
    expect(api.faults).toEqual([])
  })

  it('answers with any error', async () => {
    failFirst({ error_code: 502, description: 'Bad Gateway' })
    expect(await call('getMe')).toEqual({ ok: false, error_code: 502, description: 'Bad Gateway' })
  })

  it('drops a call before or after it is carried out', async () => {
    failFirst({ drop: true })
    await expect(send({ text: 'a' })).rejects.toThrow()
    expect([api.sent(CHAT).length, api.calls.length]).toEqual([0, 0])
    failFirst({ dropAfter: true })
    await expect(send({ text: 'a' })).rejects.toThrow()
    expect([api.sent(CHAT).length, api.calls.length]).toEqual([1, 1])
  })

  it('delays', async () => {
    failFirst({ delay: 120 })
    const began = performance.now()
    await call('getMe')
    expect(performance.now() - began).toBeGreaterThan(100)
  })
})

describe('updates', () => {
  it.each<[string, [string, number, number][]]>([
    ['/ask@wenzheng_test_bot why', [['bot_command', 0, 22]]],
    [
      'see /help or @someone',
      [
        ['bot_command', 4, 5],
        ['mention', 13, 8],
      ],
    ],
    ['/ask问', []],
    ['/ask@wenzheng_test_bot问', []],
    ['请问@someone', []],
    ['1/2 </b> a@bcd.ef', []],
  ])('marks in "%s" what Telegram marks', (text, expected) => {
    const found = api.message(text).message.entities ?? []
    expect(found.map(({ type, offset, length }) => [type, offset, length])).toEqual(expected)
  })

  it('makes each kind of message', () => {
    const group = { id: -1005, type: 'supergroup', title: 'G' } as const
    const channel = { id: -1006, type: 'channel', title: 'C' } as const
    const { message: first } = api.message('first', { from: 1, languageCode: 'en', type: 'group' })
    expect(first).toMatchObject({ from: { id: 1, language_code: 'en' }, chat: { type: 'group' }, text: 'first' })
    expect(api.message('edited', { edits: first }).update.edited_message).toMatchObject({
      message_id: first.message_id,
      text: 'edited',
    })
    expect(api.message('hidden', { chat: group, anonymousAdmin: true }).message).toMatchObject({
      from: { id: 1087968824 },
      sender_chat: group,
    })
    expect(api.message('news', { chat: group, forwardedFrom: channel }).message).toMatchObject({
      from: { id: 777000 },
      sender_chat: channel,
      is_automatic_forward: true,
    })
    expect(api.message('post', { chat: channel }).update.channel_post).not.toHaveProperty('from')
    expect(api.message('reply', { replyTo: first, chat: first.chat }).message.reply_to_message).toMatchObject({
      text: 'first',
    })
    expect(api.message('in topic', { topic: 4 }).message).toMatchObject({
      message_thread_id: 4,
      reply_to_message: { forum_topic_created: {} },
    })
    expect(api.message('general', { chat: -1007, type: 'supergroup', forum: true }).message).toMatchObject({
      chat: { is_forum: true },
    })
    expect(api.message('shared', { viaBot: true }).message.via_bot?.id).toBe(api.me.id)
    expect(api.message('', { fields: { new_chat_title: 'N' } }).message).not.toHaveProperty('text')
    expect(api.inject({ inline_query: api.inlineQuery('q', { from: 3 }).query }).update_id).toBeGreaterThan(1001)
  })

  it('edits what somebody wrote, some seconds later', () => {
    const { message } = api.message('first', { type: 'group' })
    const edited = api.edit(message, '/ask better')
    expect(edited.update.edited_message).toEqual({
      ...message,
      text: '/ask better',
      edit_date: message.date + 5,
      entities: [{ type: 'bot_command', offset: 0, length: 4 }],
    })
    const again = api.edit(edited.message, 'plain', { seconds: 3600 }).message
    expect(again).toEqual({ ...message, text: 'plain', edit_date: message.date + 3600 })
  })

  it('shows a pressed message as it now is', async () => {
    const sent = await send({ text: 'one' })
    await call('editMessageText', { chat_id: CHAT, message_id: sent.message_id, text: 'two' })
    expect(api.callbackQuery('a', sent).query.message).toMatchObject({ text: 'two' })
  })
})

describe('waiting', () => {
  it('waits for the next matching call, from a mark', async () => {
    await send({ text: 'before' })
    const after = api.mark()
    const next = api.nextCall('sendMessage', { after })
    await send({ text: 'after' })
    expect((await next).payload.text).toBe('after')
    expect((await api.nextCall('sendMessage')).payload.text).toBe('before')
    const isBot = ({ method }: Call): boolean => method === 'getMe'
    await expect(api.nextCall(isBot, { timeoutMs: 20 })).rejects.toThrow(
      'No matching call within 20 ms. Calls since then: sendMessage, sendMessage',
    )
  })

  it('asks and gets the answer in that chat', async () => {
    const asked = api.ask('why', { from: 8 })
    await send({ text: 'elsewhere' })
    await send({ chat_id: 8, text: 'because' })
    expect((await asked).answer.text).toBe('because')
  })

  it('presses a button by its label and gets the answer to that', async () => {
    const sent = await send({ text: 'a', reply_markup: keyboard([[button('one', 'One')], [button('two', 'Two')]]) })
    const pressed = api.press(sent, 'Two', { from: 8 })
    const other = api.callbackQuery('one', sent).query
    await call('answerCallbackQuery', { callback_query_id: other.id, text: 'for the other' })
    await call('answerCallbackQuery', { callback_query_id: String(Number(other.id) - 1), text: 'done' })
    expect(await pressed).toMatchObject({
      query: { data: 'two', from: { id: 8 }, message: { text: 'a' } },
      call: { payload: { text: 'done' } },
    })
    await expect(api.press(sent, 'Three')).rejects.toThrow('no button “Three”')
    await expect(api.press(await send({ text: 'b' }), 'One')).rejects.toThrow('no button “One”')
  })
})
