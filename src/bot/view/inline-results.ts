import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineQueryResultArticle } from 'grammy/types'
import { type Answer, type Card, type Quote, type Topic, listQuotes } from '../../answer/answer.ts'
import { toSpeakerCode } from '../../answer/browse/codes.ts'
import { type Entry, toCatalog } from '../../answer/catalog.ts'
import { listAskedTopics, toCard } from '../../answer/browse/lists.ts'
import { toSpeakers } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toPassageLink } from './callback-data.ts'
import { renderSpeaker, renderStated } from './answer.ts'
import { MAX_MESSAGE_LENGTH, NO_LINK_PREVIEW, type OutgoingMessage, cut, join, toEllipsis } from './outgoing-message.ts'
import { renderQuotes } from './quotation.ts'

/** Results of one inline query, of Telegram's 50: about two screens. */
const MOST_RESULTS = 10
/** UTF-16 units: two lines each on a phone. */
const MOST = { title: 120, description: 90, label: 60 }
/** UTF-16 units shown before the first match. */
const LEAD = 30

/**
 * Renders what an answer offers to be posted in another chat: its quotes, or the people it lists. The readers of that
 * chat are unknown, so a post is in the articles' language and the same for everybody.
 *
 * @param reader of the articles' language, in private: a post has no asker
 */
export function renderInline(answer: Answer, reader: Reader): InlineQueryResultArticle[] {
  switch (answer.kind) {
    case 'found':
    case 'unjudged':
    case 'parts':
      return takeUnique([...listQuotes(answer), ...(answer.related?.further ?? [])], ({ passage }) => passage.id).map(
        (quote) => toQuoteResult(quote, reader),
      )
    case 'speaker':
      return answer.cards.slice(0, MOST_RESULTS).map((card) => toCardResult(card, reader))
    case 'participants':
      return answer.articles
        .flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
        .slice(0, MOST_RESULTS)
        .map((entry) => toCardResult(toOwnCard(entry), reader))
    case 'questions':
      return renderInlineTopics(listAskedTopics(answer.articles), reader)
    case 'stated':
      return [toStatedResult(answer, reader)]
    case 'choice':
      return answer.choices.slice(0, MOST_RESULTS).map((choice) => toCardResult(toOwnCard(choice), reader))
    case 'offered':
    case 'unsaid':
    case 'none':
    case 'unasked':
      return []
  }
}

/** Renders the topics that an empty inline query offers. */
export function renderInlineTopics(topics: Iterable<Topic>, reader: Reader): InlineQueryResultArticle[] {
  return takeUnique(topics, ({ first }) => first.passage.id).map((topic) => toTopicResult(topic, reader))
}

/** Takes the first items of different ids, as many as an inline query shows. */
function takeUnique<T>(items: Iterable<T>, toId: (item: T) => string): T[] {
  const taken = new Map<string, T>()
  for (const item of items) {
    taken.set(toId(item), item)
    if (taken.size === MOST_RESULTS) break
  }
  return [...taken.values()]
}

/** Makes a card that counts the passages of its article alone. */
function toOwnCard({ article, speaker }: Entry): Card {
  return toCard(toCatalog([article]), { article, speaker })
}

function toQuoteResult(quote: Quote, reader: Reader): InlineQueryResultArticle {
  return toResult({
    id: quote.passage.id,
    title: toTitle(quote, reader),
    description: toSnippet(quote),
    message: renderPost(quote, reader),
    link: { label: quote.article.title, url: toPassageLink(reader, quote.passage.id) },
  })
}

function toTopicResult({ label, first }: Topic, reader: Reader): InlineQueryResultArticle {
  const quote = { ...first, matches: [] }
  return toResult({
    id: first.passage.id,
    title: label,
    description: toTitle(quote, reader) + reader.texts.colon + first.passage.text,
    message: renderPost(quote, reader),
    link: { label: first.article.title, url: toPassageLink(reader, first.passage.id) },
  })
}

