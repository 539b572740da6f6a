import type { Context } from 'grammy'
import { isAnswered } from '../answer/is-answered.ts'
import { listQuotes } from '../answer/list-quotes.ts'
import type { Opened } from '../answer/opened.ts'
import type { Language } from '../language/languages.ts'
import type { Desk } from './desk.ts'

/** A query as it was answered. */
interface Answered {
  readonly answerId: number
  readonly opened: Opened
  readonly query: string
  readonly language: Language
  readonly milliseconds: number
}

/** Keeps a query and what it was answered with. */
export function logQuery({ chat, from, senderChat }: Context, { queryLog }: Desk, { answerId, opened, ...rest }: Answered): void {
  if (!chat) return
  queryLog.record({
    ...rest, userId: senderChat?.id ?? from?.id ?? 0, chatId: chat.id, messageId: answerId, chatKind: chat.type,
    outcome: opened.kind, isAnswered: isAnswered(opened), passages: listPassages(opened),
  })
}

function listPassages(opened: Opened): string[] {
  if (opened.kind === 'found' || opened.kind === 'unjudged' || opened.kind === 'parts') return listQuotes(opened).map(({ passage }) => passage.id)
  if ('citations' in opened) return opened.citations.map(({ passage }) => passage.id)
  return []
}
