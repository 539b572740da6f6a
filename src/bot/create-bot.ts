import { sequentialize } from '@grammyjs/runner'
import { Bot, type Context } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { createMarkAlbumSeen, createRecentAnswers } from './state/recent-answers.ts'
import type { Services } from './context.ts'
import { createIsChatAdmin } from './state/chat-admins.ts'
import { isGapAction } from './admin/gap-buttons.ts'
import { guard } from './guard.ts'
import { answerInline } from './handlers/inline-query.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { GapRecords } from '../records/gap-records.ts'
import type { Statistics } from '../records/statistics.ts'
import { createRecentKeyboards } from './state/recent-keyboards.ts'
import { createRateLimits } from './state/rate-limit.ts'
import type { Log } from './log.ts'
import type { Metrics } from './server/metrics.ts'
import { press } from './handlers/button.ts'
import { toRequest } from './handlers/parse-message.ts'
import { refuse, respond, revise } from './handlers/message.ts'
import { createApiRetry } from './telegram/api-retry.ts'
import { fetchWithNativeSignal } from './telegram/fetch.ts'
import type { AllTexts } from './texts/texts.ts'

/** What a bot is made of. */
export interface BotParts {
  readonly token: string
  readonly apiRoot: string
  readonly adminIds: ReadonlySet<number>
  readonly knowledge: KnowledgeBase
  readonly languages: ChosenLanguages
  readonly allTexts: AllTexts
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly gapRecords?: GapRecords | undefined
  /** Tells what was asked lately, where there is a database. */
  readonly statistics?: Statistics | undefined
  readonly log: Log
  /** Counts what the bot does, where that is wanted. */
  readonly metrics?: Metrics | undefined
}

/** Seconds: longer than a long poll's 30, so that only a dead connection is given up. */
const REQUEST_TIMEOUT = 45

/** Creates the bot with all its handlers; it does nothing until updates are given to it. */
export function createBot({ token, apiRoot, log, metrics, ...given }: BotParts): Bot {
  const bot = new Bot(token, {
    // grammY's own fetch puts the address, and so the token, into its errors.
    client: { apiRoot, fetch: fetchWithNativeSignal, timeoutSeconds: REQUEST_TIMEOUT },
  })
  const services: Services = {
    ...given,
    knowledge: metrics?.watch(given.knowledge) ?? given.knowledge,
    recentAnswers: createRecentAnswers(),
    markAlbumSeen: createMarkAlbumSeen(),
    rateLimits: createRateLimits(),
    isChatAdmin: createIsChatAdmin(),
    recentKeyboards: createRecentKeyboards(),
  }
  // Nearest to Telegram it sees every try.
  if (metrics) bot.api.config.use(metrics.countErrors)
  bot.api.config.use(...createApiRetry(token, log), services.recentKeyboards.watch)
  bot.use(guard(token, log))
  // Before the lanes: who waits in one waits for a reply.
  if (metrics) bot.use(metrics.countQueries)
  bot.use(sequentialize((ctx) => toLane(ctx, services.adminIds)))
  bot.on('message:text', (ctx) => respond(ctx, services))
  bot.on('edited_message:text', (ctx) => revise(ctx, services))
  bot.on('callback_query:data', (ctx) => press(ctx, services))
  bot.on('inline_query', (ctx) => answerInline(ctx, services))
  bot.on('my_chat_member', ({ myChatMember: { chat, new_chat_member } }) =>
    log.info({ chat: chat.type, status: new_chat_member.status }, 'membership changed'),
  )
  bot
    .chatType('private')
    .on(['message:file', 'message:location', 'message:contact', 'message:poll'], (ctx) => refuse(ctx, services))
  return bot
}

/** Answers of a chat come in the order of its queries, but for a reload, which nobody waits for. */
function toLane(
  { chat, message, me, callbackQuery }: Context,
  adminIds: ReadonlySet<number>,
): string | string[] | undefined {
  const isReload =
    message?.text !== undefined && toRequest({ ...message, text: message.text }, me, adminIds)?.kind === 'reload'
  if (!chat || isReload) return undefined
  // Of two admins the second is to see what the first has done.
  return callbackQuery?.data !== undefined && isGapAction(callbackQuery.data) && adminIds.has(callbackQuery.from.id)
    ? [String(chat.id), 'errands']
    : String(chat.id)
}
