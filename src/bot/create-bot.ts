import { sequentialize } from '@grammyjs/runner'
import { Bot, type Context } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { createSeenAlbums } from './albums.ts'
import { createAnsweredQueries } from './answered.ts'
import type { Desk } from './desk.ts'
import { createIsChatAdmin } from './chat-admins.ts'
import { isErrand } from './errands.ts'
import { guard } from './guard.ts'
import { answerInline } from './inline.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { UnmetQueries } from '../records/unmet-queries.ts'
import type { Statistics } from '../records/statistics.ts'
import { createLatestKeyboards } from './latest-keyboards.ts'
import { createLimits } from './limits.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { followMigration } from './migration.ts'
import { press } from './press.ts'
import { toRequest } from './request.ts'
import { refuse, respond, revise } from './respond.ts'
import { retryDropped, unlessPolling, waitOut } from './retry.ts'
import type { AllTexts } from './texts.ts'

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
  readonly unmet?: UnmetQueries | undefined
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
    client: { apiRoot, fetch: globalThis.fetch, timeoutSeconds: REQUEST_TIMEOUT },
  })
  const desk: Desk = { ...given, knowledge: metrics?.watch(given.knowledge) ?? given.knowledge, answered: createAnsweredQueries(), isNewAlbum: createSeenAlbums(), limits: createLimits(), isChatAdmin: createIsChatAdmin(), keyboards: createLatestKeyboards() }
  // Nearest to Telegram it sees every try.
  if (metrics) bot.api.config.use(metrics.countErrors)
  // Polling tries again by itself.
  bot.api.config.use(unlessPolling(retryDropped(log)), unlessPolling(waitOut()), unlessPolling(followMigration(log)), desk.keyboards.watch)
  bot.use(guard(token, log))
  // Before the lanes: who waits in one waits for a reply.
  if (metrics) bot.use(metrics.countQueries)
  bot.use(sequentialize((ctx) => toLane(ctx, desk.adminIds)))
  bot.on('message:text', (ctx) => respond(ctx, desk))
  bot.on('edited_message:text', (ctx) => revise(ctx, desk))
  bot.on('callback_query:data', (ctx) => press(ctx, desk))
  bot.on('inline_query', (ctx) => answerInline(ctx, desk))
  bot.on('my_chat_member', ({ myChatMember: { chat, new_chat_member } }) => log.info({ chat: chat.type, status: new_chat_member.status }, 'membership changed'))
  bot.chatType('private').on(['message:file', 'message:location', 'message:contact', 'message:poll'], (ctx) => refuse(ctx, desk))
  return bot
}

/** Answers of a chat come in the order of its queries, but for a reload, which nobody waits for. */
function toLane({ chat, message, me, callbackQuery }: Context, adminIds: ReadonlySet<number>): string | string[] | undefined {
  const isReload = message?.text !== undefined && toRequest({ ...message, text: message.text }, me, adminIds)?.kind === 'reload'
  if (!chat || isReload) return undefined
  // Of two admins the second is to see what the first has done.
  return callbackQuery?.data !== undefined && isErrand(callbackQuery.data) && adminIds.has(callbackQuery.from.id) ? [String(chat.id), 'errands'] : String(chat.id)
}
