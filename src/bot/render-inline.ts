import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineQueryResultArticle } from 'grammy/types'
import type { Answer, Card, Quote } from '../answer/answer.ts'
import { type Topic, listAsked } from '../answer/browse.ts'
import { listQuotes } from '../answer/list-quotes.ts'
import { toSpeakerCode } from '../answer/codes.ts'
import { toCard } from '../answer/speakers.ts'
import { toSpeakers } from '../knowledge/article.ts'
import { type Audience, toPassageLink } from './audience.ts'
import { cut } from './cut.ts'
import { renderQuotes } from './render-quotes.ts'
import { renderAnswer } from './render.ts'
import { MAX_MESSAGE_LENGTH, type Rendered, join } from './rendered.ts'
import { SIGNS } from './texts.ts'

/** What one inline query can offer, of Telegram's 50: more than two screens nobody scrolls. */
const MOST_RESULTS = 10
/** UTF-16 units: two lines each on a phone. */
const MOST = { title: 120, description: 90, label: 60 }
/** UTF-16 units before the first match that are shown with it. */
const LEAD = 30

/**
 * Renders what an answer offers to be posted in another chat: its passages, or the people it tells of. What is posted is read
 * by others, whose language is not known: it is in the articles' own, and so the same for everybody.
 *
 * @param audience of the articles' language, in private: a post has no asker
 */
export function renderInline(answer: Answer, audience: Audience): InlineQueryResultArticle[] {
  switch (answer.kind) {
    case 'found':
    case 'unjudged':
    case 'parts':
      return uniqueById([...listQuotes(answer), ...(answer.around?.further ?? [])].map((quote) => toQuoteResult(quote, audience)))
    case 'speaker':
      return answer.cards.slice(0, MOST_RESULTS).map((card) => toCardResult(card, audience))
    case 'participants':
      return answer.articles.flatMap((article) => article.speakers.map((speaker) => toCardResult(toCard([article], { article, speaker }), audience))).slice(0, MOST_RESULTS)
    case 'questions':
      return renderInlineTopics(listAsked(answer.articles), audience)
    case 'stated':
      return [toTextResult(answer.question.id, answer.question.text, answer.article.title, renderAnswer(answer, audience))]
    case 'choice':
      return answer.choices.slice(0, MOST_RESULTS).map((choice) => toCardResult(toCard([choice.article], choice), audience))
    case 'near':
    case 'unsaid':
    case 'none':
    case 'unasked':
      return []
  }
}

/** Renders the exchanges of articles as they are offered before anything is asked. */
export function renderInlineTopics(topics: readonly Topic[], audience: Audience): InlineQueryResultArticle[] {
  return uniqueById(topics.map((topic) => toTopicResult(topic, audience)))
}

function uniqueById(results: readonly InlineQueryResultArticle[]): InlineQueryResultArticle[] {
  return [...new Map(results.map((result) => [result.id, result])).values()].slice(0, MOST_RESULTS)
}

function toQuoteResult(quote: Quote, audience: Audience): InlineQueryResultArticle {
  return toResult(quote.passage.id, toTitle(quote, audience), toSnippet(quote), renderPost(quote, audience), toPassageLink(audience, quote.passage.id), quote.article.title)
}

function toTopicResult({ label, first }: Topic, audience: Audience): InlineQueryResultArticle {
  const quote = { ...first, matches: [] }
  return toResult(first.passage.id, label, `${toTitle(quote, audience)}${audience.texts.colon}${first.passage.text}`, renderPost(quote, audience), toPassageLink(audience, first.passage.id), first.article.title)
}

function toCardResult(card: Card, audience: Audience): InlineQueryResultArticle {
  const { article, speaker: { name, office } } = card
  const { buttons: _, ...post } = renderAnswer({ kind: 'speaker', cards: [card] }, audience)
  const first = article.exchanges.flatMap(({ passages }) => passages).find(({ voice }) => toSpeakers(voice).some((speaker) => speaker.name === name))
  return toResult(toSpeakerCode(article, card.speaker), name, office, post, first && toPassageLink(audience, first.id), article.title)
}

function toTextResult(id: string, title: string, description: string, rendered: Rendered): InlineQueryResultArticle {
  return toResult(id, title, description, rendered, undefined, '')
}

function toResult(id: string, title: string, description: string, { text, entities }: Rendered, url: string | undefined, label: string): InlineQueryResultArticle {
  return {
    type: 'article', id, title: cut(title, MOST.title), description: cut(description, MOST.description),
    input_message_content: { message_text: text, entities, link_preview_options: { is_disabled: true } },
    ...(url !== undefined && { reply_markup: { inline_keyboard: [[{ text: cut(label, MOST.label), url }]] } }),
  }
}

/** Who speaks, and in what office. */
function toTitle({ article, passage: { voice } }: Quote, { texts }: Audience): string {
  const [first, ...others] = toSpeakers(voice)
  if (!first || voice.kind === 'narration') return article.publication + texts.narration
  if (others.length > 0) return voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  return (voice.kind === 'about' ? article.publication + texts.narration + texts.about : '') + first.name + texts.comma + first.office
}

/** The words that the query matched, with a little before them. */
function toSnippet({ passage: { text }, matches, fact }: Quote): string {
  const at = fact?.figures[0]?.start ?? matches.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]?.start ?? 0
  const clause = Math.max(...[...'，。；：！？“'].map((mark) => text.lastIndexOf(mark, at - 1))) + 1
  const start = at <= LEAD ? 0 : at - clause <= LEAD ? clause : toBoundary(text, at - LEAD)
  return (start > 0 ? SIGNS.more : '') + text.slice(start)
}

/** Not within a pair of surrogates, nor a grapheme. */
function toBoundary(text: string, place: number): number {
  return new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text).containing(place)?.index ?? 0
}

/** One passage that does not fit a message with its citation is cut at a sentence, and links to the whole. */
function renderPost(quote: Quote, audience: Audience): Rendered {
  const { rendered: whole } = renderQuotes([quote], audience)
  if (whole.text.length <= MAX_MESSAGE_LENGTH) return whole
  const { texts } = audience
  const note = join(texts.cutShort, FormattedString.link(texts.whole, toPassageLink(audience, quote.passage.id)))
  const { passage, fact: _, ...place } = quote
  const renderCut = (text: string) => renderQuotes([{ ...place, passage: { ...passage, text }, matches: quote.matches.filter(({ end }) => end <= text.length) }], { ...audience, note }).rendered
  const around = renderCut(SHORTEST).text.length - SHORTEST.length
  return renderCut(cut(passage.text, MAX_MESSAGE_LENGTH - around))
}

const SHORTEST = SIGNS.more
