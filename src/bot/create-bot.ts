import { Bot, GrammyError, type Middleware } from 'grammy'
import { GAP_DATA } from './admin/gap-buttons.ts'
import { runGapAction } from './admin/gaps.ts'
import { takeRefused } from './admin/reload.ts'
import { TAKE_DATA } from './admin/take-button.ts'
import { answerFile } from './articles/answer-file.ts'
import { findArrivedFile } from './articles/arrived-file.ts'
import { ARTICLE_DATA } from './articles/article-buttons.ts'
import { pressArticle } from './articles/press-article.ts'
import type { BotContext, Services } from './context.ts'
import { openButton } from './handlers/button.ts'
import { answerInlineQuery } from './handlers/inline-query.ts'
import { LANGUAGE_DATA, chooseLanguage } from './handlers/language.ts'
import { answerMessage, replyOnlyText, reviseAnswer } from './handlers/message.ts'
import { PRIVACY_DATA, forgetPresser } from './handlers/privacy.ts'
import { castVote } from './handlers/vote.ts'
import { type Log, describeError } from './log.ts'
import { countWaiting, framePresses, noteAlbums, readReader, readRequest, takeTurns, toUserId } from './middleware.ts'
import type { Metrics } from './server/metrics.ts'
import { createAlbums } from './state/albums.ts'
import { createIsChatAdmin } from './state/chat-admins.ts'
import { createConversations } from './state/conversations.ts'
import type { Place } from './state/lanes.ts'
import { type RateLimits, createRateLimits } from './state/rate-limit.ts'
import { createRecentAnswers } from './state/recent-answers.ts'
import { createRecentKeyboards } from './state/recent-keyboards.ts'
import { type SharedMemories, createMarkSeen } from './state/remembered.ts'
import { createFetch } from './telegram/api-fetch.ts'
import { type RetryOptions, createApiRetry, isPassing } from './telegram/api-retry.ts'
import { createFetchFile } from './telegram/file.ts'
import type { Reachability } from './telegram/reachability.ts'
import { isRefusedByChat, isTooLate } from './telegram/send.ts'
import { VOTE_DATA } from './view/callback-data.ts'

/** What a bot is made of. */
export interface BotParts
  extends
    SharedMemories,
    Pick<
      Services,
      | 'adminIds'
      | 'knowledge'
      | 'languages'
      | 'allTexts'
      | 'queryLog'
      | 'gapRecords'
      | 'statistics'
      | 'findModel'
      | 'reloadTiming'
    > {
  readonly token: string
  readonly apiRoot: string
  readonly log: Log
  /** Through which Telegram is reached; without one directly. */
  readonly proxy?: URL | undefined
  /** Without them those of Telegram. */
  readonly rateLimits?: RateLimits
  /** Undefined without a metrics port. */
  readonly metrics?: Metrics | undefined
  /** Undefined where nobody asks whether Telegram can be reached. */
  readonly reachability?: Reachability | undefined
  /** Without it the usual delays, and ten minutes in all. */
  readonly retry?: RetryOptions | undefined
  /** False where no app of Telegram shows the messages. */
  readonly isTelegram?: boolean
}

/** Seconds: longer than a long poll's 30, so that only a dead connection is given up. */
const REQUEST_TIMEOUT = 45

/** Creates the bot with all its routes; it does nothing until updates are handed to it. */
export function createBot(parts: BotParts): Bot {
  const { token, apiRoot, log, metrics, reachability, retry } = parts
  const bot = new Bot<BotContext>(token, {
    // grammY's own fetch puts the URL, and so the token, into its errors.
    client: { apiRoot, fetch: createFetch(parts.proxy), timeoutSeconds: REQUEST_TIMEOUT },
  })
  const services = createServices(parts)
  // The first transformer is the innermost one, and so sees every try.
  if (metrics) bot.api.config.use(metrics.countErrors)
  if (reachability) bot.api.config.use(reachability.watch)
  if (metrics && parts.findModel) metrics.watchModel(parts.findModel)
  bot.api.config.use(...createApiRetry(token, log, retry), services.recentKeyboards.watch)

  bot.use(guard(token, log))
  bot.use(readRequest(services.adminIds))
  // Must run before turns are taken, so that queueing time is counted.
  if (metrics) bot.use(metrics.countQueries)
  bot.use(countWaiting())
  bot.use(noteAlbums(services))
  bot.use(takeTurns((ctx) => toPlace(ctx, services)))
  // Must run after turns are taken, so that a language chosen in the update before counts.
  bot.use(readReader(services))

  bot
    .on('message:document')
    .filter(({ message }) => findArrivedFile(message, services.adminIds) !== undefined)
    .use((ctx) => answerFile(ctx, services))
  bot.on(['message:text', 'message:caption'], (ctx) => answerMessage(ctx, services))
  bot.on(['edited_message:text', 'edited_message:caption'], (ctx) => reviseAnswer(ctx, services))
  bot.on('callback_query:data', framePresses(services))
  bot.callbackQuery(LANGUAGE_DATA, (ctx) => chooseLanguage(ctx, services))
  bot.callbackQuery(PRIVACY_DATA, (ctx) => forgetPresser(ctx, services))
  bot.callbackQuery(GAP_DATA, (ctx) => runGapAction(ctx, services))
  bot.callbackQuery(TAKE_DATA, (ctx) => takeRefused(ctx, services))
  bot.callbackQuery(ARTICLE_DATA, (ctx) => pressArticle(ctx, services))
  bot.callbackQuery(VOTE_DATA, (ctx) => castVote(ctx, services))
  bot.on('callback_query:data', (ctx) => openButton(ctx, services))
  bot.on('inline_query', (ctx) => answerInlineQuery(ctx, services))
  bot.on('my_chat_member', ({ myChatMember: { chat, new_chat_member } }) =>
    log.info({ chat: chat.type, status: new_chat_member.status }, 'membership changed'),
  )
  bot
    .chatType('private')
    .on(['message:file', 'message:location', 'message:contact', 'message:poll'], (ctx) => replyOnlyText(ctx, services))
  // The own context type stays inside: callers only hand in updates and call the API.
  return bot as unknown as Bot
}

