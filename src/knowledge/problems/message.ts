import { FluentNumber } from '@fluent/bundle'
import { type Format, createFormats } from '../../i18n/format.ts'
import type { Language } from '../../i18n/languages.ts'
import { en } from './locales/en.ts'
import { zhHans } from './locales/zh-hans.ts'
import { zhHant } from './locales/zh-hant.ts'

/** A sentence or a part of one that is not rendered yet: the id of a message in `locales/` and its variables. */
export interface Message {
  readonly id: string
  readonly values: Readonly<Record<string, Value>>
}

/** A variable: a nested message, or what is the same in every language (text, a list of words to quote, a number). */
export type Value = Message | string | readonly string[] | number

export function say(id: string, values: Message['values'] = {}): Message {
  return { id, values }
}

/**
 * Renders a message and the messages nested in it.
 *
 * @throws Error if `locales/` has no such message, or a variable is missing
 */
export function renderMessage({ id, values }: Message, language: Language): string {
  const entries = Object.entries(values).map(([name, value]) => [name, toVariable(value, language)] as const)
  return toFormats()[language](id, Object.fromEntries(entries))
}

function toVariable(value: Value, language: Language): string | FluentNumber {
  if (typeof value === 'string') return value
  // Line 1000 is never 1,000.
  if (typeof value === 'number') return new FluentNumber(value, { useGrouping: false })
  if ('id' in value) return renderMessage(value, language)
  if (value.length === 0) return renderMessage(say('none'), language)
  const comma = renderMessage(say('list-comma'), language)
  return value.map((word) => renderMessage(say('quoted', { word }), language)).join(comma)
}

let formats: Readonly<Record<Language, Format>> | undefined

/** Parses the messages on first use, so that importing this module costs nothing. */
function toFormats(): Readonly<Record<Language, Format>> {
  formats ??= createFormats({ 'zh-hans': zhHans, 'zh-hant': zhHant, en })
  return formats
}
