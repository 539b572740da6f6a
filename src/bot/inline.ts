import type { Context } from 'grammy'
import type { InlineQueryResultArticle } from 'grammy/types'
import { DEFAULT_LANGUAGE } from '../language/languages.ts'
import type { Audience } from './audience.ts'
import { type Desk, toAudience } from './desk.ts'
import { renderInline, renderInlineTopics } from './render-inline.ts'

/** Seconds that Telegram may keep what we answer: nothing that a reload changed is served for longer. */
const CACHE_TIME = 60
/** Opens the bot in private. */
const START_PARAMETER = 'inline'

/**
 * Answers an inline query with up to ten results that anybody may be served; before anything is asked, with the articles'
 * questions. Where there are none, a button says so in the user's own language, which makes the answer theirs alone.
 */
export async function answerInline(ctx: Context & { readonly inlineQuery: { readonly query: string; readonly offset: string } }, desk: Desk): Promise<void> {
  const { query, offset } = ctx.inlineQuery
  const { results, isAsked } = offset === '' ? toResults(query.trim(), ctx, desk) : { results: [], isAsked: true }
  const { texts } = toAudience(ctx, desk)
  const isNone = results.length === 0 && offset === ''
  await ctx.answerInlineQuery(results, {
    cache_time: CACHE_TIME, is_personal: isNone,
    ...(isNone && { button: { text: isAsked ? texts.inlineNone : texts.unasked, start_parameter: START_PARAMETER } }),
  })
}

function toResults(query: string, { me }: Context, { knowledge, allTexts }: Desk): { results: InlineQueryResultArticle[]; isAsked: boolean } {
  const audience: Audience = { texts: allTexts[DEFAULT_LANGUAGE], username: me.username, isPrivate: true }
  if (query === '') return { results: renderInlineTopics(knowledge.topics, audience), isAsked: false }
  const answer = knowledge.answer(query)
  return { results: renderInline(answer, audience), isAsked: answer.kind !== 'unasked' }
}
