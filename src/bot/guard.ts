import { GrammyError, type Middleware } from 'grammy'
import { type Log, describeError } from './log.ts'
import { isRefusedByChat } from './telegram/send.ts'

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
      const told = { ...describeError(error, token), update: ctx.update.update_id }
      // A closed topic, a lost right to write, a bot that was removed: nobody here can mend that.
      if (error instanceof GrammyError && isRefusedByChat(error)) log.warn(told, 'a chat takes no answer')
      else log.error(told, 'a handler failed')
    }
  }
}
