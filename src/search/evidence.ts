import type { Article, Citation } from '../knowledge/article.ts'
import { isHan, toHanCharacters, toStem } from '../text/terms.ts'
import type { Meaning } from './meaning.ts'
import type { ComparedPassage } from './relevance.ts'
import { EVIDENT } from './tuning.ts'

/**
 * What tells whether a passage answers a query, beside its rank: all of it is measured within the passage and its
 * article, so that it means nearly the same in a folder of one article and of a thousand. Nearly: ranks, and the concepts
 * of a query in another language, are weighed by the IDF of the folder.
 */
export interface Evidence {
  /**
   * The share of the query's words that stand in the passage, below 1: a word that does not stand there counts for its
   * characters that do, and the fewer words there are, the less they tell.
   */
  readonly alike: number
  /** The words that do not stand there. */
  readonly missing: readonly string[]
  /** The rank above that of the next hit of the article, 0 where it is not above. */
  readonly lead: number
  /** The cosine of the meanings of query and passage; undefined without vectors. */
  readonly cosine: number | undefined
  /** The same above the mean of the passages of its article. */
  readonly nearer: number | undefined
}

/** A hit whose evidence is gathered. */
interface Evident {
  readonly citation: Citation
  readonly rank: number
  readonly passage: ComparedPassage
  /** The share of the query's concepts that it has, where it is in the other language. */
  readonly concepts: number | undefined
}

/** Gathers the evidence of the first hits of a query, which are in order; the others can neither claim nor be offered. */
export function gatherEvidence(
  hits: readonly Evident[],
  words: readonly string[],
  meaning: Meaning | undefined,
): Evidence[] {
  const means = new Map<Article, number | undefined>()
  const toMean = (article: Article) => {
    if (!means.has(article)) means.set(article, meaning?.toMeanCosine(article))
    return means.get(article)
  }
  return hits.slice(0, EVIDENT.most).map((hit) => {
    const { citation, concepts } = hit
    const cosine = meaning?.toCosine(citation.passage.text)
    const mean = toMean(citation.article)
    return {
      ...(concepts === undefined
        ? compareWords(words, hit.passage)
        : { alike: (concepts * words.length) / (words.length + EVIDENT.unknown), missing: [] }),
      lead: Math.max(0, hit.rank - findNextRank(hits, hit)),
      cosine,
      nearer: cosine === undefined || mean === undefined ? undefined : cosine - mean,
    }
  })
}

function findNextRank(hits: readonly Evident[], hit: Evident): number {
  return hits.find((other) => other !== hit && other.citation.article === hit.citation.article)?.rank ?? 0
}

function compareWords(words: readonly string[], passage: ComparedPassage): Pick<Evidence, 'alike' | 'missing'> {
  let sum = 0
  const missing: string[] = []
  for (const word of words) {
    const share = toShare(word, passage)
    if (share < EVIDENT.above) missing.push(word)
    sum += share
  }
  return { alike: sum / (words.length + EVIDENT.unknown), missing }
}

/** How much of a word a passage has: the word in its text, or above it, or characters of it in one sentence. */
function toShare(word: string, { text, question, whole, words, has, hasAsked, sentences }: ComparedPassage): number {
  if (!isHan(word)) {
    const stem = toStem(word)
    if (has(stem)) return 1
    return words.has(stem) || hasAsked(stem) ? EVIDENT.above : 0
  }
  if (text.includes(word)) return 1
  if (whole.includes(word) || question.includes(word)) return EVIDENT.above
  const characters = toHanCharacters(word)
  // A single character is a word, and stands there or not.
  if (characters.length < 2) return 0
  const counts = sentences.map((one) => characters.filter((character) => one.text.includes(character)).length)
  return (EVIDENT.characters * Math.max(0, ...counts)) / characters.length
}
