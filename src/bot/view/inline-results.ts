import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineQueryResultArticle } from 'grammy/types'
import type { Answer, Card, Quote } from '../../answer/answer.ts'
import { type Topic, listAsked } from '../../answer/browse/lists.ts'
import { listQuotes } from '../../answer/list-quotes.ts'
import { toSpeakerCode } from '../../answer/browse/codes.ts'
import { toCard } from '../../answer/question/people.ts'
import { toSpeakers } from '../../knowledge/article.ts'
import { type Reader, toPassageLink } from '../reader.ts'
import { cut } from './cut.ts'
import { renderQuotes } from './quotation.ts'
import { renderAnswer } from './answer.ts'
import { MAX_MESSAGE_LENGTH, NO_LINK_PREVIEW, type OutgoingMessage, join } from './outgoing-message.ts'
import { SIGNS } from '../texts/texts.ts'

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
 * @param reader of the articles' language, in private: a post has no asker
 */
export function renderInline(answer: Answer, reader: Reader): InlineQueryResultArticle[] {
  switch (answer.kind) {
    case 'found':
    case 'unjudged':
    case 'parts':
      return uniqueById(
        [...listQuotes(answer), ...(answer.around?.further ?? [])].map((quote) => toQuoteResult(quote, reader)),
      )
    case 'speaker':
      return answer.cards.slice(0, MOST_RESULTS).map((card) => toCardResult(card, reader))
    case 'participants':
      return answer.articles
        .flatMap((article) =>
          article.speakers.map((speaker) => toCardResult(toCard([article], { article, speaker }), reader)),
        )
        .slice(0, MOST_RESULTS)
    case 'questions':
      return renderInlineTopics(listAsked(answer.articles), reader)
    case 'stated':
      return [
        toTextResult(answer.question.id, answer.question.text, answer.article.title, renderAnswer(answer, reader)),
      ]
    case 'choice':
      return answer.choices
        .slice(0, MOST_RESULTS)
        .map((choice) => toCardResult(toCard([choice.article], choice), reader))
    case 'near':
    case 'unsaid':
    case 'none':
    case 'unasked':
      return []
  }
}

/** Renders the exchanges of articles as they are offered before anything is asked. */
export function renderInlineTopics(topics: readonly Topic[], reader: Reader): InlineQueryResultArticle[] {
  return uniqueById(topics.map((topic) => toTopicResult(topic, reader)))
}

function uniqueById(results: readonly InlineQueryResultArticle[]): InlineQueryResultArticle[] {
  return [...new Map(results.map((result) => [result.id, result])).values()].slice(0, MOST_RESULTS)
}

function toQuoteResult(quote: Quote, reader: Reader): InlineQueryResultArticle {
  return toResult(
    quote.passage.id,
    toTitle(quote, reader),
    toSnippet(quote),
    renderPost(quote, reader),
    toPassageLink(reader, quote.passage.id),
    quote.article.title,
  )
}

function toTopicResult({ label, first }: Topic, reader: Reader): InlineQueryResultArticle {
  const quote = { ...first, matches: [] }
  return toResult(
    first.passage.id,
    label,
    `${toTitle(quote, reader)}${reader.texts.colon}${first.passage.text}`,
    renderPost(quote, reader),
    toPassageLink(reader, first.passage.id),
    first.article.title,
  )
}

function toCardResult(card: Card, reader: Reader): InlineQueryResultArticle {
  const {
    article,
    speaker: { name, office },
  } = card
  const { buttons: _, ...post } = renderAnswer({ kind: 'speaker', cards: [card] }, reader)
  const first = article.exchanges
    .flatMap(({ passages }) => passages)
    .find(({ voice }) => toSpeakers(voice).some((speaker) => speaker.name === name))
  return toResult(
    toSpeakerCode(article, card.speaker),
    name,
    office,
    post,
    first && toPassageLink(reader, first.id),
    article.title,
  )
}

function toTextResult(
  id: string,
  title: string,
  description: string,
  rendered: OutgoingMessage,
): InlineQueryResultArticle {
  return toResult(id, title, description, rendered, undefined, '')
}

function toResult(
  id: string,
  title: string,
  description: string,
  { text, entities }: OutgoingMessage,
  url: string | undefined,
  label: string,
): InlineQueryResultArticle {
  return {
    type: 'article',
    id,
    title: cut(title, MOST.title),
    description: cut(description, MOST.description),
    input_message_content: { message_text: text, entities, ...NO_LINK_PREVIEW },
    ...(url !== undefined && { reply_markup: { inline_keyboard: [[{ text: cut(label, MOST.label), url }]] } }),
  }
}

/** Who speaks, and in what office. */
function toTitle({ article, passage: { voice } }: Quote, { texts }: Reader): string {
  const [first, ...others] = toSpeakers(voice)
  if (!first || voice.kind === 'narration') return article.publication + texts.narration
  if (others.length > 0)
    return voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  return (
    (voice.kind === 'about' ? article.publication + texts.narration + texts.about : '') +
    first.name +
    texts.comma +
    first.office
  )
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
function renderPost(quote: Quote, reader: Reader): OutgoingMessage {
  const { rendered: whole } = renderQuotes([quote], reader)
  if (whole.text.length <= MAX_MESSAGE_LENGTH) return whole
  const { texts } = reader
  const note = join(texts.cutShort, FormattedString.link(texts.whole, toPassageLink(reader, quote.passage.id)))
  const { passage, fact: _, ...place } = quote
  const renderCut = (text: string) =>
    renderQuotes(
      [{ ...place, passage: { ...passage, text }, matches: quote.matches.filter(({ end }) => end <= text.length) }],
      { ...reader, note },
    ).rendered
  const around = renderCut(SHORTEST).text.length - SHORTEST.length
  return renderCut(cut(passage.text, MAX_MESSAGE_LENGTH - around))
}

const SHORTEST = SIGNS.more
