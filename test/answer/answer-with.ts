import { type Answerer, createAnswerer } from '../../src/answer/answerer.ts'
import type { Answer } from '../../src/answer/answer.ts'
import type { Article } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/search/fold.ts'
import { createSearchIndex } from '../../src/search/search-index.ts'

/** Creates what answers from these articles, as a load does. */
export async function answerWith(...articles: Article[]): Promise<Answerer> {
  const fold = createFold()
  return createAnswerer(articles, await createSearchIndex(articles, fold), fold)
}

/** Lists the ids of the quoted passages. */
export function idsOf(answer: Answer): string[] {
  return answer.kind === 'found' ? answer.quotes.map(({ passage }) => passage.id) : []
}
