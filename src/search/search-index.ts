import { setImmediate as nextTurn } from 'node:timers/promises'
import MiniSearch, { type SearchOptions } from 'minisearch'
import { type Article, type Citation, toCitations, toSpeakers } from '../knowledge/article.ts'
import { blankAskingWords } from './asking-words.ts'
import type { Fold } from './fold.ts'
import { type Range, findMatches } from './highlight.ts'
import { isSingle, toTerms } from './terms.ts'
import { BM25, BOOST, CHUNK_SIZE, EVIDENCE_HALF, INDIRECT_WEIGHT, SINGLE_WEIGHT } from './tuning.ts'

/** A passage that shares terms with a query. */
export interface Hit {
  readonly citation: Citation
  /** BM25+ summed over the fields; only to be compared within one query. */
  readonly score: number
  /** How surely the passage answers, 0 to 1; to be compared across queries. */
  readonly confidence: number
}

/** Where passages are looked up. */
export interface SearchIndex {
  /** Lists the passages that share a term with the query, best first; those that `among` refuses are left out. */
  search(query: string, among?: (citation: Citation) => boolean): Hit[]
  /** Finds the stretches of a passage's text that the query matches. */
  findMatches(query: string, text: string): Range[]
}

/** A passage's fields, folded. */
interface Entry {
  readonly id: number
  readonly text: string
  readonly speaker: string
  readonly office: string
  readonly question: string
  readonly heading: string
}

/** Fields that the passage shares with its neighbours: a match there says little of this one. */
const INDIRECT_FIELDS: readonly string[] = ['question', 'heading'] satisfies (keyof Entry)[]

/** Creates the index of all passages of the articles, without holding up whoever is asking meanwhile. */
export async function createSearchIndex(articles: readonly Article[], fold: Fold): Promise<SearchIndex> {
  const citations = toCitations(articles)
  const index = new MiniSearch<Entry>({ fields: Object.keys(BOOST), tokenize, processTerm: (term) => term })
  const counts = new Map<string, number>()
  for (const [id, citation] of citations.entries()) {
    const entry = toEntry(citation, id, fold)
    index.add(entry)
    countTerms(entry, counts)
    if (id % CHUNK_SIZE === CHUNK_SIZE - 1) await nextTurn()
  }
  const toWeight = createTermWeights(counts, citations.length)
  const options: SearchOptions = { boost: BOOST, bm25: BM25, boostTerm: (term) => (isSingle(term) ? SINGLE_WEIGHT : 1) }
  const toAsked = (query: string) => blankAskingWords(fold(query).text)
  const toWeights = (asked: string) => new Map(tokenize(asked).map((term) => [term, toWeight(term)]))
  return {
    findMatches: (query, text) => findMatches(text, toWeights(toAsked(query)), fold),
    search(query, among = () => true) {
      const asked = toAsked(query)
      const weights = toWeights(asked)
      const mass = sum(weights.values())
      return index.search(asked, options).flatMap(({ id, score, match }) => {
        // MiniSearch types stored ids as any; ours are positions in `citations`.
        const citation = citations[id as number]
        // Single characters alone are shared by chance.
        if (!citation || !among(citation) || Object.keys(match).every(isSingle)) return []
        const held = sum(Object.entries(match).map(([term, fields]) => (weights.get(term) ?? 0) * toDirectness(fields)))
        const evidence = held / (held + EVIDENCE_HALF * toWeight.most)
        const confidence = (held / mass + evidence) / 2
        return [{ citation, score, confidence }]
      })
    },
  }
}

function tokenize(text: string): string[] {
  return toTerms(text).map((term) => term.text)
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}

function toDirectness(fields: readonly string[]): number {
  return fields.every((field) => INDIRECT_FIELDS.includes(field)) ? INDIRECT_WEIGHT : 1
}

function toEntry({ passage, exchange }: Citation, id: number, fold: Fold): Entry {
  const speakers = toSpeakers(passage.voice)
  return {
    id,
    text: fold(passage.text).text,
    speaker: fold(speakers.map(({ name }) => name).join(' ')).text,
    office: fold(speakers.map(({ office }) => office).join(' ')).text,
    question: fold(exchange.question?.text ?? '').text,
    heading: fold(exchange.headings.join(' ')).text,
  }
}

/** Counts in how many passages a term stands, wherever in one. */
function countTerms({ text, speaker, office }: Entry, counts: Map<string, number>): void {
  for (const term of new Set([text, speaker, office].flatMap(tokenize))) counts.set(term, (counts.get(term) ?? 0) + 1)
}

/** Weighs a term by its IDF over whole passages, as BM25 does; one that no passage holds weighs `most`. */
function createTermWeights(counts: ReadonlyMap<string, number>, total: number): ((term: string) => number) & { readonly most: number } {
  const toIdf = (count: number) => Math.log(1 + (total - count + 0.5) / (count + 0.5))
  const toWeight = (term: string) => toIdf(counts.get(term) ?? 0) * (isSingle(term) ? SINGLE_WEIGHT : 1)
  return Object.assign(toWeight, { most: toIdf(0) })
}
