import type { Content } from '../../answer/browse/content.ts'
import { answerQuery, isAsking, prepareQuery } from '../../answer/answer-query.ts'
import { listShown } from '../../answer/answer.ts'
import { answerContinued, mayContinue, toEarlier } from '../../answer/conversation.ts'
import type { Corpus } from '../../answer/corpus.ts'
import type { Earlier } from '../../answer/question/complete-query.ts'
import { type RepliedMessage, answerRemark, findQuoted, isRemark } from '../../answer/replies.ts'
import { type Citation, toSpeakers } from '../../knowledge/article.ts'
import type { BotContext, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { toQueryOutcome } from '../middleware.ts'
import { parseData } from '../view/callback-data.ts'
import { renderContent, renderReply } from '../view/content.ts'
import type { OutgoingMessage } from '../view/outgoing-message.ts'
import { isForeign } from '../view/script.ts'
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

type QueryRequest = Extract<MessageRequest, { kind: 'query' }>

/**
 * Answers a query, or a remark about an answer such as "who said it?". Undefined for thanks and greetings in a group,
 * which call for no answer.
 */
export async function replyToQuery(
  ctx: BotContext,
  { text, repliedTo, isExpected }: QueryRequest,
  services: Services,
): Promise<Reply | undefined> {
  ctx.outcome = 'failed'
  const [replied, recalled] = await Promise.all([
    repliedTo && toRepliedMessage(repliedTo, ctx, services),
    repliedTo ? undefined : recall(ctx, services),
    prepareQuery(services.knowledge.corpus, text),
  ])
  // A reload may have replaced the corpus meanwhile.
  const { corpus } = services.knowledge
  const earlier = replied ? toEarlierOfReply(replied, corpus) : recalled
  const message = replied ?? toRemembered(recalled)
  const remarked = answerRemark(corpus, text, message)
  const isTalk = ctx.reader.isPrivate || repliedTo !== undefined
  const continued = remarked || !isTalk ? undefined : await answerContinued(corpus, text, earlier)
  const content = remarked?.content ?? continued?.content ?? answerQuery(corpus, text)
  const query = remarked ? message?.query : (continued?.query ?? text)
  ctx.outcome = toQueryOutcome(content)
  if (content.kind === 'unasked' && !isExpected) return undefined
  const reader = remarked ? ctx.reader : await toHintedReader(ctx, content, services)
  if (query !== undefined) await keep(ctx, toEarlier(content, listPassages(content), query, earlier), content, services)
  return {
    // Votes are for answers: what a remark opens has none.
    message: remarked ? renderContent(content, reader, remarked.link) : renderReply(content, reader),
    query,
    // Where it stands for another, the log has the query that others can understand.
    ...(content.kind !== 'unclear' && { answered: { text: continued?.query ?? text, content } }),
  }
}

/** Has the first quotation of a chat that is in another language than its reader's come with a hint. */
async function toHintedReader(
  { reader, chatId }: BotContext,
  content: Content,
  { markHinted }: Services,
): Promise<Reader> {
  if (chatId === undefined || !isForeign(listQuoted(content), reader) || !(await markHinted(chatId))) return reader
  return { ...reader, isHinted: true }
}

/** Contents that leave what was before them as it was. */
const ASIDE: readonly Content['kind'][] = ['unasked', 'unclear', 'noReply', 'noQuote', 'noTranslation']

/** Remembers what a private chat was last answered, for what follows. */
async function keep(ctx: BotContext, turn: Earlier, { kind }: Content, { conversations }: Services): Promise<void> {
  const date = toDate(ctx)
  if (!ctx.reader.isPrivate || ctx.chatId === undefined || date === undefined || ASIDE.includes(kind)) return
  await conversations.remember(ctx.chatId, date, turn)
}

/** Recalls what a private chat was last answered; in a group nobody knows whom the next message answers. */
async function recall(ctx: BotContext, { conversations }: Services): Promise<Earlier | undefined> {
  const date = toDate(ctx)
  if (!ctx.reader.isPrivate || ctx.chatId === undefined || date === undefined) return undefined
  return conversations.find(ctx.chatId, date)
}

function toDate({ msg }: BotContext): number | undefined {
  return msg?.edit_date ?? msg?.date
}

/** A remembered answer in the place of a message that is replied to; one that quotes nothing gives a remark no meaning. */
function toRemembered(earlier: Earlier | undefined): RepliedMessage | undefined {
  return earlier && earlier.shown.length > 0 ? { text: '', ...earlier } : undefined
}

function toEarlierOfReply(replied: RepliedMessage, corpus: Corpus): Earlier {
  const quoted = findQuoted(corpus, replied)
  const shown = quoted.map(({ passage }) => passage.id)
  const people = quoted.slice(0, 1).flatMap(({ passage }) => toSpeakers(passage.voice).map(({ name }) => name))
  return { query: replied.query ?? '', shown, seen: shown, people }
}

/** A group's thanks, and whatever else asks nothing, call for no reply. */
export function callsForReply({ text, repliedTo }: QueryRequest, { knowledge: { corpus } }: Services): boolean {
  return isAsking(corpus, text) || isRemark(corpus, text) || (repliedTo !== undefined && mayContinue(corpus, text))
}

/** Reads off a replied message what it quotes, and recalls its query. */
async function toRepliedMessage(
  { id, text, linked, data }: BotMessage,
  { chatId }: BotContext,
  { recentAnswers }: Services,
): Promise<RepliedMessage> {
  const query = chatId === undefined ? undefined : await recentAnswers.findQuery(chatId, id)
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

/** Lists the ids of the passages of a content; a group's message may show only the first of them. */
export function listPassages(content: Content): string[] {
  return listCitations(content).map(({ passage }) => passage.id)
}

function listCitations(content: Content): readonly Citation[] {
  const { kind } = content
  if (kind === 'more' || kind === 'others' || kind === 'words') return content.items
  return 'citations' in content ? content.citations : listQuoted(content)
}

/** Lists the quotes of an answer. */
function listQuoted(content: Content): readonly Citation[] {
  const { kind } = content
  return kind === 'found' || kind === 'unjudged' || kind === 'parts' || kind === 'offered' ? listShown(content) : []
}
