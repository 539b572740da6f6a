import { toCode } from '../../answer/browse/codes.ts'
import type { LoggedAnswer } from '../../records/query-log.ts'
import type { PressContext, Services } from '../context.ts'
import type { Press, Vote } from '../view/callback-data.ts'

/**
 * Tells whether a press in a group is of an answer to its asker. Anybody's app can send any data for any message; where
 * Telegram does not report the message, nor the bot remembers its buttons, only the query log knows what it answers.
 */
export async function isOfAnswer(ctx: PressContext, { asker }: Press, services: Services): Promise<boolean> {
  return isAskedBy(ctx, asker, await findAnswer(ctx, services))
}

/** Tells whether a vote in a group is on an answer that the message holds, by the query log as `isOfAnswer` does. */
export async function isOnAnswer(ctx: PressContext, { press }: Vote, services: Services): Promise<boolean> {
  const answer = await findAnswer(ctx, services)
  if (!answer || !press) return answer?.passages.length === 0
  const { codes, shown } = 'results' in press.link ? press.link.results : { codes: [], shown: 0 }
  const quoted = answer.passages.map((id) => toCode('passage', id))
  return isAskedBy(ctx, press.asker, answer) && codes.slice(0, shown).join() === quoted.slice(0, shown).join()
}

function isAskedBy({ chatId }: PressContext, asker: number | undefined, answer: LoggedAnswer | undefined): boolean {
  // Who asked in the name of the group has no id of their own.
  const userId = asker === 0 ? chatId : asker
  return answer !== undefined && userId !== undefined && answer.isAskedBy(userId)
}

async function findAnswer({ chatId, msgId }: PressContext, { queryLog }: Services): Promise<LoggedAnswer | undefined> {
  return chatId === undefined || msgId === undefined ? undefined : queryLog.findAnswer(chatId, msgId)
}
