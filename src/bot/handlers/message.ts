import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import { EDITABLE, toFingerprint } from '../state/recent-answers.ts'
import type { Reader } from '../reader.ts'
import { registerOwnMenu } from '../telegram/command-menus.ts'
import { type Services, toReader } from '../context.ts'
import type { Turn } from '../state/rate-limit.ts'
import { logQuery } from './log-query.ts'
import { renderText } from '../view/outgoing-message.ts'
import { type Request, toRequest } from './parse-message.ts'
import { change, isRefusedByChat, reply } from '../telegram/send.ts'
import type { Texts } from '../texts/texts.ts'
import { type Reply, answerQuery, isFinal, toReply } from './to-reply.ts'

/**
 * Answers a text message that is for the bot, and is silent to any other.
 * When an answer fails, whoever asked is told so in one sentence; the error goes on to be logged.
 */
export async function respond(
  ctx: Context & { readonly message: Message.TextMessage },
  services: Services,
): Promise<void> {
  const request = toRequest(ctx.message, ctx.me, services.adminIds)
  if (!request) return
  const reader = toReader(ctx, services)
  const start = performance.now()
  try {
    const answer = await replyInTurn(ctx, request, reader, services)
    if (!answer) return
    const { message_id: answerId } = await reply(ctx, answer.rendered)
    if (!answer.isFinal)
      services.recentAnswers.remember(ctx.message.chat.id, ctx.message.message_id, {
        text: toFingerprint(ctx.message.text),
        answerId,
        query: answer.query,
      })
    if (request.kind === 'query' && answer.opened)
      logQuery(ctx, services, {
        answerId,
        opened: answer.opened,
        query: request.text,
        language: reader.texts.language,
        milliseconds: performance.now() - start,
      })
  } catch (error) {
    // Were this refused too, the first error would still tell more.
    if (!isRefusedByChat(error)) await reply(ctx, renderText(reader.texts.failed)).catch(() => {})
    throw error
  }
  if (request.kind === 'start') await offerOwnMenu(ctx, reader, services)
}

/** Telegram tells one Chinese from other languages, and not its scripts: whoever reads 繁體 gets a menu of their own. */
async function offerOwnMenu({ api, chatId }: Context, { texts }: Reader, { adminIds }: Services): Promise<void> {
  if (texts.language === 'zh-hant' && chatId !== undefined)
    await registerOwnMenu(api, chatId, texts, adminIds.has(chatId))
}

/**
 * Answers a query anew in place when it was edited within an hour. One that is not for the bot any more, or that asks
 * nothing, leaves the answer as it is; nothing is ever sent besides.
 */
export async function revise(
  ctx: Context & { readonly editedMessage: Message.TextMessage & { readonly edit_date?: number } },
  services: Services,
): Promise<void> {
  const { editedMessage: message } = ctx
  const known = services.recentAnswers.find(message.chat.id, message.message_id)
  const request = known && toRequest(message, ctx.me, services.adminIds)
  if (!known || !request || isFinal(request) || request.kind === 'empty') return
  if (
    ((message.edit_date ?? message.date) - message.date) * 1000 > EDITABLE ||
    toFingerprint(message.text) === known.text
  )
    return
  // Nobody is told by an edit: a message would be a second one.
  if ((await services.rateLimits.take(toUserId(ctx), toGroupId(ctx), true)).kind !== 'free') return
  // Thanks ask nothing, in private too, where a message of its own would be answered.
  const asked = request.kind === 'query' ? { ...request, isExpected: false } : request
  const [reader, start] = [toReader(ctx, services), performance.now()]
  const answer = await toReply(asked, reader, services, ctx)
  if (!answer) return
  await change(ctx, known.answerId, answer.rendered)
  services.recentAnswers.remember(message.chat.id, message.message_id, {
    text: toFingerprint(message.text),
    answerId: known.answerId,
    query: answer.query,
  })
  if (asked.kind === 'query' && answer.opened)
    logQuery(ctx, services, {
      answerId: known.answerId,
      opened: answer.opened,
      query: asked.text,
      language: reader.texts.language,
      milliseconds: performance.now() - start,
    })
}

/** Says that only text is read; an album is one thing, and is told once. */
export async function refuse(ctx: Context, services: Services): Promise<void> {
  const album = ctx.message?.media_group_id
  if (album !== undefined && !services.markAlbumSeen(album)) return
  const { texts } = toReader(ctx, services)
  const turn = await takeTurn(ctx, texts, services)
  if (turn.kind !== 'ignored') await reply(ctx, renderText(turn.kind === 'free' ? texts.onlyText : turn.sentence))
}

/** What is answered, or that it was too much at once; thanks in a group, which call for no answer, are not counted. */
async function replyInTurn(
  ctx: Context,
  request: Request,
  reader: Reader,
  services: Services,
): Promise<Reply | undefined> {
  if (request.kind === 'reload') return toReply(request, reader, services, ctx)
  const isPolite = request.kind === 'query' && !request.isExpected && !services.knowledge.isAsking(request.text)
  if (isPolite && !answerQuery(request, reader, services, ctx.chat?.id)) return undefined
  const turn = await takeTurn(ctx, reader.texts, services)
  if (turn.kind === 'told') return { rendered: renderText(turn.sentence) }
  return turn.kind === 'free' ? toReply(request, reader, services, ctx) : undefined
}

/** A turn with the sentence that says to wait, which is said once. */
async function takeTurn(
  ctx: Context,
  { slowDown, groupSlowDown }: Texts,
  { rateLimits }: Services,
): Promise<Exclude<Turn, { kind: 'told' }> | { readonly kind: 'told'; readonly sentence: string }> {
  const turn = await rateLimits.take(toUserId(ctx), toGroupId(ctx))
  return turn.kind === 'told'
    ? { kind: 'told', sentence: (turn.isGroup ? groupSlowDown : slowDown)(turn.seconds) }
    : turn
}

function toUserId({ from, senderChat, chatId }: Context): number | undefined {
  return senderChat?.id === chatId ? undefined : (senderChat?.id ?? from?.id)
}

function toGroupId({ chat }: Context): number | undefined {
  return chat?.type === 'private' ? undefined : chat?.id
}
