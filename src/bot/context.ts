import type { Context, Filter, MiddlewareFn } from 'grammy'
import { isAnswered } from '../answer/answer.ts'
import type { Content } from '../answer/browse/content.ts'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { toLanguage } from '../i18n/languages.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { GapRecords } from '../records/gap-records.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { Statistics } from '../records/statistics.ts'
import { type MessageRequest, parseMessage } from './handlers/parse-message.ts'
import type { Reader } from './reader.ts'
import type { IsChatAdmin } from './state/chat-admins.ts'
import type { RateLimits } from './state/rate-limit.ts'
import type { RecentAnswers } from './state/recent-answers.ts'
import type { RecentKeyboards } from './state/recent-keyboards.ts'
import { endWaiting } from './telegram/send.ts'
import type { AllTexts } from './texts/texts.ts'

/** The asker in a group who has no user id of their own. */
const NOBODY = 0

/** What handlers work with; created once per bot. */
export interface Services {
  /** Read `knowledge.corpus` anew for each update: a reload replaces it. */
  readonly knowledge: KnowledgeBase
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: ChosenLanguages
  readonly recentAnswers: RecentAnswers
  /** Marks an album as seen; true for the first message of it. */
  readonly markAlbumSeen: (id: string) => boolean
  readonly rateLimits: RateLimits
  readonly isChatAdmin: IsChatAdmin
  readonly recentKeyboards: RecentKeyboards
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly gapRecords?: GapRecords | undefined
  /** Undefined without a database. */
  readonly statistics?: Statistics | undefined
  /** Undefined without a metrics port. */
  readonly metrics?: ReloadCounter | undefined
}

/** Counts reloads by their outcome: `unchecked` is one that failed checks stopped, `failed` one that threw. */
export interface ReloadCounter {
  countReload(outcome: 'reloaded' | 'refused' | 'unchecked' | 'failed'): void
}

/** How the metrics count a query. */
export type QueryOutcome = 'answered' | 'unanswered' | 'failed'

/** An update with what was read of it once, and what its handler reports. */
export type BotContext = Context & {
  /** What a text message or its edit wants; undefined where it is not for the bot, and for any other update. */
  request?: MessageRequest | undefined
  /** For whom replies are rendered. */
  reader: Reader
  /** Set by a handler that answers a query: `failed` from the start of answering until the answer is there. */
  outcome?: QueryOutcome | undefined
  /** Set by a handler of a press: shown to the presser. The empty string shows nothing, even when the handler fails. */
  notice?: string | undefined
}

/** A press on a button with callback data. */
export type PressContext = Filter<BotContext, 'callback_query:data'>

/** Creates the middleware that sets `ctx.request`. */
export function readRequest(adminIds: ReadonlySet<number>): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    const message = ctx.message ?? ctx.editedMessage
    if (message?.text !== undefined) ctx.request = parseMessage({ ...message, text: message.text }, ctx.me, adminIds)
    return next()
  }
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
      throw error
    } finally {
      // Until then the presser sees the button waiting.
      await endWaiting(ctx, ctx.notice || undefined)
    }
  }
}

/** Tells how an answer counts in the metrics; undefined for thanks and greetings, which are no query. */
export function toQueryOutcome(content: Content): QueryOutcome | undefined {
  if (content.kind === 'unasked') return undefined
  return isAnswered(content) ? 'answered' : 'unanswered'
}
