import type { Pause } from '../pace.ts'

/** An engine cannot read or write its file. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  /** Whether the file has other content than was written. */
  readonly isDamage: boolean
  /** The code of its cause, such as SQLITE_FULL. */
  readonly code: string | undefined

  constructor(message: string, { cause, isDamage = false }: { cause?: unknown; isDamage?: boolean } = {}) {
    super(message, { cause })
    this.isDamage = isDamage
    this.code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  }
}

/** A passage as it is compared with queries: normalized texts. */
export interface IndexedText {
  /** The article's title and the headings above the passage. */
  readonly title: string
  /** The question that it answers; empty without one. */
  readonly question: string
  readonly text: string
  /** The names and the offices of its speakers. */
  readonly speakers: string
  /** The number of the terms of its own words: of the title twice, of the text, and of the speakers. */
  readonly length: number
}

/** A passage as it is indexed. */
export interface PassageEntry extends IndexedText {
  /** The distinct terms of its own words, which weigh the terms of queries. */
  readonly held: readonly string[]
  /** The distinct single Han characters of its own words. */
  readonly singles: readonly string[]
  /** Further distinct terms by which it is found: of its question, its asks, and of its words before normalization. */
  readonly further: readonly string[]
}

/** The passages of an article, in reading order. */
export interface ArticleEntries {
  /** Identifies the content of the article together with the vocabulary by which it is normalized. */
  readonly toKey: () => string
  readonly passages: readonly PassageEntry[]
}

/**
 * An inverted index of passages: it finds candidates, and counts terms. Passages have consecutive ids within an
 * article. What it holds changes only by `stage`. An engine with a file throws EngineError where that fails.
 */
export interface Engine {
  /** The articles that an earlier process has left, by their keys; they need not be put in again. */
  readonly articles: ReadonlyMap<string, StoredArticle>
  /** The number of passages. */
  readonly size: number
  /** The mean length of a passage in terms. */
  readonly meanLength: number
  /** False once damage has shown: then it is to be replaced by another. */
  readonly isSound: () => boolean
  /** The number of passages that hold a term, or a single Han character, in their own words. */
  readonly countHeld: (term: string) => number
  /** The number of passages that are found by a term. */
  readonly countFound: (term: string) => number
  /** The Han characters of the terms; those of passages that were taken out may remain. */
  readonly listCharacters: () => ReadonlySet<string>
  /**
   * Finds the ids of the passages that have most of the terms' IDF mass (BM25+), best first. Reads the posting lists of
   * the rarest terms only, within a budget.
   */
  find(terms: readonly string[], limit: number, isAllowed?: (id: number) => boolean): readonly number[]
  /** Reads the passages with the ids, each at the place of its id; undefined for one that was taken out. */
  read(ids: readonly number[]): readonly (IndexedText | undefined)[]
  /** Prepares a change beside what answers now; one change at a time. */
  stage(change: EngineChange): Promise<StagedEngine>
}

/** Articles to take out of an engine, to alter and to put in. */
export interface EngineChange {
  readonly removed: readonly RemovedArticle[]
  /** Waited for after each passage that is taken out without its entries. */
  readonly onRemoved?: Pause | undefined
  readonly altered?: readonly AlteredArticle[]
  readonly added: Iterable<ArticleEntries> | AsyncIterable<ArticleEntries>
}

/** Where the passages of an article are: their first id, and their number. */
export interface StoredArticle {
  readonly firstId: number
  readonly length: number
}

/** An article to take out. */
export interface RemovedArticle extends StoredArticle {
  /** Makes the entries that were put in; absent for an article that an earlier process has left. */
  readonly toEntries?: (() => ArticleEntries | Promise<ArticleEntries>) | undefined
}

/** An article whose passages keep their ids and their own words: only further terms by which they are found change. */
export interface AlteredArticle {
  readonly firstId: number
  /** Identifies its new content. */
  readonly toKey: () => string
  /** The passages that change. */
  readonly passages: readonly AlteredPassage[]
}

/** The entries of a passage, which differ in their further terms alone. */
export interface AlteredPassage {
  readonly id: number
  readonly before: PassageEntry
  readonly after: PassageEntry
}

/** A change that is prepared: the engine with it, which only `commit` makes last. */
export interface StagedEngine {
  readonly engine: Engine
  /** The id of the first passage of each article that was added, in their order. */
  readonly firstIds: readonly number[]
  readonly commit: () => void
  readonly discard: () => void
}
