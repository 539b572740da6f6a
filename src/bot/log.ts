import { GrammyError, HttpError } from 'grammy'
import type { BaseLogger } from 'pino'
import { framesOf } from './frames.ts'

/** Where the bot writes what happened: never a token, a user's text, or a grammY object. */
export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/**
 * Describes an error for the log without what must not stand there: the token, and whatever a user wrote.
 *
 * What Telegram said of a request is told. Of any other error only its name and where it came from,
 * for its message may quote the text that it stumbled over.
 */
export function describeError(error: unknown, token: string): { error: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const said = error instanceof GrammyError || error instanceof HttpError ? error.message.replaceAll(token, '[token]') : error.name
  return { error: [said, ...framesOf(error)].join('\n') }
}
