import { LRUCache } from 'lru-cache'
import type { Loaded } from '../knowledge/knowledge.ts'
import { createSearchIndex } from '../search/search-index.ts'
import type { Fold } from '../text/fold.ts'
import { toCatalog } from './catalog.ts'
import type { Corpus } from './corpus.ts'
import { listPeople } from './question/listed-people.ts'
import { listRoles } from './question/listed-roles.ts'

/** Selections of some ten kilobytes: the sentences of a few stories. */
const MOST_SENTENCES = 50
/** Readings of some five kilobytes: the queries of a busy hour, or two pages of gaps. */
const MOST_READINGS = 1000

/**
 * Builds the corpus of a load of the knowledge, yielding to other work between its steps.
 *
 * @param former the corpus whose suggestions hold until those of the new one have been tried
 */
export async function buildCorpus(loaded: Loaded, fold: Fold, former?: Corpus): Promise<Corpus> {
  const { articles, vocabulary } = loaded
  const index = await createSearchIndex(articles, fold, vocabulary)
  const people = listPeople(articles, fold)
  return {
    ...toCatalog(articles),
    loaded,
    index,
    fold,
    people,
    roles: listRoles(people, fold),
    suggestions: former ? { ...former.suggestions } : { offers: [], examples: [], followUps: [] },
    caches: {
      foldedTexts: new WeakMap(),
      factTexts: new WeakMap(),
      readings: new LRUCache({ max: MOST_READINGS }),
      sentences: new LRUCache({ max: MOST_SENTENCES }),
    },
  }
}
