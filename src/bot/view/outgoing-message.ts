import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import { SIGNS } from '../texts/texts.ts'

/** A message to send: text within Telegram's 4096 UTF-16 units, or 1024 as a caption, with its entities. */
export interface OutgoingMessage {
  readonly text: string
  readonly entities: MessageEntity[]
  /** The inline keyboard, in rows. */
  readonly buttons?: Row[]
  /** A PNG; the text is its caption. */
  readonly picture?: Uint8Array
  /** A text file; the text of the message is its caption. */
  readonly document?: { readonly name: string; readonly text: string }
}

/** One row of an inline keyboard. */
export type Row = InlineKeyboardButton[]

export type Line = string | FormattedString

/** Telegram's limit after entities are parsed, https://core.telegram.org/bots/api#sendmessage */
export const MAX_MESSAGE_LENGTH = 4096
/** Telegram's limit of a caption, https://core.telegram.org/bots/api#sendphoto */
export const MAX_CAPTION_LENGTH = 1024

/** The setting of every message that keeps Telegram from adding a preview of its links. */
export const NO_LINK_PREVIEW = { link_preview_options: { is_disabled: true } }

const SENTENCE_END = /[。！？!?…；;][”’」』）)]*(?!\p{M})/gu

/** Returns a message of one plain text. */
export function renderText(text: string): OutgoingMessage {
  return { text, entities: [] }
}

/**
 * Joins as many lines as fit, at least one; a last line stands for those that do not.
 *
 * @param renderMore renders the last line from the number of lines left out
 * @param most length limit in UTF-16 units
 */
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

/** Joins the parts of one line. */
export function join(...parts: readonly Line[]): FormattedString {
  return FormattedString.join([...parts])
}

/** Converts formatted text to a message, without trailing white space. */
export function toOutgoingMessage({ text, entities }: FormattedString): OutgoingMessage {
  return { text: text.trimEnd(), entities }
}

/** Returns a message with these rows of buttons, empty rows left out, in place of its own. */
export function withButtons(
  message: OutgoingMessage,
  ...rows: readonly (readonly InlineKeyboardButton[])[]
): OutgoingMessage {
  const buttons = rows.filter((row) => row.length > 0).map((row) => [...row])
  return buttons.length > 0 ? { ...message, buttons } : message
}

/**
 * Cuts a text to a length in UTF-16 units and appends an ellipsis; a text that fits is returned as it is.
 * The cut is after the last sentence that ends in the latter half, otherwise between words or graphemes.
 */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const ellipsis = toEllipsis(text)
  const room = length - ellipsis.length
  const ends = [...text.slice(0, room).matchAll(SENTENCE_END)].map(({ 0: mark, index }) => index + mark.length)
  const end = ends.findLast((place) => place > room / 2) ?? toBreak(text, room)
  return text.slice(0, end).trimEnd() + ellipsis
}

/**
 * Renders a user's text, cut to a length in UTF-16 units, as code: no link, mention or command in it is active, and a
 * tap copies it.
 */
export function renderStrangersWords(text: string, length: number): FormattedString {
  return FormattedString.code(cut(toOneLine(text) || SIGNS.more, length))
}

/** Returns the sign for words that are left out of a text: …… in Chinese, … in other languages. */
export function toEllipsis(text: string): string {
  return /\p{Script=Han}/u.test(text) ? '……' : '…'
}

/** The end of the last whole word in the latter half, or else of the last grapheme. */
function toBreak(text: string, room: number): number {
  const space = text.lastIndexOf(' ', room)
  return space > room / 2 ? space : lastGraphemeEnd(text, room)
}

function lastGraphemeEnd(text: string, room: number): number {
  let end = 0
  for (const { segment, index } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (index + segment.length > room) break
    end = index + segment.length
  }
  return end
}
