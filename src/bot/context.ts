import type { Context } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { toLanguage } from '../i18n/languages.ts'
import type { RecentAnswers } from './state/recent-answers.ts'
import type { Reader } from './reader.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { GapRecords } from '../records/gap-records.ts'
import type { Statistics } from '../records/statistics.ts'
import type { IsChatAdmin } from './state/chat-admins.ts'
import type { RecentKeyboards } from './state/recent-keyboards.ts'
import type { RateLimits } from './state/rate-limit.ts'
import type { AllTexts } from './texts/texts.ts'

/** What handlers work with. */
export interface Services {
  readonly knowledge: KnowledgeBase
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: ChosenLanguages
  readonly recentAnswers: RecentAnswers
  /** Marks an album as seen, and returns whether it was new. */
  readonly markAlbumSeen: (id: string) => boolean
  readonly rateLimits: RateLimits
  readonly isChatAdmin: IsChatAdmin
  readonly recentKeyboards: RecentKeyboards
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly gapRecords?: GapRecords | undefined
  /** What was asked lately, where there is a database. */
  readonly statistics?: Statistics | undefined
}

/** Tells for whom an answer to an update is made. */
export function toReader(ctx: Context, { allTexts, languages }: Services): Reader {
  const { from, senderChat } = ctx
  const language = (from && languages.find(from.id)) ?? toLanguage(from?.language_code)
  const isPrivate = ctx.chat?.type === 'private'
  // Who writes in the name of a group has no id of their own, but one that all such writers share.
  return {
    texts: allTexts[language],
    username: ctx.me.username,
    isPrivate,
    ...(!isPrivate && { asker: senderChat || !from ? NOBODY : from.id }),
  }
}

const NOBODY = 0
