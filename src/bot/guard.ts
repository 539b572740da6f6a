import type { Middleware } from 'grammy'
import { type Log, describeError } from './log.ts'

/**
 * Creates the outermost middleware: a handler that fails is logged, and the bot lives on.
 *
 * It catches here and not in `bot.catch`, which webhooks pass by.
 */
export function guard(token: string, log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      log.error({ ...describeError(error, token), update: ctx.update.update_id }, 'a handler failed')
    }
  }
}
