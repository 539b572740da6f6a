import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../src/answer/answer.ts'
import { findFact } from '../../../src/answer/quote/facts.ts'

const TEXT =
  '渡口有些年头了。渡轮公司成立于1958年，现有职工5万余人，两个码头。2022年4月新购渡轮12条，总价3.6亿元；全线客运量超过480万人次，老年乘客占35%。今年又添了三条夜航线，坐船的人多了。'

/** Rates texts by the number of characters of the query that they hold. */
const rate = (query: string, texts: readonly string[]) =>
  texts.map((text) => [...new Set(query)].filter((character) => text.includes(character)).length)

const cutOut = (text: string, { start, end }: Fact['sentence']) => text.slice(start, end)
const figuresFor = (query: string, text = TEXT) =>
  findFact(query, text, rate)?.figures.map((figure) => cutOut(text, figure))

describe('a query for a figure', () => {
  it.each([
    ['现有职工多少人', '现有职工5万余人', ['5万余人']],
    ['一共几个码头', '两个码头', ['两个']],
    ['总价是多少', '总价3.6亿元', ['3.6亿元']],
    ['全线客运量有多大', '全线客运量超过480万人次', ['480万人次']],
    ['老年乘客占百分之多少', '老年乘客占35%', ['35%']],
    ['夜航线添了几条', '今年又添了三条夜航线', ['三条']],
    ['客运量的总数', '全线客运量超过480万人次', ['480万人次']],
    // A query for money finds the sum.
    ['新购渡轮花了多少钱', '总价3.6亿元', ['3.6亿元']],
  ])('%s: finds the clause %s', (query, clause, figures) => {
    const fact = findFact(query, TEXT, rate)
    expect(fact && cutOut(TEXT, fact.clause)).toBe(clause)
    expect(figuresFor(query)).toEqual(figures)
  })

  it.each([
    ['新购渡轮多少条', TEXT, ['12条']],
    ['渡轮公司有几个码头', '渡轮公司成立于1958年，两个码头。', ['两个']],
    ['渡轮公司有多少条船', '渡轮公司成立于1958年。', undefined],
  ])('%s: finds no year or month', (query, text, figures) => {
    expect(figuresFor(query, text)).toEqual(figures)
  })

  it('may be in English', () => {
    expect(figuresFor('how many', '船员上船。新船12条。')).toEqual(['12条'])
  })
})

describe('a query for a date', () => {
  it.each([
    ['渡轮公司什么时候成立的', '渡轮公司成立于1958年', ['1958年']],
    ['渡轮是何时新购的', '2022年4月新购渡轮12条', ['2022年4月']],
    ['哪一年添了夜航线', '今年又添了三条夜航线', ['今年']],
    ['几月新购渡轮', '2022年4月新购渡轮12条', ['2022年4月']],
    ['渡轮公司几时成立', '渡轮公司成立于1958年', ['1958年']],
  ])('%s: finds the clause %s', (query, clause, figures) => {
    const fact = findFact(query, TEXT, rate)
    expect(fact && cutOut(TEXT, fact.clause)).toBe(clause)
    expect(figuresFor(query)).toEqual(figures)
  })

  it('finds a date in Han numerals', () => {
    expect(figuresFor('新码头什么时候动工', '新码头明年三月动工，先建两个泊位。')).toEqual(['明年三月'])
  })
})

describe('the sentence', () => {
  it('is the whole one that the query rates highest', () => {
    const fact = findFact('老年乘客占多少', TEXT, rate)
    expect(fact && cutOut(TEXT, fact.sentence)).toBe(
      '2022年4月新购渡轮12条，总价3.6亿元；全线客运量超过480万人次，老年乘客占35%。',
    )
  })

  it('includes the closing quotation mark', () => {
    const text = '他说：“新船12条。”大家笑了。'
    const fact = findFact('新船多少条', text, rate)
    expect(fact && cutOut(text, fact.sentence)).toBe('他说：“新船12条。”')
  })
})

describe('no fact is found', () => {
  it.each(['渡轮公司怎么管', '几乎没有船了吗', '渡口有多大意义', '谁坐船', ''])(
    '%j asks for no figure or date',
    (query) => {
      expect(findFact(query, TEXT, rate)).toBeUndefined()
    },
  )

  it.each([
    ['什么时候停航', '台风来了就停航，有12条船回港。'],
    ['多少条船回港', '台风来了，船都回港。'],
    ['多少人', ''],
  ])('%s: %j holds none', (query, text) => {
    expect(findFact(query, text, rate)).toBeUndefined()
  })
})

it('figures lie in the clause, and the clause in the sentence, of any text', () => {
  const pieces = fc.constantFrom('船', '12条', '三条', '2022年4月', '今年', '，', '；', '。', '！”', '\n', '😀', ' ')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.constantFrom('多少条', '什么时候'), (some, query) => {
      const text = some.join('')
      const fact = findFact(query, text, rate)
      if (!fact) return
      expect(fact.clause.start).toBeGreaterThanOrEqual(fact.sentence.start)
      expect(fact.clause.end).toBeLessThanOrEqual(fact.sentence.end)
      expect(fact.figures.length).toBeGreaterThan(0)
      for (const { start, end } of fact.figures) {
        expect(start).toBeGreaterThanOrEqual(fact.clause.start)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(fact.clause.end)
      }
    }),
  )
})
