import type { Corpus } from '../corpus.ts'
import type { Article, Citation, Speaker } from '../../knowledge/article.ts'
import type { Answer, Related, Quote } from '../answer.ts'
import { listWords, pickOthers } from './related.ts'
import { listArticles, listSpeakers, listTopics, toArticleCard } from './lists.ts'
import { type CodeBooks, createCodeBook, createCodeBooks, toCode } from './codes.ts'
import { toSurroundings } from './surroundings.ts'
import type { FollowUp } from '../suggest/follow-ups.ts'
import type { Link } from './link.ts'
import { toQuery } from '../suggest/offers.ts'
import type { Listing, Content } from './opened.ts'
import { toPassagePage } from './pages.ts'
import { toCard } from '../question/people.ts'

interface Openable {
  readonly articles: readonly Article[]
  readonly books: CodeBooks
  readonly answer: (query: string) => Answer
  readonly findQuery: (code: string) => string | undefined
  readonly toAround: (quotes: readonly Citation[], further: readonly Quote[]) => Related
}

const MOST_QUOTES = 3

/** Creates the finding of the queries that are offered under answers. */
export function createFindQuery(followUps: readonly FollowUp[]): (code: string) => string | undefined {
  const find = createCodeBook(
    followUps.map(({ suggestion }) => toQuery(suggestion)),
    (query) => toCode('query', query),
  )
  return find
}

/** Creates the opening of links into these articles; it gives undefined where they do not hold any more what a link leads to. */
export function createOpen(
  articles: readonly Article[],
  findQuery: Openable['findQuery'],
  answer: Openable['answer'],
  toAround: Openable['toAround'],
): (link: Link) => Content | undefined {
  const openable = { articles, books: createCodeBooks(articles), answer, findQuery, toAround }
  return (link) => open(openable, link)
}

function open(openable: Openable, link: Link): Content | undefined {
  const { articles, books, answer, findQuery } = openable
  switch (link.kind) {
    case 'answer':
    case 'back':
    case 'exchange':
      return quote(openable, link)
    case 'more':
    case 'others':
    case 'words':
      return list(openable, link)
    case 'context': {
      const at = books.findPassage(link.at)
      return at && toSurroundings(at, link.direction)
    }
    case 'speaker': {
      const listed = books.findSpeaker(link.at)
      return listed && { kind: 'speaker', cards: [toCard(articles, listed)] }
    }
    case 'query': {
      const query = findQuery(link.at)
      return query === undefined ? undefined : answer(query)
    }
    case 'article':
    case 'topics': {
      if (link.at === '' && articles.length > 1) return listArticles(articles, 0, link.kind === 'topics')
      const article = link.at === '' ? articles[0] : books.findArticle(link.at)
      return (
        article &&
        (link.kind === 'topics'
          ? listTopics(article, link.page, articles.length > 1)
          : toArticleCard(article, articles.length > 1))
      )
    }
    case 'speakers':
      return listSpeakers(articles, link.page)
    case 'articles':
      return listArticles(articles, link.page, link.isForTopics)
  }
}

function quote(
  { books, toAround }: Openable,
  link: Extract<Link, { kind: 'answer' | 'back' | 'exchange' }>,
): Answer | undefined {
  const [shown, further] =
    link.kind === 'exchange' ? readExchange(books.findExchange(link.at)) : readResults(books, link)
  const toQuotes = (citations: readonly Citation[]) => citations.map((citation) => ({ ...citation, matches: [] }))
  if (shown.length === 0) return undefined
  // Whose name the button bears must have said it still.
  if (link.kind === 'answer' && link.by !== undefined && !shown.every((citation) => isBy(books, citation, link.by)))
    return undefined
  const found = { quotes: toQuotes(shown), around: toAround(shown, toQuotes(further)) }
  const said = shown.map(({ passage: { voice } }) =>
    voice.kind === 'speech' ? voice.speakers.map(({ name }) => name) : [],
  )
  // Who is named for all of them is who was asked for; a joint passage names others too.
  const common = said.reduce((names, some) => names.filter((name) => some.includes(name)))
  const names = common.length > 0 ? common : [...new Set(said.flat())]
  return link.kind !== 'exchange' && link.results.isUnjudged && names.length > 0
    ? { kind: 'unjudged', names, ...found }
    : { kind: 'found', ...found }
}

function isBy({ findSpeaker }: CodeBooks, { passage: { voice } }: Citation, code = ''): boolean {
  const listed = findSpeaker(code)
  return listed !== undefined && voice.kind === 'speech' && voice.speakers.includes(listed.speaker)
}

function readResults(
  { findPassage }: CodeBooks,
  { results: { codes, shown } }: Extract<Link, { kind: 'answer' | 'back' }>,
): [Citation[], Citation[]] {
  const found = (some: readonly string[]) => some.flatMap((code) => findPassage(code) ?? [])
  return [found(codes.slice(0, shown)), found(codes.slice(shown))]
}

function readExchange(first: Citation | undefined): [Citation[], Citation[]] {
  const citations = first ? first.exchange.passages.map((passage) => ({ ...first, passage })) : []
  return [citations.slice(0, MOST_QUOTES), citations.slice(MOST_QUOTES)]
}

function list(
  { articles, books }: Openable,
  link: Extract<Link, { kind: 'more' | 'others' | 'words' }>,
): Listing | undefined {
  const found = link.results.codes.map((code) => books.findPassage(code))
  const present = (some: readonly (Citation | undefined)[]) => some.flatMap((citation) => citation ?? [])
  if (link.kind === 'more') return toListing('more', present(found.slice(link.results.shown)), link.page)
  // Others than whoever said the first passage: without it nobody is another.
  if (link.kind === 'others') return found[0] && toListing('others', pickOthers(present(found)), link.page)
  const speaker = books.findSpeaker(link.at)?.speaker
  return speaker && toListing('words', listWords(articles, speaker), link.page, speaker)
}

function toListing(
  kind: Listing['kind'],
  citations: readonly Citation[],
  page: number,
  speaker?: Speaker,
): Listing | undefined {
  if (citations.length === 0) return undefined
  return {
    kind,
    ...toPassagePage(citations, page, ({ passage }) => passage.text),
    total: citations.length,
    ...(speaker && { speaker }),
  }
}

/** Opens what a button leads to; undefined where the corpus does not hold it any more. */
export function openLink(corpus: Corpus, link: Link): Content | undefined {
  return corpus.open(link)
}

/** Finds the query that a link of kind `query` asks, while it is suggested. */
export function findSuggestedQuery(corpus: Corpus, code: string): string | undefined {
  return corpus.findQuery(code)
}
