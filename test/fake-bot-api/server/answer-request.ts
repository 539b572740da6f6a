import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiError } from 'grammy/types'
import { errorOf, type Failure } from './failures.ts'
import { createMethods } from '../methods/methods.ts'
import { parseMultipart } from './multipart.ts'
import { checkPayload, isMethod } from '../payloads/check-payload.ts'
import type { Call, Method, Payloads } from '../payloads/payloads.ts'
import { Refusal } from './refusal.ts'
import type { Answer, Request } from './server.ts'
import type { World } from '../world/world.ts'

interface Parts {
  token: string
  world: World
  faults: string[]
  nextFailure: (method: Method | 'file', payload: Call['payload']) => Failure
  record: (call: Call) => void
}

/** Creates the handler of requests: it checks a request, fails it on demand, carries it out and records it. */
export function createAnswering(parts: Parts): (request: Request) => Promise<Answer> {
  const { faults, nextFailure } = parts
  const carryOut = createCarryOut(parts)
  let seq = 0

  return async (request) => {
    const file = FILE.exec(request.path)
    if (file) return answerFile(file, parts)
    const target = targetOf(request.path, parts.token)
    if ('ok' in target) return faulty(faults, request.path, target)
    const payload = payloadOf(request, parts.world)
    if ('ok' in payload) return faulty(faults, target.method, payload)
    const failure = nextFailure(target.method, payload.value)
    await (typeof failure.delay === 'number' ? sleep(failure.delay) : failure.delay)
    if (failure.drop) return 'hang up'
    const made = { method: target.method, payload: payload.value }
    const answer = errorOf(failure) ?? (await carryOut(made.method, made.payload, request.gone))
    // A poll whose client hung up was never answered.
    if (made.method === 'getUpdates' && request.gone.aborted) return 'hang up'
    const outcome = answer.ok ? { result: answer.result } : { error: answer }
    // One method's payload and result are kept together here, which the type cannot follow.
    parts.record({ seq: seq++, ...made, ...outcome } as Call)
    return failure.dropAfter ? 'hang up' : answer
  }
}

const FILE = /^\/file\/bot([^/]+)\/(.+)$/

/** Answers with a file's bytes, as long as its address is good. */
async function answerFile(
  [, given, path = '']: RegExpExecArray,
  { token, world, nextFailure }: Parts,
): Promise<Answer> {
  if (given !== token) return { ok: false, error_code: 401, description: 'Unauthorized' }
  const failure = nextFailure('file', {})
  await (typeof failure.delay === 'number' ? sleep(failure.delay) : failure.delay)
  const bytes = world.files.fetch(decodeURIComponent(path))
  if (failure.drop) return 'hang up'
  return errorOf(failure) ?? bytes ?? { ok: false, error_code: 404, description: 'Not Found' }
}

function createCarryOut({ world, faults }: Parts) {
  const methods = createMethods(world)

  function perform(method: Method, payload: unknown, gone: AbortSignal): unknown {
    if (method === 'getUpdates') return world.queue.getUpdates(checkPayload(method, payload), gone)
    // Each handler takes the payload of its own method, which has just been checked against that type.
    const handler = methods[method] as (checked: Payloads[Method]) => unknown
    return handler(checkPayload(method, payload))
  }

  return async (method: Method, payload: unknown, gone: AbortSignal): Promise<Exclude<Answer, string | Uint8Array>> => {
    try {
      return { ok: true, result: await perform(method, payload, gone) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, message, parameters, isFault } = error
      const refusal: ApiError = { ok: false, error_code: code, description: message, ...(parameters && { parameters }) }
      return isFault ? faulty(faults, method, refusal) : refusal
    }
  }
}

function faulty(faults: string[], what: string, error: ApiError): ApiError {
  faults.push(`${what}: ${error.description}`)
  return error
}

function targetOf(path: string, token: string): { method: Method } | ApiError {
  const [, given, name = ''] = /^\/bot([^/]+)\/(\w+)(?:\?|$)/.exec(path) ?? []
  if (given === undefined) return { ok: false, error_code: 404, description: 'Not Found' }
  if (given !== token && given !== encodeURIComponent(token))
    return { ok: false, error_code: 401, description: 'Unauthorized' }
  return isMethod(name) ? { method: name } : { ok: false, error_code: 404, description: 'Not Found' }
}

// The payload is checked when it is carried out: a failure on demand sees it as the client sent it.
function payloadOf({ body, contentType }: Request, world: World): { value: Call['payload'] } | ApiError {
  if (body.length === 0) return { value: {} }
  const value = /^application\/json\b/.test(contentType)
    ? parseJson(body.toString('utf8'))
    : formOf(body, contentType, world)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as Call['payload'] }
  return {
    ok: false,
    error_code: 400,
    description: 'Bad Request: the fake reads JSON objects and multipart forms only',
  }
}

// A form does not name the types of its fields: Telegram reads each as the type that the method wants.
function formOf(body: Buffer, contentType: string, { uploads }: World): unknown {
  const form = parseMultipart(body, contentType)
  for (const [name, upload] of form?.files ?? []) uploads.set(name, upload)
  return (
    form &&
    Object.fromEntries(
      [...form.fields].map(([name, text]) => [name, texts.has(name) ? text : (parseJson(text) ?? text)]),
    )
  )
}

const texts = new Set(['caption', 'text', 'photo', 'document', 'parse_mode'])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
