import { type Article, type Citation, toCitations } from '../../knowledge/article.ts'
import type { Card, ListedSpeaker, Topic } from '../answer.ts'
import type { Catalog } from '../corpus.ts'
import { interleave } from '../interleave.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { countPassages, listPassagesOf } from './related.ts'
import { fitsPage } from './surroundings.ts'

/** A page of a list; pages are counted from 0. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly page: number
  readonly pages: number
}

/** A page of an article's topics. */
export interface Topics extends Page<Topic> {
  readonly kind: 'topics'
  readonly article: Article
  /** Whether the corpus holds other articles. */
  readonly hasOthers: boolean
}

/** A page of all speakers. */
export interface SpeakerList extends Page<ListedSpeaker> {
  readonly kind: 'speakers'
}

/** A page of the articles. */
export interface ArticleList extends Page<Article> {
  readonly kind: 'articles'
  /** Whether choosing an article opens its topics. */
  readonly isForTopics: boolean
}

/** One article and its size. */
export interface ArticleCard {
  readonly kind: 'article'
  readonly article: Article
  readonly topics: number
  readonly passages: number
  /** Whether the corpus holds other articles. */
  readonly hasOthers: boolean
}

/** Items of a page: with two buttons for turning pages they are ten, which a phone shows at once. */
const MOST_ITEMS = 8

/** Lists the topics of an article; exchanges that share a heading and have no question are one. */
export function listTopics({ articles }: Catalog, article: Article, page: number): Topics {
  return { kind: 'topics', article, hasOthers: articles.length > 1, ...toPage(toTopics(article), page) }
}

/** Lists the speakers of all articles, the latest article's first; a speaker of several articles is listed once. */
export function listSpeakers(catalog: Catalog, page: number): SpeakerList {
  const listed = catalog.latestFirst.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  const seen = new Set<string>()
  const unique = listed.filter(({ speaker: { name, office } }) => {
    const size = seen.size
    return seen.add(`${name}\n${office}`).size > size
  })
  const { items, ...place } = toPage(unique, page)
  return {
    kind: 'speakers',
    items: items.map(({ article, speaker }) => countPassages(catalog.citations, article, speaker)),
    ...place,
  }
}

/** Lists the articles, the latest first; a single article is shown as its card. */
export function listArticles(catalog: Catalog, page: number, isForTopics = false): ArticleList | ArticleCard {
  const [only, ...others] = catalog.latestFirst
  if (only && others.length === 0) return toArticleCard(catalog, only)
  return { kind: 'articles', isForTopics, ...toPage(catalog.latestFirst, page) }
}

/** Makes the card of an article. */
export function toArticleCard({ articles }: Catalog, article: Article): ArticleCard {
  const passages = toCitations([article]).length
  return { kind: 'article', article, topics: toTopics(article).length, passages, hasOthers: articles.length > 1 }
}

/**
 * Makes the card of a speaker of an article.
 *
 * @param citations those among which the passages of the speaker are counted
 */
export function toCard(
  citations: readonly Citation[],
  { article, speaker }: Pick<ListedSpeaker, 'article' | 'speaker'>,
): Card {
  const spoken = article.exchanges.filter(({ passages }) =>
    passages.some(({ voice }) => voice.kind === 'speech' && voice.speakers.includes(speaker)),
  )
  const topics = [...new Set(spoken.flatMap(({ headings }) => headings.at(-1) ?? []))]
  return { article, speaker, topics, passages: listPassagesOf(citations, speaker).length }
}

/** Lists the exchanges of articles that have a question, interleaved by article. */
export function listAskedTopics(articles: readonly Article[]): Topic[] {
  return interleave(articles.map((article) => toTopics(article).filter(({ first }) => first.exchange.question)))
}

/** Cuts a list into pages and gives one of them, the last one for a page beyond the end. */
export function toPage<T>(items: readonly T[], page: number, most = MOST_ITEMS): Page<T> {
  const count = Math.ceil(items.length / most)
  const chunks = Array.from({ length: count }, (_, index) => items.slice(index * most, (index + 1) * most))
  return pickPage(chunks, page)
}

/** Cuts passages into pages that fit a message and gives one of them, the last one for a page beyond the end. */
export function toPassagePage(citations: readonly Citation[], page: number): Page<Citation> {
  const chunks: Citation[][] = []
  for (const citation of citations) {
    const last = chunks.at(-1)
    if (last && fitsPage([...last, citation])) last.push(citation)
    else chunks.push([citation])
  }
  return pickPage(chunks, page)
}

function pickPage<T>(chunks: readonly (readonly T[])[], page: number): Page<T> {
  const shown = Math.max(0, Math.min(page, chunks.length - 1))
  return { items: chunks[shown] ?? [], page: shown, pages: chunks.length }
}

function toTopics(article: Article): Topic[] {
  const firsts = toCitations([article]).filter(({ exchange, passage }) => exchange.passages[0] === passage)
  const toHeadings = ({ exchange: { headings } }: Citation) => headings.join('\n')
  const isNew = (first: Citation, index: number) =>
    first.exchange.question !== undefined ||
    firsts.findIndex((other) => !other.exchange.question && toHeadings(other) === toHeadings(first)) === index
  return firsts.filter(isNew).map((first) => ({ label: toLabel(first), first }))
}

function toLabel({ article, exchange: { question, headings } }: Citation): string {
  if (question) return dropPoliteness(toAskingSentences(question.text)[0] ?? question.text)
  return headings.at(-1) ?? article.title
}
