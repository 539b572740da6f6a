import { type Article, type Citation, type Speaker, toCitations, toSpeakers } from '../../knowledge/article.ts'
import { toAskingSentences } from '../suggest/asking-sentences.ts'
import { POLITENESS, toLatestFirst } from '../suggest/offers.ts'
import { type Page, toPage } from './pages.ts'
import { interleave } from '../suggest/take-turns.ts'

/** An exchange as it is chosen from a list: by what is asked, or by the heading above it. */
export interface Topic {
  readonly label: string
  readonly first: Citation
}

/** Someone in a list, with the number of the passages that are their words. */
export interface Listed {
  readonly article: Article
  readonly speaker: Speaker
  readonly total: number
}

export interface Topics extends Page<Topic> {
  readonly kind: 'topics'
  readonly article: Article
  readonly hasOthers: boolean
}

export interface SpeakerList extends Page<Listed> {
  readonly kind: 'speakers'
}

export interface ArticleList extends Page<Article> {
  readonly kind: 'articles'
  /** Whether choosing one opens its topics. */
  readonly isForTopics: boolean
}

/** One article, and how much there is of it. */
export interface ArticleCard {
  readonly kind: 'article'
  readonly article: Article
  readonly topics: number
  readonly passages: number
  /** Whether there are others to choose from. */
  readonly hasOthers: boolean
}

/** Lists the exchanges of an article; those that share a heading and have no question are one. */
export function listTopics(article: Article, page: number, hasOthers: boolean): Topics {
  return { kind: 'topics', article, hasOthers, ...toPage(toTopics(article), page) }
}

/** Lists everyone whom the articles list, the latest article's first. */
export function listSpeakers(articles: readonly Article[], page: number): SpeakerList {
  const listed = toLatestFirst(articles).flatMap((article) =>
    article.speakers.map((speaker) => ({ article, speaker, total: countWords(article, speaker) })),
  )
  return { kind: 'speakers', ...toPage(listed, page) }
}

/** Lists the articles, the latest first; a single one is shown itself. */
export function listArticles(
  articles: readonly Article[],
  page: number,
  isForTopics = false,
): ArticleList | ArticleCard {
  const [only, ...others] = toLatestFirst(articles)
  return only && others.length === 0
    ? toArticleCard(only, false)
    : { kind: 'articles', isForTopics, ...toPage(toLatestFirst(articles), page) }
}

export function toArticleCard(article: Article, hasOthers: boolean): ArticleCard {
  return {
    kind: 'article',
    article,
    topics: toTopics(article).length,
    passages: toCitations([article]).length,
    hasOthers,
  }
}

/** Lists the exchanges with a question, the articles in turns, the latest first. */
export function listAsked(articles: readonly Article[]): Topic[] {
  return interleave(
    toLatestFirst(articles).map((article) => toTopics(article).filter(({ first }) => first.exchange.question)),
  )
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
  const asked = question && (toAskingSentences(question.text)[0] ?? question.text)
  return asked?.replace(POLITENESS, '') ?? headings.at(-1) ?? article.title
}

function countWords(article: Article, speaker: Speaker): number {
  return toCitations([article]).filter(
    ({ passage: { voice } }) => voice.kind === 'speech' && toSpeakers(voice).includes(speaker),
  ).length
}
