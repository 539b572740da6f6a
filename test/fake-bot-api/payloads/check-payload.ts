import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { inject } from 'vitest'
import type { Method, Payloads } from './payloads.ts'
import { refuseBad } from '../server/refusal.ts'

/** Whether a name is one of the methods that the fake answers. */
export function isMethod(name: string): name is Method {
  return known.has(name)
}

/** Refuses a payload that the Bot API's own types do not allow, or that is not valid Unicode. */
export function checkPayload<M extends Method>(method: M, payload: unknown): Payloads[M] {
  if (!isWellFormed(payload)) refuseBad('strings must be encoded in UTF-8')
  const validate = validators.get(method) ?? compile(method)
  if (!validate(payload)) refuseBad(`${method}: ${reasonOf(validate.errors ?? [])}`)
  // The schema that has just accepted the payload was made from this very type.
  return payload as Payloads[M]
}

// The schema is made by typescript-json-schema, whose root type is an object with a property for every method.
const schema = JSON.parse(inject('botApiSchema')) as { properties: Record<string, object> }
const known = new Set(Object.keys(schema.properties))
// A union of button types fails in every branch: all errors are needed to find the nearest.
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema, 'payloads')
const validators = new Map<Method, ValidateFunction>()

function compile(method: Method): ValidateFunction {
  const validate = ajv.compile({ $ref: `payloads#/properties/${method}` })
  validators.set(method, validate)
  return validate
}

function reasonOf(errors: ErrorObject[]): string {
  const deepest = Math.max(...errors.map((error) => error.instancePath.split('/').length))
  const reasons = errors.filter((error) => error.instancePath.split('/').length === deepest).map(describe)
  return [...new Set(reasons)].slice(0, 5).join('; ')
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const extra = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : ''
  return `${instancePath || 'payload'} ${message ?? 'is invalid'}${extra}`
}

// JSON lets an escape like \ud83d through on its own; Telegram does not.
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isWellFormed(key) && isWellFormed(inner))
}
