import type { Context } from 'grammy'
import { isAnswered } from '../../answer/browse/is-answered.ts'
import { listQuotes } from '../../answer/list-quotes.ts'
import type { Content } from '../../answer/browse/opened.ts'
import type { Language } from '../../i18n/languages.ts'
import type { Services } from '../context.ts'

/** A query as it was answered. */
interface Answered {
  readonly answerId: number
  readonly opened: Content
  readonly query: string
  readonly language: Language
  readonly milliseconds: number
}

/** Keeps a query and what it was answered with. */
export function logQuery(
  { chat, from, senderChat }: Context,
  { queryLog }: Services,
  { answerId, opened, ...rest }: Answered,
): void {
  if (!chat) return
  queryLog.record({
    ...rest,
    userId: senderChat?.id ?? from?.id ?? 0,
    chatId: chat.id,
    messageId: answerId,
    chatKind: chat.type,
    outcome: opened.kind,
    isAnswered: isAnswered(opened),
    passages: listPassages(opened),
  })
}

function listPassages(opened: Content): string[] {
  if (opened.kind === 'found' || opened.kind === 'unjudged' || opened.kind === 'parts')
    return listQuotes(opened).map(({ passage }) => passage.id)
  if ('citations' in opened) return opened.citations.map(({ passage }) => passage.id)
  return []
}
