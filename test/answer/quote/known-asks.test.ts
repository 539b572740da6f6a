import { describe, expect, it } from 'vitest'
import { listFound } from '../../../src/answer/teaching/checks.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { addAsks } from '../../../src/knowledge/companions/asks.ts'
import { HARBOUR, MARKET } from '../../articles.ts'
import { answerWith } from '../answer-with.ts'

const toAsks = (
  { id }: Article,
  asks: Readonly<Record<string, readonly string[]>>,
  unanswered: readonly string[] = [],
) => ({
  file: `${id}.asks.yaml`,
  article: id,
  asks,
  unanswered,
  lines: { article: 1, passages: new Map<string, number>() },
})

/** Led by their names, their asking words or their figures, these would find something else. */
const FOUND = [
  '林海说了什么',
  '林海是谁',
  '苏主任怎么看',
  '王大明局长怎么说',
  '有哪些嘉宾',
  '记者问了什么',
  '港务局局长是谁',
  '除了林海还有谁说过船员',
  '苏芸和林海谈了摊位费吗',
  '何船',
  '2019年投资多少万元',
  'mǎtou',
  'matou',
  '红烧肉怎么做？',
  'Who is Lin Hai?',
  '6.2',
  '航道水深6.2米',
  '3、5号泊位',
  '50%',
  '1,000名船员',
  'C',
  '工期三年。工期为什么是三年？',
  '新码头什么时候动工？摊位费涨不涨？',
]
const UNANSWERED = [
  '苏芸说了什么',
  '林局关于船员证书怎么说',
  '林海工资多少',
  '深水泊位',
  '新码头明年三月动工，先建两个深水泊位',
  '林海说了什么坏话',
  '摊位费三年不涨',
  '苏雨多大',
  '扩建总投资',
  '6.2米',
]

const { answer } = await answerWith(...addAsks([HARBOUR, MARKET], [toAsks(HARBOUR, { papers: FOUND }, UNANSWERED)]))
const find = (query: string) => listFound(answer(query))

describe('a wording that is known to ask for a passage', () => {
  it.each(FOUND)('finds it whatever names and asking words are in it: %s', (wording) => {
    expect(find(wording)).toContain('harbour_papers')
    expect(answer(wording)).not.toHaveProperty('understood')
  })

  it.each([
    ['in Traditional characters', '林海說了什麼'],
    ['with a question mark', '林海说了什么？'],
    ['with blanks', ' 林海  说了 什么 '],
    ['in other marks', '「林海」说了什么……'],
    ['in other case', 'WHO IS LIN HAI'],
    ['in full width', 'Ｗｈｏ ｉｓ Ｌｉｎ Ｈａｉ？'],
    ['with a figure in full width', '航道水深６．２米'],
    ['with no comma in a thousand', '1000名船员'],
    ['with marks of its own', '红烧肉怎么做！！🍖'],
    ['with a sign that has a look', '红烧肉怎么做☎️'],
    ['with an accent by itself', 'ma\u030Ctou'],
    ['with a blank before %', '50 %'],
  ])('finds it %s', (_, query) => {
    expect(find(query)).toContain('harbour_papers')
  })
})

describe('a wording that is known to be unanswered', () => {
  it.each([...UNANSWERED, '扩建 总投资？', '擴建總投資', '摊位费，三年不涨！'])(
    'finds nothing, whatever stands in the passages: %s',
    (wording) => {
      expect(find(wording)).toEqual([])
    },
  )
})

describe('other words than those that are known', () => {
  it.each(['62', '35号泊位', '3/5号泊位', '6', '.', '？！', '🍖', '☎️'])('are looked up as any: %s', (query) => {
    expect(find(query)).not.toContain('harbour_papers')
  })

  it('are those of a number that only its sign tells apart', async () => {
    const { answer: answerOf } = await answerWith(
      ...addAsks([HARBOUR, MARKET], [toAsks(HARBOUR, { papers: ['6.2', '☎️', '1、2'] }, ['62'])]),
    )
    const found = (query: string) => listFound(answerOf(query))
    expect([found('6.2'), found('62'), found('１、２'), found('12'), found('☎️'), found('📞')]).toEqual([
      ['harbour_papers'],
      [],
      ['harbour_papers'],
      [],
      [],
      [],
    ])
  })
})

it('what is asked both with an answer and without one finds the passage', async () => {
  const { answer: answerOf } = await answerWith(
    ...addAsks([HARBOUR, MARKET], [toAsks(HARBOUR, { crew: ['红烧肉怎么做'] }), toAsks(MARKET, {}, ['红烧肉怎么做'])]),
  )
  expect(listFound(answerOf('红烧肉怎么做？'))).toEqual(['harbour_crew'])
})
