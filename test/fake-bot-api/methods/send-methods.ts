import type { Chat, Document, Message } from 'grammy/types'
import { checkKeyboard } from '../content/keyboard.ts'
import type { Handlers } from './methods.ts'
import type { Payloads } from '../payloads/payloads.ts'
import { measurePhoto } from '../content/photo.ts'
import { refuseBad } from '../server/refusal.ts'
import { formatCaption, formatText } from '../content/text.ts'
import { unixTime, type World } from '../world/world.ts'

/** Creates the methods that put something new into a chat. */
export function sendMethods(world: World): Handlers<'sendMessage' | 'sendPhoto' | 'sendDocument' | 'sendChatAction'> {
  return {
    sendMessage: (payload) => {
      const { text, entities } = formatText(payload)
      const { link_preview_options } = payload
      return world.chats.keepOwn({
        ...envelope(world, payload),
        text,
        ...(entities.length > 0 && { entities }),
        ...(link_preview_options && { link_preview_options }),
      })
    },
    sendPhoto: (payload) => {
      if (typeof payload.photo !== 'string') refuseBad('the fake takes a photo as a file_id, an address or an upload')
      const { text: caption, entities } = formatCaption({
        ...payload,
        text: payload.caption,
        entities: payload.caption_entities,
      })
      return world.chats.keepOwn({
        ...envelope(world, payload),
        photo: [photoSize(payload.photo, world)],
        ...(caption && { caption }),
        ...(entities.length > 0 && { caption_entities: entities }),
      })
    },
    sendDocument: (payload) => {
      const { text: caption, entities } = formatCaption({
        ...payload,
        text: payload.caption,
        entities: payload.caption_entities,
      })
      return world.chats.keepOwn({
        ...envelope(world, payload),
        document: uploadedDocument(payload.document, world),
        ...(caption && { caption }),
        ...(entities.length > 0 && { caption_entities: entities }),
      })
    },
    sendChatAction: ({ chat_id, message_thread_id }) => {
      const chat = world.chats.find(chat_id, 'type')
      // Only this method knows the General topic by its number.
      if (message_thread_id && !(chat.is_forum && message_thread_id === 1)) checkTopic(world, chat, message_thread_id)
      return true
    },
  }
}

type Sending = Payloads['sendMessage'] | Payloads['sendPhoto'] | Payloads['sendDocument']

function envelope(world: World, payload: Sending): Message.CommonMessage {
  const chat = world.chats.find(payload.chat_id, 'write')
  world.access.checkRights(chat, toKind(payload))
  if (payload.message_thread_id) checkTopic(world, chat, payload.message_thread_id)
  const replied = repliedTo(world, chat, payload)
  const thread = payload.message_thread_id ?? (replied?.is_topic_message ? replied.message_thread_id : undefined)
  if (thread) world.access.checkTopic(chat, thread)
  const markup = checkKeyboard(payload.reply_markup)
  return {
    message_id: world.nextMessageId(),
    date: unixTime(),
    chat,
    ...senderIn(chat, world),
    ...(thread && { message_thread_id: thread, is_topic_message: true }),
    ...(replied && { reply_to_message: withoutReply(replied) }),
    ...(markup && { reply_markup: markup }),
  }
}

function toKind(payload: Sending): string {
  if ('document' in payload) return 'documents'
  return 'photo' in payload ? 'photos' : 'text messages'
}

function senderIn(chat: Chat, { self }: World): Pick<Message, 'from' | 'sender_chat'> {
  return chat.type === 'channel' ? { sender_chat: chat } : { from: self }
}

function checkTopic({ chats }: World, chat: Chat, topic: number): void {
  if (!chat.is_forum || !chats.hasTopic(chat, topic)) refuseBad('message thread not found')
}

function repliedTo({ chats }: World, chat: Chat, payload: Sending): Message | undefined {
  const reply = payload.reply_parameters
  const id = reply?.message_id ?? payload.reply_to_message_id
  if (id === undefined) return undefined
  const elsewhere = reply?.chat_id === undefined ? chat : chats.find(reply.chat_id)
  const message = chats.message(elsewhere, id)
  if (!message && !reply?.allow_sending_without_reply) refuseBad('message to be replied not found')
  if (message && reply?.quote && !message.text?.includes(reply.quote)) refuseBad('QUOTE_TEXT_INVALID')
  // A reply into another chat comes back as external_reply, which nothing here needs.
  return elsewhere.id === chat.id ? message : undefined
}

/** Returns a message as it appears inside another: without its own reply. */
export function withoutReply(message: Message): NonNullable<Message['reply_to_message']> {
  const { reply_to_message: _, ...rest } = message
  // grammY wants the field present and undefined, which JSON cannot say.
  return rest as NonNullable<Message['reply_to_message']>
}

function photoSize(photo: string, { uploads }: World): NonNullable<Message['photo']>[number] {
  const file = { file_id: photo, file_unique_id: photo.slice(-16) }
  if (!photo.startsWith('attach://')) return { ...file, width: 90, height: 90 }
  const upload = uploads.get(photo.slice('attach://'.length))
  if (!upload) refuseBad('there is no photo in the request')
  return { ...file, file_size: upload.content.length, ...measurePhoto(upload) }
}

// The bot sends no document that is there already.
function uploadedDocument(document: unknown, { uploads, files }: World): Document {
  const upload = typeof document === 'string' ? uploads.get(document.replace('attach://', '')) : undefined
  if (!upload) refuseBad('there is no document in the request')
  if (upload.content.length === 0) refuseBad('file must be non-empty')
  return files.add(upload.content, { name: upload.filename })
}
