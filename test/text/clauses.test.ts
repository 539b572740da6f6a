import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listClauses, listEndedSentences } from '../../src/text/clauses.ts'
import { measureWidth } from '../../src/text/width.ts'

const sentencesOf = (text: string) => listEndedSentences(text).map((sentence) => sentence.text.trim())
const clausesOf = (text: string) => listClauses(text).map(({ start, end }) => text.slice(start, end))

describe('the sentences of a text', () => {
  it('keep their end and the closing quotation mark', () => {
    expect(sentencesOf('他说：“新船12条。”大家笑了！')).toEqual(['他说：“新船12条。”', '大家笑了！'])
  })

  it('end at an English full stop, which is none in an abbreviation or a figure', () => {
    expect(sentencesOf('Mr. Li paid 3.5 million. The U.S. agreed. It was late.')).toEqual([
      'Mr. Li paid 3.5 million.',
      'The U.S. agreed.',
      'It was late.',
    ])
  })
})

describe('the clauses of a text', () => {
  it('end at commas, but not at one within a figure', () => {
    expect(clausesOf('有职工5万人，两个码头。Some 200,000 came, then left.')).toEqual([
      '有职工5万人',
      '两个码头。',
      'Some 200,000 came',
      'then left.',
    ])
  })

  it('are in order and do not overlap, in any text', () => {
    const pieces = fc.constantFrom('船', 'a', '，', ',', '。', '. ', 'A', '”', '\n', ' ', '😀', '1,000', '；', '！')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (some) => {
        const text = some.join('')
        let before = 0
        for (const { start, end, next } of listClauses(text)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(next).toBeGreaterThanOrEqual(end)
          before = next
        }
        expect(before).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

it('a line has 20 Han or 38 Latin characters', () => {
  expect(measureWidth('字'.repeat(20))).toBe(20)
  expect(measureWidth('a'.repeat(38))).toBeCloseTo(20)
  expect(measureWidth('“……”')).toBe(4)
})
