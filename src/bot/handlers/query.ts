import type { Chat } from 'grammy/types'
import { answerQuery } from '../../answer/answer-query.ts'
import { isAnswered } from '../../answer/answer.ts'
import type { Content } from '../../answer/browse/content.ts'
import { listQuotes } from '../../answer/answer.ts'
import { answerReply } from '../../answer/replies.ts'
import type { Citation } from '../../knowledge/article.ts'
import { type BotContext, type Services, toQueryOutcome } from '../context.ts'
import { parseData } from '../view/callback-data.ts'
import type { OutgoingMessage } from '../view/outgoing-message.ts'
import { renderContent, renderReply } from '../view/content.ts'
import type { BotMessage, MessageRequest } from './parse-message.ts'

/** A reply to a message. */
export interface Reply {
  readonly message: OutgoingMessage
  /** The query that the reply is about. */
  readonly query?: string | undefined
  /** What was asked and what it was answered with, for the query log. */
  readonly answered?: { readonly text: string; readonly content: Content }
  /** Whether an edit of the message leaves the reply as it is. */
  readonly isFinal?: boolean
}

/**
 * Answers a query, or a reply to an answer such as "who said it?". Undefined for thanks and greetings in a group, which
 * call for no answer.
 */
export function replyToQuery(
  ctx: BotContext,
  { text, repliedTo, isExpected }: Extract<MessageRequest, { kind: 'query' }>,
  services: Services,
): Reply | undefined {
  const { corpus } = services.knowledge
  ctx.outcome = 'failed'
  const earlier = repliedTo && toRepliedMessage(repliedTo, ctx, services)
  const remarked = earlier && answerReply(corpus, text, earlier)
  const content = remarked?.content ?? answerQuery(corpus, text)
  ctx.outcome = toQueryOutcome(content)
  if (content.kind === 'unasked' && !isExpected) return undefined
  return {
    // Votes are for answers: what a remark opens has none.
    message: remarked ? renderContent(content, ctx.reader, remarked.link) : renderReply(content, ctx.reader),
    query: remarked ? earlier?.query : text,
    answered: { text, content },
  }
}

/** Logs a query and what it was answered with. */
export function logQuery(
  { from, senderChat, reader }: BotContext,
  query: {
    readonly text: string
    readonly content: Content
    readonly chat: Chat
    readonly answerId: number
    readonly milliseconds: number
  },
  { queryLog }: Services,
): void {
  const { text, content, chat, answerId, milliseconds } = query
  queryLog.record({
    query: text,
    language: reader.texts.language,
    milliseconds,
    userId: senderChat?.id ?? from?.id ?? 0,
    chatId: chat.id,
    messageId: answerId,
    chatKind: chat.type,
    outcome: content.kind,
    isAnswered: isAnswered(content),
    passages: listPassages(content),
  })
}

/** Reads off a replied message what it quotes, and recalls its query. */
function toRepliedMessage({ id, text, linked, data }: BotMessage, { chatId }: BotContext, services: Services) {
  const query = chatId === undefined ? undefined : services.recentAnswers.findQuery(chatId, id)
  return { text, query, linked, codes: findCodes(data) }
}

/** The codes of what an answer found, which each of its buttons holds. */
function findCodes(data: readonly string[]): readonly string[] {
  for (const one of data) {
    const link = parseData(one)?.link
    if (link && 'results' in link) return link.results.codes
  }
  return []
}

/** Lists the ids of the passages that a message shows. */
function listPassages(content: Content): string[] {
  return listCitations(content).map(({ passage }) => passage.id)
}

function listCitations(content: Content): readonly Citation[] {
  const { kind } = content
  if (kind === 'more' || kind === 'others' || kind === 'words') return content.items
  if (kind === 'found' || kind === 'unjudged' || kind === 'parts') return listQuotes(content)
  return 'citations' in content ? content.citations : []
}
