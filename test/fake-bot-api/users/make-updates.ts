import type { CallbackQuery, Chat, InlineQuery, MaybeInaccessibleMessage, Message, Update, User } from 'grammy/types'
import { detectEntities } from '../content/entities.ts'
import { withoutReply } from '../methods/send-methods.ts'
import { anonymousAdmin, chatOf, telegram, userOf, type Place } from './sender.ts'
import { unixTime, type World } from '../world/world.ts'

export interface MessageOptions extends Place {
  /** The writer is an administrator who hides behind the group. */
  anonymousAdmin?: boolean
  /** The message is this linked channel's post, forwarded by Telegram itself. */
  forwardedFrom?: Chat.ChannelChat
  /** True when it was sent through this bot's inline mode; a user for another bot. */
  viaBot?: true | User
  replyTo?: Message
  /** An earlier message that this text now replaces. */
  edits?: Message
  /** Fields to add; with an empty text they make a service message. */
  fields?: Partial<Message>
}

/** A message with a keyboard, or the identifier of one sent through inline mode. */
type Pressed = MaybeInaccessibleMessage | string
type Asking<Query> = { update: Update; query: Query }

type QueryOptions = Pick<Place, 'from' | 'languageCode'>
type InlineQueryOptions = QueryOptions & Partial<Pick<InlineQuery, 'offset' | 'chat_type'>>

export type UpdateMaker = ReturnType<typeof createUpdateMaker>

/** Creates functions that make updates; each queues its update and returns it. */
export function createUpdateMaker(world: World) {
  let lastQueryId = 500

  function message(text: string, options: MessageOptions = {}): { update: Update; message: Message } {
    const made = options.edits ? editOf(options.edits, text) : messageOf(world, text, options)
    const whole = { ...made, ...options.fields }
    return { update: world.inject(asUpdate(whole)), message: whole }
  }

  /** Replaces the text of an earlier message, some seconds after it was written. */
  function edit(
    edited: Message,
    text: string,
    { seconds = 5 }: { seconds?: number } = {},
  ): { update: Update; message: Message } {
    return message(text, { edits: edited, fields: { edit_date: edited.date + seconds } })
  }

  function callbackQuery(data: string, on: Pressed, options: QueryOptions = {}): Asking<CallbackQuery> {
    const query: CallbackQuery = {
      id: String(++lastQueryId),
      from: userOf(options),
      chat_instance: '77',
      data,
      ...pressed(world, on),
    }
    return { update: world.inject({ callback_query: query }), query }
  }

  function inlineQuery(text: string, options: InlineQueryOptions = {}): Asking<InlineQuery> {
    const { offset = '', chat_type = 'sender', ...who } = options
    const query: InlineQuery = { id: String(++lastQueryId), from: userOf(who), query: text, offset, chat_type }
    return { update: world.inject({ inline_query: query }), query }
  }

  return { message, edit, callbackQuery, inlineQuery }
}

function pressed(world: World, on: Pressed): Pick<CallbackQuery, 'message' | 'inline_message_id'> {
  const inlineId = typeof on === 'string' ? on : world.inlineIdOf(on)
  if (inlineId !== undefined) return { inline_message_id: inlineId }
  return typeof on === 'string' ? {} : { message: current(world, on) }
}

// Telegram shows a pressed message as it is now, not as it was when a test kept it.
function current({ chats }: World, message: MaybeInaccessibleMessage): MaybeInaccessibleMessage {
  return message.date === 0 ? message : (chats.message(message.chat, message.message_id) ?? message)
}

function messageOf(world: World, text: string, options: MessageOptions): Message {
  const writer = userOf(options)
  const chat = chatOf(options, writer, world.chats.known)
  const { topic, viaBot } = options
  const base = {
    message_id: world.nextMessageId(),
    date: unixTime(),
    chat,
    ...senderOf(options, writer, chat),
    ...(topic && { message_thread_id: topic, is_topic_message: true }),
    ...(viaBot && { via_bot: viaBot === true ? world.me : viaBot }),
  }
  const replied = options.replyTo ?? (topic ? topicStart(base, topic) : undefined)
  return { ...base, ...(replied && { reply_to_message: withoutReply(replied) }), ...written(text) }
}

function editOf(edited: Message, text: string): Message {
  const { text: _, entities: _e, ...rest } = edited
  return { ...rest, edit_date: unixTime(), ...written(text) }
}

function written(text: string): Pick<Message, 'text' | 'entities'> {
  const entities = detectEntities(text)
  return text === '' ? {} : { text, ...(entities.length > 0 && { entities }) }
}

function senderOf(options: MessageOptions, writer: User, chat: Chat): Partial<Message> {
  const channel = options.forwardedFrom
  if (channel) {
    const forward_origin = { type: 'channel', chat: channel, message_id: 1, date: unixTime() } as const
    return { from: telegram, sender_chat: channel, is_automatic_forward: true, forward_origin }
  }
  if (chat.type === 'channel') return { sender_chat: chat }
  return options.anonymousAdmin ? { from: anonymousAdmin, sender_chat: chat } : { from: writer }
}

// In a topic, a message that is no reply still replies to the service message that opened the topic.
function topicStart(message: Message, topic: number): Message {
  return { ...message, message_id: topic, forum_topic_created: { name: `Topic ${topic}`, icon_color: 0x6fb9f0 } }
}

function asUpdate(message: Message): Omit<Update, 'update_id'> {
  const [sent, edited] =
    message.chat.type === 'channel' ? ['channel_post', 'edited_channel_post'] : ['message', 'edited_message']
  return { [message.edit_date === undefined ? sent : edited]: message }
}
