import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Answer, listQuotedIds } from '../../src/answer/answer.ts'
import { answerQuery, prepareQuery } from '../../src/answer/answer-query.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { lookUp } from '../../src/answer/quote/look-up.ts'
import { type Article, toCitations } from '../../src/knowledge/article.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import type { Outcome } from './abstention.ts'
import { readLines } from './data.ts'

const DIR = fileURLToPath(new URL('articles', import.meta.url))

const querySchema = z.object({
  id: z.string(),
  article: z.string(),
  kind: z.string(),
  q: z.string(),
  gold: z.array(z.string()),
})

/** An article without asks, with queries that it answers and others. */
export interface ArticleQueries {
  readonly article: Article
  readonly queries: readonly ArticleQuery[]
}

/** A query with the ids of the passages that answer it; none for near misses and what is off the subject. */
export interface ArticleQuery {
  readonly query: string
  readonly kind: string
  readonly gold: readonly string[]
}

/**
 * Reads the articles of a folder without asks, by default those of the bench, and their queries.
 *
 * @throws Error if what answers a query does not begin exactly one passage of its article
 */
export async function readArticleQueries(dir = DIR, file = `${dir}/queries.jsonl`): Promise<ArticleQueries[]> {
  const loaded = await loadKnowledge(dir)
  if (loaded.kind === 'faulty') throw new Error(JSON.stringify(loaded.problems))
  const queries = await readLines(file, querySchema)
  return loaded.articles.map((article) => ({
    article,
    queries: queries
      .filter((query) => query.article === article.id)
      .map(({ q, kind, gold }) => ({ query: q, kind, gold: gold.map((start) => findPassageId(article, start)) })),
  }))
}

/** Asks a corpus what it makes of a query. */
export async function judgeQuery(corpus: Corpus, { query, kind, gold }: ArticleQuery): Promise<Outcome> {
  await prepareQuery(corpus, query)
  return { kind, gold, surplus: lookUp(corpus, query).surplus, ...toShown(answerQuery(corpus, query)) }
}

function toShown(answer: Answer): Pick<Outcome, 'shown' | 'passages'> {
  if (answer.kind === 'offered') return { shown: 'offered', passages: [answer.quote.passage.id] }
  const passages = listQuotedIds(answer)
  return { shown: passages.length > 0 ? 'claimed' : 'none', passages }
}

function findPassageId(article: Article, start: string): string {
  const found = toCitations([article]).filter(({ passage }) => passage.text.startsWith(start))
  const [only] = found
  if (!only || found.length > 1) throw new Error(`${start} begins ${found.length} passages of ${article.id}`)
  return only.passage.id
}
