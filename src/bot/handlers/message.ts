import type { Filter } from 'grammy'
import type { Chat, Message } from 'grammy/types'
import { type Content, isAnswered } from '../../answer/browse/content.ts'
import { searchForGap } from '../admin/gaps.ts'
import { answerReload } from '../admin/reload.ts'
import type { BotContext, Services } from '../context.ts'
import { toUserId } from '../middleware.ts'
import type { Turn } from '../state/rate-limit.ts'
import { EDITABLE, toFingerprint } from '../state/recent-answers.ts'
import { registerOwnMenu } from '../telegram/command-menus.ts'
import { change, isRefusedByChat, reply } from '../telegram/send.ts'
import { renderText } from '../view/outgoing-message.ts'
import { runCommand } from './command.ts'
import { type MessageRequest, toWritten } from './parse-message.ts'
import { type Reply, callsForReply, listPassages, replyToQuery } from './query.ts'

/** A request that gets one reply. */
type Answerable = Exclude<MessageRequest, { kind: 'reload' }>

type Limited = Exclude<Turn, { kind: 'refused' }> | { readonly kind: 'refused'; readonly sentence: string }

/** Replies that no edit changes: pictures cannot be edited in, and gap buttons may be what undoes a lesson. */
const FINAL: readonly MessageRequest['kind'][] = ['stats', 'gaps']

/**
 * Replies to a text or a caption that is for the bot, and ignores any other. On a failure it apologizes in one sentence and
 * rethrows the error to the guard.
 */
export async function answerMessage(
  ctx: Filter<BotContext, 'message:text' | 'message:caption'>,
  services: Services,
): Promise<void> {
  const { request, reader } = ctx
  if (!request) return
  // Not limited, and it sends its own messages.
  if (request.kind === 'reload') return answerReload(ctx, request.isForced, services)
  const start = performance.now()
  try {
    const made = await replyInTurn(ctx, request, services)
    if (!made) return
    const { message_id: answerId } = await reply(ctx, made.message)
    await record(ctx, ctx.message, answerId, made, performance.now() - start, services)
  } catch (error) {
    // If the apology fails too, the original error is the one to log.
    if (!isRefusedByChat(error)) await reply(ctx, renderText(reader.texts.failed)).catch(() => {})
    throw error
  }
  // Telegram knows one Chinese and not its scripts: a reader of Traditional characters gets a menu of their own.
  if (request.kind === 'start' && reader.texts.language === 'zh-hant')
    await registerOwnMenu(ctx.api, ctx.chatId, reader.texts, services.adminIds.has(ctx.chatId))
}

/**
 * Edits the answer in place when its query was edited within an hour. An edit that is not for the bot, or asks nothing,
 * leaves the answer as it is. No message is ever sent for an edit.
 */
export async function reviseAnswer(
  ctx: Filter<BotContext, 'edited_message:text' | 'edited_message:caption'>,
  services: Services,
): Promise<void> {
  const { editedMessage: message, request } = ctx
  const known = await services.recentAnswers.find(message.chat.id, message.message_id)
  if (!known || !request || request.kind === 'reload' || request.kind === 'empty' || isFinal(request)) return
  const age = ((message.edit_date ?? message.date) - message.date) * 1000
  if (age > EDITABLE || toFingerprint(toText(message)) === known.text) return
  // The limit is silent here: its sentence would be a message for an edit.
  if ((await takeOf(ctx, services, true)).kind !== 'free') return
  // Thanks ask nothing, and call for no edit; as a new message in private they are answered.
  const asked = request.kind === 'query' ? { ...request, isExpected: false } : request
  const start = performance.now()
  const made = await makeReply(ctx, asked, services)
  if (!made) return
  await change(ctx, known.answerId, made.message)
  await record(ctx, message, known.answerId, made, performance.now() - start, services)
}

/** Replies that only text is read; once for all messages of an album. */
export async function replyOnlyText(ctx: BotContext, services: Services): Promise<void> {
  const album = ctx.message?.media_group_id
  if (album !== undefined && !(await services.albums.isUnanswered(album))) return
  const turn = await takeTurn(ctx, services)
  if (turn.kind === 'ignored') return
  await reply(ctx, renderText(turn.kind === 'free' ? ctx.reader.texts.onlyText : turn.sentence))
}

/** Makes the reply, or the one that says to slow down. A group's thanks do not count. */
async function replyInTurn(ctx: BotContext, request: Answerable, services: Services): Promise<Reply | undefined> {
  if (request.kind === 'query' && !request.isExpected && !callsForReply(request, services)) return undefined
  const turn = await takeTurn(ctx, services)
  if (turn.kind === 'refused') return { message: renderText(turn.sentence) }
  return turn.kind === 'free' ? makeReply(ctx, request, services) : undefined
}

/** Makes the reply to a request; undefined where it calls for none. */
async function makeReply(ctx: BotContext, request: Answerable, services: Services): Promise<Reply | undefined> {
  const { reader, from } = ctx
  if (request.kind !== 'query')
    return { message: await runCommand(request, reader, services), isFinal: isFinal(request) }
  const isAdmin = reader.isPrivate && from !== undefined && services.adminIds.has(from.id)
  const found =
    isAdmin && request.repliedTo
      ? await searchForGap(request.text, request.repliedTo.data, reader, services)
      : undefined
  return found ? { message: found, isFinal: true } : replyToQuery(ctx, request, services)
}

/** Tells whether neither an edit of the message changes its reply, nor an edit into such a message brings one. */
function isFinal({ kind }: MessageRequest): boolean {
  return FINAL.includes(kind)
}

/** Remembers which message answers which, and logs the query that was answered. */
async function record(
  ctx: BotContext,
  message: Message,
  answerId: number,
  { query, isFinal: staysAsItIs, answered }: Reply,
  milliseconds: number,
  services: Services,
): Promise<void> {
  const { chat, message_id } = message
  if (answered) logQuery(ctx, { ...answered, chat, answerId, milliseconds }, services)
  if (staysAsItIs) return
  const answer = { text: toFingerprint(toText(message)), answerId }
  await services.recentAnswers.remember(chat.id, message_id, answer, query)
}

function toText(message: Message): string {
  return toWritten(message)?.text ?? ''
}

/** Takes a turn under the limits of the user and the group, with the sentence that says to slow down. */
async function takeTurn(ctx: BotContext, services: Services): Promise<Limited> {
  const { slowDown, groupSlowDown } = ctx.reader.texts
  const turn = await takeOf(ctx, services, false)
  if (turn.kind !== 'refused') return turn
  return { kind: 'refused', sentence: (turn.isGroup ? groupSlowDown : slowDown)(turn.seconds) }
}

function takeOf(ctx: BotContext, { rateLimits }: Services, isSilent: boolean): Promise<Turn> {
  const date = ctx.msg?.edit_date ?? ctx.msg?.date
  return rateLimits.take(toUserId(ctx), toGroupId(ctx), { isSilent, ...(date !== undefined && { at: date * 1000 }) })
}

function toGroupId({ chat }: BotContext): number | undefined {
  return chat?.type === 'private' ? undefined : chat?.id
}

/** Logs a query and what it was answered with. */
function logQuery(
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
