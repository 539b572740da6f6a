import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/search/fold.ts'
import { createSearchIndex } from '../../src/search/search-index.ts'
import { HARBOUR, MARKET } from '../articles.ts'

const index = await createSearchIndex([HARBOUR, MARKET], createFold())
const idsOf = (query: string) => index.search(query).map(({ citation }) => citation.passage.id)

describe('search', () => {
  it.each([
    ['words', '深水泊位', 'harbour_start'],
    ['the speaker', '苏雨', 'market_fee'],
    ['the office', '商务局', 'market_air'],
    ["the exchange's question", '吸引', 'harbour_crew'],
    ['the heading', '员从', 'harbour_crew'],
  ])('finds a passage by %s', (_field, query, id) => {
    expect(idsOf(query)).toContain(id)
  })

  it('puts the passage that says it above those whose question says it', () => {
    expect(idsOf('码头扩建总投资')[0]).toBe('harbour_money')
  })

  it('leaves out what it is told to', () => {
    expect(index.search('林海', ({ article }) => article.id === 'market').map(({ citation }) => citation.passage.id)).toEqual(['market_air'])
  })

  it('finds nothing for a query of asking words or punctuation only', () => {
    expect([...idsOf('请问怎么样呢？'), ...idsOf('。，！'), ...idsOf('')]).toEqual([])
  })

  it('is surest where the whole query is held', () => {
    const confidence = (query: string) => index.search(query)[0]?.confidence ?? 0
    expect(confidence('远洋船员的伙食标准')).toBeGreaterThan(confidence('远洋船员的签证手续'))
    expect(confidence('远洋船员的签证手续')).toBeGreaterThan(confidence('手机怎么恢复出厂设置'))
    expect(confidence('远洋船员的伙食标准，学生上船实习半年')).toBeLessThanOrEqual(1)
  })
})

it('marks the words of a passage that a query shares, its asking words aside', () => {
  const text = '新码头明年三月动工，先建两个深水泊位。'
  expect(index.findMatches('请问深水泊位怎么建', text).map(({ start, end }) => text.slice(start, end))).toEqual(['深水泊位'])
})
