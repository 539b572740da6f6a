import type { MiddlewareFn } from 'grammy'
import { type Content, isAnswered } from '../answer/browse/content.ts'
import { toLanguage } from '../i18n/languages.ts'
import { findArrivedFile } from './articles/arrived-file.ts'
import type { BotContext, PressContext, QueryOutcome, Services } from './context.ts'
import { parseMessage, toWritten } from './handlers/parse-message.ts'
import { type Place, createLanes } from './state/lanes.ts'
import { isPassing } from './telegram/api-retry.ts'
import { endWaiting } from './telegram/send.ts'

/** The asker in a group who has no user id of their own. */
const NOBODY = 0

/** Creates the middleware that sets `ctx.request`. */
export function readRequest(adminIds: ReadonlySet<number>): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    const message = ctx.message ?? ctx.editedMessage
    // The caption of a file that is read is no query.
    const written = message && !findArrivedFile(message, adminIds) ? toWritten(message) : undefined
    if (written) ctx.request = parseMessage(written, ctx.me, adminIds)
    return next()
  }
}

/**
 * Creates the middleware that tells whether a message is one of several of its chat that wait at once, so that each
 * answer can say to which it belongs. Must run before messages wait for their turns.
 */
export function countWaiting(): MiddlewareFn<BotContext> {
  const waiting = new Map<number, number>()
  const add = (chatId: number, difference: number) => {
    const count = (waiting.get(chatId) ?? 0) + difference
    if (count > 0) waiting.set(chatId, count)
    else waiting.delete(chatId)
    return count
  }
  return async (ctx, next) => {
    const { chatId, message } = ctx
    if (chatId === undefined || !message) return next()
    const isLater = add(chatId, 1) > 1
    ctx.isOneOfSeveral = () => isLater || (waiting.get(chatId) ?? 0) > 1
    try {
      await next()
    } finally {
      add(chatId, -1)
    }
  }
}

/**
 * Creates the middleware that notes of which albums a message is answered: their other messages need no sentence of
 * their own. Must run before messages wait for their turns.
 */
export function noteAlbums({ albums, adminIds }: Pick<Services, 'adminIds' | 'albums'>): MiddlewareFn<BotContext> {
  return async ({ message, request }, next) => {
    const isReplied = request || (message && findArrivedFile(message, adminIds))
    if (message?.media_group_id !== undefined && isReplied) await albums.note(message.media_group_id)
    await next()
  }
}

/** Methods by which an answer goes out. */
const ANSWERS = /^(?:send(?!ChatAction)|edit|answer)/u

/**
 * Creates the middleware that has each update wait for its turn in the lanes of its place; without one it waits for
 * nothing. A user's next turn begins once the answer is on its way: a chat that Telegram has wait holds up no other.
 */
export function takeTurns(toPlace: (ctx: BotContext) => Place | undefined): MiddlewareFn<BotContext> {
  const lanes = createLanes()
  return (ctx, next) => {
    const place = toPlace(ctx)
    if (!place) return next()
    return lanes.run(place, async (release) => {
      ctx.api.config.use((prev, method, payload, signal) => {
        if (ANSWERS.test(method)) release()
        return prev(method, payload, signal)
      })
      await next()
    })
  }
}

/** The id under which a user's doings are counted; undefined for anonymous admins, who share the id of their group. */
export function toUserId({ from, senderChat, chatId, callbackQuery }: BotContext): number | undefined {
  // The message of a press is the bot's, and its sender not who presses.
  if (callbackQuery || !senderChat) return from?.id
  return senderChat.id === chatId ? undefined : senderChat.id
}

/** Creates the middleware that sets `ctx.reader`. */
export function readReader({
  allTexts,
  languages,
}: Pick<Services, 'allTexts' | 'languages'>): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    const { from, senderChat } = ctx
    const language = (from && languages.find(from.id)) ?? toLanguage(from?.language_code)
    const isPrivate = ctx.chat?.type === 'private'
    ctx.reader = {
      texts: allTexts[language],
      username: ctx.me.username,
      isPrivate,
      // What is Traditional already stays as it is.
      ...(language === 'zh-hant' && { script: 'traditional' as const }),
      // Anonymous admins and channels share one user id.
      ...(!isPrivate && { asker: senderChat || !from ? NOBODY : from.id }),
    }
    return next()
  }
}

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
      if (turn.kind === 'refused') ctx.notice = texts.slowDown(turn.seconds)
    } catch (error) {
      ctx.notice ??= texts.failed
      // Where Telegram could not be reached for ten minutes, the presser does not wait any more.
      if (!isPassing(error)) await endWaiting(ctx, ctx.notice || undefined)
      throw error
    }
    // Until then the presser sees the button waiting.
    await endWaiting(ctx, ctx.notice || undefined)
  }
}

/** Tells how an answer counts in the metrics; undefined for thanks and greetings, which are no query. */
export function toQueryOutcome(content: Content): QueryOutcome | undefined {
  if (content.kind === 'unasked') return undefined
  return isAnswered(content) ? 'answered' : 'unanswered'
}
