import type { Article, Citation, Question } from '../../knowledge/article.ts'
import { type Card, type ListedSpeaker, type Topic, suits } from '../answer.ts'
import { type Catalog, type Entry, findPassage, identifyPerson, listCitations, listPassagesOf } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { interleave, takeFirst } from '../interleave.ts'
import { memoize } from '../memoize.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { isSmallTalk } from '../question/small-talk.ts'
import { listSubjects } from './headings.ts'
import { countPassages } from './related.ts'
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
  const { items, ...place } = toPage(listPeopleOnce(catalog), page)
  return { kind: 'speakers', items: items.map((entry) => countPassages(catalog, entry)), ...place }
}

const listPeopleOnce = memoize((catalog: Catalog): readonly Entry[] => {
  const latestFirst = catalog.latestFirst.flatMap((article) =>
    article.speakers.map((speaker) => ({ article, speaker })),
  )
  const unique = new Map<string, Entry>()
  for (const entry of latestFirst) {
    const person = identifyPerson(entry.speaker)
    if (!unique.has(person)) unique.set(person, entry)
  }
  return [...unique.values()]
})

/** Lists the articles, the latest first; a single article is shown as its card. */
export function listArticles(catalog: Catalog, page: number, isForTopics = false): ArticleList | ArticleCard {
  const [only, ...others] = catalog.latestFirst
  if (only && others.length === 0) return toArticleCard(catalog, only)
  return { kind: 'articles', isForTopics, ...toPage(catalog.latestFirst, page) }
}

/** Makes the card of an article. */
export function toArticleCard({ articles }: Catalog, article: Article): ArticleCard {
  const passages = listCitations(article).length
  return { kind: 'article', article, topics: toTopics(article).length, passages, hasOthers: articles.length > 1 }
}

/** Makes the card of a speaker of an article, whose passages in the catalog are counted. */
export function toCard(catalog: Catalog, { article, speaker }: Entry): Card {
  const spoken = article.exchanges.filter(({ passages }) =>
    passages.some(({ voice }) => voice.kind === 'speech' && voice.speakers.includes(speaker)),
  )
  return {
    article,
    speaker,
    topics: listSubjects(article, spoken, speaker),
    passages: listPassagesOf(catalog, speaker).length,
  }
}

/** Lists the exchanges of articles that have a question, interleaved by article. */
export function* listAskedTopics(articles: readonly Article[]): Generator<Topic, void> {
  yield* interleave(articles, listAsked)
}

/** Lists as topics what can be asked in a language: the reporters' questions, or else queries that were tried. */
export function listReadableTopics(corpus: Corpus, isEnglish: boolean): Iterable<Topic> {
  const [asked] = takeFirst(listAskedTopics(corpus.latestFirst), 1)
  const tried = corpus.suggestions.followUps.flatMap(({ suggestion, found: [id = ''] }) => {
    const first = findPassage(corpus, id)
    return first && suggestion.kind === 'asked' && suits(suggestion, isEnglish)
      ? [{ label: suggestion.query, first }]
      : []
  })
  const isReadable = asked !== undefined && suits(asked.label, isEnglish)
  return isReadable || tried.length === 0 ? listAskedTopics(corpus.latestFirst) : tried
}

/** Cuts a list into pages and gives one of them, the last one for a page beyond the end. */
export function toPage<T>(items: readonly T[], page: number, most = MOST_ITEMS): Page<T> {
  const count = Math.ceil(items.length / most)
  const shown = toShownPage(page, count)
  return { items: items.slice(shown * most, (shown + 1) * most), page: shown, pages: count }
}

/** Cuts passages into pages that fit a message and gives one of them, the last one for a page beyond the end. */
export function toPassagePage(citations: readonly Citation[], page: number): Page<Citation> {
  const chunks: Citation[][] = []
  for (const citation of citations) {
    const last = chunks.at(-1)
    if (last && fitsPage([...last, citation])) last.push(citation)
    else chunks.push([citation])
  }
  const shown = toShownPage(page, chunks.length)
  return { items: chunks[shown] ?? [], page: shown, pages: chunks.length }
}

function toShownPage(page: number, pages: number): number {
  return Math.max(0, Math.min(page, pages - 1))
}

const listAsked = memoize((article: Article): readonly Topic[] => {
  if (!article.exchanges.some(({ question }) => question)) return []
  return toTopics(article).filter(({ first }) => toAskedLabel(first.exchange.question) !== undefined)
})

const toTopics = memoize((article: Article): readonly Topic[] => {
  const firsts = listCitations(article).filter(({ exchange, passage }) => exchange.passages[0] === passage)
  const [seen, opened] = [new Set<string>(), new Set<string>()]
  const isNew = ({ exchange: { question, headings } }: Citation) => {
    const path = headings.join('\n')
    const isLabelled = toAskedLabel(question) !== undefined
    const isRepeated = (question ? opened : seen).has(path)
    opened.add(path)
    if (!isLabelled) seen.add(path)
    return isLabelled || !isRepeated
  }
  return firsts.filter(isNew).map((first) => ({ label: toLabel(first), first }))
})

function toLabel({ article, exchange: { question, headings } }: Citation): string {
  return toAskedLabel(question) ?? headings.at(-1) ?? article.title
}

/** What a question asks; undefined where it only follows on what was said before: "Yeah." */
function toAskedLabel(question: Question | undefined): string | undefined {
  const says = (text: string) => !isSmallTalk(text.toLowerCase())
  const asked = question && (toAskingSentences(question.text).find(says) ?? question.text)
  return asked !== undefined && says(asked) ? dropPoliteness(asked) : undefined
}
