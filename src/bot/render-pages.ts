import { FormattedString } from '@grammyjs/parse-mode'
import type { Answer } from '../answer/answer.ts'
import type { ArticleCard, ArticleList, SpeakerList, Topics } from '../answer/browse.ts'
import { toCode, toPassageCode } from '../answer/codes.ts'
import type { Context } from '../answer/context.ts'
import { type Link, NO_RESULTS, type Results } from '../answer/link.ts'
import type { About, Listing, Opened } from '../answer/opened.ts'
import type { Citation } from '../knowledge/article.ts'
import type { Audience } from './audience.ts'
import { cut } from './cut.ts'
import { toBackRow, toContextRow, toConvertRow, toEarlierRow, toMaker, toPageRow, toSpeakerRows } from './keyboards.ts'
import { type Setting, renderPassage, renderPlace, renderQuestion, renderSource } from './render-quotes.ts'
import { canConvert, renderAnswer, renderText } from './render.ts'
import { type Line, type Rendered, fitLines, join, toRendered, withButtons } from './rendered.ts'
import { SIGNS } from './texts.ts'

/** UTF-16 units. */
const MOST = { heading: 240, item: 200, begin: 24, people: 8 }

/** Renders what a link opened; `link` is the link itself, where there is one, for the pages before and after. */
export function renderOpened(opened: Opened, audience: Audience, link?: Link, isConverted = false): Rendered {
  switch (opened.kind) {
    case 'context':
      return renderContext(opened, audience, link, isConverted)
    case 'more':
    case 'others':
    case 'words':
      return renderListing(opened, audience, link, isConverted)
    case 'topics':
      return renderTopics(opened, audience)
    case 'speakers':
      return renderSpeakers(opened, audience)
    case 'articles':
      return renderArticles(opened, audience)
    case 'article':
      return renderArticle(opened, audience)
    case 'who':
    case 'source':
      return renderAbout(opened, audience)
    case 'noMore':
      return renderText(audience.texts.noMore)
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
      return renderOpenedAnswer(opened, audience, link, isConverted)
  }
}

function renderOpenedAnswer(answer: Answer, audience: Audience, link: Link | undefined, isConverted: boolean): Rendered {
  const { buttons = [], ...rendered } = renderAnswer(answer, audience, isConverted)
  return withButtons(rendered, ...buttons, ...(link?.kind === 'query' ? [toEarlierRow(link, audience)] : []))
}

/** The question above the paragraphs that answer it; the one that led here is marked. */
function renderContext(context: Context, audience: Audience, link: Link | undefined, isConverted: boolean): Rendered {
  const [first] = context.citations
  if (!first) return renderText(audience.texts.gone)
  const setting: Setting = { ...audience, isConverted }
  const passages = context.citations.map((citation): Line => {
    const isCentre = context.citations.length > 1 && citation.passage === context.centre?.passage
    return isCentre ? join(SIGNS.centre, renderPassage(citation, setting)) : renderPassage(citation, setting)
  })
  const head = [...toConvertedLine(audience, isConverted), ...renderQuestion(first.exchange, audience)]
  const rendered = toRendered(FormattedString.join([...head, ...passages, renderSource(first.article, audience)], '\n\n'))
  const results = toResultsOf(link)
  const here: Link = { kind: 'context', at: toPassageCode(context.centre ?? first), direction: context.centre ? 'around' : 'on', results }
  return withButtons(rendered, toContextRow(context, results, audience, isConverted), toBackRow(results, { kind: 'topics', at: toCode('article', first.article.id), page: 0 }, audience, isConverted), ...toConvertRows(context.citations, here, audience, isConverted))
}

function renderListing(listing: Listing, audience: Audience, link: Link | undefined, isConverted: boolean): Rendered {
  const { texts } = audience
  const { kind, items, page, pages, total, speaker } = listing
  const title = kind === 'more' ? texts.moreTitle(total) : kind === 'others' ? texts.othersTitle(total) : texts.wordsTitle(speaker?.name ?? '', total)
  const head = [cut(title, MOST.heading), ...(pages > 1 ? [texts.page(page + 1, pages)] : [])].join('\n')
  const passages = items.map((citation) => renderPassage(citation, { ...audience, isConverted }))
  const articles = [...new Set(items.map(({ article }) => article))]
  const sources = articles.map((article) => renderSource(article, audience))
  const rendered = toRendered(FormattedString.join([...toConvertedLine(audience, isConverted), head, ...passages, FormattedString.join(sources, '\n')], '\n\n'))
  if (!link || !('page' in link)) return rendered
  const results = toResultsOf(link)
  return withButtons(
    rendered,
    toPageRow(page, pages, (other) => ({ ...link, page: other }), audience, isConverted),
    toBackRow(results, { kind: 'speakers', page: 0 }, audience, isConverted),
    ...toConvertRows(items, link, audience, isConverted),
  )
}

