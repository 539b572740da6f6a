import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Article, toCitations } from '../../src/knowledge/article.ts'
import { readRoundTable } from '../answer/round-table-queries.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { createFold } from '../../src/text/fold.ts'
import { FERRY, HARBOUR, MARKET } from '../articles.ts'
import { makeIndexPath } from './index-file.ts'

/** Queries beside those of the round-table. */
const MOST_SENTENCES = 300

/** A seeded sequence of numbers from 0 up to a limit. */
function createDice(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % limit
  }
}

/** Makes articles of sentences that others have, so that many passages are alike. */
function recombine(articles: readonly Article[], number: number): Article[] {
  const dice = createDice(7)
  const sentences = toCitations(articles).flatMap(({ passage }) => passage.text.match(/[^。！？]{8,}[。！？]/gu) ?? [])
  const draw = () => Array.from({ length: 3 }, () => sentences[dice(sentences.length)]).join('')
  return Array.from({ length: number }, (_, place) => {
    const passages = Array.from({ length: 30 }, (_own, own) => {
      return { id: `more-${place}_p${own}`, text: draw(), voice: { kind: 'narration' as const } }
    })
    const exchanges = [{ headings: ['汇编'], passages }]
    return { ...FERRY, id: `more-${place}`, title: `汇编${place}`, speakers: [], exchanges }
  })
}

it('both engines give the same first passage for 99 of 100 queries', async () => {
  const loaded = await readRoundTable()
  const own = [...loaded.articles, HARBOUR, MARKET, FERRY]
  const articles = [...own, ...recombine(own, 25)]
  const lines = readFileSync('test/answer/round-table-queries.jsonl', 'utf8').trim().split('\n')
  const dice = createDice(11)
  const citations = toCitations(articles)
  const sentences = Array.from({ length: MOST_SENTENCES }, () => {
    const text = citations[dice(citations.length)]?.passage.text ?? ''
    return text.slice(dice(8), 10 + dice(20))
  })
  // Each line is an object with the query.
  const queries = [...lines.map((line) => (JSON.parse(line) as { query: string }).query), ...sentences]
  const fold = createFold()
  const inMemory = await createSearchIndex(articles, fold, loaded.vocabulary)
  const inFile = await createSearchIndex(articles, fold, loaded.vocabulary, {
    file: { path: makeIndexPath(), from: 0 },
  })
  const other = queries.filter((query) => {
    const [one, another] = [inMemory.search(query), inFile.search(query)]
    const isAlike = one.isUnanswered === another.isUnanswered && one.hits.length > 0 === another.hits.length > 0
    return !isAlike || one.hits[0]?.citation.passage !== another.hits[0]?.citation.passage
  })
  expect(queries.length).toBeGreaterThan(500)
  expect(other.length).toBeLessThanOrEqual(queries.length / 100)
})
