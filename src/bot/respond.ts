import { type Context, GrammyError, HttpError } from 'grammy'
import type { Message } from 'grammy/types'
import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import { type Rendered, renderAnswer, renderProblems, renderText } from './render.ts'
import { type Request, toRequest } from './request.ts'
import { texts } from './texts.ts'

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
    await reply(ctx, await toReply(request, knowledge))
  } catch (error) {
    // Where sending itself failed, another message would fail as well, or be noise.
    if (!(error instanceof GrammyError) && !(error instanceof HttpError)) await reply(ctx, renderText(texts.failed))
    throw error
  }
}

/** Sends to where the message came from, in a group as a reply to it; grammY keeps to its forum topic. */
export async function reply(ctx: Context, { text, entities }: Rendered): Promise<void> {
  const isPrivate = ctx.chat?.type === 'private'
  await ctx.reply(text, {
    entities,
    link_preview_options: { is_disabled: true },
    ...(!isPrivate && ctx.msgId !== undefined && { reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true } }),
  })
}

async function toReply(request: Request, knowledge: KnowledgeBase): Promise<Rendered> {
  switch (request.kind) {
    case 'query':
      return renderAnswer(knowledge.answer(request.text))
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
