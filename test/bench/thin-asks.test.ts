import { expect, it } from 'vitest'
import { toCitations } from '../../src/knowledge/article.ts'
import { readRoundTable } from '../answer/round-table-queries.ts'
import { thinAsks } from './thin-asks.ts'

const loaded = await readRoundTable()
const countOf = ({ articles }: typeof loaded) => ({
  asks: toCitations(articles).map(({ passage }) => passage.asks?.length ?? 0),
  unanswered: articles.reduce((sum, { unanswered = [] }) => sum + unanswered.length, 0),
})
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

it('keeps so many asks of each passage, and of the unanswered lines the same share, the same at every run', () => {
  const [all, some] = [countOf(loaded), countOf(thinAsks(loaded, 5))]
  expect(some.asks).toEqual(all.asks.map((count) => Math.min(count, 5)))
  expect(some.unanswered / all.unanswered).toBeCloseTo(sum(some.asks) / sum(all.asks), 2)
  expect(thinAsks(loaded, 5).articles).toEqual(thinAsks(loaded, 5).articles)
})

it('leaves neither asks nor unanswered lines where none are kept', () => {
  expect(countOf(thinAsks(loaded, 0))).toEqual({ asks: countOf(loaded).asks.map(() => 0), unanswered: 0 })
})
