import { type Context, GrammyError, HttpError, InputFile } from 'grammy'
import type { InlineKeyboardButton, Message } from 'grammy/types'
import type { OutgoingMessage } from '../view/outgoing-message.ts'

/** What Telegram says of a message that is wrong in itself. */
const FAULTS_OF_OURS = /entit|too long|empty|encoded|invalid/iu
/** What it says where there is nothing left to do: the same again, or a message that somebody deleted. */
const NOTHING_TO_EDIT = /not modified|message to edit not found|MESSAGE_ID_INVALID/u

/** Nobody sees it: by its ending Telegram knows what it gets. */
const PICTURE_NAME = 'picture.png'

const TOO_OLD = /query is too old/u

/** Sends to where the message came from, in a group as a reply to it; grammY keeps to its forum topic. */
export function reply(ctx: Context, rendered: OutgoingMessage): Promise<Message> {
  const isPrivate = ctx.chat?.type === 'private'
  const { text, entities, picture } = rendered
  const parameters = !isPrivate &&
    ctx.msgId !== undefined && { reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true } }
  if (picture)
    return ctx.replyWithPhoto(new InputFile(picture, PICTURE_NAME), {
      caption: text,
      caption_entities: entities,
      ...parameters,
    })
  return ctx.reply(text, { ...toSettings(rendered), ...parameters })
}

/** Turns the message under which a button was pressed into another. */
export function show(ctx: Context, rendered: OutgoingMessage): Promise<void> {
  return unlessGone(ctx.editMessageText(rendered.text, toSettings(rendered)))
}

/** Puts other buttons below the message under which one was pressed. */
export function showButtons(ctx: Context, rows: InlineKeyboardButton[][]): Promise<void> {
  return unlessGone(ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows } }))
}

/** Turns an earlier message of the bot in the same chat into another. */
export function change(ctx: Context, messageId: number, rendered: OutgoingMessage): Promise<void> {
  const chatId = ctx.chat?.id
  return chatId === undefined
    ? Promise.resolve()
    : unlessGone(ctx.api.editMessageText(chatId, messageId, rendered.text, toSettings(rendered)))
}

/** Whether a chat takes no message, or Telegram cannot be reached, so that another message would fail as well. */
export function isRefusedByChat(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && !FAULTS_OF_OURS.test(error.description))
}

/** Ends the waiting for a press, with a notice if there is one; after a restart Telegram may have given it up. */
export async function endWaiting(ctx: Context, notice?: string): Promise<void> {
  try {
    await ctx.answerCallbackQuery(notice === undefined ? {} : { text: notice })
  } catch (error) {
    if (!(error instanceof GrammyError && TOO_OLD.test(error.description))) throw error
  }
}

async function unlessGone(edited: Promise<unknown>): Promise<void> {
  try {
    await edited
  } catch (error) {
    // Whoever presses twice has what they asked for.
    if (!(error instanceof GrammyError && NOTHING_TO_EDIT.test(error.description))) throw error
  }
}

function toSettings({ entities, buttons = [] }: OutgoingMessage) {
  return {
    entities,
    link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
  }
}
