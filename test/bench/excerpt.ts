import { parseArgs } from 'node:util'
import { z } from 'zod'
import { prepareQuery } from '../../src/answer/answer-query.ts'
import { findExcerpt } from '../../src/answer/quote/excerpt.ts'
import { createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { type Passage, toCitations } from '../../src/knowledge/article.ts'
import type { MakeOutcome } from '../../src/search/vectors/wanted-texts.ts'
import { createFold } from '../../src/text/fold.ts'
import { measureWidth } from '../../src/text/width.ts'
import { readRoundTable } from '../answer/round-table-queries.ts'
import { readLines } from './data.ts'
import { toPercent } from './abstention.ts'
import { toQuantile } from './measures.ts'
import { openBenchModel } from './model.ts'
import { setTuning } from './tuned.ts'

/**
 * Prints of how many queries the excerpt of the passage that answers holds the words that answer, with all asks and
 * without any, by words alone and by meaning too, and how wide it is. `--set EXCERPT.asks=1` gives a number another
 * value; `--missed` lists the rest.
 */

const rowSchema = z.strictObject({ query: z.string(), passage: z.string(), answer: z.string() })
type Row = z.infer<typeof rowSchema>

const { values } = parseArgs({
  options: { set: { type: 'string', multiple: true, default: [] }, missed: { type: 'boolean', default: false } },
})
setTuning(values.set)
const rows = await readLines(new URL('excerpts.jsonl', import.meta.url).pathname, rowSchema)
const model = await openBenchModel()
try {
  const knowledge = await createKnowledgeBase(readRoundTable, createFold())
  await knowledge.prepared()
  await report('by words alone', knowledge.corpus)
  if (model) {
    const vectors = model.createVectors()
    await new Promise<MakeOutcome>((onMade) => knowledge.useVectors({ vectors, withQueries: false, onMade }))
    await report('by meaning too', knowledge.corpus)
  }
} finally {
  await model?.close()
}

async function report(way: string, corpus: Corpus): Promise<void> {
  for (const hasAsks of [true, false]) {
    const shown: { readonly row: Row; readonly words: string }[] = []
    for (const row of rows) {
      await prepareQuery(corpus, row.query)
      shown.push({ row, words: toExcerpt(corpus, row, hasAsks) })
    }
    const missed = shown.filter(({ row, words }) => !words.includes(row.answer))
    const widths = shown.map(({ words }) => measureWidth(words))
    const held = toPercent(rows.length - missed.length, rows.length)
    const asks = hasAsks ? 'all asks' : 'no asks'
    console.log(`${way}, ${asks}: ${held} of ${rows.length} hold the answer, median width ${toQuantile(widths, 0.5)}`)
    if (values.missed) for (const { row, words } of missed) console.log(`  ${row.query} → ${words}`)
  }
}

/** The words of the passage that answer, as a phone shows them. */
function toExcerpt(corpus: Corpus, { query, passage: id }: Row, hasAsks: boolean): string {
  const citation = toCitations(corpus.articles).find(({ passage }) => passage.id.endsWith(`_${id}`))
  if (!citation) throw new Error(`${id} is no passage of the round-table`)
  const { asks: _, ...bare } = citation.passage
  const passage: Passage = hasAsks ? citation.passage : bare
  const { stretches } = findExcerpt(corpus.index, query, createFold()(query).text, passage)
  return stretches.map(({ start, end }) => passage.text.slice(start, end)).join('……')
}
