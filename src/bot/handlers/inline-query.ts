import type { Context } from 'grammy'
import type { InlineQueryResultArticle } from 'grammy/types'
import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import type { Reader } from '../reader.ts'
import { type Services, toReader } from '../context.ts'
import { renderInline, renderInlineTopics } from '../view/inline-results.ts'

/** Seconds that Telegram may keep what we answer: nothing that a reload changed is served for longer. */
const CACHE_TIME = 60
/** Opens the bot in private. */
const START_PARAMETER = 'inline'

/**
 * Answers an inline query with up to ten results that anybody may be served; before anything is asked, with the articles'
 * questions. Where there are none, a button says so in the user's own language, which makes the answer theirs alone.
 */
export async function answerInline(
  ctx: Context & { readonly inlineQuery: { readonly query: string; readonly offset: string } },
  services: Services,
): Promise<void> {
  const { query, offset } = ctx.inlineQuery
  const { results, isAsked } = offset === '' ? toResults(query.trim(), ctx, services) : { results: [], isAsked: true }
  const { texts } = toReader(ctx, services)
  const isNone = results.length === 0 && offset === ''
  await ctx.answerInlineQuery(results, {
    cache_time: CACHE_TIME,
    is_personal: isNone,
    ...(isNone && { button: { text: isAsked ? texts.inlineNone : texts.unasked, start_parameter: START_PARAMETER } }),
  })
}

function toResults(
  query: string,
  { me }: Context,
  { knowledge, allTexts }: Services,
): { results: InlineQueryResultArticle[]; isAsked: boolean } {
  const reader: Reader = { texts: allTexts[DEFAULT_LANGUAGE], username: me.username, isPrivate: true }
  if (query === '') return { results: renderInlineTopics(knowledge.topics, reader), isAsked: false }
  const answer = knowledge.answer(query)
  return { results: renderInline(answer, reader), isAsked: answer.kind !== 'unasked' }
}
