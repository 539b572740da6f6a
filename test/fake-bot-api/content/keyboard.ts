import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import { checkStartLink } from './links.ts'
import { refuseBad } from '../server/refusal.ts'

/** Refuses an inline keyboard that breaks Telegram's limits; returns the one to show, if any. */
export function checkKeyboard(markup: object | undefined): InlineKeyboardMarkup | undefined {
  if (!markup || !isInline(markup)) return undefined
  const rows = markup.inline_keyboard
  for (const row of rows) {
    if (row.length > 8) refuseBad(`reply markup is too long: ${row.length} buttons in a row`)
    for (const button of row) checkButton(button)
  }
  const count = rows.flat().length
  if (count > 100) refuseBad(`reply markup is too long: ${count} buttons`)
  return count > 0 ? markup : undefined
}

function isInline(markup: object): markup is InlineKeyboardMarkup {
  return 'inline_keyboard' in markup
}

function checkButton(button: InlineKeyboardButton): void {
  if (button.text.trim() === '') refuseBad('inline keyboard button text must be non-empty')
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data)
    if (bytes < 1 || bytes > 64) refuseBad('BUTTON_DATA_INVALID')
  }
  if ('url' in button) checkUrl(button.url)
  if ('copy_text' in button) {
    const { length } = button.copy_text.text
    if (length < 1 || length > 256) refuseBad('BUTTON_COPY_TEXT_INVALID')
  }
}

function checkUrl(url: string): void {
  if (!/^(https?|tg):\/\/./i.test(url)) refuseBad(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
  checkStartLink(url)
}
