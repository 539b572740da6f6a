import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUpdate, readUpdateId } from '../../../src/bot/telegram/parse-update.ts'

const FROM = { id: 41, is_bot: false, first_name: 'User', language_code: 'zh-hans' }
const CHAT = { id: 41, type: 'private', first_name: 'User' }
const MESSAGE = { message_id: 9, date: 1_700_000_000, from: FROM, chat: CHAT, text: '摊位费' }

describe('parseUpdate', () => {
  it.each([
    { message: MESSAGE },
    { message: { ...MESSAGE, reply_to_message: { ...MESSAGE, poll: {} }, new_field: [1] } },
    { edited_message: { ...MESSAGE, edit_date: 1_700_000_001 } },
    {
      callback_query: {
        id: '1',
        from: FROM,
        chat_instance: '1',
        data: 'x',
        message: { message_id: 1, date: 0, chat: CHAT },
      },
    },
    { inline_query: { id: '1', from: FROM, query: '', offset: '' } },
    { my_chat_member: { chat: CHAT, from: FROM, date: 1, new_chat_member: { status: 'member', user: FROM } } },
  ])('keeps what Telegram sends as it is (%o)', (fields) => {
    const update = { update_id: 1, ...fields }
    expect(parseUpdate(update)).toEqual(update)
  })

  it('leaves out kinds of update that nobody handles', () => {
    expect(parseUpdate({ update_id: 1, channel_post: true, message_reaction: {} })).toEqual({ update_id: 1 })
  })

  it.each([
    // libsql ended the process at this one.
    { message: { ...MESSAGE, chat: { ...CHAT, type: true } } },
    { message: { ...MESSAGE, from: { ...FROM, id: 'x' } } },
    { message: { ...MESSAGE, text: 5 } },
    { message: { ...MESSAGE, entities: {} } },
    { message: { ...MESSAGE, date: null } },
    { message: { ...MESSAGE, reply_to_message: 7 } },
    { message: null },
    { callback_query: { id: 1, from: FROM } },
    { inline_query: { id: '1', from: FROM, query: null, offset: '' } },
  ])('refuses what the Bot API does not describe so (%o)', (fields) => {
    expect(parseUpdate({ update_id: 1, ...fields })).toBeUndefined()
    expect(readUpdateId({ update_id: 1, ...fields })).toBe(1)
  })

  it('refuses one that is nested too deeply to be written again', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(parseUpdate({ update_id: 1, message: { ...MESSAGE, deep } })).toBeUndefined()
    expect(readUpdateId({ update_id: 1, message: { ...MESSAGE, deep } })).toBe(1)
  })

  it('never throws, and reads a number only where there is one', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseUpdate(value)).toBeUndefined()
        expect(readUpdateId(value)).toBeUndefined()
        expect(readUpdateId({ update_id: value })).toBe(Number.isSafeInteger(value) ? value : undefined)
      }),
    )
  })
})
