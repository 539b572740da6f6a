import { describe, expect, it } from 'vitest'
import { blankAskingWords } from '../../src/text/asking-words.ts'

/** What is left of a folded query, its words by one space apart. */
const leftOf = (folded: string) => blankAskingWords(folded).split(' ').filter(Boolean).join(' ')

describe('blankAskingWords', () => {
  it('blanks asking words and keeps every other place', () => {
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
  ])('leaves of %s its subject', (query, subject) => {
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
  ])('leaves %s as it is', (statement) => {
    expect(blankAskingWords(statement)).toBe(statement)
  })

  it('leaves an English word that touches Chinese, for it may be a name', () => {
    expect(blankAskingWords('什么是IT人才'.toLowerCase())).toBe('  是it人才')
  })
})
