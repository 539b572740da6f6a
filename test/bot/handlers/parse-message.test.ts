import fc from 'fast-check'
import type { Chat, Message, MessageEntity } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { parseMessage } from '../../../src/bot/handlers/parse-message.ts'
import { anonymousAdmin } from '../../fake-bot-api/users/sender.ts'
import { ADMIN } from '../start-bot.ts'
import { strangeText } from '../view/strange-text.ts'

const ME = { id: 7, is_bot: true, first_name: 'Wenzheng', username: 'wenzheng_test_bot' } as const
const ADMINS = new Set([ADMIN])
const TYPES = ['private', 'group', 'supergroup'] as const

const piece = fc.oneof(
  fc.constantFrom(
    '/ask',
    '/reload',
    '/start',
    '/topics',
    '/speakers@wenzheng_test_bot',
    '/',
    '@',
    '@wenzheng_test_bot',
    '@WENZHENG_test_BOT',
    '/ask@wenzheng_test_bot',
    '/ask@other_bot',
  ),
  fc.constantFrom(' ', '\n', '\u00a0'),
  strangeText(20),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const texts = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '')

function entitiesIn(text: string): fc.Arbitrary<MessageEntity[]> {
  const place = fc
    .nat(text.length - 1)
    .chain((offset) =>
      fc.record({ offset: fc.constant(offset), length: fc.integer({ min: 1, max: text.length - offset }) }),
    )
  const kind = fc.oneof(
    fc.constantFrom('mention', 'bot_command', 'bold', 'url', 'custom').map((type) => ({ type })),
    fc.constantFrom(ME, { id: 8, is_bot: false, first_name: 'A' }).map((user) => ({ type: 'text_mention', user })),
  )
  // Telegram may come to have entities that the types do not know.
  return fc.array(
    fc.tuple(place, kind).map(([at, what]) => ({ ...at, ...what }) as MessageEntity),
    { maxLength: 4 },
  )
}

const messages = texts.chain((text) =>
  fc
    .record({
      text: fc.constant(text),
      entities: entitiesIn(text),
      type: fc.constantFrom(...TYPES),
      from: fc.constantFrom(2, ADMIN),
      isReply: fc.boolean(),
    })
    .map(({ type, from, isReply, ...written }): Message.TextMessage => {
      // A message needs no more of its chat than its kind.
      const chat = { id: -5, type } as Chat.GroupChat
      const user = { id: from, is_bot: false, first_name: 'A' }
      const base = { message_id: 5, date: 1, chat, from: user }
      // grammY wants the field present and undefined, which its own message type does not allow.
      const replied = { ...base, from: ME, text: 'x' } as NonNullable<Message['reply_to_message']>
      return { ...base, ...written, ...(isReply && { reply_to_message: replied }) }
    }),
)

describe('any text with any entities', () => {
  it('is a request, or is not for the bot', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const request = parseMessage(message, ME, ADMINS)
        const { type } = message.chat
        if (type === 'private') expect(request).toBeDefined()
        if (request?.kind === 'query') expect(request.text).toBe(request.text.trim())
        if (request?.kind === 'query') expect(request.text).not.toBe('')
        if (request?.kind === 'reload') expect(message.from?.id).toBe(ADMIN)
        if (type !== 'private') expect(['query', 'browse', 'empty', 'reload', undefined]).toContain(request?.kind)
      }),
      { numRuns: 1000 },
    )
  })

  it('in a group without a mention of the bot is not for it', () => {
    fc.assert(
      fc.property(messages, (message) => {
        fc.pre(message.chat.type !== 'private' && !message.reply_to_message)
        fc.pre(!/^\/(?:ask|reload|\w+@)/iu.test(message.text))
        const entities = (message.entities ?? []).filter(({ type }) => type !== 'mention' && type !== 'text_mention')
        expect(parseMessage({ ...message, entities }, ME, ADMINS)).toBeUndefined()
      }),
    )
  })

  it('in private that is no command is a query, word for word', () => {
    fc.assert(
      fc.property(messages, (message) => {
        fc.pre(!message.text.startsWith('/'))
        const chat = { id: 5, type: 'private', first_name: 'A' } as const
        const request = parseMessage({ ...message, chat }, ME, ADMINS)
        // A reply's remark may name the bot, and does not ask for it.
        if (message.reply_to_message)
          expect(request).toMatchObject({ kind: 'query', isExpected: true, repliedTo: { id: 5, text: 'x', data: [] } })
        else expect(request).toEqual({ kind: 'query', text: message.text.trim(), isExpected: true })
      }),
    )
  })
})

it("an anonymous admin may not reload, even under an admin's id", () => {
  const chat = { id: -5, type: 'group', title: 'G' } as const
  const message = { message_id: 1, date: 1, chat, from: anonymousAdmin, text: '/reload' }
  expect(parseMessage({ ...message, sender_chat: chat }, ME, new Set([anonymousAdmin.id]))).toBeUndefined()
})

it.each([
  ['/askme 政策', 'unknown'],
  ['/ask？', 'query'],
  ['/ask\n政策', 'query'],
  ['/ask@wenzheng_test_bot', 'empty'],
  ['//ask 政策', 'query'],
  ['看看 /ask 政策', 'query'],
])('in private %j is %s', (text, kind) => {
  const chat = { id: 5, type: 'private', first_name: 'A' } as const
  const from = { id: 5, is_bot: false, first_name: 'A' }
  expect(parseMessage({ message_id: 1, date: 1, chat, from, text }, ME, ADMINS)?.kind).toBe(kind)
})
