import { isDeepStrictEqual } from 'node:util'
import type { Message, Update } from 'grammy/types'
import { checkKeyboard } from '../content/keyboard.ts'
import type { Handlers } from './methods.ts'
import type { Payloads } from '../payloads/payloads.ts'
import { refuseBad } from '../server/refusal.ts'
import { formatText } from '../content/text.ts'
import { unixTime, type World } from '../world/world.ts'

/** Creates the methods that change a message of the bot. */
export function editMethods(world: World): Handlers<'editMessageText' | 'editMessageReplyMarkup'> {
  return {
    editMessageText: (payload) => {
      if (payload.rich_message) refuseBad('the fake has no rich messages')
      const { text, entities } = formatText(payload)
      const { link_preview_options } = payload
      const content = {
        text,
        ...(entities.length > 0 && { entities }),
        ...(link_preview_options && { link_preview_options }),
      }
      return edit(world, payload, content)
    },
    editMessageReplyMarkup: (payload) => edit(world, payload, undefined),
  }
}

type Content = Pick<Message.TextMessage, 'text' | 'entities' | 'link_preview_options'>
type Edited = Update.Edited & Message.TextMessage

function edit(world: World, payload: Payloads['editMessageReplyMarkup'], content: Content | undefined): Edited | true {
  const reply_markup = checkKeyboard(payload.reply_markup)
  const markup = reply_markup && { reply_markup }
  if (payload.inline_message_id !== undefined)
    return editInline(world, payload.inline_message_id, { ...content, ...markup })
  const old = ownMessage(world, payload)
  const kept = content ?? contentOf(old)
  if (isDeepStrictEqual({ ...kept, ...markup }, { ...contentOf(old), ...markupOf(old) })) refuseUnmodified()
  const { text: _, entities: _e, link_preview_options: _l, reply_markup: _m, ...rest } = old
  return world.chats.keepOwn({ ...rest, ...kept, ...markup, edit_date: unixTime() })
}

// Telegram never shows the bot an inline message: only the bot's last edit is known.
function editInline({ inlineMessages }: World, id: string, wanted: object): true {
  if (!inlineMessages.has(id)) refuseBad('MESSAGE_ID_INVALID')
  if (isDeepStrictEqual(inlineMessages.get(id), wanted)) refuseUnmodified()
  inlineMessages.set(id, wanted)
  return true
}

function ownMessage({ chats }: World, { chat_id, message_id }: Payloads['editMessageReplyMarkup']): Message {
  if (chat_id === undefined || message_id === undefined) refuseBad('message identifier is not specified')
  const chat = chats.find(chat_id, 'edit')
  const message = chats.message(chat, message_id)
  if (!message) refuseBad('message to edit not found')
  if (!chats.isOwn(message)) refuseBad("message can't be edited")
  return message
}

function contentOf({ text = '', entities, link_preview_options }: Message): Content {
  return { text, ...(entities && { entities }), ...(link_preview_options && { link_preview_options }) }
}

function markupOf({ reply_markup }: Message): Pick<Message, 'reply_markup'> {
  return reply_markup ? { reply_markup } : {}
}

function refuseUnmodified(): never {
  const same =
    'specified new message content and reply markup are exactly the same as a current content and reply markup'
  refuseBad(`message is not modified: ${same} of the message`)
}
