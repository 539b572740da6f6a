import { createLookUp } from '../../src/answer/quote/look-up.ts'
import { createFold } from '../../src/text/fold.ts'
import { createSearchIndex } from '../../src/search/search-index.ts'
import { listQuoted, loadRoundTable, readRoundTable, readRoundTableQueries } from '../answer/round-table-queries.ts'
import { toQuantile } from './measures.ts'

const queries = await readRoundTableQueries()
const { articles, vocabulary } = await readRoundTable()
const roundTable = await loadRoundTable()
const fold = createFold()
const lookUp = createLookUp(articles, await createSearchIndex(articles, fold, vocabulary), fold)

const isAnswerable = ({ passages }: { readonly passages: readonly string[] }) => passages.length > 0
const judged = queries.filter(({ kind, passages }) => passages.length > 0 || kind.startsWith('oos'))
for (const kind of ['oos-near', 'oos-far', 'oos-adversarial'])
  report(
    kind,
    judged.filter((query) => isAnswerable(query) || query.kind === kind),
  )
report('all', judged)

const times = queries.map(({ query }) => {
  const start = performance.now()
  roundTable.answer(query)
  return performance.now() - start
})
const [p50, p99] = [toQuantile(times, 0.5), toQuantile(times, 0.99)].map((time) => time.toFixed(2))
console.log(`one query: p50 ${p50} ms, p99 ${p99} ms, ${queries.length} queries`)

/** Prints the AUROC of how sure the answer is, and the precision and recall of declining at the thresholds in use. */
function report(name: string, rows: typeof judged): void {
  const sure = (row: (typeof judged)[number]) => lookUp(row.query).surplus
  const [answerable, not] = [rows.filter(isAnswerable), rows.filter((row) => !isAnswerable(row))]
  const [above, below] = [answerable.map(sure), not.map(sure)]
  const wins = above.reduce(
    (sum, one) => sum + below.filter((other) => one > other).length + below.filter((other) => one === other).length / 2,
    0,
  )
  const isDeclined = ({ query }: (typeof judged)[number]) => listQuoted(roundTable.answer(query)).length === 0
  const [right, wrong] = [not.filter(isDeclined).length, answerable.filter(isDeclined).length]
  const toPercent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  const auroc = (wins / (above.length * below.length)).toFixed(3)
  console.log(
    `${name.padEnd(16)} ${answerable.length} answerable, ${not.length} not: AUROC ${auroc}, ` +
      `declined with precision ${toPercent(right, right + wrong)}, recall ${toPercent(right, not.length)}`,
  )
}
