import { describe, expect, it } from 'vitest'
import { type Found, listQuotedIds } from '../../../src/answer/answer.ts'
import { lookUp } from '../../../src/answer/quote/look-up.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { addAsks } from '../../../src/knowledge/companions/place-asks.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { answerWith, corpusOf, idsOf } from '../answer-with.ts'

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

/** Without the asks, the names, asking words or figures of these would find something else. */
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
const find = (query: string) => listQuotedIds(answer(query))

describe('a known ask of a passage', () => {
  it.each(FOUND)('finds the passage whatever names and asking words it contains: %s', (wording) => {
    expect(find(wording)).toContain('harbour_papers')
    expect(answer(wording)).not.toHaveProperty('understood')
  })

  it.each([
    ['in Traditional characters', '林海說了什麼'],
    ['with a question mark', '林海说了什么？'],
    ['with blanks', ' 林海  说了 什么 '],
    ['with other punctuation', '「林海」说了什么……'],
    ['in other case', 'WHO IS LIN HAI'],
    ['in full width', 'Ｗｈｏ ｉｓ Ｌｉｎ Ｈａｉ？'],
    ['with a figure in full width', '航道水深６．２米'],
    ['with no comma in a thousand', '1000名船员'],
    ['with added punctuation and an emoji', '红烧肉怎么做！！🍖'],
    ['with a symbol and a variation selector', '红烧肉怎么做☎️'],
    ['with a combining accent', 'ma\u030Ctou'],
    ['with a blank before %', '50 %'],
  ])('finds the passage %s', (_, query) => {
    expect(find(query)).toContain('harbour_papers')
  })
})

describe('a known unanswered ask', () => {
  it.each([...UNANSWERED, '扩建 总投资？', '擴建總投資', '摊位费，三年不涨！'])(
    'finds nothing whatever the passages contain: %s',
    (wording) => {
      expect(find(wording)).toEqual([])
    },
  )
})

describe('another wording than a known ask', () => {
  it.each(['62', '35号泊位', '3/5号泊位', '6', '.', '？！', '🍖', '☎️'])('is looked up as any query: %s', (query) => {
    expect(find(query)).not.toContain('harbour_papers')
  })

  it('is one that differs in a symbol or a decimal point', async () => {
    const { answer: answerOf } = await answerWith(
      ...addAsks([HARBOUR, MARKET], [toAsks(HARBOUR, { papers: ['6.2', '☎️', '1、2'] }, ['62'])]),
    )
    const found = (query: string) => listQuotedIds(answerOf(query))
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

it('an ask that is both known and unanswered finds the passage', async () => {
  const { answer: answerOf } = await answerWith(
    ...addAsks([HARBOUR, MARKET], [toAsks(HARBOUR, { crew: ['红烧肉怎么做'] }), toAsks(MARKET, {}, ['红烧肉怎么做'])]),
  )
  expect(listQuotedIds(answerOf('红烧肉怎么做？'))).toEqual(['harbour_crew'])
})

describe('the kind of what is found', async () => {
  const corpus = await corpusOf(HARBOUR, MARKET, FERRY)

  it.each<[string, Found['kind'] | 'choice' | 'unsaid' | undefined]>([
    ['记者问了哪些问题', 'questions'],
    ['有哪些嘉宾', 'participants'],
    ['林海是谁', 'speaker'],
    ['港务局局长是谁', 'speaker'],
    ['林海说了什么', 'found'],
    ['何船说了什么', 'speaker'],
    ['苏主任是谁', 'choice'],
    ['苏主任说了什么', 'choice'],
    ['苏芸怎么看船员', 'found'],
    ['苏芸怎么看深水泊位', 'unsaid'],
    ['What does Lin Hai want to build?', 'unjudged'],
    ['苏芸和苏雨的观点有什么不同', 'parts'],
    ['自动识别系统', 'stated'],
    ['新码头什么时候动工', 'found'],
    ['商务局局长是谁', undefined],
    ['林海涛怎么看码头动工', undefined],
    ['今天天气怎么样', undefined],
  ])('%s: %s', (query, kind) => {
    expect(lookUp(corpus, query).answer?.kind).toBe(kind)
  })

  it.each([
    ['林海是谁', 1],
    ['天气', -1],
  ])('has the surplus of a certain answer or of none: %s', (query, surplus) => {
    expect(lookUp(corpus, query).surplus).toBe(surplus)
  })

  it.each(['清华大学校长怎么看船员', '海事大学校长说了什么'])(
    'settles a query for a stranger by office: %s',
    (query) => {
      expect(lookUp(corpus, query)).toEqual({ surplus: -1, isSettled: true })
    },
  )

  it('quotes a certain answer in reading order where the search finds none of the passages of an ask', async () => {
    const asked = await corpusOf(...addAsks([HARBOUR], [toAsks(HARBOUR, { papers: ['红烧肉'], lead: ['红烧肉'] })]))
    const search: typeof asked.index.search = () => ({
      hits: [],
      exchanges: [],
      unanswered: 0,
      isUnanswered: false,
      odds: 0,
    })
    const { answer: found, surplus } = lookUp({ ...asked, index: { ...asked.index, search } }, '红烧肉')
    expect([found && idsOf(found), surplus]).toEqual([['harbour_lead', 'harbour_papers'], 1])
  })
})
