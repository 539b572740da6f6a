import { GrammyError, HttpError } from 'grammy'
import type { BaseLogger } from 'pino'
import { stackFramesOf } from '../errors.ts'

/** The bot's log. No entry holds the token, a user's text, or a grammY object. */
export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/** A system's or a database's error code; other values of `code` may hold anything. */
const CODE = /^[A-Z][A-Z\d_]*$/u

/**
 * Describes an error for the log without the token and without what a user wrote.
 *
 * Errors of requests keep Telegram's message. Any other error keeps its name, its code such as ENOSPC or SQLITE_FULL,
 * and its stack frames: its message may quote a user's text.
 */
export function describeError(error: unknown, token: string): { error: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const title =
    error instanceof GrammyError || error instanceof HttpError
      ? error.message.replaceAll(token, '[token]')
      : [error.name, ...codeOf(error)].join(' ')
  return { error: [title, ...stackFramesOf(error)].join('\n') }
}

function codeOf(error: Error): string[] {
  return 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? [error.code] : []
}
