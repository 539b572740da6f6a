import { parseArgs } from 'node:util'
import { answerQuery, prepareQuery } from '../../src/answer/answer-query.ts'
import { lookUp } from '../../src/answer/quote/look-up.ts'
import type { MakeOutcome } from '../../src/search/vectors/wanted-texts.ts'
import {
  type RoundTableQuery,
  listQuoted,
  loadRoundTable,
  readRoundTableQueries,
  roundTableKnowledge,
} from '../answer/round-table-queries.ts'
import { openBenchModel } from './model.ts'

/** A query with what the corpus made of it. */
interface Judged extends RoundTableQuery {
  /** How far its evidence is above the threshold. */
  readonly surplus: number
  readonly isDeclined: boolean
}

const { values } = parseArgs({ options: { vectors: { type: 'string' } } })
const corpus = await loadRoundTable()
const isAnswerable = ({ passages }: RoundTableQuery) => passages.length > 0
const queries = (await readRoundTableQueries()).filter((query) => isAnswerable(query) || query.kind.startsWith('oos'))

await report('by words and asks alone')
const model = await openBenchModel(values.vectors)
if (model) {
  const knowledge = await roundTableKnowledge()
  const vectors = model.createVectors()
  await new Promise<MakeOutcome>((onMade) => knowledge.useVectors({ vectors, withQueries: false, onMade }))
  await report('by meaning too')
  console.log(`  ${model.takeTimes()}`)
  await model.close()
}

async function report(way: string): Promise<void> {
  const judged: Judged[] = []
  for (const query of queries) judged.push(await judge(query))
  console.log(way)
  for (const kind of ['oos-near', 'oos-far', 'oos-adversarial'])
    reportKind(
      kind,
      judged.filter((query) => isAnswerable(query) || query.kind === kind),
    )
  reportKind('all', judged)
}

async function judge(query: RoundTableQuery): Promise<Judged> {
  await prepareQuery(corpus, query.query)
  const { surplus } = lookUp(corpus, query.query)
  return { ...query, surplus, isDeclined: listQuoted(answerQuery(corpus, query.query)).length === 0 }
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
  const countDeclined = (rows: readonly Judged[]) => rows.filter(({ isDeclined }) => isDeclined).length
  const [right, wrong] = [countDeclined(not), countDeclined(answerable)]
  const toPercent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  const auroc = (wins / (above.length * below.length)).toFixed(3)
  console.log(
    `  ${kind.padEnd(16)} ${answerable.length} answerable, ${not.length} not: AUROC ${auroc}, ` +
      `declined with precision ${toPercent(right, right + wrong)}, recall ${toPercent(right, not.length)}`,
  )
}
