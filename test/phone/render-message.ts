import type { InlineKeyboardMarkup, Message, MessageEntity } from 'grammy/types'
import { detectEntities, inOrder } from '../fake-bot-api/content/entities.ts'

/** A message of a chat, with what a phone shows besides its text. */
export interface ShownMessage {
  readonly message: Message
  /** Whether whoever holds the phone wrote it. */
  readonly isOwn: boolean
  /** The name above a message of somebody else in a group. */
  readonly sender?: string
  /** The address of the message's picture. */
  readonly picture?: string
}

/** Renders a message of a chat as HTML: a bubble, and its inline keyboard in rows below. All that is text is escaped. */
export function renderMessage({ message, isOwn, sender, picture }: ShownMessage): string {
  const { text, caption, entities, caption_entities, reply_to_message, reply_markup } = message
  const body = text ?? caption ?? ''
  const parts = [
    sender === undefined ? '' : `<div class="sender">${escape(sender)}</div>`,
    reply_to_message ? renderReplied(reply_to_message) : '',
    picture === undefined ? '' : `<img src="${escape(picture)}">`,
    body === '' ? '' : `<div class="text">${renderText(body, entities ?? caption_entities ?? [])}</div>`,
  ]
  const bubble = `<div class="bubble${picture === undefined ? '' : ' pictured'}">${parts.join('')}</div>`
  return `<div class="message ${isOwn ? 'own' : 'other'}">${bubble}${renderKeyboard(reply_markup)}</div>`
}

/** Renders a text with its entities, and with the commands, mentions and addresses that Telegram marks by itself. */
export function renderText(text: string, entities: readonly MessageEntity[]): string {
  const marked = [...detectEntities(text), ...detectAddresses(text)].filter(
    (found) => !entities.some((entity) => CLOSED.has(entity.type) && overlap(entity, found)),
  )
  return renderRange(text, { start: 0, end: text.length }, inOrder([...entities, ...marked]))
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Entities in which Telegram marks nothing. */
const CLOSED: ReadonlySet<MessageEntity['type']> = new Set(['text_link', 'code', 'pre'])
const ADDRESS = /https?:\/\/[^\s，。）]+/gu

const TAGS: Partial<Record<MessageEntity['type'], readonly [open: string, close: string]>> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strikethrough: ['<s>', '</s>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  spoiler: ['<span class="spoiler">', '</span>'],
  text_link: ['<a>', '</a>'],
  url: ['<a>', '</a>'],
  mention: ['<a>', '</a>'],
  bot_command: ['<a>', '</a>'],
  blockquote: ['<blockquote>', '</blockquote>'],
  expandable_blockquote: ['<blockquote class="expandable"><div>', '</div></blockquote>'],
}

/** Renders a part of a text with the entities in it, of which each encloses or precedes the next. */
function renderRange(text: string, { start, end }: Range, entities: readonly MessageEntity[]): string {
  let html = ''
  let place = start
  for (let index = 0; index < entities.length;) {
    const entity = entities[index]
    if (!entity) break
    const [from, to] = [entity.offset, entity.offset + entity.length]
    const inner = entities.slice(index + 1).filter((other) => other.offset < to)
    const [open, close] = TAGS[entity.type] ?? ['', '']
    const isBlock = open.startsWith('<blockquote')
    // A block begins and ends a line by itself.
    const before = text.slice(place, from)
    html += escape(isBlock ? before.replace(/\n$/u, '') : before)
    html += open + renderRange(text, { start: from, end: to }, inner) + close
    place = isBlock && text[to] === '\n' ? to + 1 : to
    index += 1 + inner.length
  }
  return html + escape(text.slice(place, end))
}

function detectAddresses(text: string): MessageEntity[] {
  return [...text.matchAll(ADDRESS)].map(({ 0: address, index }) => ({
    type: 'url',
    offset: index,
    length: address.length,
  }))
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function renderReplied({ text, caption, from }: NonNullable<Message['reply_to_message']>): string {
  const [line = ''] = (text ?? caption ?? '').split('\n')
  return `<div class="replied"><b>${escape(from?.first_name ?? '')}</b><br>${escape(line)}</div>`
}

function renderKeyboard(markup: InlineKeyboardMarkup | undefined): string {
  const rows = (markup?.inline_keyboard ?? []).map((row) => {
    const buttons = row.map((button) => {
      const kind = 'url' in button ? ' class="leading"' : ''
      return `<button${kind}><span>${escape(button.text)}</span></button>`
    })
    return `<div class="row">${buttons.join('')}</div>`
  })
  return rows.length > 0 ? `<div class="keyboard">${rows.join('')}</div>` : ''
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => ESCAPED[character] ?? character)
}
