import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { measureAgreement } from '../../bench/attribution-measure.ts'

const FOLDER = path.join(import.meta.dirname, 'pages')
const KNOWLEDGE = path.join(import.meta.dirname, '../../../knowledge')

describe.each(readdirSync(FOLDER))('%s, with its marks and its head taken off', (file) => {
  const agreement = measureAgreement(path.join(FOLDER, file))

  it('gets every paragraph back', () => {
    expect(
      agreement.rows.flatMap(({ expected, got, text }) => (expected === got ? [] : [{ expected, got, text }])),
    ).toEqual([])
  })

  it('marks no more than every fifth', () => {
    expect(agreement.marked / agreement.paragraphs).toBeLessThanOrEqual(0.2)
  })

  it('finds the people of the head, with the offices that the page gives them', () => {
    expect(
      agreement.people.filter(({ found, office }) => found === undefined || (office !== undefined && found !== office)),
    ).toEqual([])
  })
})

describe('the round table, with its marks and its head taken off', () => {
  const agreement = measureAgreement(path.join(KNOWLEDGE, 'talent-2023.md'))
  const missed = agreement.rows.filter(({ expected, got }) => expected !== got)

  it('finds the six people whom the text names', () => {
    expect([agreement.found, agreement.named]).toEqual([6, 6])
  })

  it('gives nobody wrong words without a mark', () => {
    expect(missed.filter(({ attribution }) => attribution.isSure)).toEqual([])
  })

  it('misses only the statements whose speakers the text does not name, and the paragraph on two firms', () => {
    expect(missed.map(({ expected }) => expected)).toEqual([
      'about 王颖、褚文博',
      'speech 田水松',
      'speech 田水松',
      'speech 娄超',
      'speech 娄超',
      'speech 马卫',
      'speech 马卫',
    ])
  })

  it('marks a third', () => {
    expect([agreement.marked, agreement.paragraphs]).toEqual([13, 38])
  })
})
