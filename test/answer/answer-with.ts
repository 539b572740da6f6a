import { type Answerer, createAnswerer } from '../../src/answer/answer-query.ts'
import type { Content } from '../../src/answer/browse/opened.ts'
import { type Article, type Citation, toCitations } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { createSearchIndex } from '../../src/search/search-index.ts'

/** Creates what answers from these articles, as a load does. */
export async function answerWith(...articles: Article[]): Promise<Answerer> {
  const fold = createFold()
  return createAnswerer(articles, await createSearchIndex(articles, fold), fold)
}

/** Lists the ids of the quoted passages. */
export function idsOf(answer: Content | undefined): string[] {
  return answer?.kind === 'found' ? listIds(answer.quotes) : []
}

/** Lists the ids of the passages that are shown, whatever was opened. */
export function idsIn(opened: Content | undefined): string[] {
  if (opened && 'citations' in opened) return listIds(opened.citations)
  return opened?.kind === 'more' || opened?.kind === 'others' || opened?.kind === 'words'
    ? listIds(opened.items)
    : idsOf(opened)
}

/** Lists the ids of passages. */
export function listIds(citations: readonly Citation[]): string[] {
  return citations.map(({ passage }) => passage.id)
}

/** Gives the passage of an id with where it stands. */
export function cite(id: string, ...articles: Article[]): Citation {
  const citation = toCitations(articles).find(({ passage }) => passage.id === id)
  if (!citation) throw new Error(`no passage ${id}`)
  return citation
}
