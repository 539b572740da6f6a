import {
  type Article,
  type Citation,
  type Exchange,
  type Question,
  type Speaker,
  toCitations,
  toSpeakers,
} from '../knowledge/article.ts'
import { memoize } from './memoize.ts'

/** The articles of a corpus. */
export interface Catalog {
  readonly articles: readonly Article[]
  /** The articles by date, the latest first; those without a date come last. */
  readonly latestFirst: readonly Article[]
  readonly articlesById: ReadonlyMap<string, Article>
}

/** An entry of an article's front matter, with the article. */
export interface Entry {
  readonly article: Article
  readonly speaker: Speaker
}

/** The entries of a catalog. */
interface Entries {
  readonly inOrder: readonly Entry[]
  readonly bySpeaker: ReadonlyMap<Speaker, Entry>
  /** The entries of one person: those with the same name and office. */
  readonly byPerson: ReadonlyMap<string, readonly Entry[]>
}

/** Makes the catalog of articles. */
export function toCatalog(articles: readonly Article[]): Catalog {
  const latestFirst = articles.toSorted((a, b) => compareDates(b.date ?? '', a.date ?? ''))
  return { articles, latestFirst, articlesById: new Map(articles.map((article) => [article.id, article])) }
}

/** Lists the passages of an article as citations, in reading order; the same objects every time. */
export const listCitations: (article: Article) => readonly Citation[] = memoize((article: Article) =>
  toCitations([article]),
)

/** Finds a passage by its id. */
export function findPassage({ articlesById }: Catalog, id: string): Citation | undefined {
  const article = articlesById.get(toArticleId(id))
  return article && passagesById(article).get(id)
}

/** Finds the article of an exchange that has a question. */
export function findArticleOf({ articlesById }: Catalog, { question }: Exchange): Article | undefined {
  return question && articlesById.get(toArticleId(question.id))
}

/** A passage, or a reporter's question that states an answer. */
export type Quotable = Citation | (Pick<Citation, 'article' | 'exchange'> & { readonly question: Question })

/** Finds a passage or a question by its id. */
export function findQuotable(catalog: Catalog, id: string): Quotable | undefined {
  const article = catalog.articlesById.get(toArticleId(id))
  const asked = article?.exchanges.find(({ question }) => question?.id === id)
  if (article && asked?.question) return { article, exchange: asked, question: asked.question }
  return findPassage(catalog, id)
}

/** Sorts entries into the order of the articles. */
export function sortEntries(catalog: Catalog, entries: readonly Entry[]): Entry[] {
  const places = placesOf(catalog)
  return entries.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/** Finds the entry of a speaker. */
export function findEntry(catalog: Catalog, speaker: Speaker): Entry | undefined {
  return entriesOf(catalog).bySpeaker.get(speaker)
}

/** Lists the passages that are the speech of one of these speakers, or about one of them. */
export function listConcerning(catalog: Catalog, people: Iterable<Speaker>): readonly Citation[] {
  const lists = [...people].map((speaker) => {
    const entry = findEntry(catalog, speaker)
    return (entry && passagesBySpeaker(entry.article).get(speaker)) ?? []
  })
  return lists.length === 1 ? (lists[0] ?? []) : [...new Set(lists.flat())]
}

/** Lists the passages that are a speaker's speech, in every article that lists them under the same name and office. */
export function listPassagesOf(catalog: Catalog, speaker: Speaker): Citation[] {
  const entries = entriesOf(catalog).byPerson.get(identifyPerson(speaker)) ?? []
  return [...new Set(entries.flatMap((entry) => listSpeech(catalog, entry.speaker)))]
}

/** Lists the passages that are a speaker's speech in the article of their entry. */
export function listSpeech(catalog: Catalog, speaker: Speaker): Citation[] {
  return listConcerning(catalog, [speaker]).filter(isSpeech)
}

/** Tells whether a passage is the speech of somebody. */
export function isSpeech({ passage: { voice } }: Citation): boolean {
  return voice.kind === 'speech'
}

/** Identifies a person across articles by name and office. */
export function identifyPerson({ name, office }: Pick<Speaker, 'name' | 'office'>): string {
  return `${name}\n${office}`
}

const passagesById = memoize(
  (article: Article) => new Map(listCitations(article).map((citation) => [citation.passage.id, citation])),
)

const passagesBySpeaker = memoize((article: Article) => {
  const passages = new Map<Speaker, Citation[]>()
  for (const citation of listCitations(article)) {
    for (const speaker of toSpeakers(citation.passage.voice)) addTo(passages, speaker, citation)
  }
  return passages
})

const entriesOf = memoize(({ articles }: Catalog): Entries => {
  const inOrder = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  const byPerson = new Map<string, Entry[]>()
  for (const entry of inOrder) addTo(byPerson, identifyPerson(entry.speaker), entry)
  return { inOrder, bySpeaker: new Map(inOrder.map((entry) => [entry.speaker, entry])), byPerson }
})

const placesOf = memoize(
  (catalog: Catalog) => new Map(entriesOf(catalog).inOrder.map((entry, place) => [entry, place])),
)

/** Adds an item to the list of a key. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

/** Article ids contain no underscore. */
function toArticleId(id: string): string {
  return id.slice(0, id.indexOf('_'))
}

/** Dates of less detail are the beginnings of others, and come before them. */
function compareDates(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
