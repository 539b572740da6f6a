import { sequentialize } from '@grammyjs/runner'
import { Bot, type Context } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { guard } from './guard.ts'
import type { Log } from './log.ts'
import { renderText } from './render.ts'
import { toRequest } from './request.ts'
import { open, reply, respond } from './respond.ts'
import { retryDropped, unlessPolling, waitOut } from './retry.ts'
import { texts } from './texts.ts'

/** What a bot is made of. */
export interface BotParts {
  readonly token: string
  readonly apiRoot: string
  readonly adminIds: ReadonlySet<number>
  readonly knowledge: KnowledgeBase
  readonly log: Log
}

/** Seconds: longer than a long poll's 30, so that only a dead connection is given up. */
const REQUEST_TIMEOUT = 45

/** Creates the bot with all its handlers; it does nothing until updates are given to it. */
export function createBot({ token, apiRoot, adminIds, knowledge, log }: BotParts): Bot {
  const bot = new Bot(token, {
    // grammY's own fetch puts the address, and so the token, into its errors.
    client: { apiRoot, fetch: globalThis.fetch, timeoutSeconds: REQUEST_TIMEOUT },
  })
  // Polling tries again by itself.
  bot.api.config.use(unlessPolling(retryDropped(log)), unlessPolling(waitOut()))
  bot.use(guard(token, log))
  bot.use(sequentialize((ctx) => toLane(ctx, adminIds)))
  bot.on('message:text', (ctx) => respond(ctx, knowledge, adminIds))
  bot.on('callback_query:data', (ctx) => open(ctx, knowledge))
  bot.chatType('private').on(['message:file', 'message:location', 'message:contact', 'message:poll'], (ctx) => reply(ctx, renderText(texts.onlyText)))
  return bot
}

/** Answers of a chat come in the order of its queries, but for a reload, which nobody waits for. */
function toLane({ chat, message, me }: Context, adminIds: ReadonlySet<number>): string | undefined {
  const isReload = message?.text !== undefined && toRequest({ ...message, text: message.text }, me, adminIds)?.kind === 'reload'
  return chat && !isReload ? String(chat.id) : undefined
}
