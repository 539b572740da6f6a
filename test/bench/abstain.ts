import { parseArgs } from 'node:util'
import { answerQuery, prepareQuery } from '../../src/answer/answer-query.ts'
import { runChecks } from '../../src/answer/teaching/checks.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import { lookUp } from '../../src/answer/quote/look-up.ts'
import type { Loaded } from '../../src/knowledge/knowledge.ts'
import type { MakeOutcome } from '../../src/search/vectors/wanted-texts.ts'
import { createFold } from '../../src/text/fold.ts'
import { isHan } from '../../src/text/terms.ts'
import {
  type RoundTableQuery,
  listQuoted,
  readRoundTable,
  readRoundTableQueries,
} from '../answer/round-table-queries.ts'
import { loadedOf } from '../articles.ts'
import { type Outcome, toAuroc, toLines, toPercent } from './abstention.ts'
import { type ArticleQueries, judgeQuery, readArticleQueries } from './article-queries.ts'
import { type BenchModel, openBenchModel } from './model.ts'
import { thinAsks } from './thin-asks.ts'
import { setTuning } from './tuned.ts'

/**
 * Prints how the queries for the round-table are answered and declined, and those for articles without asks, each alone
 * in its folder and all beside the round-table in one, by words and asks alone and by meaning too. With `--asks 1,3,5`
 * only so many asks of each passage of the round-table are there; `--only round-table` or `--only articles` leaves the
 * other out, and `--set ASKS.rank=3` gives a tuning number another value: what stands beside the numbers was measured so.
 */

/** A query with what the corpus made of it. */
interface Judged extends RoundTableQuery {
  /** How far its evidence is above the threshold. */
  readonly surplus: number
  readonly quoted: readonly string[]
  /** Whether a passage is offered as the closest one. */
  readonly isOffered: boolean
  /** The best passage, whether or not it is quoted. */
  readonly best: string | undefined
}

const { values } = parseArgs({
  options: {
    vectors: { type: 'string' },
    asks: { type: 'string' },
    only: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    words: { type: 'boolean', default: false },
  },
})
setTuning(values.set)
const isAnswerable = ({ passages }: RoundTableQuery) => passages.length > 0
const queries = (await readRoundTableQueries()).filter((query) => isAnswerable(query) || query.kind.startsWith('oos'))
const model = values.words ? undefined : await openBenchModel(values.vectors)
try {
  if (values.only !== 'articles') await reportRoundTable()
  if (values.only !== 'round-table') await reportArticles(await readArticleQueries())
} finally {
  await model?.close()
}

async function reportRoundTable(): Promise<void> {
  const loaded = await readRoundTable()
  const folders = values.asks?.split(',').map((most) => thinAsks(loaded, Number(most))) ?? [loaded]
  for (const [place, folder] of folders.entries()) {
    const most = values.asks?.split(',')[place] ?? 'all'
    const knowledge = await open(folder)
    console.log(`round-table, ${most} asks a passage`)
    await inBothWays([knowledge], async () => {
      await report(knowledge)
      await reportForeign(knowledge)
      await reportChecks(knowledge)
    })
  }
}

async function reportArticles(all: readonly ArticleQueries[]): Promise<void> {
  const alone = await Promise.all(all.map(async (own) => ({ ...own, knowledge: await open(loadedOf(own.article)) })))
  console.log('articles, each alone')
  await inBothWays(
    alone.map(({ knowledge }) => knowledge),
    () => reportEach(alone),
  )
  const roundTable = await readRoundTable()
  const knowledge = await open({
    ...roundTable,
    articles: [...roundTable.articles, ...all.map(({ article }) => article)],
  })
  console.log('articles and round-table together')
  await inBothWays([knowledge], async () => {
    await report(knowledge)
    await reportChecks(knowledge)
    await reportEach(all.map((own) => ({ ...own, knowledge })))
  })
}

async function open(loaded: Loaded): Promise<KnowledgeBase> {
  const knowledge = await createKnowledgeBase(async () => loaded, createFold())
  await knowledge.prepared()
  return knowledge
}

/** Reports on folders by words and asks alone, and then by meaning too. */
async function inBothWays(folders: readonly KnowledgeBase[], reportAll: () => Promise<void>): Promise<void> {
  console.log('by words and asks alone')
  await reportAll()
  if (!model) return
  for (const knowledge of folders) await useVectors(knowledge, model)
  console.log('by meaning too')
  await reportAll()
  console.log(`  ${model.takeTimes()}`)
}

