import { type Api, type Context, GrammyError, HttpError, InputFile } from 'grammy'
import type { InlineKeyboardButton, Message } from 'grammy/types'
import { NO_LINK_PREVIEW, type OutgoingMessage } from '../view/outgoing-message.ts'

/** Telegram's descriptions of a message that is faulty in itself. */
const FAULTY_MESSAGE = /entit|too long|empty|encoded|invalid/iu
/** Telegram's descriptions of an edit without effect: the text is the same, or the message was deleted. */
const NOTHING_TO_EDIT = /not modified|message to edit not found|MESSAGE_ID_INVALID/u
/** Telegram's description of an edit that leaves the message as it is. */
const NOT_MODIFIED = /not modified/u
/** Telegram's description of a press or an inline query that it no longer waits for. */
const TOO_OLD = /query is too old/u

/** Telegram tells the type by the extension; no user sees the name. */
const PICTURE_NAME = 'picture.png'

/** What tells whether several messages of the chat wait at once. */
type Waiting = { readonly isOneOfSeveral?: (() => boolean) | undefined }

/**
 * Sends to the chat of the update, as a reply to its message in a group and where several messages wait, or always;
 * grammY keeps to the forum topic.
 */
export function reply(
  ctx: Context & Waiting,
  message: OutgoingMessage,
  { isAlwaysReply = false }: { readonly isAlwaysReply?: boolean } = {},
): Promise<Message> {
  const isClear = !isAlwaysReply && ctx.chat?.type === 'private' && !ctx.isOneOfSeveral?.()
  const { text, entities, picture, document } = message
  const parameters = !isClear &&
    ctx.msgId !== undefined && { reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true } }
  if (picture)
    return ctx.replyWithPhoto(new InputFile(picture, PICTURE_NAME), {
      caption: text,
      caption_entities: entities,
      ...toMarkup(message),
      ...parameters,
    })
  if (document)
    return ctx.replyWithDocument(new InputFile(Buffer.from(document.text), document.name), {
      caption: text,
      caption_entities: entities,
      ...toMarkup(message),
      ...parameters,
    })
  return ctx.reply(text, { ...toSettings(message), ...parameters })
}

/** Sends to a chat without an update from it. */
export function sendTo(api: Api, chatId: number, message: OutgoingMessage): Promise<Message> {
  return api.sendMessage(chatId, message.text, toSettings(message))
}

/** Replaces the message whose button was pressed. */
export function show(ctx: Context, message: OutgoingMessage): Promise<void> {
  return ignoreNothingToEdit(ctx.editMessageText(message.text, toSettings(message)))
}

/** Replaces the buttons below the message whose button was pressed. */
export function showButtons(ctx: Context, rows: InlineKeyboardButton[][]): Promise<void> {
  return ignoreNothingToEdit(ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows } }))
}

/** Replaces an earlier message of the bot in the same chat. */
export async function change(ctx: Context, messageId: number, message: OutgoingMessage): Promise<void> {
  if (ctx.chatId === undefined) return
  await ignoreNothingToEdit(ctx.api.editMessageText(ctx.chatId, messageId, message.text, toSettings(message)))
}

/** Replaces an earlier message of the bot in the same chat, or sends a new one where it cannot be edited. */
export async function replace(ctx: Context, messageId: number, message: OutgoingMessage): Promise<void> {
  try {
    if (ctx.chatId !== undefined)
      await ctx.api.editMessageText(ctx.chatId, messageId, message.text, toSettings(message))
  } catch (error) {
    if (!(error instanceof GrammyError && NOT_MODIFIED.test(error.description))) await reply(ctx, message)
  }
}

/** Shows "typing" in the chat for a few seconds, if the chat takes it. */
export async function showTyping(ctx: Context): Promise<void> {
  const { chatId, msg } = ctx
  // Telegram refuses the number of a thread that is no topic.
  const topic = msg?.is_topic_message && { message_thread_id: msg.message_thread_id }
  if (chatId !== undefined) await ctx.api.sendChatAction(chatId, 'typing', { ...topic }).catch(() => {})
}

/** Whether a chat takes no messages, or Telegram cannot be reached, so that another message would fail as well. */
export function isRefusedByChat(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && !FAULTY_MESSAGE.test(error.description))
}

/** Whether Telegram no longer waits: its user has typed on after an inline query, or a press is minutes old. */
export function isTooLate(error: unknown): boolean {
  return error instanceof GrammyError && TOO_OLD.test(error.description)
}

/** Answers a press, with a notice if given. Ignores that Telegram no longer waits for it, as after a restart. */
export async function endWaiting(ctx: Context, notice?: string): Promise<void> {
  try {
    await ctx.answerCallbackQuery(notice === undefined ? {} : { text: notice })
  } catch (error) {
    if (!isTooLate(error)) throw error
  }
}

/** A second press of the same button changes nothing, which is no error. */
async function ignoreNothingToEdit(edited: Promise<unknown>): Promise<void> {
  try {
    await edited
  } catch (error) {
    if (!(error instanceof GrammyError && NOTHING_TO_EDIT.test(error.description))) throw error
  }
}

function toSettings(message: OutgoingMessage) {
  return { entities: message.entities, ...NO_LINK_PREVIEW, ...toMarkup(message) }
}

function toMarkup({ buttons = [] }: OutgoingMessage) {
  return buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }
}
