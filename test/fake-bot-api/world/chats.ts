import type { Chat, Message, Update, User } from 'grammy/types'
import type { createAccess, Deed } from './access.ts'
import { refuseBad } from '../server/refusal.ts'

/** Keeps what the bot can know: chats, their topics, people and messages. */
export function createChats(me: User, access: ReturnType<typeof createAccess>) {
  const chats = new Map<number, Chat>()
  const topics = new Set<string>()
  const people = new Map<string, User>()
  const messages = new Map<string, Message>()
  const own = new Set<string>()
  const owners = new Map<number, readonly User[]>()

  function learn(message: Message): void {
    const { chat, from, message_id, message_thread_id, is_topic_message, reply_to_message } = message
    const place = placeOf(chat.id, message_id)
    chats.set(chat.id, chat)
    // A test may hold an old copy of a message of the bot; the bot's last edit counts.
    if (!own.has(place)) messages.set(place, message)
    if (from) people.set(placeOf(chat.id, from.id), from)
    if (is_topic_message && message_thread_id) topics.add(placeOf(chat.id, message_thread_id))
    // The copy inside a reply lacks some fields: it counts only if the message itself is unknown.
    if (reply_to_message && !messages.has(placeOf(chat.id, reply_to_message.message_id))) learn(reply_to_message)
  }

  function keepOwn<M extends Message>(message: M): M {
    const place = placeOf(message.chat.id, message.message_id)
    own.add(place)
    messages.set(place, message)
    return message
  }

  function find(id: number | string, deed: Deed = 'read'): Chat {
    const chat =
      chats.get(Number(id)) ?? [...chats.values()].find((known) => known.username && `@${known.username}` === id)
    if (!chat) refuseBad('chat not found')
    access.check(chat, deed)
    return chat
  }

  function inherit(from: number, to: number): void {
    owners.set(to, owners.get(from) ?? [])
    for (const [place, user] of people) {
      if (place === placeOf(from, user.id)) people.set(placeOf(to, user.id), user)
    }
  }

  return {
    learn,
    keepOwn,
    find,
    inherit,
    known: (id: number): Chat | undefined => chats.get(id),
    add: (chat: Chat): void => {
      chats.set(chat.id, chat)
      access.open(chat.id)
    },
    hasTopic: (chat: Chat, topic: number): boolean => topics.has(placeOf(chat.id, topic)),
    message: (chat: Chat, id: number): Message | undefined => messages.get(placeOf(chat.id, id)),
    person: (chat: Chat, id: number): User | undefined => people.get(placeOf(chat.id, id)),
    setAdministrators: (id: number, users: readonly User[]): void => {
      owners.set(id, users)
    },
    administrators: (chat: Chat): readonly User[] => owners.get(chat.id) ?? [],
    sent: (id: number): Message[] =>
      [...own].flatMap((place) => messages.get(place) ?? []).filter((message) => message.chat.id === id),
    isOwn: ({ from, chat, message_id }: Message): boolean =>
      from?.id === me.id || own.has(placeOf(chat.id, message_id)),
  }
}

/** Lists the messages that an update shows to the bot. */
export function messagesOf(update: Omit<Update, 'update_id'>): Message[] {
  const shown = [
    update.message,
    update.edited_message,
    update.channel_post,
    update.edited_channel_post,
    update.callback_query?.message,
  ]
  // A message that is no longer accessible has the date 0 and nothing but its place.
  return shown.filter((message): message is Message => message !== undefined && message.date !== 0)
}

/** Names a message, a topic or a member of a chat. */
export function placeOf(chat: number, id: number): string {
  return `${chat}:${id}`
}
