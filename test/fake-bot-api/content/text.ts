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

/** Formats a message's text as Telegram shows it, and refuses what Telegram would not send. */
export function formatText(source: Source, max = 4096): Formatted {
  const formatted = formatCaption(source, max, 'message is too long')
  if (formatted.text === '') refuseBad('message text is empty')
  return formatted
}

/** Formats a caption, which may be empty, like a text. */
export function formatCaption(source: Source, max = 1024, tooLong = 'message caption is too long'): Formatted {
  const parsed = parse(source)
  checkEntities(parsed.text, parsed.entities)
  const trimmed = trim(parsed)
  if (trimmed.text.length > max) refuseBad(tooLong)
  return trimmed
}

function parse({ text = '', parse_mode, entities = [] }: Source): Formatted {
  if (parse_mode === 'HTML') return parseHtml(text)
  // The fake cannot check markup that it does not parse.
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
