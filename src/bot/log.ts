import type { BaseLogger } from 'pino'

/** Where the bot writes what happened: never a token, a user's text, or a grammY object. */
export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/**
 * Describes an error for the log without what must not stand in it.
 *
 * @param secrets texts that are blanked wherever they occur, such as the token and the user's text
 */
export function describeError(error: unknown, secrets: readonly string[]): { error: string } {
  // Only the stack is taken: grammY's errors carry the whole payload, and with it the user's text.
  const described = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
  return { error: secrets.filter((secret) => secret !== '').reduce((text, secret) => text.replaceAll(secret, '[…]'), described) }
}
