import { expect, it } from 'vitest'
import { toCitations, toSpeakers } from '../../src/knowledge/article.ts'
import { parse, toFile } from './samples.ts'

const first = parse(toFile('## 甲', '【王颖】一。', '【关于王颖、刘小康】二。', '## 乙', '【叙述】三。'))
const second = { ...parse(toFile('## 丙', '【叙述】四。')), id: 'second' }

it('lists all passages as citations in reading order, each with its exchange and its article', () => {
  const cited = toCitations([first, second]).map(({ article, exchange, passage }) => [
    article.id,
    exchange.headings[0],
    passage.text,
  ])
  expect(cited).toEqual([
    ['sample', '甲', '一。'],
    ['sample', '甲', '二。'],
    ['sample', '乙', '三。'],
    ['second', '丙', '四。'],
  ])
})

it('lists the speakers of speech and of a paragraph about someone, and none of narration', () => {
  const names = toCitations([first]).map(({ passage }) => toSpeakers(passage.voice).map(({ name }) => name))
  expect(names).toEqual([['王颖'], ['王颖', '刘小康'], []])
})
