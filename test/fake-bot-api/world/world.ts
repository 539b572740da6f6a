import type { MaybeInaccessibleMessage, Message, Update, User, UserFromGetMe } from 'grammy/types'
import { createAccess } from './access.ts'
import { createChats, messagesOf, placeOf } from './chats.ts'
import type { Upload } from '../server/multipart.ts'
import { createFiles } from './files.ts'
import { createProfile } from './profile.ts'
import { createUpdateQueue } from './update-queue.ts'

export type World = ReturnType<typeof createWorld>

/** Creates the state that the methods of one fake read and change. */
export function createWorld(changed: Partial<UserFromGetMe> = {}) {
  const me: UserFromGetMe = { ...usualMe, ...changed }
  const { id, is_bot, first_name, username } = me
  const self: User = { id, is_bot, first_name, username }
  const access = createAccess()
  const chats = createChats(me, access)
  const profile = createProfile()
  const files = createFiles()
  const queue = createUpdateQueue()
  const queryIds = new Set<string>()
  const inlineMessages = new Map<string, unknown>()
  const inlineIds = new Map<string, string>()
  // By their names behind attach://.
  const uploads = new Map<string, Upload>()
  let lastMessageId = 100

  function inject(fields: Omit<Update, 'update_id'>): Update {
    for (const message of messagesOf(fields)) chats.learn(message)
    const query = fields.callback_query ?? fields.inline_query
    if (query) queryIds.add(query.id)
    const inline = fields.callback_query?.inline_message_id ?? fields.chosen_inline_result?.inline_message_id
    if (inline && !inlineMessages.has(inline)) inlineMessages.set(inline, undefined)
    return queue.push(fields)
  }

  // Of a message sent through inline mode the bot learns its identifier and nothing else.
  function keepInline({ chat, message_id }: Message, content: unknown): void {
    const inlineId = `inline-${chat.id}-${message_id}`
    inlineIds.set(placeOf(chat.id, message_id), inlineId)
    inlineMessages.set(inlineId, content)
  }

  return {
    me,
    self,
    access,
    chats,
    profile,
    files,
    queue,
    queryIds,
    inlineMessages,
    uploads,
    inject,
    keepInline,
    inlineIdOf: ({ chat, message_id: at }: MaybeInaccessibleMessage): string | undefined =>
      inlineIds.get(placeOf(chat.id, at)),
    nextMessageId: () => ++lastMessageId,
  }
}

/** The time in Telegram's unit, whole seconds. */
export function unixTime(): number {
  return Math.floor(Date.now() / 1000)
}

const usualMe: UserFromGetMe = {
  id: 7000000001,
  is_bot: true,
  first_name: 'Wenzheng Test',
  username: 'wenzheng_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
}
