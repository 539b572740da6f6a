import { parseArgs } from 'node:util'
import { answerQuery, prepareQuery } from '../../src/answer/answer-query.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import { lookUp } from '../../src/answer/quote/look-up.ts'
import type { MakeOutcome } from '../../src/search/vectors/wanted-texts.ts'
import { createFold } from '../../src/text/fold.ts'
import {
  type RoundTableQuery,
  listQuoted,
  readRoundTable,
  readRoundTableQueries,
} from '../answer/round-table-queries.ts'
import { type BenchModel, openBenchModel } from './model.ts'
import { thinAsks } from './thin-asks.ts'
import { setTuning } from './tuned.ts'

/**
 * Prints how the queries for the round-table are answered and declined, by words and asks alone and by meaning too. With
 * `--asks 1,3,5` only so many asks of each passage are there, and `--set ASKS.rank=3` gives a tuning number another
 * value: what stands beside the numbers was measured so.
 */

/** A query with what the corpus made of it. */
interface Judged extends RoundTableQuery {
  /** How far its evidence is above the threshold. */
  readonly surplus: number
  readonly quoted: readonly string[]
  /** The best passage, whether or not it is quoted. */
  readonly best: string | undefined
}

const { values } = parseArgs({
  options: {
    vectors: { type: 'string' },
    asks: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    words: { type: 'boolean', default: false },
  },
})
setTuning(values.set)
const isAnswerable = ({ passages }: RoundTableQuery) => passages.length > 0
const queries = (await readRoundTableQueries()).filter((query) => isAnswerable(query) || query.kind.startsWith('oos'))
const model = values.words ? undefined : await openBenchModel(values.vectors)
try {
  if (values.asks === undefined) await reportAsks(undefined)
  else for (const most of values.asks.split(',')) await reportAsks(Number(most))
} finally {
  await model?.close()
}

/** Reports on a corpus with so many asks a passage; with all where it is not told. */
async function reportAsks(most: number | undefined): Promise<void> {
  const loaded = await readRoundTable()
  const knowledge = await createKnowledgeBase(
    async () => (most === undefined ? loaded : thinAsks(loaded, most)),
    createFold(),
  )
  await knowledge.prepared()
  console.log(most === undefined ? 'all asks' : `${most} asks a passage`)
  await report(knowledge, 'by words and asks alone')
  if (!model) return
  await useVectors(knowledge, model)
  await report(knowledge, 'by meaning too')
  console.log(`  ${model.takeTimes()}`)
}

async function useVectors(knowledge: KnowledgeBase, { createVectors }: BenchModel): Promise<void> {
  const vectors = createVectors()
  // As the bot, which keeps them: the margin of asks needs their vectors.
  await new Promise<MakeOutcome>((onMade) => knowledge.useVectors({ vectors, withQueries: true, onMade }))
}

async function report(knowledge: KnowledgeBase, way: string): Promise<void> {
  const judged: Judged[] = []
  for (const query of queries) judged.push(await judge(knowledge, query))
  console.log(way)
  for (const kind of ['oos-near', 'oos-far', 'oos-adversarial'])
    reportKind(
      kind,
      judged.filter((query) => isAnswerable(query) || query.kind === kind),
    )
  reportKind('all', judged)
  reportAnswers(judged)
}

async function judge({ corpus }: KnowledgeBase, query: RoundTableQuery): Promise<Judged> {
  await prepareQuery(corpus, query.query)
  const { surplus } = lookUp(corpus, query.query)
  const [hit] = corpus.index.search(query.query).hits
  const best = hit?.citation.passage.id.replace(/^.*_/u, '')
  return { ...query, surplus, quoted: listQuoted(answerQuery(corpus, query.query)), best }
}

/**
 * Prints the AUROC of the surplus as evidence that a query is answerable, and the precision and recall of declining.
 */
function reportKind(kind: string, judged: readonly Judged[]): void {
  const [answerable, not] = [judged.filter(isAnswerable), judged.filter((query) => !isAnswerable(query))]
  const listSurplus = (rows: readonly Judged[]) => rows.map(({ surplus }) => surplus)
  const [above, below] = [listSurplus(answerable), listSurplus(not)]
  const wins = above.reduce(
    (sum, one) => sum + below.filter((other) => one > other).length + below.filter((other) => one === other).length / 2,
    0,
  )
  const countDeclined = (rows: readonly Judged[]) => rows.filter(({ quoted }) => quoted.length === 0).length
  const [right, wrong] = [countDeclined(not), countDeclined(answerable)]
  const auroc = (wins / (above.length * below.length)).toFixed(3)
  console.log(
    `  ${kind.padEnd(16)} ${answerable.length} answerable, ${not.length} not: AUROC ${auroc}, ` +
      `declined with precision ${toPercent(right, right + wrong)}, recall ${toPercent(right, not.length)}`,
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

function toPercent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
