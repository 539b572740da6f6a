import type { MessageEntity } from 'grammy/types'
import { refuseBad } from '../server/refusal.ts'

export interface OpenTag {
  name: string
  attributes: Record<string, string>
  offset: number
}

/** Makes the entity of a tag that closes at the end of the text, if Telegram makes one. */
export function entityOf({ name, attributes, offset }: OpenTag, text: string): MessageEntity[] {
  const place = { offset, length: text.length - offset }
  const type = simple[name]
  if (type) return [{ type, ...place }]
  if (name === 'blockquote') return [{ type: 'expandable' in attributes ? 'expandable_blockquote' : name, ...place }]
  if (name === 'pre') {
    const language = attributes['language']
    return [{ type: name, ...place, ...(language && { language }) }]
  }
  if (name === 'a') {
    const url = attributes['href'] || text.slice(offset)
    return isLink(url) ? [{ type: 'text_link', ...place, url }] : []
  }
  if (name === 'tg-emoji') return [{ type: 'custom_emoji', ...place, custom_emoji_id: attributes['emoji-id'] ?? '' }]
  return [dateTime(attributes, place)]
}

const simple: Record<string, MessageEntity.CommonMessageEntity['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  code: 'code',
}

function dateTime(attributes: Record<string, string>, place: { offset: number; length: number }): MessageEntity {
  const unix = attributes['unix'] ?? ''
  const format = attributes['format'] ?? ''
  if (!/^\d+$/.test(unix)) refuseBad('can\'t parse entities: Tag "tg-time" must have a Unix time')
  if (!isFormat(format)) refuseBad('can\'t parse entities: Tag "tg-time" has a wrong format')
  return { type: 'date_time', ...place, unix_time: Number(unix), date_time_format: format }
}

function isFormat(format: string): format is MessageEntity.DateTimeMessageEntity['date_time_format'] {
  return /^(r|w?[dD]?[tT]?)$/.test(format)
}

// Telegram silently drops a link whose address it cannot use, and keeps the text.
function isLink(url: string): boolean {
  return URL.canParse(url)
    ? /^(https?|tg|ton|tonsite|mailto):/i.test(url)
    : URL.canParse(`http://${url}`) && url.includes('.')
}
