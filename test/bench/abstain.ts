import { answerQuery } from '../../src/answer/answer-query.ts'
import { lookUp } from '../../src/answer/quote/look-up.ts'
import { listQuoted, loadRoundTable, readRoundTableQueries } from '../answer/round-table-queries.ts'

const queries = await readRoundTableQueries()
const corpus = await loadRoundTable()

const isAnswerable = ({ passages }: { readonly passages: readonly string[] }) => passages.length > 0
const judged = queries.filter(({ kind, passages }) => passages.length > 0 || kind.startsWith('oos'))
for (const kind of ['oos-near', 'oos-far', 'oos-adversarial'])
  report(
    kind,
    judged.filter((query) => isAnswerable(query) || query.kind === kind),
  )
report('all', judged)

/**
 * Prints the AUROC of the surplus as evidence that a query is answerable, and the precision and recall of declining.
 */
function report(name: string, rows: typeof judged): void {
  const toSurplus = (row: (typeof judged)[number]) => lookUp(corpus, row.query).surplus
  const [answerable, not] = [rows.filter(isAnswerable), rows.filter((row) => !isAnswerable(row))]
  const [above, below] = [answerable.map(toSurplus), not.map(toSurplus)]
  const wins = above.reduce(
    (sum, one) => sum + below.filter((other) => one > other).length + below.filter((other) => one === other).length / 2,
    0,
  )
  const isDeclined = ({ query }: (typeof judged)[number]) => listQuoted(answerQuery(corpus, query)).length === 0
  const [right, wrong] = [not.filter(isDeclined).length, answerable.filter(isDeclined).length]
  const toPercent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  const auroc = (wins / (above.length * below.length)).toFixed(3)
  console.log(
    `${name.padEnd(16)} ${answerable.length} answerable, ${not.length} not: AUROC ${auroc}, ` +
      `declined with precision ${toPercent(right, right + wrong)}, recall ${toPercent(right, not.length)}`,
  )
}
