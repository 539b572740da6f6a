import { type Article, toCitations } from '../knowledge/article.ts'
import type { Check } from '../knowledge/companions/checks.ts'
import type { Loaded } from '../knowledge/knowledge.ts'
import { type SearchedVectors, listEmbeddedSentences } from '../search/meaning.ts'
import type { MakeOptions, MakeOutcome, WantedTexts } from '../search/vectors/wanted-texts.ts'

/** The vectors of a corpus's texts, which are read as far as they have been made. */
export interface CorpusVectors extends SearchedVectors {
  /** Makes what is missing, and forgets all other texts; a later call takes the place of an earlier one. */
  readonly make: (wanted: WantedTexts, options?: MakeOptions) => Promise<MakeOutcome>
  /** Makes the missing vectors of passages, unless more than `limit` are missing. */
  readonly makeFew: (passages: Iterable<string>, limit: number) => Promise<unknown>
}

/** How the vectors of a corpus that has come into use are made. */
export interface VectorsInUse extends MakeOptions {
  readonly vectors: CorpusVectors
  /** Whether those of known queries are made too: they may be thousands, and are worth it where they are kept. */
  readonly withQueries: boolean
  /** Told how each making ended. */
  readonly onMade?: ((outcome: MakeOutcome) => void) | undefined
}

/** Passages whose vectors a reload waits for: a few changed paragraphs, which take a second at most. */
export const MOST_MADE_FIRST = 25

/** Lists the texts of a load of the knowledge one by one; `withQueries` with its known queries. */
export function listWantedTexts(
  { articles, checks }: Pick<Loaded, 'articles' | 'checks'>,
  withQueries: boolean,
): WantedTexts {
  return {
    passages: { [Symbol.iterator]: () => listPassages(articles) },
    sentences: { [Symbol.iterator]: () => listSentences(articles) },
    queries: { [Symbol.iterator]: () => listQueries(withQueries ? articles : [], checks) },
  }
}

function* listPassages(articles: readonly Article[]): Generator<string, void> {
  for (const article of articles) for (const { passage } of toCitations([article])) yield passage.text
}

function* listSentences(articles: readonly Article[]): Generator<string, void> {
  for (const text of listPassages(articles)) yield* listEmbeddedSentences(text)
}

function* listQueries(articles: readonly Article[], checks: readonly Check[]): Generator<string, void> {
  for (const { query } of checks) yield query
  for (const article of articles) {
    yield* article.unanswered ?? []
    for (const { passage } of toCitations([article])) yield* passage.asks ?? []
  }
}
