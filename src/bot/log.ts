import { GrammyError, HttpError } from 'grammy'
import type { BaseLogger } from 'pino'
import { OperatorError, stackFramesOf } from '../errors.ts'
import { ConnectionError, toAdvice } from './connection-error.ts'

/** Where the bot writes what happened: never a token, a user's text, or a grammY object. */
export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/** Codes of the system and of databases; anything else in the field may quote a user. */
const CODE = /^[A-Z][A-Z\d_]*$/u
/** Of a failed request: the error of the request, and what caused it. */
const MAX_CAUSES = 3
/** Addresses may hold the token or a password. */
const ADDRESS = /[a-z][a-z\d+.-]*:\/\/\S+/giu

/** What the log has of an error. */
export interface Described {
  readonly error: string
  /** Of a connection that failed: the host, and what to do. */
  readonly host?: string
  readonly advice?: string
}

/**
 * Describes an error for the log without what must not stand there: the token, and what a user wrote.
 *
 * An OperatorError has its sentence, and an error of the system its message. A failed request has what Telegram said, or why the connection failed, to which host and what to do. Any other error has only its name, its code from
 * the system or the database (ENOSPC, SQLITE_FULL), and its stack frames, because its message may quote a user's text.
 */
export function describeError(error: unknown, token: string): Described {
  if (!(error instanceof Error)) return { error: typeof error }
  if (error instanceof OperatorError) return { error: error.message }
  const summary = toSummary(error).replaceAll(token, '[token]')
  const reason = error instanceof HttpError ? error.error : undefined
  // Where the connection failed no line of the program is to blame.
  if (reason instanceof ConnectionError) return { error: summary, ...describeConnection(reason) }
  return { error: [summary, ...stackFramesOf(error)].join('\n') }
}

function describeConnection({ host, code }: ConnectionError): Pick<Described, 'host' | 'advice'> {
  const advice = toAdvice(code)
  return { host, ...(advice !== undefined && { advice }) }
}

function toSummary(error: Error): string {
  if (error instanceof GrammyError) return error.message
  // Messages of the system quote only paths and addresses.
  if (!(error instanceof HttpError))
    return 'syscall' in error ? `${error.name}: ${error.message}` : toNameAndCode(error)
  return [error.message, ...toCauses(error.error)].join(' <- ')
}

/** Describes why a request failed: its error, and the causes. */
function toCauses(error: unknown): string[] {
  const causes: string[] = []
  for (let cause = error; cause instanceof Error && causes.length < MAX_CAUSES; cause = cause.cause) {
    // A SyntaxError quotes the response, which may be anything where the address is not a Bot API's.
    const message = cause.name === 'SyntaxError' ? '' : cause.message.replace(ADDRESS, '[address]')
    causes.push([toNameAndCode(cause), message].filter((part) => part !== '').join(': '))
  }
  return causes
}

function toNameAndCode(error: Error): string {
  return [error.name, ...codeOf(error)].join(' ')
}

function codeOf(error: Error): string[] {
  return 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? [error.code] : []
}