/**
 * Chats whose readers are told once how to translate a quotation, and again after a restart; where copies share a memory,
 * after 30 days.
 */
const HINTED = { name: 'hinted', max: 100_000, lasting: 30 * 24 * 60 * 60 * 1000 }

function createServices({ token, apiRoot, log, memory, wordings, ...given }: BotParts): Services {
  return {
    ...given,
    fetchFile: createFetchFile({ token, apiRoot, log, proxy: given.proxy, retry: given.retry }),
    recentAnswers: createRecentAnswers({ memory, wordings }),
    conversations: createConversations({ memory, wordings }),
    albums: createAlbums(memory),
    markHinted: given.isTelegram === false ? async () => false : createMarkSeen({ ...HINTED, memory }),
    rateLimits: given.rateLimits ?? createRateLimits(memory),
    isChatAdmin: createIsChatAdmin(),
    recentKeyboards: createRecentKeyboards(),
  }
}

/**
 * Creates the outermost middleware, which logs the error of a failed handler, and throws on one by which an answer did
 * not go out: it may be delivered again.
 * It stands in for `bot.catch`, which is not called for updates of a webhook.
 */
function guard(token: string, log: Log): Middleware<BotContext> {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const entry = { ...describeError(error, token), update: ctx.update.update_id }
      if (isPassing(error)) {
        log.error(entry, 'an answer is given up: Telegram could not be reached for too long')
        throw error
      }
      if (isTooLate(error)) log.info(entry, 'an answer came too late')
      // A closed topic, a lost right to write, a removed bot: no fault of the bot.
      else if (error instanceof GrammyError && isRefusedByChat(error)) log.warn(entry, 'a chat takes no answer')
      else log.error(entry, 'a handler failed')
    }
  }
}

/** An admin's press that has a refused folder or a new article taken takes long: only another one waits for it. */
const TAKING: Place = { owner: 'take', lanes: ['take'] }

/** Tells where an update waits its turn; undefined for one that waits for nothing. */
function toPlace(ctx: BotContext, { adminIds, recentAnswers }: Services): Place | undefined {
  const { chatId, msgId, message, request, callbackQuery, editedMessage: edited, inlineQuery, update } = ctx
  // Those who have no id of their own share the turn of their chat.
  const owner = toUserId(ctx) ?? chatId
  // A reload takes long; nothing waits for it.
  if (owner === undefined || request?.kind === 'reload') return undefined
  // So may a file, but for the files of the same admin.
  if (message && findArrivedFile(message, adminIds)) return { owner: `files ${owner}`, lanes: [`files ${owner}`] }
  // An app asks at each pause in typing, and drops the results of the older query.
  if (inlineQuery) return { owner, lanes: [`inline ${owner}`], version: update.update_id }
  const lanes = [`${chatId} ${owner}`]
  const changed = edited ? recentAnswers.findOwn(edited.chat.id, edited.message_id)?.answerId : callbackQuery && msgId
  // Whoever presses, each press may change the message, as an edit of its query does.
  if (changed !== undefined) lanes.push(`${chatId} message ${changed}`)
  if (!callbackQuery) return { owner, lanes }
  const { data = '', from } = callbackQuery
  if (adminIds.has(from.id) && (TAKE_DATA.test(data) || ARTICLE_DATA.test(data))) return TAKING
  // The second of two admins sees what the first did.
  if (adminIds.has(from.id) && GAP_DATA.test(data)) lanes.push('gaps')
  return { owner, lanes }
}
