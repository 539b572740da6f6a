import type { LRUCache } from 'lru-cache'
import type { Article, Citation, Exchange } from '../knowledge/article.ts'
import { listConceptTerms } from './translation/concepts.ts'
import type { Engine } from './engine/engine.ts'
import { type Evidence, gatherEvidence } from './evidence.ts'
import type { Likeness } from './asks/known-questions.ts'
import type { Meaning, NearAsks } from './meaning.ts'
import {
  type ComparedPassage,
  type Relevance,
  type WeighedQuery,
  createComparison,
  toComparedPassage,
} from './relevance.ts'
import { createTranslatedComparison } from './translation/translated-relevance.ts'
import { ASKS, CONCEPTS, MEANING, MOST_ASKED, MOST_ASKED_ARTICLES, MOST_COMPARED, MOST_EXCHANGES } from './tuning.ts'

/** A passage that fits a query. */
export interface Hit {
  readonly citation: Citation
  /** By words and asks; comparable within one query only. */
  readonly rank: number
  /** The share of the query that its words cover, 0 to 1. */
  readonly cover: number
  /** Whether the passage has all terms of the query. */
  readonly isWhole: boolean
  /** The likeness of the query to the passage's asks, 0 to 1; undefined for a passage without asks. */
  readonly asked: number | undefined
  /** The likeness of the query to the unanswered asks of the passage's article, 0 to 1. */
  readonly unanswered: number
  /** The mean log odds that the query's words are unanswered rather than answered there; 0 without unanswered asks. */
  readonly odds: number
  /** Whether an ask of the passage has almost the query's words. */
  readonly isVerbatim: boolean
  /** How much nearer the article's asks are by their vectors than its unanswered lines; undefined without vectors. */
  readonly margin: number | undefined
  /** How near the article's asks are by their vectors, as `NearAsks.nearness` tells it; undefined without vectors. */
  readonly nearAsks: number | undefined
  /** The share of the query's words that stand in none of the article's asks, 0 to 1; 0 without asks. */
  readonly unknown: number
  /** Undefined for all but the first hits. */
  readonly evidence?: Evidence | undefined
}

/** The results of a query. */
export interface Findings {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** The few exchanges whose questions have most of the query; best first, of equal ones the shortest. */
  readonly exchanges: readonly Exchange[]
  /** Whether an unanswered ask has almost the query's words. */
  readonly isUnanswered: boolean
}

/** Restrictions of a search. */
export interface Narrowing {
  /** The passages that may be found; all by default. */
  readonly among?: readonly Citation[]
  /** The words to find in passages, if they differ from the query: for example without the names in it. */
  readonly words?: string
}

/** What a search reads. */
export interface SearchedView {
  readonly engine: Engine
  readonly citations: ReadonlyMap<number, Citation>
  /** By passage id. */
  readonly ids: ReadonlyMap<string, number>
  /** By id; shared by all views of one engine, which never uses an id twice. */
  readonly compared: LRUCache<number, ComparedPassage>
  /** The number of articles with asks. */
  readonly askedArticles: number
}

/**
 * Finds the passages that are relevant to a query: the engine's candidates, the passages that are asked for most in the
 * query's words, and those nearest to its meaning, compared closely.
 *
 * @param compareAsks compares the query with the asks of the given articles, or of all
 * @param meaning without it passages are found and ordered by words and asks alone
 */
