import { expect, it } from 'vitest'
import { renderProblem } from '../../src/knowledge/problem.ts'

it('a problem is one line of file, line number, what is wrong and what would be right', () => {
  expect(renderProblem({ file: 'b/c.md', line: 7, wrong: '甲不对', right: '请改成乙' })).toBe('b/c.md:7 甲不对。请改成乙。')
})
