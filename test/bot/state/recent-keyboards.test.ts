import type { Context, Transformer } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import { beforeEach, expect, it } from 'vitest'
import { type RecentKeyboards, createRecentKeyboards } from '../../../src/bot/state/recent-keyboards.ts'

const CHAT = { id: -5, type: 'group', title: 'g' } as const
const ROWS: InlineKeyboardButton[][] = [[{ text: 'a', callback_data: 'a' }]]
const OTHER: InlineKeyboardButton[][] = [[{ text: 'b', callback_data: 'b' }]]

let keyboards: RecentKeyboards
beforeEach(() => {
  keyboards = createRecentKeyboards()
})

/** Passes a request and its response through the transformer. */
const see = async (method: 'sendMessage' | 'editMessageText', payload: object, isOk = true) => {
  const response = isOk
    ? { ok: true, result: { message_id: 7, date: 1, chat: CHAT, text: 'x' } }
    : { ok: false, error_code: 400, description: 'Bad Request' }
  // A transformer's types do not know the response of the method at hand.
  const prev = (async () => response) as unknown as Parameters<Transformer>[0]
  await keyboards.watch(prev, method, { chat_id: CHAT.id, message_id: 7, text: 'x', ...payload })
}
/** A press, of which only the message is read. */
const pressOn = (message: object) =>
  ({
    chatId: CHAT.id,
    msgId: 7,
    callbackQuery: { message: { message_id: 7, chat: CHAT, ...message } },
  }) as unknown as Context

it('finds the rows that a press reports', () => {
  expect(keyboards.find(pressOn({ date: 1, reply_markup: { inline_keyboard: ROWS } }))).toEqual(ROWS)
})

it('finds the rows of a sent message where a press reports none', async () => {
  expect(keyboards.findPressed(pressOn({ date: 1 }))).toEqual([])
  await see('sendMessage', { reply_markup: { inline_keyboard: ROWS } })
  expect(keyboards.findPressed(pressOn({ date: 1 }))).toEqual(ROWS)
  await see('editMessageText', { reply_markup: { inline_keyboard: OTHER } })
  expect(keyboards.findPressed(pressOn({ date: 1 }))).toEqual(OTHER)
  await see('editMessageText', {})
  expect(keyboards.findPressed(pressOn({ date: 1 }))).toEqual([])
})

it('finds the rows of the last edit, and not of an edit that was refused', async () => {
  await see('editMessageText', { reply_markup: { inline_keyboard: OTHER } })
  const press = pressOn({ date: 1, reply_markup: { inline_keyboard: ROWS } })
  expect([keyboards.find(press), keyboards.findPressed(press)]).toEqual([OTHER, ROWS])
  await see('editMessageText', { reply_markup: { inline_keyboard: ROWS } }, false)
  expect(keyboards.find(press)).toEqual(OTHER)
})

it('finds no rows of a message that is too old', () => {
  expect(keyboards.find(pressOn({ date: 0 }))).toBeUndefined()
})