export function findPassages(
  view: SearchedView,
  query: WeighedQuery,
  compareAsks: (articles?: ReadonlySet<Article>) => Likeness,
  { among }: Narrowing,
  meaning?: Meaning,
): Findings {
  const { engine, citations } = view
  const found = findCandidates(view, query, among)
  const likeness = compareAsks(view.askedArticles > MOST_ASKED_ARTICLES ? listArticles(found.ids, view) : undefined)
  const compare = createComparisons(query, engine.meanLength)
  const asked = listAsked(likeness.passages, view, found.isAllowed)
  const isAsked = ({ passage }: Citation) => likeness.passages.has(passage.id)
  const near = new Set(meaning?.findNearest(MEANING.nearest, found.isAllowed))
  const candidates = readCompared(view, [...new Set([...found.ids, ...asked, ...near])])
  const compared: Compared[] = []
  for (const [id, passage] of candidates) {
    const citation = citations.get(id)
    if (citation) compared.push({ id, citation, passage, relevance: compare(passage, citation) })
  }
  const unknown = createShareUnknown(query.words, likeness)
  compared.sort((a, b) => compareIds(a.citation.article.id, b.citation.article.id) || a.id - b.id)
  const hits = compared
    .filter(({ id, citation, relevance }) => relevance.isShared || near.has(id) || isAsked(citation))
    .map(({ citation, relevance }) =>
      toHit(citation, relevance.isShared ? relevance : toUncovered(relevance), likeness, unknown(citation.article)),
    )
  const withQuestion = compared
    .filter(({ relevance }) => relevance.question > 0)
    // Of questions that have equally much of the query, the shorter one asks for little else.
    .toSorted(
      (a, b) =>
        b.relevance.question - a.relevance.question || measureQuestion(a.citation) - measureQuestion(b.citation),
    )
  const exchanges = new Set(withQuestion.map(({ citation }) => citation.exchange))
  return {
    hits: addEvidence(sortHits(hits, meaning), compared, query, meaning),
    exchanges: [...exchanges].slice(0, MOST_EXCHANGES),
    isUnanswered: likeness.isUnanswered,
  }
}

/** A candidate with what the comparison came to. */
interface Compared {
  readonly id: number
  readonly citation: Citation
  readonly passage: ComparedPassage
  readonly relevance: Relevance
}

/**
 * Sorts hits by their rank or, with a meaning, by the sum of rank and weighed cosine. The less of the query words or asks
 * explain, the more the cosine counts.
 */
function sortHits(hits: readonly Hit[], meaning: Meaning | undefined): Hit[] {
  const mostCovered = hits.reduce((most, { cover, asked = 0 }) => Math.max(most, cover, asked), 0)
  const weight = MEANING.least + MEANING.uncovered * Math.max(0, MEANING.covered - mostCovered)
  const toScore = ({ rank, citation }: Hit) => rank + (meaning ? weight * meaning.toCosine(citation.passage.text) : 0)
  const scores = new Map(hits.map((hit) => [hit, toScore(hit)]))
  const scoreOf = (hit: Hit) => scores.get(hit) ?? hit.rank
  const sorted = hits.toSorted((a, b) => Number(b.isVerbatim) - Number(a.isVerbatim) || scoreOf(b) - scoreOf(a))
  return meaning ? addNearness(sorted, meaning) : sorted
}

function addEvidence(
  hits: readonly Hit[],
  compared: readonly Compared[],
  { words }: WeighedQuery,
  meaning: Meaning | undefined,
): Hit[] {
  const byCitation = new Map(compared.map((one) => [one.citation, one]))
  const evident = hits.flatMap(({ citation, rank }) => {
    const one = byCitation.get(citation)
    return one ? [{ citation, rank, passage: one.passage, concepts: one.relevance.concepts }] : []
  })
  const evidence = gatherEvidence(evident, words, meaning)
  return hits.map((hit, place) => (evidence[place] ? { ...hit, evidence: evidence[place] } : hit))
}

/** Adds what the vectors of the asks tell, for the articles that come first: each takes a search among all asks. */
function addNearness(hits: readonly Hit[], { compareAsks }: Meaning): Hit[] {
  const compared = new Map<Article, NearAsks | undefined>()
  return hits.map((hit) => {
    const { article } = hit.citation
    if (hit.asked === undefined) return hit
    if (!compared.has(article) && compared.size < MEANING.mostMargins) compared.set(article, compareAsks(article))
    const near = compared.get(article)
    return { ...hit, margin: near?.margin, nearAsks: near?.nearness }
  })
}

/** Creates the share of a query's words that the asks of an article lack, which is made once for each article. */
function createShareUnknown(words: readonly string[], { articles }: Likeness): (article: Article) => number {
  const shares = new Map<Article, number>()
  return (article) => {
    const known = articles.get(article)
    if (!known || words.length === 0) return 0
    const share = shares.get(article) ?? words.filter((word) => !known.isKnown(word)).length / words.length
    shares.set(article, share)
    return share
  }
}

