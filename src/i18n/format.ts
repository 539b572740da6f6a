import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle'
import { type Language, LANGUAGES } from './languages.ts'

/** The values of a message's variables. */
export type Values = Readonly<Record<string, FluentVariable>>

/**
 * Formats the message with an id, or its attribute: `id.attribute`.
 *
 * @throws Error if the language has no such message, or a value is missing
 */
export type Format = (id: string, values?: Values) => string

/**
 * Creates a message formatter for each language.
 *
 * @param sources Fluent resources, https://projectfluent.org/fluent/guide/
 * @throws Error with the language and the fault if a part of a resource cannot be parsed
 */
export function createFormats(sources: Readonly<Record<Language, string>>): Readonly<Record<Language, Format>> {
  const formats = LANGUAGES.map((language) => [language, createFormat(language, sources[language])] as const)
  // Every language is among the entries.
  return Object.fromEntries(formats) as Record<Language, Format>
}

function createFormat(language: Language, source: string): Format {
  const bundle = parseSource(language, source)
  return (id, values = {}) => {
    const [name = '', attribute] = id.split('.')
    const message = bundle.getMessage(name)
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute]
    if (!pattern) throw new Error(`${language} has no message ${id}`)
    const errors: Error[] = []
    const text = bundle.formatPattern(pattern, disableGrouping(values), errors)
    if (errors[0]) throw new Error(`${language}, message ${id}: ${errors[0].message}`)
    return text
  }
}

function parseSource(language: Language, source: string): FluentBundle {
  // Isolation marks around values would end up in copied text.
  const bundle = new FluentBundle(language, { useIsolating: false })
  const resource = new FluentResource(source)
  // The parser drops what it cannot parse without an error.
  const entries = source.match(/^[^\s#}].*/gmu) ?? []
  if (entries.length > resource.body.length)
    throw new Error(`${language}: of ${entries.length} messages only ${resource.body.length} can be read`)
  const faults = bundle.addResource(resource)
  if (faults.length > 0) throw new Error(`${language}: ${faults.map(String).join('; ')}`)
  return bundle
}

/** Numbers are counts of passages, pages or milliseconds: 1234, not 1,234. */
function disableGrouping(values: Values): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? new FluentNumber(value, { useGrouping: false }) : value,
    ]),
  )
}
