import type { MiddlewareFn } from 'grammy'
import type { PressContext, Services } from '../context.ts'
import { endWaiting } from '../telegram/send.ts'

/**
 * Creates the middleware around every handler of a press: it limits presses per user, and answers the callback query
 * with `ctx.notice`, or with the sentence for a failure where the handler throws without a notice.
 */
export function framePresses({ rateLimits }: Services): MiddlewareFn<PressContext> {
  return async (ctx, next) => {
    const { texts } = ctx.reader
    try {
      const turn = await rateLimits.takePress(ctx.callbackQuery.from.id)
      if (turn.kind === 'free') await next()
      if (turn.kind === 'told') ctx.notice = texts.slowDown(turn.seconds)
    } catch (error) {
      ctx.notice ??= texts.failed
      throw error
    } finally {
      // Until then the presser sees the button waiting.
      await endWaiting(ctx, ctx.notice || undefined)
    }
  }
}
