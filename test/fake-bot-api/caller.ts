import type { ApiError, Message, Update } from 'grammy/types'
import { expect } from 'vitest'
import type { FakeBotApi } from './fake-bot-api.ts'

type Reply = { ok: true; result: unknown } | ApiError

/** Creates a bare client for the tests of the fake, which sends what grammY never would. */
export function createCaller(current: () => FakeBotApi) {
  async function call(
    method: string,
    payload: object = {},
    init: RequestInit = {},
    token = current().token,
  ): Promise<Reply> {
    const response = await fetch(`${current().url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      ...init,
    })
    // The fake answers in Telegram's envelope, or a test fails.
    const reply = (await response.json()) as Reply
    expect(response.status).toBe(reply.ok ? 200 : reply.error_code)
    return reply
  }

  async function send(payload: object): Promise<Message> {
    const reply = await call('sendMessage', { chat_id: 2002, ...payload })
    if (!reply.ok) throw new Error(reply.description)
    // A sendMessage that succeeds answers with a message.
    return reply.result as Message
  }

  async function poll(args: object = {}, init: RequestInit = {}): Promise<Update[]> {
    const reply = await call('getUpdates', args, init)
    if (!reply.ok) throw new Error(reply.description)
    // A getUpdates that succeeds answers with updates.
    return reply.result as Update[]
  }

  async function expectRefusal(method: string, payload: object, reason: string): Promise<void> {
    const before = current().faults.length
    const reply = await call(method, payload)
    expect(reply).toMatchObject({ ok: false, error_code: 400, description: expect.stringContaining(reason) })
    expect(current().faults.slice(before)).toEqual([expect.stringContaining(reason)])
  }

  return { call, send, poll, expectRefusal }
}

export const entity = (offset: number, length: number, type = 'bold') => ({ type, offset, length })
export const keyboard = (rows: object[][]) => ({ inline_keyboard: rows })
export const button = (data: string, text = 'x') => ({ text, callback_data: data })
export const article = (id: string, text = 'hello') => ({
  type: 'article',
  id,
  title: 'T',
  input_message_content: { message_text: text },
})
