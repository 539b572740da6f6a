import type { Update, UserFromGetMe } from 'grammy/types'
import { createChats, messagesOf } from './chats.ts'
import { createUpdateQueue } from './update-queue.ts'

export type World = ReturnType<typeof createWorld>

/** Holds everything that one fake's methods read and change. */
export function createWorld() {
  const chats = createChats(me)
  const queue = createUpdateQueue()
  const queryIds = new Set<string>()
  const inlineMessages = new Map<string, unknown>()
  let lastMessageId = 100

  function inject(fields: Omit<Update, 'update_id'>): Update {
    for (const message of messagesOf(fields)) chats.learn(message)
    const query = fields.callback_query ?? fields.inline_query
    if (query) queryIds.add(query.id)
    const inline = fields.callback_query?.inline_message_id ?? fields.chosen_inline_result?.inline_message_id
    if (inline && !inlineMessages.has(inline)) inlineMessages.set(inline, undefined)
    return queue.push(fields)
  }

  return { me, chats, queue, queryIds, inlineMessages, inject, nextMessageId: () => ++lastMessageId }
}

/** Tells the time as Telegram does, in whole seconds. */
export function unixTime(): number {
  return Math.floor(Date.now() / 1000)
}

const me: UserFromGetMe = {
  id: 7000000001, is_bot: true, first_name: 'Wenzheng Test', username: 'wenzheng_test_bot',
  can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: true,
  can_connect_to_business: false, has_main_web_app: false, has_topics_enabled: false,
  allows_users_to_create_topics: false, can_manage_bots: false, supports_join_request_queries: false,
}
