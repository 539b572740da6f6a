import type { Context, Filter } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { GapRecords } from '../records/gap-records.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { Statistics } from '../records/statistics.ts'
import type { MessageRequest } from './handlers/parse-message.ts'
import type { DisplayTiming } from './progress.ts'
import type { Reader } from './reader.ts'
import type { Albums } from './state/albums.ts'
import type { IsChatAdmin } from './state/chat-admins.ts'
import type { Conversations } from './state/conversations.ts'
import type { RateLimits } from './state/rate-limit.ts'
import type { RecentAnswers } from './state/recent-answers.ts'
import type { RecentKeyboards } from './state/recent-keyboards.ts'
import type { MarkSeen } from './state/remembered.ts'
import type { FetchFile } from './telegram/file.ts'
import type { AllTexts } from './texts/texts.ts'

/** What handlers work with; created once per bot. */
export interface Services {
  /** Read `knowledge.corpus` anew for each update: a reload replaces it. */
  readonly knowledge: KnowledgeBase
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: ChosenLanguages
  readonly recentAnswers: RecentAnswers
  readonly conversations: Conversations
  readonly albums: Albums
  /** Marks that a chat was told how to translate a quotation; true the first time. */
  readonly markHinted: MarkSeen
  readonly rateLimits: RateLimits
  readonly isChatAdmin: IsChatAdmin
  readonly fetchFile: FetchFile
  readonly recentKeyboards: RecentKeyboards
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly gapRecords?: GapRecords | undefined
  /** Undefined without a database. */
  readonly statistics?: Statistics | undefined
  /** Undefined without a metrics port. */
  readonly metrics?: ReloadCounter | undefined
  /** Finds the model; undefined before it is opened. Without it nothing is told of a model. */
  readonly findModel?: (() => SearchModel | undefined) | undefined
  /** When the progress of a reload is shown; without it at the usual times. */
  readonly reloadTiming?: DisplayTiming | undefined
}

/** Counts reloads by their outcome: `unchecked` is one that failed checks stopped, `failed` one that threw. */
export interface ReloadCounter {
  countReload(outcome: 'reloaded' | 'refused' | 'unchecked' | 'failed'): void
}

/** The model by which passages are found besides words, as far as it is told of. */
export interface SearchModel {
  /** `off` is for good: passages are found by words alone. */
  readonly state: () => ModelState
  readonly counts: () => {
    /** Queries that went by words alone because the model was too slow. */
    readonly lateQueries: number
    /** Loads, runs and processes of it that failed. */
    readonly failures: number
  }
}

export type ModelState = 'loading' | 'ready' | 'off'

/** How the metrics count a query. */
export type QueryOutcome = 'answered' | 'unanswered' | 'failed'

/** An update with what was read of it once, and what its handler reports. */
export type BotContext = Context & {
  /** What a text message or its edit wants; undefined where it is not for the bot, and for any other update. */
  request?: MessageRequest | undefined
  /** For whom replies are rendered. */
  reader: Reader
  /** Tells whether other messages of the chat wait too, or did when this one came. */
  isOneOfSeveral?: (() => boolean) | undefined
  /** Set by a handler that answers a query: `failed` from the start of answering until the answer is there. */
  outcome?: QueryOutcome | undefined
  /** Set by a handler of a press: shown to the presser. The empty string shows nothing, even when the handler fails. */
  notice?: string | undefined
}

/** A press on a button with callback data. */
export type PressContext = Filter<BotContext, 'callback_query:data'>
