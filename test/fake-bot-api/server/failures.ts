import type { ApiError } from 'grammy/types'
import type { Call, Method } from '../payloads/payloads.ts'

/** How one attempt fails; an empty failure is none. */
export interface Failure {
  error_code?: number
  description?: string
  retry_after?: number
  /** Cut the connection instead of carrying the call out. */
  drop?: boolean
  /** Carry the call out, then cut the connection instead of answering. */
  dropAfter?: boolean
  /** Milliseconds to wait before anything else, or what to wait for. */
  delay?: number | Promise<unknown>
}

/** Decides on one attempt, of a method or of fetching a file; attempts count from 1 for each method with the same payload. */
export type FailWith = (method: Method | 'file', payload: Call['payload'], attempt: number) => Failure | void

/** Asks the test's function, if any, how each attempt fails. */
export function createFailures() {
  let decide: FailWith | undefined
  const attempts = new Map<string, number>()

  function failWith(fn?: FailWith): void {
    decide = fn
    attempts.clear()
  }

  function next(method: Method | 'file', payload: Call['payload']): Failure {
    const same = JSON.stringify([method, payload])
    const attempt = (attempts.get(same) ?? 0) + 1
    attempts.set(same, attempt)
    return decide?.(method, payload, attempt) ?? {}
  }

  return { failWith, next }
}

/** Returns the error that a failure answers with, if it answers. */
export function errorOf({ error_code, description = 'Failure on demand', retry_after }: Failure): ApiError | undefined {
  if (retry_after !== undefined) {
    const wait = `Too Many Requests: retry after ${retry_after}`
    return { ok: false, error_code: 429, description: wait, parameters: { retry_after } }
  }
  return error_code === undefined ? undefined : { ok: false, error_code, description }
}
