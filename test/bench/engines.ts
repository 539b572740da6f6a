import { listWantedTexts } from '../../src/answer/corpus-vectors.ts'
import type { Article } from '../../src/knowledge/article.ts'
import type { SearchedVectors } from '../../src/search/meaning.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { createFold } from '../../src/text/fold.ts'
import { type BenchPassage, toArticles } from './data.ts'
import { LIBRARIES } from './libraries.ts'
import type { MeasuredFind } from './measures.ts'
import type { BenchModel } from './model.ts'

/** A search to be measured. */
export interface Engine {
  readonly name: string
  build(passages: readonly BenchPassage[]): Promise<BuiltEngine> | BuiltEngine
}

interface BuiltEngine {
  readonly find: MeasuredFind
}

/** The project's own engine, by the names that commands take: with its model, and by words alone. */
export const OURS = 'wenzheng'
export const OURS_BY_WORDS = `${OURS}, words only`

/** Lists our search, the whole of it only with a model, and what one would take otherwise. */
export function listEngines(model?: BenchModel): Engine[] {
  const whole: Engine[] = model ? [{ name: OURS, build: (passages) => buildWhole(passages, model) }] : []
  return [...whole, { name: OURS_BY_WORDS, build: (passages) => buildOurs(toArticles(passages)) }, ...LIBRARIES]
}

async function buildWhole(passages: readonly BenchPassage[], model: BenchModel): Promise<BuiltEngine> {
  const articles = toArticles(passages)
  const vectors = model.createVectors()
  const outcome = await vectors.make(listWantedTexts({ articles, checks: [] }, false), { onProgress: tell })
  if (outcome !== 'ready') throw new Error(`The vectors were not made: ${outcome}`)
  return buildOurs(articles, vectors)
}

async function buildOurs(articles: readonly Article[], vectors?: SearchedVectors): Promise<BuiltEngine> {
  const index = await createSearchIndex(articles, createFold(), undefined, { findVectors: () => vectors })
  return {
    async find(query, limit) {
      await index.prepareQueries([query])
      const { hits } = index.search(query)
      return hits.slice(0, limit).map(({ citation }) => citation.passage.id)
    },
  }
}

/** Tells from time to time how far the vectors are. */
function tell(done: number, total: number): void {
  if (done > 0 && done < total && done % 1000 === 0) console.error(`  ${done} of ${total} vectors`)
}
