import { parseArgs } from 'node:util'
import { createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import { renderAsksDraft } from '../../src/draft/asks/render-draft.ts'
import { draftFromText } from '../../src/draft/asks/from-text.ts'
import { siftProposals } from '../../src/draft/asks/sift.ts'
import { type Article, toCitations, toPassageId } from '../../src/knowledge/article.ts'
import { parseAsks } from '../../src/knowledge/companions/asks.ts'
import { addAsks } from '../../src/knowledge/companions/place-asks.ts'
import type { Loaded } from '../../src/knowledge/knowledge.ts'
import type { MakeOutcome } from '../../src/search/vectors/wanted-texts.ts'
import { createFold } from '../../src/text/fold.ts'
import { readRoundTable, readRoundTableQueries } from '../answer/round-table-queries.ts'
import { loadedOf } from '../articles.ts'
import { type Outcome, toLines, toPercent } from './abstention.ts'
import { type ArticleQuery, judgeQuery, readArticleQueries } from './article-queries.ts'
import { type BenchModel, openBenchModel } from './model.ts'

/**
 * Prints how queries are answered where articles have no asks, and where those drafted from their text are loaded as
 * they are: for the round-table without its own asks, the articles of the bench, and those of `--articles DIR` with
 * their `--queries FILE`.
 */

const { values } = parseArgs({
  options: {
    articles: { type: 'string' },
    queries: { type: 'string' },
    words: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
})

interface BenchSet {
  readonly name: string
  readonly loaded: Loaded
  readonly queries: readonly ArticleQuery[]
}

const fold = createFold()
const model = values.words ? undefined : await openBenchModel()
try {
  const bench = await readArticleQueries()
  const given = values.articles === undefined ? [] : await readArticleQueries(values.articles, values.queries)
  await compare('round-table', [await readRoundTableSet()])
  await compare('bench articles', bench.map(toSet))
  if (given.length > 0) await compare('given articles', given.map(toSet))
} finally {
  await model?.close()
}

function toSet({
  article,
  queries,
}: {
  readonly article: Article
  readonly queries: readonly ArticleQuery[]
}): BenchSet {
  return { name: article.id, loaded: loadedOf(article), queries }
}

async function readRoundTableSet(): Promise<BenchSet> {
  const loaded = await readRoundTable()
  const [article] = loaded.sources.articles
  if (!article) throw new Error('the round-table is missing')
  const queries = (await readRoundTableQueries()).map(({ query, kind, passages }) => ({
    query,
    kind: toKind(kind, passages),
    gold: passages.map((id) => toPassageId(article.id, id)),
  }))
  return {
    name: article.id,
    loaded: { ...loaded, articles: loaded.sources.articles, checks: [] },
    queries: queries.filter(({ gold, kind }) => gold.length > 0 || kind === 'near' || kind === 'off'),
  }
}

function toKind(kind: string, passages: readonly string[]): string {
  if (passages.length > 0) return kind
  if (kind === 'oos-far') return 'off'
  return kind.startsWith('oos') ? 'near' : 'silent'
}

async function compare(name: string, sets: readonly BenchSet[]): Promise<void> {
  console.log(name)
  const drafted = sets.map((set) => ({ ...set, loaded: withDraft(set.loaded) }))
  await report('without asks', sets)
  await report('drafted', drafted)
}

async function report(name: string, sets: readonly BenchSet[]): Promise<void> {
  for (const used of [undefined, ...(model ? [model] : [])]) {
    const outcomes: Outcome[] = []
    let best = 0
    for (const { loaded, queries } of sets) {
      const knowledge = await openFolder(loaded, used)
      for (const query of queries) {
        outcomes.push(await judgeQuery(knowledge.corpus, query))
        const [hit] = knowledge.corpus.index.search(query.query).hits
        if (hit && query.gold.includes(hit.citation.passage.id)) best++
      }
    }
    const answerable = outcomes.filter(({ gold }) => gold.length > 0).length
    console.log(`  recall@1 ${toPercent(best, answerable)} of ${answerable}`)
    for (const line of toLines(`${name}, ${used ? 'meaning' : 'words'}`, outcomes)) console.log(line)
  }
}

async function openFolder(loaded: Loaded, used: BenchModel | undefined) {
  const knowledge = await createKnowledgeBase(async () => loaded, fold)
  await knowledge.prepared()
  if (used)
    await new Promise<MakeOutcome>((onMade) =>
      knowledge.useVectors({ vectors: used.createVectors(), withQueries: true, onMade }),
    )
  return knowledge
}

/** Loads what is proposed as if an editor had taken all of it. */
function withDraft(loaded: Loaded): Loaded {
  const files = loaded.articles.map((article) => {
    const sifted = siftProposals(article, draftFromText(article, fold), fold)
    const yaml = renderAsksDraft(article, sifted)
    if (values.show) console.log(yaml)
    const count = toCitations([article]).length
    console.log(
      `  ${article.id}: ${sifted.asks.length} asks of ${count} passages, ${sifted.unanswered.length} unanswered`,
      sifted.dropped,
    )
    const parsed = parseAsks(`${article.id}.asks.yaml`, yaml)
    if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
    return parsed.value
  })
  return { ...loaded, articles: addAsks(loaded.articles, files) }
}
