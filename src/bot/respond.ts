import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Link } from '../answer/link.ts'
import { NO_RESULTS } from '../answer/link.ts'
import { toCode } from '../answer/codes.ts'
import { type Audience, PASSAGE_MARK } from './audience.ts'
import { EDITABLE, toFingerprint } from './answered.ts'
import type { Opened } from '../answer/opened.ts'
import { parseData } from './buttons.ts'
import { registerOwnMenu } from './commands.ts'
import { type Desk, toAudience } from './desk.ts'
import { renderLanguages } from './language-choice.ts'
import type { Turn } from './limits.ts'
import { renderOpened } from './render-pages.ts'
import { renderAnswer, renderProblems, renderText } from './render.ts'
import type { Rendered } from './rendered.ts'
import type { Texts } from './texts.ts'
import { type Request, type ToldMessage, toRequest } from './request.ts'
import { logQuery } from './log-query.ts'
import { change, isRefusedByChat, reply } from './send.ts'

/**
 * Answers a text message that is for the bot, and is silent to any other.
 * When an answer fails, whoever asked is told so in one sentence; the error goes on to be logged.
 */
export async function respond(ctx: Context & { readonly message: Message.TextMessage }, desk: Desk): Promise<void> {
  const request = toRequest(ctx.message, ctx.me, desk.adminIds)
  if (!request) return
  const audience = toAudience(ctx, desk)
  const start = performance.now()
  try {
    const answer = await replyInTurn(ctx, request, audience, desk)
    if (!answer) return
    const { message_id: answerId } = await reply(ctx, answer.rendered)
    if (request.kind !== 'reload') desk.answered.remember(ctx.message.chat.id, ctx.message.message_id, { text: toFingerprint(ctx.message.text), answerId, query: answer.query })
    if (request.kind === 'query' && answer.opened) logQuery(ctx, desk, { answerId, opened: answer.opened, query: request.text, language: audience.texts.language, milliseconds: performance.now() - start })
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
  if (!known || !request || request.kind === 'reload' || request.kind === 'empty') return
  if (((message.edit_date ?? message.date) - message.date) * 1000 > EDITABLE || toFingerprint(message.text) === known.text) return
  // Nobody is told by an edit: a message would be a second one.
  if ((await desk.limits.take(toUserId(ctx), toGroupId(ctx), true)).kind !== 'free') return
  // Thanks ask nothing, in private too, where a message of its own would be answered.
  const asked = request.kind === 'query' ? { ...request, isExpected: false } : request
  const answer = await toReply(asked, toAudience(ctx, desk), desk, ctx)
  if (!answer) return
  await change(ctx, known.answerId, answer.rendered)
  desk.answered.remember(message.chat.id, message.message_id, { text: toFingerprint(message.text), answerId: known.answerId, query: answer.query })
}

/** Says that only text is read; an album is one thing, and is told once. */
export async function refuse(ctx: Context, desk: Desk): Promise<void> {
  const album = ctx.message?.media_group_id
  if (album !== undefined && !desk.isNewAlbum(album)) return
  const { texts } = toAudience(ctx, desk)
  const turn = await takeTurn(ctx, texts, desk)
  if (turn.kind !== 'ignored') await reply(ctx, renderText(turn.kind === 'free' ? texts.onlyText : turn.sentence))
}

/** What is answered, and the query that it is about. */
interface Reply {
  readonly rendered: Rendered
  readonly query?: string | undefined
  /** What a query was answered with. */
  readonly opened?: Opened
}

/** What is answered, or that it was too much at once; thanks in a group, which call for no answer, are not counted. */
async function replyInTurn(ctx: Context, request: Request, audience: Audience, desk: Desk): Promise<Reply | undefined> {
  if (request.kind === 'reload') return toReply(request, audience, desk, ctx)
  const isPolite = request.kind === 'query' && !request.isExpected && !desk.knowledge.isAsking(request.text)
  if (isPolite && !answerQuery(request, audience, desk, ctx.chat?.id)) return undefined
  const turn = await takeTurn(ctx, audience.texts, desk)
  if (turn.kind === 'told') return { rendered: renderText(turn.sentence) }
  return turn.kind === 'free' ? toReply(request, audience, desk, ctx) : undefined
}

/** A turn with the sentence that says to wait, which is said once. */
async function takeTurn(ctx: Context, { slowDown, groupSlowDown }: Texts, { limits }: Desk): Promise<Exclude<Turn, { kind: 'told' }> | { readonly kind: 'told'; readonly sentence: string }> {
  const turn = await limits.take(toUserId(ctx), toGroupId(ctx))
  return turn.kind === 'told' ? { kind: 'told', sentence: (turn.isGroup ? groupSlowDown : slowDown)(turn.seconds) } : turn
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
  const remarked = told && knowledge.answerRemark(text, { text: told.text, query, linked: told.linked, codes: findCodes(told) })
  if (remarked) return { rendered: renderOpened(remarked.opened, audience, remarked.link), query, opened: remarked.opened }
  const answer = knowledge.answer(text)
  // In a group thanks and nods to the bot call for nothing.
  return answer.kind === 'unasked' && !isExpected ? undefined : { rendered: renderAnswer(answer, audience), query: text, opened: answer }
}

/** What the answer found under which a message's buttons stand. */
function findCodes({ data }: ToldMessage): readonly string[] {
  const results = data.flatMap((one) => {
    const link = parseData(one)?.link
    return link && 'results' in link ? [link.results.codes] : []
  })
  return results[0] ?? []
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

function toUserId({ from, senderChat, chatId }: Context): number | undefined {
  return senderChat?.id === chatId ? undefined : (senderChat?.id ?? from?.id)
}

function toGroupId({ chat }: Context): number | undefined {
  return chat?.type === 'private' ? undefined : chat?.id
}
