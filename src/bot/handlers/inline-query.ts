import type { Filter } from 'grammy'
import type { InlineQueryResultArticle } from 'grammy/types'
import { answerQuery, prepareQuery } from '../../answer/answer-query.ts'
import { listReadableTopics } from '../../answer/browse/lists.ts'
import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import type { BotContext, Services } from '../context.ts'
import { toQueryOutcome } from '../middleware.ts'
import type { Reader } from '../reader.ts'
import { renderInline, renderInlineTopics } from '../view/inline-results.ts'

type InlineContext = Filter<BotContext, 'inline_query'>

/** Seconds for which Telegram may cache results; a reload shows after that at the latest. */
const CACHE_TIME = 60
/** Seconds for which Telegram may cache the empty results of a limited user: the next pause in typing asks again. */
const LIMITED_CACHE_TIME = 1
/** Opens the bot in private. */
const START_PARAMETER = 'inline'

/**
 * Answers an inline query with up to ten results; an empty query with the articles' questions, or for a reader of
 * English with what can be asked in English. Results are otherwise the same for everybody and so cached for all. Without
 * results a button says so in the user's language, cached for that user alone. A user over the limit gets no results.
 */
export async function answerInlineQuery(ctx: InlineContext, services: Services): Promise<void> {
  const turn = await services.rateLimits.takeInlineQuery(ctx.from.id)
  if (turn.kind !== 'free') {
    await ctx.answerInlineQuery([], { cache_time: LIMITED_CACHE_TIME, is_personal: true })
    return
  }
  const { query, offset } = ctx.inlineQuery
  if (offset === '') await prepareQuery(services.knowledge.corpus, query.trim())
  const { results, isAsked } = offset === '' ? toResults(query.trim(), ctx, services) : { results: [], isAsked: true }
  const { texts } = ctx.reader
  const isNone = results.length === 0 && offset === ''
  await ctx.answerInlineQuery(results, {
    cache_time: CACHE_TIME,
    is_personal: isNone || query.trim() === '',
    ...(isNone && { button: { text: isAsked ? texts.inlineNone : texts.unasked, start_parameter: START_PARAMETER } }),
  })
}

function toResults(
  query: string,
  ctx: InlineContext,
  { knowledge: { corpus }, allTexts }: Services,
): { results: InlineQueryResultArticle[]; isAsked: boolean } {
  const reader: Reader = { texts: allTexts[DEFAULT_LANGUAGE], username: ctx.me.username, isPrivate: true }
  if (query === '') {
    const topics = listReadableTopics(corpus, ctx.reader.texts.isEnglish)
    return { results: renderInlineTopics(topics, reader), isAsked: false }
  }
  ctx.outcome = 'failed'
  const answer = answerQuery(corpus, query)
  ctx.outcome = toQueryOutcome(answer)
  return { results: renderInline(answer, reader), isAsked: answer.kind !== 'unasked' }
}
