import type { Citation } from '../../knowledge/article.ts'
import { toWordingKey } from '../../text/wording.ts'
import type { Corpus } from '../corpus.ts'

/** Characters from which words that stand in a passage are taken from it: nobody types so many the same by chance. */
const SHORTEST = 20
/** Passages, best first, that are looked through, and the cover that pasted words have, with a question beside them. */
const MOST_LOOKED_AT = 8
const LEAST_COVER = 0.4
/** Pasted words may stand between quotation marks or on lines of their own, beside a question about them. */
const PARTS = /[\n“”"「」『』«»]+|……/u

/**
 * Finds the passages that hold a query, or a part of it, word for word: somebody pasted it. Case, script, blanks and
 * punctuation make no difference.
 */
export function findPasted(corpus: Corpus, query: string): Citation[] {
  const pasted = listPasted(corpus, query)
  if (pasted.length === 0) return []
  const hits = corpus.index.search(query).hits.filter(({ cover }) => cover >= LEAST_COVER)
  const texts = hits.slice(0, MOST_LOOKED_AT)
  const holding = texts.map(({ citation }) => ({ citation, held: measureHeld(corpus, citation, pasted) }))
  return holding
    .filter(({ held }) => held > 0)
    .toSorted((a, b) => b.held - a.held)
    .map(({ citation }) => citation)
}

function listPasted({ fold }: Corpus, query: string): string[] {
  if (query.length < SHORTEST) return []
  const keys = [query, ...query.split(PARTS)].map((part) => toWordingKey(part, fold))
  return [...new Set(keys)].filter((key) => key.length >= SHORTEST)
}

function measureHeld(corpus: Corpus, { passage }: Citation, pasted: readonly string[]): number {
  const text = toWordingKey(passage.text, corpus.fold)
  return Math.max(0, ...pasted.map((part) => (text.includes(part) ? part.length : 0)))
}
