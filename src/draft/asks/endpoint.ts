import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** An OpenAI-compatible endpoint that drafts. */
export interface EndpointSettings {
  /** Of its API, such as `https://api.example.com/v1`, to which `/chat/completions` is added. */
  readonly url: string
  readonly model: string
  readonly key: string
}

/** What is read of a response. */
export interface EndpointResponse {
  readonly status: number
  /** The header of that name. */
  readonly retryAfter: string | undefined
  readonly json: () => Promise<unknown>
}

/** Sends a request; it follows no redirection, and its errors do not hold the headers. */
export type Send = (url: string, init: RequestInit) => Promise<EndpointResponse>

/** How long is waited, in milliseconds. */
export interface Patience {
  /** For one answer: a model writes some 50 tokens a second, and 40 asks with their spans are some 3,000. */
  readonly answer: number
  /** Before the second try; each further one waits twice as long as the one before. */
  readonly pause: number
  /** The longest time that an endpoint may ask for by retry-after: beyond it the request is given up. */
  readonly longestPause: number
}

/** What came of a request; a final failure is one that every other request would meet too. */
export type Completion =
  | { readonly kind: 'completed'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean }

/** Messages of a chat. */
export interface Prompt {
  readonly system: string
  readonly user: string
}

const PATIENCE: Patience = { answer: 180_000, pause: 2000, longestPause: 60_000 }
const MOST_TRIES = 4
const TOO_MANY = 429
const SERVER_ERROR = 500
/** Statuses that tell of the settings: none, unknown or barred keys, and addresses or models that are not there. */
const FINAL: Readonly<Record<number, string>> = {
  401: 'LLM_API_KEY is refused (status 401)',
  402: 'the account has no credit (status 402)',
  403: 'LLM_API_KEY may not use this model (status 403)',
  404: 'LLM_URL or LLM_MODEL is not known there (status 404)',
  405: 'LLM_URL takes no such request (status 405)',
}
/** Statuses of endpoints that do not know the form in which JSON is asked for. */
const UNKNOWN_FORM: readonly number[] = [400, 422]

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
})

/**
 * Creates a function that has an endpoint complete a chat with JSON, tried again where it is busy or fails. The reasons
 * of failures hold neither the key nor anything that the endpoint wrote.
 */
export function createComplete(
  settings: EndpointSettings,
  send: Send,
  patience: Patience = PATIENCE,
): (prompt: Prompt) => Promise<Completion> {
  const address = toAddress(settings.url)
  // Known once for all requests.
  let hasForm = true
  const post = (prompt: Prompt, isFormed: boolean) =>
    send(address, { ...toRequest(settings, prompt, isFormed), signal: AbortSignal.timeout(patience.answer) })
  return async (prompt) => {
    for (let tries = 1; ; tries++) {
      // Another request may be told meanwhile that the form is not known.
      const isFormed = hasForm
      const attempt = await tryOnce(() => post(prompt, isFormed))
      if (attempt.kind === 'formRefused') {
        if (!isFormed) return fail(attempt.reason)
        hasForm = false
      } else if (attempt.kind === 'again') {
        const { reason, pause = patience.pause * 2 ** (tries - 1) } = attempt
        if (pause > patience.longestPause) return fail(`${reason}, and wants ${toSeconds(pause)} s until the next try`)
        if (tries >= MOST_TRIES) return fail(`${reason}, ${tries} times`)
        await sleep(pause)
      } else return attempt
    }
  }
}

function toRequest({ model, key }: EndpointSettings, { system, user }: Prompt, isFormed: boolean): RequestInit {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ]
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ model, messages, ...(isFormed && { response_format: { type: 'json_object' } }) }),
  }
}

type Attempt =
  | Completion
  | { readonly kind: 'formRefused'; readonly reason: string }
  | { readonly kind: 'again'; readonly reason: string; readonly pause?: number | undefined }

async function tryOnce(post: () => Promise<EndpointResponse>): Promise<Attempt> {
  try {
    const response = await post()
    const { status } = response
    const final = FINAL[status]
    if (final !== undefined) return fail(final, true)
    if (status >= 300 && status < 400)
      return fail(`it redirects elsewhere (status ${status}), where no key is sent`, true)
    if (status === TOO_MANY || status >= SERVER_ERROR)
      return { kind: 'again', reason: `it answers with status ${status}`, pause: toPause(response.retryAfter) }
    if (UNKNOWN_FORM.includes(status))
      return { kind: 'formRefused', reason: `it refuses the request (status ${status})` }
    if (status !== 200) return fail(`it answers with status ${status}`)
    return readCompletion(await response.json())
  } catch (error) {
    return toFailure(error)
  }
}

function readCompletion(body: unknown): Completion {
  const choice = completionSchema.safeParse(body).data?.choices[0]
  if (!choice) return fail('what it answers is no completion of a chat')
  const text = choice.message.content?.trim() ?? ''
  return text === ''
    ? fail('its answer is empty')
    : { kind: 'completed', text, isCut: choice.finish_reason === 'length' }
}

/** A body that is cut or too long would be so again, and costs money each time. */
function toFailure(error: unknown): Attempt {
  if (!(error instanceof Error)) throw error
  if (error instanceof SyntaxError) return fail('what it answers is not JSON')
  if (error.name === 'TimeoutError') return { kind: 'again', reason: 'it did not answer in time' }
  // Only what was on its way; anything else is a bug.
  if (!('code' in error)) throw error
  if (error.code === 'TOO_LONG') return fail('its answer is too long')
  return { kind: 'again', reason: `it cannot be reached (${typeof error.code === 'string' ? error.code : error.name})` }
}

function fail(reason: string, isFinal = false): Extract<Completion, { kind: 'failed' }> {
  return { kind: 'failed', reason, isFinal }
}

/** Reads seconds or a date; milliseconds, undefined for neither. */
function toPause(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined
  const pause = /^\d+$/u.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(pause) ? undefined : Math.max(0, pause)
}

function toSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000)
}

/** A query of the address stays behind the path, as some providers want a version there. */
function toAddress(url: string): string {
  const address = new URL(url)
  const path = address.pathname.replace(/\/+$/u, '')
  address.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`
  return address.href
}
