import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAskedFigure } from '../../../src/answer/quote/asked-figure.ts'
import { createFold } from '../../../src/text/fold.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const read = (query: string) => readAskedFigure(fold(query).text)
const isTold = (query: string, passage: string) => read(query)?.told.test(fold(passage).text)

describe('a query', () => {
  it.each([
    ['新码头什么时候动工', 'date', false],
    ['新碼頭何時動工', 'date', false],
    ['航线是哪一年开的', 'date', false],
    ['末班船几点开', 'date', false],
    ['When does the ferry leave?', 'date', false],
    ['渡船票多少钱', 'figure', true],
    ['老年乘客占百分之几', 'figure', true],
    ['老年乘客的比例', 'figure', true],
    ['船厂有几名焊工', 'figure', true],
    ['施工要多少天', 'figure', true],
    ['订了几艘船，花了几倍的钱', 'figure', true],
    ['渡船有多长', 'figure', false],
    ['How many ships are there?', 'figure', false],
  ] as const)('%s asks for a %s; with a unit: %s', (query, kind, hasUnit) => {
    expect(read(query)).toMatchObject({ kind, hasUnit })
  })

  it.each(['码头怎么扩建', '几乎没有船了吗', '船员有几类', '渡口有多大意义', '几何学', '谁管渡口', ''])(
    '%j asks for none',
    (query) => {
      expect(read(query)).toBeUndefined()
    },
  )
})

describe('a figure that is asked for', () => {
  it.each([
    ['渡船票多少钱', '渡船票两元，老人免票。', true],
    ['渡船票多少钱', '渡船票由船员出售，每天5万人坐船。', false],
    ['船厂有多少人', '船厂有职工35万余人。', true],
    ['船厂有多少人', '船厂去年造船12艘。', false],
    ['老年乘客占百分之几', '老年乘客占３５％。', true],
    ['老年乘客占百分之几', '老年乘客有三百名。', false],
    ['施工要多少天', '施工要四十五天。', true],
    ['施工要多少天', '施工要两年。', false],
    ['船期几个月', '船期三个月。', true],
    ['养护几年', '养护十年。', true],
    ['订了几家船厂的船', '向三家船厂订船。', true],
    ['订了几家船厂的船', '订船12艘。', false],
    ['渡船有多长', '渡船长12米。', true],
    ['渡船有多长', '渡船很长。', false],
    ['how many ships', 'The company has twelve ships.', true],
    ['how many ships', 'The company has some ships.', false],
  ])('%s: %s tells it: %s', (query, passage, told) => {
    expect(isTold(query, passage)).toBe(told)
  })

  it.each([
    ['新码头什么时候动工', '新码头明年三月动工。', true],
    ['新码头什么时候动工', '新码头周一动工。', true],
    ['新码头什么时候动工', '新码头由市里动工。', false],
    ['when does it start', 'It starts in May.', true],
    ['when does it start', 'It starts soon.', false],
  ])('a date: %s: %s tells it: %s', (query, passage, told) => {
    expect(isTold(query, passage)).toBe(told)
  })

  it('is read of any text, and the pattern is tested again with the same outcome', () => {
    fc.assert(
      fc.property(arbitraryText(['多少', '几', '元', '百分之', '哪年', 'when']), arbitraryText(['3', '元']), (a, b) => {
        const told = read(a)?.told
        expect(told?.test(b)).toBe(told?.test(b))
      }),
    )
  })
})
