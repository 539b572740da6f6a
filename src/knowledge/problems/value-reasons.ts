import type { z } from 'zod'
import { type Message, say } from './message.ts'

/** What a schema can say is wrong with a value: the ids of messages, for a schema passes on nothing but text. */
export const valueReasons = {
  notText: 'value-not-text',
  empty: 'value-empty',
  tooLong: 'value-too-long',
  tooMany: 'value-too-many',
  comma: 'value-comma',
  badId: 'value-bad-id',
  notDate: 'value-not-date',
  tooShort: 'value-too-short',
  lonelySynonym: 'value-lonely-synonym',
} as const

/** Tells what is wrong with a value: what its schema says of it, or else what kind of fault it is. */
export function toReason(issue: z.core.$ZodIssue): Message {
  const told = Object.values(valueReasons).find((id) => id === issue.message)
  if (told !== undefined) return say(told, issue.code === 'too_big' ? { max: Number(issue.maximum) } : {})
  if (issue.code === 'invalid_type')
    return say('value-wrong-type', { expected: toType(issue.expected), received: toType(typeOf(issue.input)) })
  return say(issue.code === 'invalid_format' && issue.format === 'url' ? 'value-not-url' : 'value-invalid')
}

/** What a value can be, or has to be. */
export const TYPES: readonly string[] = ['string', 'number', 'boolean', 'null', 'nan', 'array', 'object', 'record']

function toType(name: string): Message | string {
  return TYPES.includes(name) ? say(`type-${name}`) : name
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Number.isNaN(value)) return 'nan'
  return Array.isArray(value) ? 'array' : typeof value
}
