import type { MessageEntity } from 'grammy/types'
import { checkStartLink } from './links.ts'
import { refuseBad } from '../server/refusal.ts'

/** Refuses entities that Telegram cannot place in the text or does not let overlap. */
export function checkEntities(text: string, entities: readonly MessageEntity[]): void {
  for (const entity of entities) {
    checkPlace(text, entity)
    if (entity.type === 'text_link') checkLink(entity.url)
  }
  entities.forEach((entity, index) => {
    for (const other of entities.slice(index + 1)) checkPair(entity, other)
  })
}

/** Finds the commands and mentions that Telegram marks by itself in what people write. */
export function detectEntities(text: string): MessageEntity[] {
  const found = (['bot_command', 'mention'] as const).flatMap((type) =>
    [...text.matchAll(patterns[type])].map((match) => ({ type, offset: match.index, length: match[0].length })),
  )
  return found.toSorted((a, b) => a.offset - b.offset)
}

/** Sorts entities by place, the enclosing one first, so that the same formatting always compares equal. */
export function inOrder(entities: readonly MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length || a.type.localeCompare(b.type))
}

// A letter of any script beside a command or a mention voids it: Telegram finds none in "请问@bot" or "/ask@bot问".
const patterns = {
  bot_command: /(?<![\p{L}\p{N}_/<>])\/\w{1,64}(?!\w)(?:@\w{3,32}(?!\w)|(?!@))(?![\p{L}\p{N}_/<>])/gu,
  mention: /(?<![\p{L}\p{N}_])@\w{3,32}(?![\p{L}\p{N}_])/gu,
}

function checkPlace(text: string, { type, offset, length }: MessageEntity): void {
  const end = offset + length
  const at = `${type} entity at ${offset}+${length}`
  if (!Number.isInteger(offset) || !Number.isInteger(length)) refuseBad(`can't parse entities: ${at} is not whole`)
  if (length <= 0) refuseBad(`can't parse entities: ${at} is empty`)
  if (offset < 0 || end > text.length) refuseBad(`can't parse entities: ${at} is out of bounds`)
  if (splitsPair(text, offset) || splitsPair(text, end))
    refuseBad(`can't parse entities: ${at} splits a surrogate pair`)
}

function checkLink(url: string): void {
  if (!/^(https?|tg):\/\/./i.test(url) || !URL.canParse(url))
    refuseBad(`wrong message entity: the URL '${url}' is no web or tg address`)
  checkStartLink(url)
}

function checkPair(a: MessageEntity, b: MessageEntity): void {
  const [first, second] = inOrder([a, b])
  if (!first || !second || second.offset >= first.offset + first.length) return
  if (isQuote(first) && isQuote(second)) refuseBad("can't parse entities: block quotations can't be nested")
  const crosses = second.offset + second.length > first.offset + first.length
  if (crosses) refuseBad(`can't parse entities: ${first.type} and ${second.type} overlap without nesting`)
}

function isQuote({ type }: MessageEntity): boolean {
  return type === 'blockquote' || type === 'expandable_blockquote'
}

function splitsPair(text: string, index: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(index - 1, 0), index + 1))
}
