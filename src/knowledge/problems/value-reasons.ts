import leven, { closestMatch } from 'leven'
import type { z } from 'zod'
import { type Message, say } from './message.ts'

/** Message ids that a schema gives as its error texts: zod passes on strings only. */
export const valueReasons = {
  notText: 'value-not-text',
  empty: 'value-empty',
  tooLong: 'value-too-long',
  tooMany: 'value-too-many',
  comma: 'value-comma',
  badId: 'value-bad-id',
  notDate: 'value-not-date',
  notEnglish: 'value-not-english',
  tooShort: 'value-too-short',
  lonelySynonym: 'value-lonely-synonym',
} as const

/** Renders a schema issue as a message: the reason that the schema gives, or else the kind of the issue. */
export function toReason(issue: z.core.$ZodIssue): Message {
  const given = Object.values(valueReasons).find((id) => id === issue.message)
  if (given !== undefined) return say(given, issue.code === 'too_big' ? { max: Number(issue.maximum) } : {})
  if (issue.code === 'invalid_type')
    return say('value-wrong-type', { expected: toType(issue.expected), received: toType(typeOf(issue.input)) })
  return say(issue.code === 'invalid_format' && issue.format === 'url' ? 'value-not-url' : 'value-invalid')
}

/** Finds the known word that is closest to an unknown one; undefined if more than half of it differs. */
export function toSuggestion(word: string, known: readonly string[]): string | undefined {
  const toMost = (other: string) => Math.max(word.length, other.length) / 2
  // Lengths first: the time for a distance grows with both.
  const alike = known.filter((other) => Math.abs(other.length - word.length) <= toMost(other))
  const nearest = closestMatch(word, alike)
  return nearest !== undefined && leven(word, nearest) <= toMost(nearest) ? nearest : undefined
}

/** The types of YAML values that have a name in every language. */
export const TYPES: readonly string[] = ['string', 'number', 'boolean', 'null', 'nan', 'array', 'object', 'record']

function toType(name: string): Message | string {
  return TYPES.includes(name) ? say(`type-${name}`) : name
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Number.isNaN(value)) return 'nan'
  return Array.isArray(value) ? 'array' : typeof value
}
