import { expect, it } from 'vitest'
import { blankAskingWords } from '../../src/search/asking-words.ts'

it('blanks asking words and keeps every other place', () => {
  expect(blankAskingWords('请问重庆有哪些人才政策呢')).toBe('  重庆有  人才政策 ')
})

it('leaves a statement as it is', () => {
  expect(blankAskingWords('卓越工程师')).toBe('卓越工程师')
})
