import { describe, expect, it } from 'vitest'
import { listFound, verify } from '../../../src/answer/teaching/checks.ts'
import type { Check } from '../../../src/knowledge/companions/checks.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { answerWith } from '../answer-with.ts'

const articles = [HARBOUR, MARKET, FERRY]
const { answer } = await answerWith(...articles)
const check = (query: string, passage?: string, line = 1): Check => ({
  file: 'a.checks.yaml',
  line,
  query,
  ...(passage !== undefined && { passage }),
})
const failing = (...checks: readonly Check[]) => verify({ articles, checks, orphanedLessons: [] }, answer)

describe('a check', () => {
  it('holds where the passage is among what is quoted, and the best or not', async () => {
    expect(listFound(answer('摊位费'))).toEqual(['market_fee'])
    expect(listFound(answer('林海说了什么')).slice(1)).toContain('harbour_papers')
    expect(await failing(check('摊位费', 'market_fee'), check('林海说了什么', 'harbour_papers'))).toEqual([])
  })

  it('holds where nothing must be quoted and nothing is: who somebody is, or who takes part, is no quotation', async () => {
    expect(await failing(check('红烧肉怎么做'), check('苏雨是谁'), check('谢谢'), check('有哪些嘉宾'))).toEqual([])
  })

  it.each([
    [
      'finds others',
      check('摊位费', 'market_air', 7),
      problemTexts.checkMissed('摊位费', 'market_air', ['market_fee']),
    ],
    [
      'finds nothing',
      check('红烧肉怎么做', 'market_air', 7),
      problemTexts.checkMissed('红烧肉怎么做', 'market_air', []),
    ],
    [
      'finds something where nothing is to be found',
      check('摊位费', undefined, 7),
      problemTexts.checkFound('摊位费', ['market_fee']),
    ],
    [
      'is of a passage that is gone',
      check('摊位费', 'market_gone', 7),
      problemTexts.checkGone('摊位费', 'market_gone'),
    ],
    ['is of an article that is gone', check('摊位费', 'gone_fee', 7), problemTexts.checkGone('摊位费', 'gone_fee')],
  ])('is told with its file and line where it %s', async (_, one, text) => {
    expect(await failing(check('摊位费', 'market_fee'), one)).toEqual([{ file: 'a.checks.yaml', line: 7, text }])
  })

  it("of what only a reporter's question says is told with the question that was found", async () => {
    const query = '《轮渡安全条例》要求在三年内装上自动识别系统'
    expect(answer(query).kind).toBe('stated')
    const [question = ''] = listFound(answer(query))
    expect(FERRY.exchanges.map((exchange) => exchange.question?.id)).toContain(question)
    expect(await failing(check(query))).toMatchObject([{ text: problemTexts.checkFound(query, [question]) }])
    expect(await failing(check(query, question))).toEqual([])
  })

  it('gives others their turn', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await failing(...Array.from({ length: 300 }, () => check('摊位费', 'market_fee')))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
})

it('of parts every one is found', () => {
  const shown = answer('新码头什么时候动工？船员的伙食标准怎么提高？')
  expect(shown.kind).toBe('parts')
  expect(listFound(shown)).toEqual(['harbour_start', 'harbour_crew'])
})
