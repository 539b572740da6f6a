import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import { SIGNS } from '../texts/texts.ts'

/** What is sent: a text within Telegram's 4096 UTF-16 units, 1024 under a picture, and how it is set. */
export interface OutgoingMessage {
  readonly text: string
  readonly entities: MessageEntity[]
  /** Below the message, in rows. */
  readonly buttons?: InlineKeyboardButton[][]
  /** A PNG, whose caption the text is. */
  readonly picture?: Uint8Array
}

export type Line = string | FormattedString

/** Telegram's limit after entities are parsed, https://core.telegram.org/bots/api#sendmessage */
export const MAX_MESSAGE_LENGTH = 4096
/** The same of a caption, https://core.telegram.org/bots/api#sendphoto */
export const MAX_CAPTION_LENGTH = 1024

/** The setting of every message that keeps Telegram from adding a preview of its links. */
export const NO_LINK_PREVIEW = { link_preview_options: { is_disabled: true } }

/** Joins the lines that fit, one at least, and says how many do not. */
export function fitLines(
  lines: readonly Line[],
  renderMore: (left: number) => string = () => SIGNS.more,
  most = MAX_MESSAGE_LENGTH,
): OutgoingMessage {
  let length = -1
  const ends = lines.map((line) => (length += 1 + (typeof line === 'string' ? line : line.text).length))
  if (length <= most) return toOutgoingMessage(FormattedString.join([...lines], '\n'))
  const room = most - renderMore(lines.length).length - 1
  const shown = ends.filter((end) => end <= room).length
  return toOutgoingMessage(FormattedString.join([...lines.slice(0, shown), renderMore(lines.length - shown)], '\n'))
}

/** Joins what stands in one line. */
export function join(...parts: readonly Line[]): FormattedString {
  return FormattedString.join([...parts])
}

/** Makes what is sent of a formatted text. */
export function toOutgoingMessage({ text, entities }: FormattedString): OutgoingMessage {
  return { text: text.trimEnd(), entities }
}

/** Puts buttons below a message, in rows of which the empty ones are left out. */
export function withButtons(
  rendered: OutgoingMessage,
  ...rows: readonly (readonly InlineKeyboardButton[])[]
): OutgoingMessage {
  const buttons = rows.filter((row) => row.length > 0).map((row) => [...row])
  return buttons.length > 0 ? { ...rendered, buttons } : rendered
}
