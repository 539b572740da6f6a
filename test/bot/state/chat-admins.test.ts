import type { Context } from 'grammy'
import { expect, it, vi } from 'vitest'
import { createIsChatAdmin } from '../../../src/bot/state/chat-admins.ts'

/** An update of a chat, in which Telegram reports this status of every member. */
function createContext(getStatus: () => string) {
  const getChatMember = vi.fn(async () => ({ status: getStatus() }))
  // Of a context only its chat and one method are used.
  return { ctx: { chatId: -5, api: { getChatMember } } as unknown as Context, getChatMember }
}

it.each([
  ['creator', true],
  ['administrator', true],
  ['member', false],
  ['left', false],
])('takes a %s for an admin: %s', async (status, isAdmin) => {
  expect(await createIsChatAdmin()(createContext(() => status).ctx, 1)).toBe(isAdmin)
})

it('asks Telegram once per user', async () => {
  const isChatAdmin = createIsChatAdmin()
  const { ctx, getChatMember } = createContext(() => 'member')
  for (const user of [1, 1, 2]) await isChatAdmin(ctx, user)
  expect(getChatMember).toHaveBeenCalledTimes(2)
})

it('asks Telegram again after the time to live', async () => {
  const isChatAdmin = createIsChatAdmin({ ttl: 1 })
  let status = 'member'
  const { ctx } = createContext(() => status)
  expect(await isChatAdmin(ctx, 1)).toBe(false)
  status = 'administrator'
  await expect.poll(() => isChatAdmin(ctx, 1)).toBe(true)
})

it('takes a user whom Telegram does not report for no admin', async () => {
  const { ctx } = createContext(() => {
    throw new Error('Bad Request: CHAT_ADMIN_REQUIRED')
  })
  expect(await createIsChatAdmin()(ctx, 1)).toBe(false)
})
