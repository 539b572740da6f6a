import type { Citation, Speaker } from '../../knowledge/article.ts'
import { answerQuery } from '../answer-query.ts'
import { type Answer, MOST_QUOTES, toPlainQuote } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { type Catalog, listPassagesOf } from '../catalog.ts'
import { suggestedQueries } from '../suggest/follow-ups.ts'
import { codeBook } from './codes.ts'
import type { Content, Listing } from './content.ts'
import type { Link } from './link.ts'
import { listArticles, listSpeakers, listTopics, toArticleCard, toCard, toPassagePage } from './lists.ts'
import { listSpeakersOf, pickOthers, toRelated } from './related.ts'
import { toSurroundings } from './surroundings.ts'

type LinkOf<Kind extends Link['kind']> = Extract<Link, { kind: Kind }>

/** Opens what a link leads to; undefined where the corpus no longer holds it. */
export function openLink(corpus: Corpus, link: Link): Content | undefined {
  switch (link.kind) {
    case 'answer':
    case 'back':
    case 'followUps':
      return openAnswer(corpus, link)
    case 'exchange':
      return openExchange(corpus, link)
    case 'more':
    case 'others':
    case 'words':
      return openListing(corpus, link)
    case 'context': {
      const at = codeBook.passages(corpus).get(link.at)
      return at && { ...toSurroundings(at, link.direction), speakers: listSpeakersOf(corpus, at) }
    }
    case 'speaker': {
      const entry = codeBook.speakers(corpus).get(link.at)
      return entry && { kind: 'speaker', cards: [toCard(corpus, entry)] }
    }
    case 'query': {
      const query = findSuggestedQuery(corpus, link.at)
      const answer = query === undefined ? undefined : answerQuery(corpus, query)
      // It was suggested because passages answer it, which edits may have changed.
      return answer?.kind === 'found' ? answer : undefined
    }
    case 'article':
    case 'topics':
      return openArticle(corpus, link)
    case 'speakers':
      return listSpeakers(corpus, link.page)
    case 'articles':
      return listArticles(corpus, link.page, link.isForTopics)
  }
}

/** Finds the query of a link of kind `query`; undefined where the corpus no longer suggests it. */
export function findSuggestedQuery(corpus: Corpus, code: string): string | undefined {
  return suggestedQueries(corpus).get(code)
}

function openAnswer(corpus: Corpus, link: LinkOf<'answer' | 'back' | 'followUps'>): Answer | undefined {
  const { codes, shown: count, kind } = link.results
  const shown = findPassages(corpus, codes.slice(0, count))
  if (shown.length === 0) return undefined
  // The speaker whose name is on the button must still be the speaker of the passages.
  if (link.kind === 'answer' && link.by !== undefined && !isSpokenBy(corpus, shown, link.by)) return undefined
  const found = toFound(corpus, shown, findPassages(corpus, codes.slice(count)))
  const [quote] = found.quotes
  // What the query asked beyond it is in no button.
  if (kind === 'offered' && quote) return { kind, quote, lacks: [], related: found.related }
  const people = listPeople(shown)
  return kind === 'unjudged' && people.length > 0 ? { kind, people, ...found } : { kind: 'found', ...found }
}

function openExchange(corpus: Corpus, link: LinkOf<'exchange'>): Answer | undefined {
  const first = codeBook.exchanges(corpus).get(link.at)
  if (!first) return undefined
  const citations = first.exchange.passages.map((passage) => ({ ...first, passage }))
  return { kind: 'found', ...toFound(corpus, citations.slice(0, MOST_QUOTES), citations.slice(MOST_QUOTES)) }
}

function openListing(corpus: Corpus, link: LinkOf<'more' | 'others' | 'words'>): Listing | undefined {
  const { codes, shown } = link.results
  if (link.kind === 'more') {
    const listing = toListing('more', findPassages(corpus, codes.slice(shown)), link.page)
    return listing && { ...listing, others: pickOthers(findPassages(corpus, codes)).length }
  }
  if (link.kind === 'others') {
    // Other speakers are those who do not speak in the first passage, so that must still exist.
    const isFirstHeld = codes[0] !== undefined && codeBook.passages(corpus).has(codes[0])
    return isFirstHeld ? toListing('others', pickOthers(findPassages(corpus, codes)), link.page) : undefined
  }
  const speaker = codeBook.speakers(corpus).get(link.at)?.speaker
  return speaker && toListing('words', listPassagesOf(corpus, speaker), link.page, speaker)
}

function openArticle(corpus: Corpus, link: LinkOf<'article' | 'topics'>): Content | undefined {
  const { articles } = corpus
  if (link.at === '' && articles.length > 1) return listArticles(corpus, 0, link.kind === 'topics')
  const article = link.at === '' ? articles[0] : codeBook.articles(corpus).get(link.at)
  if (!article) return undefined
  return link.kind === 'topics' ? listTopics(corpus, article, link.page) : toArticleCard(corpus, article)
}

function findPassages(catalog: Catalog, codes: readonly string[]): Citation[] {
  const passages = codeBook.passages(catalog)
  return codes.flatMap((code) => passages.get(code) ?? [])
}

function isSpokenBy(catalog: Catalog, citations: readonly Citation[], code: string): boolean {
  const listed = codeBook.speakers(catalog).get(code)
  if (!listed) return false
  return citations.every(({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers.includes(listed.speaker))
}

function toFound(corpus: Corpus, shown: readonly Citation[], further: readonly Citation[]) {
  return { quotes: shown.map(toPlainQuote), related: toRelated(corpus, shown, further.map(toPlainQuote)) }
}

/** Lists the people who speak in all passages or, without any, in one: a joint passage has further speakers. */
function listPeople(citations: readonly Citation[]): readonly Speaker[] {
  const all = citations.map(({ passage: { voice } }) => (voice.kind === 'speech' ? voice.speakers : []))
  const common = all.reduce((people, some) => people.filter(({ name }) => some.some((other) => other.name === name)))
  return common.length > 0 ? common : [...new Set(all.flat())]
}

function toListing(
  kind: Listing['kind'],
  citations: readonly Citation[],
  page: number,
  speaker?: Speaker,
): Listing | undefined {
  if (citations.length === 0) return undefined
  return { kind, ...toPassagePage(citations, page), total: citations.length, ...(speaker && { speaker }) }
}
