import { FluentNumber } from '@fluent/bundle'
import { type Format, createFormats } from '../../i18n/format.ts'
import type { Language } from '../../i18n/languages.ts'
import { en } from './locales/en.ts'
import { zhHans } from './locales/zh-hans.ts'
import { zhHant } from './locales/zh-hant.ts'

/** A sentence or a part of one, in no language yet: the id of a message in `locales/`, and what stands in its places. */
export interface Message {
  readonly id: string
  readonly values: Readonly<Record<string, Value>>
}

/** Another message, or what is the same in every language: words as they are, several of them to be listed, a number. */
export type Value = Message | string | readonly string[] | number

/** Makes a message. */
export function say(id: string, values: Message['values'] = {}): Message {
  return { id, values }
}

/** Renders a message, and those that stand in it. @throws Error where no such message is in `locales/`, or it lacks a value */
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
  return value
    .map((word) => renderMessage(say('quoted', { word }), language))
    .join(renderMessage(say('list-comma'), language))
}

let formats: Readonly<Record<Language, Format>> | undefined

function toFormats(): Readonly<Record<Language, Format>> {
  formats ??= createFormats({ 'zh-hans': zhHans, 'zh-hant': zhHant, en })
  return formats
}
