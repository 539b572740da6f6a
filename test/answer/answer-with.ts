import { answerQuery, isAsking } from '../../src/answer/answer-query.ts'
import { buildCorpus } from '../../src/answer/stage-corpus.ts'
import type { Content } from '../../src/answer/browse/content.ts'
import type { Link } from '../../src/answer/browse/link.ts'
import { findSuggestedQuery, openLink } from '../../src/answer/browse/open-link.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { type RepliedMessage, answerRemark } from '../../src/answer/replies.ts'
import { prepareSuggestions } from '../../src/answer/suggest/suggestions.ts'
import { type UnmetWording, listGaps, suggestPassages, toGapCode } from '../../src/answer/teaching/gaps.ts'
import { type Article, type Citation, toCitations } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { loadedOf } from '../articles.ts'

const fold = createFold()

/** Builds the corpus of articles, as a load does, and prepares its suggestions. */
export async function corpusOf(...articles: Article[]): Promise<Corpus> {
  const corpus = await buildCorpus(loadedOf(...articles), fold)
  await prepareSuggestions(corpus)
  return corpus
}

/** Builds the corpus of articles and binds the functions over it. */
export async function answerWith(...articles: Article[]) {
  return bindCorpus(await corpusOf(...articles))
}

/** Binds the functions over a corpus. */
export function bindCorpus(corpus: Corpus) {
  return {
    corpus,
    answer: (query: string) => answerQuery(corpus, query),
    isAsking: (text: string) => isAsking(corpus, text),
    open: (link: Link) => openLink(corpus, link),
    findQuery: (code: string) => findSuggestedQuery(corpus, code),
    answerRemark: (text: string, message?: RepliedMessage) => answerRemark(corpus, text, message),
    listGaps: (unmet: readonly UnmetWording[]) => listGaps(corpus, unmet),
    suggest: (wordings: readonly string[]) => suggestPassages(corpus, wordings),
    toGapCode: (wording: string) => toGapCode(corpus, wording),
  }
}

/** Lists the ids of the passages that an answer quotes. */
export function idsOf(answer: Content | undefined): string[] {
  return answer?.kind === 'found' ? listIds(answer.quotes) : []
}

/** Lists the ids of the passages that a content shows. */
export function idsIn(content: Content | undefined): string[] {
  if (content && 'citations' in content) return listIds(content.citations)
  return content?.kind === 'more' || content?.kind === 'others' || content?.kind === 'words'
    ? listIds(content.items)
    : idsOf(content)
}

/** Lists the ids of passages. */
export function listIds(citations: readonly Citation[]): string[] {
  return citations.map(({ passage }) => passage.id)
}

/** Finds the citation of a passage id. */
export function cite(id: string, ...articles: Article[]): Citation {
  const citation = toCitations(articles).find(({ passage }) => passage.id === id)
  if (!citation) throw new Error(`no passage ${id}`)
  return citation
}
