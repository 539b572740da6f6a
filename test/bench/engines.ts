import { createSearchIndex } from '../../src/search/search-index.ts'
import { createFold } from '../../src/text/fold.ts'
import { type BenchPassage, toArticles } from './data.ts'
import { type Find, LIBRARIES } from './libraries.ts'

/** A search to be measured. */
export interface Engine {
  readonly name: string
  build(passages: readonly BenchPassage[]): Promise<{ readonly find: Find }> | { readonly find: Find }
}

/** The project's own engine, by the name that commands take. */
export const OURS = 'wenzheng'

/** Our search, and what one would take otherwise. */
export const ENGINES: readonly Engine[] = [{ name: OURS, build: buildOurs }, ...LIBRARIES]

async function buildOurs(passages: readonly BenchPassage[]): Promise<{ readonly find: Find }> {
  const index = await createSearchIndex(toArticles(passages), createFold())
  return {
    find: (query, limit) =>
      index
        .search(query)
        .hits.slice(0, limit)
        .map(({ citation }) => citation.passage.id),
  }
}
