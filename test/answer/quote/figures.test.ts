import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFigures } from '../../../src/answer/quote/figures.ts'
import { listClauses } from '../../../src/text/clauses.ts'
import { toTerms } from '../../../src/text/terms.ts'

const TEXT =
  '渡口有些年头了。渡轮公司成立于1958年，现有职工5万余人，两个码头。2022年4月新购渡轮12条，总价3.6亿元；全线客运量超过480万人次，老年乘客占35%。今年又添了三条夜航线，坐船的人多了。'

/** Rates texts by the share of the query's terms that they hold. */
const rate = (query: string, texts: readonly string[]) => {
  const terms = toTerms(query).map((term) => term.text)
  return texts.map((text) => terms.filter((term) => text.toLowerCase().includes(term)).length / (terms.length || 1))
}

/** The figures of the clause that holds most of the query. */
function figuresFor(query: string, text = TEXT): string[] {
  const found = findFigures(query, text, listClauses(text), rate)
  const [best] = found.toSorted((a, b) => b.rate - a.rate)
  return (best?.figures ?? []).map(({ start, end }) => text.slice(start, end))
}

describe('a query for a figure', () => {
  it.each([
    ['现有职工多少人', ['5万余人']],
    ['一共几个码头', ['两个']],
    ['总价是多少', ['3.6亿元']],
    ['全线客运量有多大', ['480万人次']],
    ['老年乘客占百分之多少', ['35%']],
    ['夜航线添了几条', ['三条']],
    ['客运量的总数', ['480万人次']],
    ['新购渡轮花了多少钱', ['3.6亿元']],
    ['新购渡轮多少条', ['12条']],
  ])('%s: finds %j', (query, figures) => {
    expect(figuresFor(query)).toEqual(figures)
  })

  it.each([
    ['渡轮公司有几个码头', '渡轮公司成立于1958年，渡轮公司有两个码头。', ['两个']],
    ['渡轮公司有多少条船', '渡轮公司成立于1958年。', []],
  ])('%s: finds no year or month', (query, text, figures) => {
    expect(figuresFor(query, text)).toEqual(figures)
  })

  it.each([
    ['有多少工程师', '大赛吸引469个工程师团队参赛。全市工程师超35万名，其中高级工程师超5万名。', ['35万名']],
    ['how many engineers are there', '469 teams of engineers came. The city has 350,000 engineers.', ['350,000']],
    ['有多少名医生', '医院有床位800张，护士300名，新建楼房5栋。', []],
    ['面积多少平方米', '新馆投资3亿元，占地两年建成。', []],
    ['how many ships were bought', 'The company paid 200,000 dollars for wages.', []],
  ])('%s: finds no figure of something else', (query, text, figures) => {
    expect(figuresFor(query, text)).toEqual(figures)
  })

  it('is not cut at the comma within a figure', () => {
    expect(figuresFor('how many people work', 'Some 200,000 people work there, and 12 boats.')).toEqual(['200,000'])
  })
})

describe('a query for a date', () => {
  it.each([
    ['渡轮公司什么时候成立的', TEXT, ['1958年']],
    ['渡轮是何时新购的', TEXT, ['2022年4月']],
    ['哪一年添了夜航线', TEXT, ['今年']],
    ['几月新购渡轮', TEXT, ['2022年4月']],
    ['新码头什么时候动工', '新码头明年三月动工，先建两个泊位。', ['明年三月']],
    ['when did the ferry start', 'The ferry started in May 1958, long ago.', ['May 1958']],
  ])('%s: finds it', (query, text, dates) => {
    expect(figuresFor(query, text)).toEqual(dates)
  })
})

it.each(['渡轮公司怎么管', '几乎没有船了吗', '渡口有多大意义', '谁坐船', ''])(
  '%j asks for no figure or date',
  (query) => {
    expect(figuresFor(query)).toEqual([])
  },
)

it('figures lie in their clause, of any text', () => {
  const pieces = fc.constantFrom(
    '船',
    '12条',
    '三条',
    '2022年4月',
    '今年',
    '，',
    '；',
    '。',
    '！”',
    '\n',
    '😀',
    ' ',
    '1,000',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.constantFrom('多少条', '什么时候'), (some, query) => {
      const text = some.join('')
      for (const { clause, figures } of findFigures(query, text, listClauses(text), rate)) {
        expect(figures.length).toBeGreaterThan(0)
        for (const { start, end } of figures) {
          expect(start).toBeGreaterThanOrEqual(clause.start)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(clause.end)
        }
      }
    }),
  )
})
