import { describe, expect, it } from 'vitest'
import { KnowledgeError, type Problem, renderProblem, renderSound } from '../../../src/knowledge/problems/problem.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'

const at = (text: Problem['text']): Problem => ({ file: 'b/c.md', line: 1007, text })

describe('a problem', () => {
  it('renders as one line of file, line, fault and correction in the given language', () => {
    const problem = at(problemTexts.noAnswer())
    expect(renderProblem(problem, 'zh-hans')).toBe(
      'b/c.md:1007 这一问没有回答。请在它下面写上回答的段落，或删去这一问。',
    )
    expect(renderProblem(problem, 'zh-hant')).toBe(
      'b/c.md:1007 這一問沒有回答。請在它底下補上回答的段落，或刪除這一問。',
    )
    expect(renderProblem(problem, 'en')).toBe(
      'b/c.md:1007 This question has no answer. Add the paragraphs that answer it below it, or delete the question.',
    )
  })

  it('renders nested messages in the same language, and text of the file as it is', () => {
    const problem = at(problemTexts.unknownSpeaker('王{影', '王颖', ['王颖', '刘小康']))
    expect(renderProblem(problem, 'zh-hans')).toContain('“王{影”。是不是想写“王颖”？已列出的有“王颖”、“刘小康”；')
    expect(renderProblem(problem, 'zh-hant')).toContain(
      '「王{影」。是不是要寫「王颖」？已列出的發言人：「王颖」、「刘小康」；',
    )
    expect(renderProblem(problem, 'en')).toContain(
      '“王{影”. Did you mean “王颖”? The speakers listed: “王颖”, “刘小康”; ',
    )
    const alone = at(problemTexts.unknownSpeaker('王影', undefined, []))
    expect(renderProblem(alone, 'zh-hant')).toContain('。已列出的發言人：無；')
    expect(renderProblem(alone, 'en')).toContain('. The speakers listed: none; ')
  })

  it('is one line of a KnowledgeError, in Simplified Chinese', () => {
    const { message } = new KnowledgeError([at(problemTexts.noAnswer()), at(problemTexts.samePassage(1002))])
    expect(message.split('\n')).toEqual([
      expect.stringContaining('这一问没有回答'),
      expect.stringContaining('与第 1002 行完全相同'),
    ])
  })
})

it('renderSound gives the counts of a folder, without asks and checks if there are none', () => {
  expect(renderSound('a', { articles: 1, passages: 1234, asks: 5678, checks: 9012 }, 'zh-hans')).toBe(
    'a：1 篇文章，1234 段，5678 条问法，9012 条核对，没有问题。',
  )
  expect(renderSound('a', { articles: 2, passages: 3, asks: 0, checks: 0 }, 'zh-hans')).toBe(
    'a：2 篇文章，3 段，没有问题。',
  )
})
