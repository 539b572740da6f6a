import { FormattedString } from '@grammyjs/parse-mode'
import { toCode, toPassageCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import type { ArticleCard, ArticleList, SpeakerList, Topics } from '../../answer/browse/lists.ts'
import type { Attribution, Listing } from '../../answer/browse/content.ts'
import type { Surroundings } from '../../answer/browse/surroundings.ts'
import type { Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { SIGNS } from '../texts/texts.ts'
import { toButton } from './callback-data.ts'
import { renderNamed, toOffice, toPublication, toReadableName, toTitle } from './display-names.ts'
import {
  toBackRow,
  toContextRow,
  toConvertRow,
  toOthersRow,
  toPageRow,
  toSpeakerRows,
  toWordsRow,
} from './keyboards.ts'
import {
  type Line,
  type OutgoingMessage,
  cut,
  fitLines,
  join,
  renderText,
  toOutgoingMessage,
  withButtons,
} from './outgoing-message.ts'
import { renderPassage, renderPlace, renderQuestion, renderSameQuestion, renderSource } from './quotation.ts'
import { isConverted, toShownWords } from './script.ts'
import { toShortOffice } from './short-office.ts'

/** What led to a page of quotes. */
export interface Place {
  /** The link that opened the page, where there is one. */
  readonly link: Link | undefined
  /** Whether the page stands in the place of an answer with vote buttons. */
  readonly isOwn: boolean
}

/** UTF-16 units: a title, an item of a list, and the beginning by which a passage is told from others. */
const MOST = { heading: 240, item: 200, begin: 24 }
/** Speakers of one passage that are listed. */
const MOST_PEOPLE = 8

const SPEAKERS = { kind: 'speakers', page: 0 } as const
const ARTICLES = { kind: 'articles', page: 0 } as const

/** Renders the paragraphs around a passage, which is marked, below the question that they answer. */
export function renderSurroundings(surroundings: Surroundings, reader: Reader, place: Place): OutgoingMessage {
  const { citations, centre } = surroundings
  const [first] = citations
  if (!first) return renderText(reader.texts.gone)
  const passages = citations.map((citation) => {
    const passage = renderPassage(citation, reader)
    return citations.length > 1 && citation.passage === centre?.passage ? join(SIGNS.centre, passage) : passage
  })
  const head = renderQuestion(first, reader)
  const results = toResultsOf(place.link)
  const at = toPassageCode(centre ?? first)
  const here: Link = { kind: 'context', at, direction: centre ? 'around' : 'on', results }
  const topics = { kind: 'topics', at: toCode('article', first.article.id), page: 0 } as const
  return withButtons(
    toOutgoingMessage(
      FormattedString.join(
        [...head, ...passages, renderSource(first.article, reader), ...toConvertedLine(citations, reader)],
        '\n\n',
      ),
    ),
    toContextRow(surroundings, results, reader),
    [
      ...toBackRow(results, topics, reader, place.isOwn),
      ...toWordsRow(surroundings.speakers, results, reader),
      ...toConvertRow(citations, here, reader),
    ],
  )
}

/** Renders a page of further passages, of those of others, or of one speaker's. */
export function renderListing(listing: Listing, reader: Reader, { link, isOwn }: Place): OutgoingMessage {
  const { items, page, pages } = listing
  const title = cut(toListingTitle(listing, reader), MOST.heading)
  const head = pages > 1 ? `${title}\n${reader.texts.page(page + 1, pages)}` : title
  const passages = items.map((citation) => renderPassage(citation, reader))
  const articles = [...new Set(items.map(({ article }) => article))]
  const sources = FormattedString.join(
    articles.map((article) => renderSource(article, reader)),
    '\n',
  )
  const message = toOutgoingMessage(
    FormattedString.join([head, ...passages, sources, ...toConvertedLine(items, reader)], '\n\n'),
  )
  if (!link || !('page' in link)) return message
  return withButtons(
    message,
    toPageRow(page, pages, (other) => ({ ...link, page: other }), reader),
    [
      ...toBackRow(toResultsOf(link), SPEAKERS, reader, isOwn),
      ...toOthersRow(listing, toResultsOf(link), reader),
      ...toConvertRow(items, link, reader),
    ],
  )
}

/** Renders a page of an article's topics. */
export function renderTopics({ article, hasOthers, items, page, pages }: Topics, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const at = toCode('article', article.id)
  return withButtons(
    fitLines([
      cut(texts.topicsTitle(toTitle(article, reader)), MOST.heading),
      '',
      ...items.map(({ label }) => cut(SIGNS.item(label), MOST.item)),
      ...toPageLines(page, pages, reader),
    ]),
    ...items.map(({ label, first }) => [
      toButton(label, { kind: 'context', at: toPassageCode(first), direction: 'on', results: NO_RESULTS }, reader),
    ]),
    toPageRow(page, pages, (other) => ({ kind: 'topics', at, page: other }), reader),
    [
      toButton(texts.buttons.speakers, SPEAKERS, reader),
      ...(hasOthers ? [toButton(texts.buttons.articles, ARTICLES, reader)] : []),
    ],
  )
}

/** Renders a page of the people whom articles list. */
export function renderSpeakers({ items, page, pages }: SpeakerList, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const lines = items.map(({ speaker, total }) =>
    join(
      SIGNS.item(''),
      FormattedString.bold(toReadableName(speaker, reader)),
      cut(texts.comma + toShortOffice(toOffice(speaker, reader)), MOST.item),
      total > 0 ? texts.parentheses(texts.passages(total)) : '',
    ),
  )
  return withButtons(
    fitLines([texts.speakersTitle, '', ...lines, ...toPageLines(page, pages, reader)]),
    ...toSpeakerRows(items, reader),
    toPageRow(page, pages, (other) => ({ kind: 'speakers', page: other }), reader),
  )
}

/** Renders a page of articles, each of which opens as a card or as its topics. */
export function renderArticles({ items, page, pages, isForTopics }: ArticleList, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const toLink = (at: string): Link => (isForTopics ? { kind: 'topics', at, page: 0 } : { kind: 'article', at })
  return withButtons(
    fitLines([
      texts.articlesTitle,
      '',
      ...items.map((article) => join(SIGNS.item(''), renderPlace(article, reader))),
      ...toPageLines(page, pages, reader),
    ]),
    ...items.map((article) => [toButton(toTitle(article, reader), toLink(toCode('article', article.id)), reader)]),
    toPageRow(page, pages, (other) => ({ kind: 'articles', page: other, ...(isForTopics && { isForTopics }) }), reader),
  )
}

/** Renders the card of one article. */
export function renderArticle({ article, topics, passages, hasOthers }: ArticleCard, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const { title, kicker, date, byline, link } = article
  const shown = toTitle(article, reader)
  const original = shown === title ? undefined : title
  const facts = [toPublication(article, reader), ...(date === undefined ? [] : [texts.date(date)])].join(texts.comma)
  const lines = [
    FormattedString.bold(shown),
    original,
    kicker,
    facts,
    byline,
    texts.articleSize(topics, passages),
    link,
  ]
  return withButtons(
    fitLines(lines.filter((line) => line !== undefined)),
    [
      toButton(texts.buttons.topics, { kind: 'topics', at: toCode('article', article.id), page: 0 }, reader),
      toButton(texts.buttons.speakers, SPEAKERS, reader),
    ],
    hasOthers ? [toButton(texts.buttons.articles, ARTICLES, reader)] : [],
  )
}

/** Renders the speakers or the sources of quotes; several quotes are told apart by their first words. */
export function renderAttribution({ kind, citations, isPart }: Attribution, reader: Reader): OutgoingMessage {
  const blocks = citations.map((citation, index) => {
    const lines = kind === 'who' ? toWhoLines(citation, reader) : toSourceLines(citation, citations[index - 1], reader)
    if (citations.length > 1 || isPart)
      lines.push(reader.texts.wordsBegin(cut(toShownWords(citation, reader), MOST.begin)))
    return FormattedString.join(lines, '\n')
  })
  return fitLines([...blocks.flatMap((block) => [block, '']), ...(isPart ? [reader.texts.othersGone] : [])])
}

function toWhoLines({ article, passage: { voice } }: Citation, reader: Reader): Line[] {
  const { texts } = reader
  const paper = FormattedString.bold(toPublication(article, reader))
  if (voice.kind === 'narration') return [paper, texts.notASpeaker]
  if (voice.kind === 'document') return [paper, texts.notNarrated]
  const isAbout = voice.kind === 'about'
  const people: Line[] = voice.speakers
    .slice(0, MOST_PEOPLE)
    .flatMap((speaker, place) => [
      join(isAbout && place === 0 ? texts.about : '', renderNamed(speaker, reader)),
      toOffice(speaker, reader),
    ])
  if (voice.speakers.length > MOST_PEOPLE) people.push(texts.leftOut)
  return isAbout ? [join(paper, texts.narration), ...people] : people
}

function toSourceLines(citation: Citation, before: Citation | undefined, reader: Reader): Line[] {
  const { article, exchange } = citation
  if (before?.exchange === exchange) return renderSameQuestion(citation, reader)
  return [renderSource(article, reader), ...renderQuestion(citation, reader)]
}

function toListingTitle({ kind, total, speaker }: Listing, reader: Reader): string {
  const { texts } = reader
  switch (kind) {
    case 'more':
      return texts.moreTitle(total)
    case 'others':
      return texts.othersTitle(total)
    case 'words':
      return texts.wordsTitle(speaker ? toReadableName(speaker, reader) : '', total)
  }
}

function toConvertedLine(citations: readonly Citation[], reader: Reader): string[] {
  return isConverted(citations, reader) ? [reader.texts.converted] : []
}

function toPageLines(page: number, pages: number, { texts }: Reader): string[] {
  return pages > 1 ? ['', texts.page(page + 1, pages)] : []
}

function toResultsOf(link: Link | undefined): Results {
  return link && 'results' in link ? link.results : NO_RESULTS
}
