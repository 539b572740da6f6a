import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listNeededFacts } from '../../../src/answer/quote/facts.ts'
import { createFold } from '../../../src/text/fold.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const isHeld = (query: string, text: string) =>
  listNeededFacts(fold(query).text).every((fact) => fact.test(fold(text).text))

describe('a number that a query names must stand in the passage', () => {
  it.each([
    ['2024年的吞吐量', '2024年吞吐量三亿吨。', true],
    ['2024年的吞吐量', '2023年吞吐量三亿吨。', false],
    ['2024年的吞吐量', '编号12024号的航线。', false],
    ['２０２４年的吞吐量', '2024年吞吐量。', true],
    ['480万人次', '客运量480万人次。', true],
    ['200,000 passengers', 'Some 200000 passengers.', true],
    ['200000 passengers', 'Some 200,000 passengers.', true],
    ['120平方米的候船室', '候船室120㎡。', true],
    ['120㎡的候船室', '候船室120平方米。', true],
    ['3.6亿元的船', '总价3.6亿元。', true],
    ['3.6亿元的船', '总价36亿元。', false],
    ['2022年和2023年的船', '2022年的船。', false],
    ['2022，2023年的船', '2023年的船，2022年的船。', true],
    ['2022，2023年的船', '2023年的船。', false],
    ['5G 渡口', '渡口有信号。', true],
    ['covid-19 后的渡口', '渡口停航。', true],
    ['5个码头', '码头很多。', true],
  ])('%s: %s: %s', (query, text, held) => {
    expect(isHeld(query, text)).toBe(held)
  })
})

describe('a fact of a kind', () => {
  it.each([
    ['船员的月薪', '船员的伙食。', false],
    ['船员的月薪', '船员的工资每年涨。', true],
    ['候船室热线', '候船室在东岸。', false],
    ['候船室热线', '候船室 0123-4567890。', true],
    ['人均客运量', '客运量480万人次。', false],
    ['人均客运量', '平均每人坐船三次。', true],
    ['码头的官网', '码头在东岸。', false],
    ['如何报名当船员', '船员上船实习。', false],
  ])('%s: %s: %s', (query, text, held) => {
    expect(isHeld(query, text)).toBe(held)
  })
})

it('numbers of any text are held by the text itself', () => {
  const pieces = fc.constantFrom('2024', '3.6', '1,000', '，', '年', ' ', 'a', '.', ',', '-', '元', '１２', '²', '½')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (some) => {
      expect(isHeld(some.join(''), some.join('')), some.join('')).toBe(true)
    }),
  )
})

it('is read of any text', () => {
  fc.assert(fc.property(arbitraryText(['12', '3,4', '钱']), (text) => void isHeld(text, text)))
})
