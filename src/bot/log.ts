import { GrammyError, HttpError } from 'grammy'
import type { BaseLogger } from 'pino'
import { stackFramesOf } from '../errors.ts'

/** Where the bot writes what happened: never a token, a user's text, or a grammY object. */
export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/** What else somebody put there may be anything. */
const CODE = /^[A-Z][A-Z\d_]*$/u

/**
 * Describes an error for the log without what must not stand there: the token, and whatever a user wrote.
 *
 * What Telegram said of a request is told. Of any other error only its name, the system's or the database's code if it
 * has one (ENOSPC, SQLITE_FULL), and where it came from, for its message may quote the text that it stumbled over.
 */
export function describeError(error: unknown, token: string): { error: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const said =
    error instanceof GrammyError || error instanceof HttpError
      ? error.message.replaceAll(token, '[token]')
      : [error.name, ...codeOf(error)].join(' ')
  return { error: [said, ...stackFramesOf(error)].join('\n') }
}

function codeOf(error: Error): string[] {
  return 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? [error.code] : []
}