function renderTopics({ article, hasOthers, items, page, pages }: Topics, audience: Audience): Rendered {
  const { texts } = audience
  const button = toMaker(audience)
  const at = toCode('article', article.id)
  return withButtons(
    fitLines([cut(texts.topicsTitle(article.title), MOST.heading), '', ...items.map(({ label }) => cut(SIGNS.item(label), MOST.item)), ...toPageLines(page, pages, audience)]),
    ...items.map(({ label, first }) => [button(label, { kind: 'context', at: toPassageCode(first), direction: 'on', results: NO_RESULTS })]),
    toPageRow(page, pages, (other) => ({ kind: 'topics', at, page: other }), audience),
    [button(texts.buttons.speakers, { kind: 'speakers', page: 0 }), ...(hasOthers ? [button(texts.buttons.articles, { kind: 'articles', page: 0 })] : [])],
  )
}

function renderSpeakers({ items, page, pages }: SpeakerList, audience: Audience): Rendered {
  const { texts } = audience
  const lines = items.map(({ speaker: { name, office }, total }) =>
    join(SIGNS.item(''), FormattedString.bold(name), cut(texts.comma + office, MOST.item), texts.parentheses(texts.passages(total))))
  return withButtons(
    fitLines([texts.speakersTitle, '', ...lines, ...toPageLines(page, pages, audience)]),
    ...toSpeakerRows(items, audience),
    toPageRow(page, pages, (other) => ({ kind: 'speakers', page: other }), audience),
  )
}

function renderArticles({ items, page, pages, isForTopics }: ArticleList, audience: Audience): Rendered {
  const { texts } = audience
  const button = toMaker(audience)
  return withButtons(
    fitLines([texts.articlesTitle, '', ...items.map((article) => join(SIGNS.item(''), renderPlace(article, audience))), ...toPageLines(page, pages, audience)]),
    ...items.map(({ id, title }) => [button(title, isForTopics ? { kind: 'topics', at: toCode('article', id), page: 0 } : { kind: 'article', at: toCode('article', id) })]),
    toPageRow(page, pages, (other) => ({ kind: 'articles', page: other, ...(isForTopics && { isForTopics }) }), audience),
  )
}

function renderArticle({ article, topics, passages, hasOthers }: ArticleCard, audience: Audience): Rendered {
  const { texts } = audience
  const button = toMaker(audience)
  const { title, kicker, publication, date, byline, link } = article
  const facts = [publication, ...(date === undefined ? [] : [texts.date(date)])].join(texts.comma)
  const lines = [FormattedString.bold(title), ...(kicker === undefined ? [] : [kicker]), facts, ...(byline === undefined ? [] : [byline]), texts.articleSize(topics, passages), ...(link === undefined ? [] : [link])]
  return withButtons(
    fitLines(lines),
    [button(texts.buttons.topics, { kind: 'topics', at: toCode('article', article.id), page: 0 }), button(texts.buttons.speakers, { kind: 'speakers', page: 0 })],
    hasOthers ? [button(texts.buttons.articles, { kind: 'articles', page: 0 })] : [],
  )
}

/** Who said what an answer quotes, or where it stands; several passages are told apart by their beginnings. */
function renderAbout({ kind, citations }: About, audience: Audience): Rendered {
  const isOne = citations.length === 1
  const blocks = citations.map((citation, index) => {
    const begin = isOne ? [] : [audience.texts.wordsBegin(cut(citation.passage.text, MOST.begin))]
    const isNew = citations[index - 1]?.exchange !== citation.exchange
    const where = isNew ? [renderSource(citation.article, audience), ...renderQuestion(citation.exchange, audience)] : citation.exchange.question ? [audience.texts.sameQuestion] : []
    return FormattedString.join([...(kind === 'who' ? toWhoLines(citation, audience) : where), ...begin], '\n')
  })
  return fitLines(blocks.flatMap((block) => [block, '']))
}

function toWhoLines({ article, passage: { voice } }: Citation, { texts }: Audience): Line[] {
  if (voice.kind === 'narration') return [FormattedString.bold(article.publication), texts.notASpeaker]
  const people: Line[] = voice.speakers.slice(0, MOST.people).flatMap(({ name, role, office }) => [join(FormattedString.bold(name), role === undefined ? '' : texts.parentheses(role)), office])
  if (voice.speakers.length > MOST.people) people.push(SIGNS.more)
  return voice.kind === 'speech' ? people : [join(FormattedString.bold(article.publication), texts.narration, texts.about), ...people]
}

function toConvertedLine({ texts }: Audience, isConverted: boolean): string[] {
  return isConverted ? [texts.converted] : []
}

function toConvertRows(citations: readonly Citation[], link: Link, audience: Audience, isConverted: boolean) {
  return isConverted || canConvert(citations, audience.texts) ? [toConvertRow(link, audience, isConverted)] : []
}

function toPageLines(page: number, pages: number, { texts }: Audience): string[] {
  return pages > 1 ? ['', texts.page(page + 1, pages)] : []
}

function toResultsOf(link: Link | undefined): Results {
  return link && 'results' in link ? link.results : NO_RESULTS
}