function toCardResult(card: Card, reader: Reader): InlineQueryResultArticle {
  const { article, speaker } = card
  const first = article.exchanges
    .flatMap(({ passages }) => passages)
    .find(({ voice }) => toSpeakers(voice).some(({ name }) => name === speaker.name))
  return toResult({
    id: toSpeakerCode(article, speaker),
    title: speaker.name,
    description: speaker.office,
    message: renderSpeaker({ kind: 'speaker', cards: [card] }, reader),
    link: first && { label: article.title, url: toPassageLink(reader, first.id) },
  })
}

function toStatedResult(answer: Extract<Answer, { kind: 'stated' }>, reader: Reader): InlineQueryResultArticle {
  const { article, question } = answer
  return toResult({
    id: question.id,
    title: question.text,
    description: article.title,
    message: renderStated(answer, reader),
    link: undefined,
  })
}

/** A post has a link to the bot, and none of the callback buttons of the message. */
function toResult(result: {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly message: OutgoingMessage
  readonly link: { readonly label: string; readonly url: string } | undefined
}): InlineQueryResultArticle {
  const { id, title, description, message, link } = result
  return {
    type: 'article',
    id,
    title: cut(title, MOST.title),
    description: cut(description, MOST.description),
    input_message_content: {
      message_text: message.text,
      entities: message.entities,
      ...NO_LINK_PREVIEW,
    },
    ...(link && { reply_markup: { inline_keyboard: [[{ text: cut(link.label, MOST.label), url: link.url }]] } }),
  }
}

/** Returns the speakers of a quote with their offices. */
function toTitle({ article, passage: { voice } }: Quote, { texts }: Reader): string {
  if (voice.kind === 'narration') return article.publication + texts.narration
  if (voice.kind === 'document') return article.publication
  const named = voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  const isAboutOne = voice.kind === 'about' && voice.speakers.length === 1
  return isAboutOne ? texts.about + named + texts.narration : named
}

/** Returns the text from shortly before the figure asked for or the longest match. */
function toSnippet({ passage: { text }, matches, excerpt }: Quote): string {
  const longest = matches.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]
  const start = toSnippetStart(text, (excerpt?.marks ?? [])[0]?.start ?? longest?.start ?? 0)
  return (start > 0 ? toEllipsis(text) : '') + text.slice(start)
}

/** Returns the start of the clause around a place, or, where that is too far, of a word or a grapheme. */
function toSnippetStart(text: string, place: number): number {
  if (place <= LEAD) return 0
  const clause = Math.max(...[...'，。；：！？“', '. ', ', ', '; ', ': '].map((mark) => toEnd(text, mark, place)))
  if (place - clause <= LEAD) return clause
  const space = text.indexOf(' ', place - LEAD)
  if (space >= 0 && space < place) return space + 1
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)
  return graphemes.containing(place - LEAD)?.index ?? 0
}

/** Returns the place behind the last mark before a place; 0 where there is none. */
function toEnd(text: string, mark: string, place: number): number {
  const start = text.lastIndexOf(mark, place - mark.length)
  return start < 0 ? 0 : start + mark.length
}

/** Renders a quote; one that does not fit a message is cut at a sentence, with a link to the whole passage. */
function renderPost(quote: Quote, reader: Reader): OutgoingMessage {
  const { message: whole } = renderQuotes([quote], reader)
  if (whole.text.length <= MAX_MESSAGE_LENGTH) return whole
  const shortest = toEllipsis(quote.passage.text)
  const around = renderCut(quote, shortest, reader).text.length - shortest.length
  return renderCut(quote, cut(quote.passage.text, MAX_MESSAGE_LENGTH - around), reader)
}

function renderCut(quote: Quote, text: string, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const { passage, excerpt: _, ...place } = quote
  const matches = quote.matches.filter(({ end }) => end <= text.length)
  const note = join(texts.cutShort, FormattedString.link(texts.whole, toPassageLink(reader, passage.id)))
  return renderQuotes([{ ...place, passage: { ...passage, text }, matches }], reader, { note }).message
}
