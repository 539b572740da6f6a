import { type Article, toCitations } from '../knowledge/article.ts'
import type { Loaded } from '../knowledge/knowledge.ts'
import { createSearchIndex } from '../search/search-index.ts'
import type { Fold } from '../text/fold.ts'
import { toQuery } from './answer.ts'
import { addQueryCodes, toCodeBook } from './browse/codes.ts'
import { listAskedTopics } from './browse/lists.ts'
import type { Catalog, Corpus } from './corpus.ts'
import { listPeople } from './question/people.ts'
import { listRoles } from './question/roles.ts'
import { listFollowUps } from './suggest/follow-ups.ts'
import { listExamples, listOffers } from './suggest/offers.ts'

/** Builds the corpus of a load of the knowledge, yielding to other work between its steps. */
export async function buildCorpus(loaded: Loaded, fold: Fold): Promise<Corpus> {
  const { articles, vocabulary } = loaded
  const index = await createSearchIndex(articles, fold, vocabulary)
  const catalog = toCatalog(articles)
  const searchable: Corpus = {
    ...catalog,
    loaded,
    byId: new Map(catalog.citations.map((citation) => [citation.passage.id, citation])),
    byCode: toCodeBook(articles),
    index,
    fold,
    people: listPeople(articles, fold),
    roles: listRoles(articles, fold),
    topics: listAskedTopics(catalog.latestFirst),
    followUps: [],
    offers: [],
    examples: [],
    caches: { foldedTexts: new WeakMap(), factTexts: new WeakMap(), gapAnswers: new Map() },
  }
  // Suggestions are tried against the corpus; looking up reads none of them.
  const offers = listOffers(searchable)
  const followUps = await listFollowUps(searchable)
  return {
    ...searchable,
    byCode: addQueryCodes(
      searchable.byCode,
      followUps.map(({ suggestion }) => toQuery(suggestion)),
    ),
    followUps,
    offers,
    examples: listExamples(searchable, offers),
  }
}

/** Makes the catalog of articles. */
export function toCatalog(articles: readonly Article[]): Catalog {
  const latestFirst = articles.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  return { articles, latestFirst, citations: toCitations(articles) }
}