/** Compares a passage of the other language with the concepts of the query, any other with its words. */
function createComparisons(
  query: WeighedQuery,
  meanLength: number,
): (passage: ComparedPassage, citation: Citation) => Relevance {
  const compare = createComparison(query, meanLength)
  const { translation } = query
  if (!translation) return compare
  const compareTranslated = createTranslatedComparison(translation.concepts, meanLength)
  return (passage, citation) => {
    if (!translation.isFor(citation.passage.text)) return compare(passage)
    const relevance = compareTranslated(passage)
    return citation.passage.asks ? { ...relevance, rank: CONCEPTS.besideAsks * relevance.rank } : relevance
  }
}

/** What is found by likeness alone covers nothing: single characters that any text has are no evidence. */
function toUncovered(relevance: Relevance): Relevance {
  return { ...relevance, cover: 0 }
}

function measureQuestion({ exchange: { question } }: Citation): number {
  return question?.text.length ?? 0
}

/** Orders equal hits in the same way whatever the order in which their articles came into the index. */
function compareIds(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The ids of the passages that the engine finds, and which others may be added for their asks. */
interface Candidates {
  readonly ids: readonly number[]
  readonly isAllowed: (id: number) => boolean
}

function findCandidates(
  { engine, ids, citations }: SearchedView,
  { pairs, translation }: WeighedQuery,
  among: Narrowing['among'],
): Candidates {
  const listed = among && new Set(among.flatMap(({ passage }) => ids.get(passage.id) ?? []))
  const isAllowed = (id: number) => citations.has(id) && (listed?.has(id) ?? true)
  // So few are all compared.
  if (listed && listed.size <= MOST_COMPARED) return { ids: [...listed], isAllowed }
  const found = engine.find([...pairs.keys()], MOST_COMPARED, isAllowed)
  if (!translation) return { ids: found, isAllowed }
  const translated = engine.find(listConceptTerms(translation.concepts, engine), MOST_COMPARED, isAllowed)
  return { ids: [...new Set([...found, ...translated])], isAllowed }
}

function listArticles(found: readonly number[], { citations }: SearchedView): ReadonlySet<Article> {
  return new Set(found.flatMap((id) => citations.get(id)?.article ?? []))
}

/** Lists the passages whose asks are most like the query. */
function listAsked(
  passages: Likeness['passages'],
  { ids }: SearchedView,
  isAllowed: (id: number) => boolean,
): number[] {
  const nearest = [...passages].toSorted(([, a], [, b]) => b - a)
  const found = nearest.flatMap(([passage]) => {
    const id = ids.get(passage)
    return id !== undefined && isAllowed(id) ? [id] : []
  })
  return found.slice(0, MOST_ASKED)
}

/** Reads the passages, most of which were compared shortly before. */
function readCompared(
  { engine, compared }: SearchedView,
  ids: readonly number[],
): (readonly [number, ComparedPassage])[] {
  const passages = new Map(ids.map((id) => [id, compared.get(id)]))
  const missing = ids.filter((id) => !passages.get(id))
  const read = engine.read(missing)
  for (const [place, id] of missing.entries()) {
    const text = read[place]
    if (!text) continue
    const passage = toComparedPassage(text)
    passages.set(id, passage)
    compared.set(id, passage)
  }
  return [...passages].flatMap(([id, passage]) => (passage ? [[id, passage] as const] : []))
}

function toHit(citation: Citation, { rank, cover, isWhole }: Relevance, likeness: Likeness, unknown: number): Hit {
  const { id, asks } = citation.passage
  const known = likeness.articles.get(citation.article)
  const asked = asks && (likeness.passages.get(id) ?? 0)
  const likelihood = asks ? (known?.likelihoodOf(id) ?? 0) : 0
  return {
    citation,
    // Without the floor a passage without asks would rank below those that any query resembles by chance.
    rank:
      asked === undefined ? rank + ASKS.rank * likeness.floor : rank + ASKS.rank * asked + ASKS.likelihood * likelihood,
    cover,
    isWhole,
    asked,
    unanswered: known?.unanswered ?? 0,
    odds: known?.odds ?? 0,
    isVerbatim: likeness.verbatim.has(id),
    margin: undefined,
    nearAsks: undefined,
    unknown,
  }
}
