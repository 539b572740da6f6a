import type { Context } from 'grammy'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { toLanguage } from '../language/languages.ts'
import type { AnsweredQueries } from './answered.ts'
import type { Audience } from './audience.ts'
import type { ChosenLanguages } from '../records/chosen-languages.ts'
import type { QueryLog } from '../records/query-log.ts'
import type { UnmetQueries } from '../records/unmet-queries.ts'
import type { Statistics } from '../records/statistics.ts'
import type { IsChatAdmin } from './chat-admins.ts'
import type { LatestKeyboards } from './latest-keyboards.ts'
import type { Limits } from './limits.ts'
import type { AllTexts } from './texts.ts'

/** What handlers work with. */
export interface Desk {
  readonly knowledge: KnowledgeBase
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: ChosenLanguages
  readonly answered: AnsweredQueries
  /** Whether this is the first message of an album. */
  readonly isNewAlbum: (id: string) => boolean
  readonly limits: Limits
  readonly isChatAdmin: IsChatAdmin
  readonly keyboards: LatestKeyboards
  readonly queryLog: QueryLog
  /** Undefined without a database. */
  readonly unmet?: UnmetQueries | undefined
  /** What was asked lately, where there is a database. */
  readonly statistics?: Statistics | undefined
}

/** Tells for whom an answer to an update is made. */
export function toAudience(ctx: Context, { allTexts, languages }: Desk): Audience {
  const { from, senderChat } = ctx
  const language = (from && languages.find(from.id)) ?? toLanguage(from?.language_code)
  const isPrivate = ctx.chat?.type === 'private'
  // Who writes in the name of a group has no id of their own, but one that all such writers share.
  return { texts: allTexts[language], username: ctx.me.username, isPrivate, ...(!isPrivate && { asker: senderChat || !from ? NOBODY : from.id }) }
}

const NOBODY = 0
