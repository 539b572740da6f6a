import { describe, expect, it } from 'vitest'
import { listQuotedIds } from '../../../src/answer/answer.ts'
import { runChecks } from '../../../src/answer/teaching/checks.ts'
import type { Check } from '../../../src/knowledge/companions/checks.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { answerWith } from '../answer-with.ts'

const { answer, corpus } = await answerWith(HARBOUR, MARKET, FERRY)
const check = (query: string, passage?: string, line = 1): Check => ({
  file: 'a.checks.yaml',
  line,
  query,
  ...(passage !== undefined && { passage }),
})
const failing = (...checks: readonly Check[]) => runChecks({ ...corpus, loaded: { ...corpus.loaded, checks } })

describe('a check', () => {
  it('holds where the passage is among the quotes, first or not', async () => {
    expect(listQuotedIds(answer('摊位费'))).toEqual(['market_fee'])
    expect(listQuotedIds(answer('林海说了什么')).slice(1)).toContain('harbour_papers')
    expect(await failing(check('摊位费', 'market_fee'), check('林海说了什么', 'harbour_papers'))).toEqual([])
  })

  it('without a passage holds where nothing is quoted; cards and participants are no quotes', async () => {
    expect(await failing(check('红烧肉怎么做'), check('苏雨是谁'), check('谢谢'), check('有哪些嘉宾'))).toEqual([])
  })

  it('of what an article must not answer holds where another one does', async () => {
    const of = (notFrom: string) => ({ ...check('摊位费', undefined, 7), notFrom })
    expect(await failing(of('harbour'))).toEqual([])
    const text = problemTexts.checkFoundHere('摊位费', ['market_fee'])
    expect(await failing(of('market'))).toMatchObject([{ line: 7, text }])
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
      'finds a passage and must find none',
      check('摊位费', undefined, 7),
      problemTexts.checkFound('摊位费', ['market_fee']),
    ],
    [
      'names a passage that is gone',
      check('摊位费', 'market_gone', 7),
      problemTexts.checkGone('摊位费', 'market_gone'),
    ],
    ['names an article that is gone', check('摊位费', 'gone_fee', 7), problemTexts.checkGone('摊位费', 'gone_fee')],
  ])('is reported with file and line where it %s', async (_, one, text) => {
    expect(await failing(check('摊位费', 'market_fee'), one)).toMatchObject([{ file: 'a.checks.yaml', line: 7, text }])
  })

  it('carries of each passage the sentence that is nearest to the query', async () => {
    const [missed] = await failing(check('摊位费', 'market_air'))
    expect(missed?.finding).toMatchObject({
      query: '摊位费',
      expected: { from: { passage: { id: 'market_air' } }, isCutBefore: false, isCutBehind: false },
      found: [{ from: { passage: { id: 'market_fee' } }, sentence: '摊位费三年不涨。' }],
    })
    const [found] = await failing(check('摊位费'))
    expect(found?.finding).toMatchObject({ found: [{ sentence: '摊位费三年不涨。' }] })
    const [gone] = await failing(check('摊位费', 'market_gone'))
    expect(gone?.finding).toBeUndefined()
  })

  it('may name the question of a reporter that states the answer', async () => {
    const query = '《轮渡安全条例》要求在三年内装上自动识别系统'
    expect(answer(query).kind).toBe('stated')
    const [question = ''] = listQuotedIds(answer(query))
    expect(FERRY.exchanges.map((exchange) => exchange.question?.id)).toContain(question)
    expect(await failing(check(query))).toMatchObject([{ text: problemTexts.checkFound(query, [question]) }])
    expect(await failing(check(query, question))).toEqual([])
  })

  it('is reported after the lessons whose passage is gone', async () => {
    const lost = { file: 'a.taught.asks.yaml', line: 2, text: problemTexts.unknownPassage('gone', 'market', undefined) }
    const checks = [check('摊位费', 'market_air')]
    const failed = await runChecks({ ...corpus, loaded: { ...corpus.loaded, checks, orphanedLessons: [lost] } })
    expect(failed).toMatchObject([lost, { file: 'a.checks.yaml' }])
  })

  it('yields to other work between checks', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await failing(...Array.from({ length: 300 }, (_, place) => check(`摊位费${place}`, 'market_fee')))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
})

it('lists the passage of every part of an answer as quoted', () => {
  const shown = answer('新码头什么时候动工？船员的伙食标准怎么提高？')
  expect(shown.kind).toBe('parts')
  expect(listQuotedIds(shown)).toEqual(['harbour_start', 'harbour_crew'])
})
