import type { MessageEntity, ParseMode } from 'grammy/types'
import { checkEntities, inOrder } from './entities.ts'
import { parseHtml } from './html.ts'
import { refuseBad } from '../server/refusal.ts'

export interface Formatted {
  text: string
  entities: MessageEntity[]
}

interface Source {
  text?: string | undefined
  parse_mode?: ParseMode | undefined
  entities?: readonly MessageEntity[] | undefined
}

/** Gives a message's text and entities as Telegram would show them, and refuses what it would not send. */
export function formatText(source: Source, max = 4096): Formatted {
  const formatted = formatCaption(source, max, 'message is too long')
  if (formatted.text === '') refuseBad('message text is empty')
  return formatted
}

/** Does for a caption, which may be empty, what formatText does for a text. */
export function formatCaption(source: Source, max = 1024, tooLong = 'message caption is too long'): Formatted {
  const parsed = parse(source)
  checkEntities(parsed.text, parsed.entities)
  const trimmed = trim(parsed)
  if (trimmed.text.length > max) refuseBad(tooLong)
  return trimmed
}

function parse({ text = '', parse_mode, entities = [] }: Source): Formatted {
  if (parse_mode === 'HTML') return parseHtml(text)
  // Nothing could vouch for markup that the fake does not read.
  if (parse_mode) refuseBad(`the fake does not parse ${parse_mode}`)
  return { text, entities: inOrder(entities) }
}

// Telegram cuts white space at both ends, at the start only as far as the first entity.
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length
  const blank = text.length - text.trimStart().length
  const start = Math.min(blank, end, ...entities.map((entity) => entity.offset))
  const kept = entities.map((entity) => {
    const length = Math.min(entity.offset + entity.length, end) - entity.offset
    return { ...entity, offset: entity.offset - start, length }
  })
  return { text: text.slice(start, end), entities: kept.filter((entity) => entity.length > 0) }
}
