import { type Context, GrammyError, HttpError } from 'grammy'
import type { Message } from 'grammy/types'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { parseButtonData } from './buttons.ts'
import { renderAnswer, renderProblems, renderText } from './render.ts'
import type { Rendered } from './rendered.ts'
import { type Request, toRequest } from './request.ts'
import { texts } from './texts.ts'

/** What Telegram says of a message that is wrong in itself. */
const FAULTS_OF_OURS = /entit|too long|empty|encoded|invalid/iu

/**
 * Answers a text message that is for the bot, and is silent to any other.
 * When an answer fails, whoever asked is told so in one sentence; the error goes on to be logged.
 */
export async function respond(
  ctx: Context & { readonly message: Message.TextMessage },
  knowledge: KnowledgeBase,
  adminIds: ReadonlySet<number>,
): Promise<void> {
  const request = toRequest(ctx.message, ctx.me, adminIds)
  if (!request) return
  try {
    const answer = await toReply(request, knowledge)
    if (answer) await reply(ctx, answer)
  } catch (error) {
    // Were this refused too, the first error would still tell more.
    if (!isRefusedByChat(error)) await reply(ctx, renderText(texts.failed)).catch(() => {})
    throw error
  }
}

/** Sends to where the message came from, in a group as a reply to it; grammY keeps to its forum topic. */
export async function reply(ctx: Context, { text, entities, buttons }: Rendered): Promise<void> {
  const isPrivate = ctx.chat?.type === 'private'
  await ctx.reply(text, {
    entities,
    link_preview_options: { is_disabled: true },
    ...toKeyboard(buttons),
    ...(!isPrivate && ctx.msgId !== undefined && { reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true } }),
  })
}

/** Opens what a button leads to, in the place of the message that it stands under. */
export async function open(ctx: Context & { readonly callbackQuery: { readonly data: string } }, knowledge: KnowledgeBase): Promise<void> {
  const link = parseButtonData(ctx.callbackQuery.data)
  let notice: string | undefined = texts.failed
  try {
    const answer = link && knowledge.open(link)
    if (answer) await show(ctx, renderAnswer(answer))
    notice = answer ? undefined : texts.gone
  } finally {
    // Until a press is answered, whoever pressed sees it waiting.
    await ctx.answerCallbackQuery(notice === undefined ? {} : { text: notice })
  }
}

async function show(ctx: Context, { text, entities, buttons }: Rendered): Promise<void> {
  try {
    await ctx.editMessageText(text, { entities, link_preview_options: { is_disabled: true }, ...toKeyboard(buttons) })
  } catch (error) {
    // Whoever presses twice has what they asked for.
    if (!(error instanceof GrammyError && /not modified/u.test(error.description))) throw error
  }
}

function toKeyboard(buttons: Rendered['buttons'] = []) {
  return buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons.map((button) => [button]) } } : {}
}

/** Where the chat takes no message, or Telegram cannot be reached, another message would fail as well. */
function isRefusedByChat(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && !FAULTS_OF_OURS.test(error.description))
}

async function toReply(request: Request, knowledge: KnowledgeBase): Promise<Rendered | undefined> {
  switch (request.kind) {
    case 'query': {
      const answer = knowledge.answer(request.text)
      // In a group thanks and nods to the bot call for nothing.
      return answer.kind === 'unasked' && !request.isExpected ? undefined : renderAnswer(answer)
    }
    case 'start':
      return renderText(texts.start(knowledge.examples))
    case 'help':
      return renderText(texts.help(knowledge.examples))
    case 'empty':
      return renderText(texts.askHow)
    case 'unknown':
      return renderText(texts.unknownCommand)
    case 'reload': {
      const outcome = await knowledge.reload()
      return outcome.kind === 'reloaded' ? renderText(texts.reloaded(outcome.changes, outcome.milliseconds)) : renderProblems(outcome.problems)
    }
  }
}