/** Reports on each article, on those of each language and on all. */
async function reportEach(all: readonly (ArticleQueries & { readonly knowledge: KnowledgeBase })[]): Promise<void> {
  const judged = { Chinese: new Array<Outcome>(), English: new Array<Outcome>() }
  for (const { article, queries: own, knowledge } of all) {
    const outcomes: Outcome[] = []
    for (const query of own) outcomes.push(await judgeQuery(knowledge.corpus, query))
    judged[isHan(article.title) ? 'Chinese' : 'English'].push(...outcomes)
    for (const line of toLines(article.id, outcomes)) console.log(line)
  }
  const sums = { ...judged, 'all articles': [...judged.Chinese, ...judged.English] }
  for (const [name, outcomes] of Object.entries(sums)) for (const line of toLines(name, outcomes)) console.log(line)
}

async function useVectors(knowledge: KnowledgeBase, { createVectors }: BenchModel): Promise<void> {
  const vectors = createVectors()
  // As the bot, which keeps them: the margin of asks needs their vectors.
  await new Promise<MakeOutcome>((onMade) => knowledge.useVectors({ vectors, withQueries: true, onMade }))
}

async function report(knowledge: KnowledgeBase): Promise<void> {
  const judged: Judged[] = []
  for (const query of queries) judged.push(await judge(knowledge, query))
  for (const kind of ['oos-near', 'oos-far', 'oos-adversarial'])
    reportKind(
      kind,
      judged.filter((query) => isAnswerable(query) || query.kind === kind),
    )
  reportKind('all', judged)
  reportAnswers(judged)
}

/** Prints how many of the queries for the articles, which the round-table does not answer, are declined there. */
async function reportForeign({ corpus }: KnowledgeBase): Promise<void> {
  const foreign = (await readArticleQueries()).flatMap((own) => own.queries)
  let quiet = 0
  for (const { query } of foreign) {
    await prepareQuery(corpus, query)
    if (['none', 'offered', 'unasked'].includes(answerQuery(corpus, query).kind)) quiet++
  }
  console.log(
    `  ${'others'.padEnd(16)} ${foreign.length} for other articles: declined ${toPercent(quiet, foreign.length)}`,
  )
}

/** Prints how many of the round-table's checks hold: a /reload is refused where one does not. */
async function reportChecks({ corpus }: KnowledgeBase): Promise<void> {
  const failed = await runChecks(corpus)
  const { length } = corpus.loaded.checks
  const missed = failed.map(({ finding }) => finding?.query).join(', ')
  console.log(`  ${'checks'.padEnd(16)} ${length - failed.length} of ${length} hold${missed && `; not ${missed}`}`)
}

async function judge({ corpus }: KnowledgeBase, query: RoundTableQuery): Promise<Judged> {
  await prepareQuery(corpus, query.query)
  const { surplus } = lookUp(corpus, query.query)
  const [hit] = corpus.index.search(query.query).hits
  const best = hit?.citation.passage.id.replace(/^.*_/u, '')
  const answer = answerQuery(corpus, query.query)
  return { ...query, surplus, quoted: listQuoted(answer), isOffered: answer.kind === 'offered', best }
}

/**
 * Prints the AUROC of the surplus as evidence that a query is answerable, the precision and recall of declining, and of
 * how many answerable queries and others a passage is offered as the closest one.
 */
function reportKind(kind: string, judged: readonly Judged[]): void {
  const [answerable, not] = [judged.filter(isAnswerable), judged.filter((query) => !isAnswerable(query))]
  const listSurplus = (rows: readonly Judged[]) => rows.map(({ surplus }) => surplus)
  const [above, below] = [listSurplus(answerable), listSurplus(not)]
  const countDeclined = (rows: readonly Judged[]) => rows.filter(({ quoted }) => quoted.length === 0).length
  const countOffered = (rows: readonly Judged[]) => rows.filter(({ isOffered }) => isOffered).length
  const [right, wrong] = [countDeclined(not), countDeclined(answerable)]
  const auroc = toAuroc(above, below).toFixed(3)
  console.log(
    `  ${kind.padEnd(16)} ${answerable.length} answerable, ${not.length} not: AUROC ${auroc}, ` +
      `declined with precision ${toPercent(right, right + wrong)}, recall ${toPercent(right, not.length)}, ` +
      `of all offered a passage ${toPercent(countOffered(answerable), answerable.length)} and ` +
      toPercent(countOffered(not), not.length),
  )
}

/** Prints how many answers quote a right passage first, and among three; and of how many queries the best one is right. */
function reportAnswers(judged: readonly Judged[]): void {
  const answerable = judged.filter(isAnswerable)
  const tell = (isRight: (row: Judged) => boolean) =>
    toPercent(answerable.filter((row) => isRight(row)).length, answerable.length)
  const isIn = ({ passages }: Judged, some: readonly (string | undefined)[]) =>
    some.some((id) => id !== undefined && passages.includes(id))
  console.log(
    `  ${'answers'.padEnd(16)} first right ${tell((row) => isIn(row, row.quoted.slice(0, 1)))}, ` +
      `one of three ${tell((row) => isIn(row, row.quoted.slice(0, 3)))}; best passage right ` +
      tell((row) => isIn(row, [row.best])),
  )
}
