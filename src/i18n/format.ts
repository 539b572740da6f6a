import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle'
import { type Language, LANGUAGES } from './languages.ts'

/** What stands in the places that a message leaves open. */
export type Values = Readonly<Record<string, FluentVariable>>

/** Formats a message by its id, or `id.attribute`. @throws Error where the language has none of that id, or a value is missing */
export type Format = (id: string, values?: Values) => string

/**
 * Creates the formatting of messages in each language.
 *
 * @param sources Fluent resources, https://projectfluent.org/fluent/guide/
 * @throws Error naming the language and the fault, where a resource cannot be read whole
 */
export function createFormats(sources: Readonly<Record<Language, string>>): Readonly<Record<Language, Format>> {
  const formats = LANGUAGES.map((language) => [language, createFormat(language, sources[language])] as const)
  // Every language is among the entries.
  return Object.fromEntries(formats) as Record<Language, Format>
}

function createFormat(language: Language, source: string): Format {
  // The marks of isolation around each value would stand in what is quoted and copied.
  const bundle = new FluentBundle(language, { useIsolating: false })
  const resource = new FluentResource(source)
  // What the parser cannot read it leaves out without a word.
  const entries = source.match(/^[^\s#}].*/gmu) ?? []
  if (entries.length > resource.body.length)
    throw new Error(`${language}: of ${entries.length} messages only ${resource.body.length} can be read`)
  const faults = bundle.addResource(resource)
  if (faults.length > 0) throw new Error(`${language}: ${faults.map(String).join('; ')}`)
  return (id, values = {}) => {
    const [name = '', attribute] = id.split('.')
    const message = bundle.getMessage(name)
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute]
    if (!pattern) throw new Error(`${language} has no message ${id}`)
    const errors: Error[] = []
    const text = bundle.formatPattern(pattern, ungroup(values), errors)
    if (errors[0]) throw new Error(`${language}, message ${id}: ${errors[0].message}`)
    return text
  }
}

/** 1234 and not 1,234: a number here counts passages, pages or milliseconds, and no money. */
function ungroup(values: Values): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? new FluentNumber(value, { useGrouping: false }) : value,
    ]),
  )
}
