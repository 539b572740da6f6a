import { describe, expect, it } from 'vitest'
import { blankAskingWords } from '../../src/text/normalize.ts'

/** The words of a folded query that are not blanked, separated by one space. */
const leftOf = (folded: string) => blankAskingWords(folded).split(' ').filter(Boolean).join(' ')

describe('blankAskingWords', () => {
  it('blanks asking words and keeps all offsets', () => {
    expect(blankAskingWords('请问重庆有哪些人才政策呢')).toBe('  重庆有  人才政策 ')
    expect(blankAskingWords('what is the salary')).toBe('            salary')
  })

  it.each([
    ['想问一下薪酬怎么样', '薪酬'],
    ['为什么没有编制', '没有编制'],
    ['薪酬呢，编制吗？', '薪酬 ，编制 ？'],
    ['薪酬啊哈', '薪酬'],
    ['介绍一下博士直通车', '博士直通车'],
    ['who are the speakers', 'speakers'],
    ['please tell me about talent policies', 'talent policies'],
    ["what's the mayor's plan?", "' mayor' plan?"],
    ['how many doctors do you have in 2023', 'doctors 2023'],
  ])('keeps the subject of %s', (query, subject) => {
    expect(leftOf(query)).toBe(subject)
  })

  it.each([
    '卓越工程师',
    '网吧在港区',
    '哈佛大学',
    'whole isotope island',
    'theatre donation',
    'a1 5s as400',
    'talent',
  ])('does not change %s', (statement) => {
    expect(blankAskingWords(statement)).toBe(statement)
  })

  it('keeps an English word beside Chinese, which may be a name', () => {
    expect(blankAskingWords('什么是IT人才'.toLowerCase())).toBe('  是it人才')
  })
})
