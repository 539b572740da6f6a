import { FormattedString } from '@grammyjs/parse-mode'
import type { Answer } from '../../answer/answer.ts'
import type { ArticleCard, ArticleList, SpeakerList, Topics } from '../../answer/browse/lists.ts'
import { toCode, toPassageCode } from '../../answer/browse/codes.ts'
import type { Surroundings } from '../../answer/browse/surroundings.ts'
import { type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import type { Attribution, Listing, Content } from '../../answer/browse/opened.ts'
import type { Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { cut } from './cut.ts'
import { toBackRow, toContextRow, toConvertRow, toEarlierRow, toMaker, toPageRow, toSpeakerRows } from './keyboards.ts'
import { type Setting, renderPassage, renderPlace, renderQuestion, renderSource } from './quotation.ts'
import { canConvert, renderAnswer, renderText } from './answer.ts'
import { type Line, type OutgoingMessage, fitLines, join, toOutgoingMessage, withButtons } from './outgoing-message.ts'
import { SIGNS } from '../texts/texts.ts'

/** UTF-16 units. */
const MOST = { heading: 240, item: 200, begin: 24, people: 8 }

/** Renders what a link opened; `link` is the link itself, where there is one, for the pages before and after. */
export function renderContent(opened: Content, reader: Reader, link?: Link, isConverted = false): OutgoingMessage {
  switch (opened.kind) {
    case 'context':
      return renderContext(opened, reader, link, isConverted)
    case 'more':
    case 'others':
    case 'words':
      return renderListing(opened, reader, link, isConverted)
    case 'topics':
      return renderTopics(opened, reader)
    case 'speakers':
      return renderSpeakers(opened, reader)
    case 'articles':
      return renderArticles(opened, reader)
    case 'article':
      return renderArticle(opened, reader)
    case 'who':
    case 'source':
      return renderAbout(opened, reader)
    case 'noMore':
      return renderText(reader.texts.noMore)
    case 'found':
    case 'unjudged':
    case 'parts':
    case 'near':
    case 'choice':
    case 'unsaid':
    case 'stated':
    case 'speaker':
    case 'participants':
    case 'questions':
    case 'none':
    case 'unasked':
      return renderOpenedAnswer(opened, reader, link, isConverted)
  }
}

function renderOpenedAnswer(
  answer: Answer,
  reader: Reader,
  link: Link | undefined,
  isConverted: boolean,
): OutgoingMessage {
  const { buttons = [], ...rendered } = renderAnswer(answer, reader, isConverted)
  return withButtons(rendered, ...buttons, ...(link?.kind === 'query' ? [toEarlierRow(link, reader)] : []))
}

/** The question above the paragraphs that answer it; the one that led here is marked. */
function renderContext(
  context: Surroundings,
  reader: Reader,
  link: Link | undefined,
  isConverted: boolean,
): OutgoingMessage {
  const [first] = context.citations
  if (!first) return renderText(reader.texts.gone)
  const setting: Setting = { ...reader, isConverted }
  const passages = context.citations.map((citation): Line => {
    const isCentre = context.citations.length > 1 && citation.passage === context.centre?.passage
    return isCentre ? join(SIGNS.centre, renderPassage(citation, setting)) : renderPassage(citation, setting)
  })
  const head = [...toConvertedLine(reader, isConverted), ...renderQuestion(first.exchange, reader)]
  const rendered = toOutgoingMessage(
    FormattedString.join([...head, ...passages, renderSource(first.article, reader)], '\n\n'),
  )
  const results = toResultsOf(link)
  const here: Link = {
    kind: 'context',
    at: toPassageCode(context.centre ?? first),
    direction: context.centre ? 'around' : 'on',
    results,
  }
  return withButtons(
    rendered,
    toContextRow(context, results, reader, isConverted),
    toBackRow(results, { kind: 'topics', at: toCode('article', first.article.id), page: 0 }, reader, isConverted),
    ...toConvertRows(context.citations, here, reader, isConverted),
  )
}

function renderListing(
  listing: Listing,
  reader: Reader,
  link: Link | undefined,
  isConverted: boolean,
): OutgoingMessage {
  const { texts } = reader
  const { kind, items, page, pages, total, speaker } = listing
  const title =
    kind === 'more'
      ? texts.moreTitle(total)
      : kind === 'others'
        ? texts.othersTitle(total)
        : texts.wordsTitle(speaker?.name ?? '', total)
  const head = [cut(title, MOST.heading), ...(pages > 1 ? [texts.page(page + 1, pages)] : [])].join('\n')
  const passages = items.map((citation) => renderPassage(citation, { ...reader, isConverted }))
  const articles = [...new Set(items.map(({ article }) => article))]
  const sources = articles.map((article) => renderSource(article, reader))
  const rendered = toOutgoingMessage(
    FormattedString.join(
      [...toConvertedLine(reader, isConverted), head, ...passages, FormattedString.join(sources, '\n')],
      '\n\n',
    ),
  )
  if (!link || !('page' in link)) return rendered
  const results = toResultsOf(link)
  return withButtons(
    rendered,
    toPageRow(page, pages, (other) => ({ ...link, page: other }), reader, isConverted),
    toBackRow(results, { kind: 'speakers', page: 0 }, reader, isConverted),
    ...toConvertRows(items, link, reader, isConverted),
  )
}

function renderTopics({ article, hasOthers, items, page, pages }: Topics, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const button = toMaker(reader)
  const at = toCode('article', article.id)
  return withButtons(
    fitLines([
      cut(texts.topicsTitle(article.title), MOST.heading),
      '',
      ...items.map(({ label }) => cut(SIGNS.item(label), MOST.item)),
      ...toPageLines(page, pages, reader),
    ]),
    ...items.map(({ label, first }) => [
      button(label, { kind: 'context', at: toPassageCode(first), direction: 'on', results: NO_RESULTS }),
    ]),
    toPageRow(page, pages, (other) => ({ kind: 'topics', at, page: other }), reader),
    [
      button(texts.buttons.speakers, { kind: 'speakers', page: 0 }),
      ...(hasOthers ? [button(texts.buttons.articles, { kind: 'articles', page: 0 })] : []),
    ],
  )
}

function renderSpeakers({ items, page, pages }: SpeakerList, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const lines = items.map(({ speaker: { name, office }, total }) =>
    join(
      SIGNS.item(''),
      FormattedString.bold(name),
      cut(texts.comma + office, MOST.item),
      texts.parentheses(texts.passages(total)),
    ),
  )
  return withButtons(
    fitLines([texts.speakersTitle, '', ...lines, ...toPageLines(page, pages, reader)]),
    ...toSpeakerRows(items, reader),
    toPageRow(page, pages, (other) => ({ kind: 'speakers', page: other }), reader),
  )
}

function renderArticles({ items, page, pages, isForTopics }: ArticleList, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const button = toMaker(reader)
  return withButtons(
    fitLines([
      texts.articlesTitle,
      '',
      ...items.map((article) => join(SIGNS.item(''), renderPlace(article, reader))),
      ...toPageLines(page, pages, reader),
    ]),
    ...items.map(({ id, title }) => [
      button(
        title,
        isForTopics
          ? { kind: 'topics', at: toCode('article', id), page: 0 }
          : { kind: 'article', at: toCode('article', id) },
      ),
    ]),
    toPageRow(page, pages, (other) => ({ kind: 'articles', page: other, ...(isForTopics && { isForTopics }) }), reader),
  )
}

function renderArticle({ article, topics, passages, hasOthers }: ArticleCard, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const button = toMaker(reader)
  const { title, kicker, publication, date, byline, link } = article
  const facts = [publication, ...(date === undefined ? [] : [texts.date(date)])].join(texts.comma)
  const lines = [
    FormattedString.bold(title),
    ...(kicker === undefined ? [] : [kicker]),
    facts,
    ...(byline === undefined ? [] : [byline]),
    texts.articleSize(topics, passages),
    ...(link === undefined ? [] : [link]),
  ]
  return withButtons(
    fitLines(lines),
    [
      button(texts.buttons.topics, { kind: 'topics', at: toCode('article', article.id), page: 0 }),
      button(texts.buttons.speakers, { kind: 'speakers', page: 0 }),
    ],
    hasOthers ? [button(texts.buttons.articles, { kind: 'articles', page: 0 })] : [],
  )
}

/** Who said what an answer quotes, or where it stands; several passages are told apart by their beginnings. */
function renderAbout({ kind, citations }: Attribution, reader: Reader): OutgoingMessage {
  const isOne = citations.length === 1
  const blocks = citations.map((citation, index) => {
    const begin = isOne ? [] : [reader.texts.wordsBegin(cut(citation.passage.text, MOST.begin))]
    const isNew = citations[index - 1]?.exchange !== citation.exchange
    const where = isNew
      ? [renderSource(citation.article, reader), ...renderQuestion(citation.exchange, reader)]
      : citation.exchange.question
        ? [reader.texts.sameQuestion]
        : []
    return FormattedString.join([...(kind === 'who' ? toWhoLines(citation, reader) : where), ...begin], '\n')
  })
  return fitLines(blocks.flatMap((block) => [block, '']))
}

function toWhoLines({ article, passage: { voice } }: Citation, { texts }: Reader): Line[] {
  if (voice.kind === 'narration') return [FormattedString.bold(article.publication), texts.notASpeaker]
  const people: Line[] = voice.speakers
    .slice(0, MOST.people)
    .flatMap(({ name, role, office }) => [
      join(FormattedString.bold(name), role === undefined ? '' : texts.parentheses(role)),
      office,
    ])
  if (voice.speakers.length > MOST.people) people.push(SIGNS.more)
  return voice.kind === 'speech'
    ? people
    : [join(FormattedString.bold(article.publication), texts.narration, texts.about), ...people]
}

function toConvertedLine({ texts }: Reader, isConverted: boolean): string[] {
  return isConverted ? [texts.converted] : []
}

function toConvertRows(citations: readonly Citation[], link: Link, reader: Reader, isConverted: boolean) {
  return isConverted || canConvert(citations, reader.texts) ? [toConvertRow(link, reader, isConverted)] : []
}

function toPageLines(page: number, pages: number, { texts }: Reader): string[] {
  return pages > 1 ? ['', texts.page(page + 1, pages)] : []
}

function toResultsOf(link: Link | undefined): Results {
  return link && 'results' in link ? link.results : NO_RESULTS
}
