import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Link } from '../answer/link.ts'
import { NO_RESULTS } from '../answer/link.ts'
import { toCode } from '../answer/codes.ts'
import { type Audience, PASSAGE_MARK } from './audience.ts'
import { EDITABLE } from './answered.ts'
import { parseData } from './buttons.ts'
import { registerOwnMenu } from './commands.ts'
import { type Desk, toAudience } from './desk.ts'
import { renderLanguages } from './language-choice.ts'
import { renderOpened } from './render-pages.ts'
import { renderAnswer, renderProblems, renderText } from './render.ts'
import type { Rendered } from './rendered.ts'
import { type Request, toRequest } from './request.ts'
import { change, isRefusedByChat, reply } from './send.ts'

/**
 * Answers a text message that is for the bot, and is silent to any other.
 * When an answer fails, whoever asked is told so in one sentence; the error goes on to be logged.
 */
export async function respond(ctx: Context & { readonly message: Message.TextMessage }, desk: Desk): Promise<void> {
  const request = toRequest(ctx.message, ctx.me, desk.adminIds)
  if (!request) return
  const audience = toAudience(ctx, desk)
  try {
    const answer = await takeTurn(ctx, request, audience, desk)
    if (!answer) return
    const { message_id: answerId } = await reply(ctx, answer.rendered)
    if (request.kind !== 'reload') desk.answered.remember(ctx.message.chat.id, ctx.message.message_id, { text: ctx.message.text, answerId, query: answer.query })
  } catch (error) {
    // Were this refused too, the first error would still tell more.
    if (!isRefusedByChat(error)) await reply(ctx, renderText(audience.texts.failed)).catch(() => {})
    throw error
  }
  if (request.kind === 'start') await offerOwnMenu(ctx, audience, desk)
}

/** Telegram tells one Chinese from other languages, and not its scripts: whoever reads 繁體 gets a menu of their own. */
async function offerOwnMenu({ api, chatId }: Context, { texts }: Audience, { adminIds }: Desk): Promise<void> {
  if (texts.language === 'zh-hant' && chatId !== undefined) await registerOwnMenu(api, chatId, texts, adminIds.has(chatId))
}

/**
 * Answers a query anew in place when it was edited within an hour. One that is not for the bot any more, or that asks
 * nothing, leaves the answer as it is; nothing is ever sent besides.
 */
export async function revise(ctx: Context & { readonly editedMessage: Message.TextMessage & { readonly edit_date?: number } }, desk: Desk): Promise<void> {
  const { editedMessage: message } = ctx
  const known = desk.answered.find(message.chat.id, message.message_id)
  const request = known && toRequest(message, ctx.me, desk.adminIds)
  if (!known || !request || request.kind === 'reload') return
  if (((message.edit_date ?? message.date) - message.date) * 1000 > EDITABLE || message.text === known.text) return
  if ((await desk.limits.take(toUserId(ctx), toGroupId(ctx))).kind !== 'free') return
  const answer = await toReply(request, toAudience(ctx, desk), desk, ctx)
  if (!answer) return
  await change(ctx, known.answerId, answer.rendered)
  desk.answered.remember(message.chat.id, message.message_id, { text: message.text, answerId: known.answerId, query: answer.query })
}

/** Says that only text is read; an album is one thing, and is told once. */
export async function refuse(ctx: Context, { texts }: Audience, desk: Desk): Promise<void> {
  const turn = await desk.limits.take(toUserId(ctx), toGroupId(ctx))
  if (turn.kind === 'free') await reply(ctx, renderText(texts.onlyText))
}

/** What is answered, and the query that it is about. */
interface Reply {
  readonly rendered: Rendered
  readonly query?: string | undefined
}

/** What is answered, or that it was too much at once, which is told once. */
async function takeTurn(ctx: Context, request: Request, audience: Audience, desk: Desk): Promise<Reply | undefined> {
  if (request.kind === 'reload') return toReply(request, audience, desk, ctx)
  const turn = await desk.limits.take(toUserId(ctx), toGroupId(ctx))
  if (turn.kind === 'free') return toReply(request, audience, desk, ctx)
  const { slowDown, groupSlowDown } = audience.texts
  return turn.kind === 'told' ? { rendered: renderText((turn.isGroup ? groupSlowDown : slowDown)(turn.seconds)) } : undefined
}

async function toReply(request: Request, audience: Audience, desk: Desk, { chat }: Context): Promise<Reply | undefined> {
  if (request.kind === 'query') return answerQuery(request, audience, desk, chat?.id)
  return { rendered: await renderRequested(request, audience, desk) }
}

async function renderRequested(request: Exclude<Request, { kind: 'query' }>, audience: Audience, desk: Desk): Promise<Rendered> {
  const { knowledge } = desk
  const { texts } = audience
  switch (request.kind) {
    case 'browse':
      return openLink(request.link, audience, desk) ?? renderText(texts.goneItem)
    case 'open':
      return openParameter(request.parameter, audience, desk)
    case 'language':
      return renderLanguages(audience)
    case 'start':
      return renderText(texts.start(knowledge.examples))
    case 'help':
      return renderText(texts.help(knowledge.examples, audience.username))
    case 'empty':
      return renderText(texts.askHow)
    case 'unknown':
      return renderText(texts.unknownCommand)
    case 'reload': {
      const outcome = await knowledge.reload()
      return outcome.kind === 'reloaded' ? renderText(texts.reloaded(outcome.changes, outcome.milliseconds)) : renderProblems(outcome.problems, texts)
    }
  }
}

function answerQuery({ text, told, isExpected }: Extract<Request, { kind: 'query' }>, audience: Audience, { knowledge, answered }: Desk, chatId: number | undefined): Reply | undefined {
  const query = told && chatId !== undefined ? answered.findQuery(chatId, told.id) : undefined
  const remarked = told && knowledge.answerRemark(text, { text: told.text, query })
  if (remarked) return { rendered: renderOpened(remarked.opened, audience, remarked.link), query }
  const answer = knowledge.answer(text)
  // In a group thanks and nods to the bot call for nothing.
  return answer.kind === 'unasked' && !isExpected ? undefined : { rendered: renderAnswer(answer, audience), query: text }
}

/** A link to a passage shows it among the paragraphs around it. Whatever else a link of ours leads to is as a button has it. */
function openParameter(parameter: string, audience: Audience, desk: Desk): Rendered {
  const at = parameter.startsWith(PASSAGE_MARK) ? toCode('passage', parameter.slice(PASSAGE_MARK.length)) : undefined
  const link: Link | undefined = at === undefined ? parseData(parameter)?.link : { kind: 'context', at, direction: 'around', results: { ...NO_RESULTS, codes: [at], shown: 1 } }
  if (!link) return renderText(audience.texts.start(desk.knowledge.examples))
  return openLink(link, audience, desk) ?? renderText(audience.texts.gone)
}

function openLink(link: Link, audience: Audience, { knowledge }: Desk): Rendered | undefined {
  const opened = knowledge.open(link)
  return opened && renderOpened(opened, audience, link)
}

function toUserId({ from, senderChat }: Context): number {
  return senderChat?.id ?? from?.id ?? 0
}

function toGroupId({ chat }: Context): number | undefined {
  return chat?.type === 'private' ? undefined : chat?.id
}
