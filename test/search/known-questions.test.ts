import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKnownQuestions } from '../../src/search/known-questions.ts'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { ASKS } from '../../src/search/tuning.ts'
import { HARBOUR, MARKET } from '../articles.ts'
import { withAsks } from './with-asks.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const HARBOUR_ASKS = `
article: harbour
asks:
  money: [由谁掏腰包, 要花多少, 开支怎么分摊, 这笔开销谁来承担]
  start: [哪天开工]
  crew: [海员吃得好不好, 海员吃什么, how well are the crews fed]
  career: [局长的履历, 局长做过什么, 局长是哪里人, 局长当了几年, 局长以前管什么, 局长干过老本行吗]
unanswered: [港口有没有高铁站, 附近停车方便吗, is there a ferry to the island, 高铁站的停车费]
`
const fold = createFold()
const normalizer = createNormalizer({ synonyms: [['履历', '简历', 'resume']], terms: [] }, [], fold)
const asks = await createKnownQuestions(withAsks([HARBOUR, MARKET], HARBOUR_ASKS), normalizer, fold)
const likenessOf = (query: string, passage: string) => asks.compare(query).passages.get(`harbour_${passage}`) ?? 0

describe('passages', () => {
  it.each([
    ['由谁掏腰包', 'money'],
    ['這筆開銷誰來承擔？', 'money'],
    ['新码头哪天开工', 'start'],
    ['海员吃得怎样', 'crew'],
    ['局长的简历', 'career'],
    ["the director's resume", 'career'],
    ['Do they feed the crew well?', 'crew'],
  ])('have the highest likeness for %s at %s', (query, passage) => {
    const [nearest] = [...asks.compare(query).passages].toSorted(([, a], [, b]) => b - a)
    expect(nearest?.[0]).toBe(`harbour_${passage}`)
  })

  it('are compared by their nearest asks, not by the number of asks', async () => {
    const list = (length: number, about: string) => Array.from({ length }, (_, place) => `${about} ${place}`).join(', ')
    const yamlOfAsks = `{ start: [哪天开工], career: [${list(10, '局长')}] }`
    const yaml = `article: harbour\nasks: ${yamlOfAsks}\nunanswered: [${list(90, '轮渡')}]`
    const known = await createKnownQuestions(withAsks([HARBOUR], yaml), normalizer, fold)
    const { passages } = known.compare('局长哪天开工')
    expect(passages.get('harbour_start')).toBeGreaterThan(passages.get('harbour_career') ?? 0)
    expect(passages.get('harbour_career')).toBeGreaterThan(0)
  })

  it('have the likeness 1 for their only ask', () => {
    expect(likenessOf('哪天开工', 'start')).toBeCloseTo(1)
    expect(likenessOf('请问哪天开工？', 'start')).toBeCloseTo(1)
  })

  it('leave out passages without asks, and those whose asks share no term', () => {
    expect([...asks.compare('深水泊位').passages.keys()]).toEqual([])
    expect([...asks.compare('腰包').passages.keys()]).toEqual(['harbour_money'])
  })

  it('match English asks by stems', () => {
    expect(likenessOf('crew', 'crew')).toBeGreaterThan(0)
    expect(likenessOf('crew', 'crew')).toBe(likenessOf('crews', 'crew'))
  })

  it('are none for a query without content', () => {
    expect(asks.compare('').passages.size).toBe(0)
    expect(asks.compare('请问呢？').passages.size).toBe(0)
  })
})

describe('unanswered', () => {
  it('increases with the likeness to an unanswered ask', () => {
    const [same, near, far] = ['高铁站的停车费', '高铁票', '由谁掏腰包'].map((query) => asks.compare(query).unanswered)
    expect(same).toBeGreaterThan(near ?? 0)
    expect(near).toBeGreaterThan(0)
    expect(far).toBe(0)
    expect([asks.compare('高铁站的停车费').isUnanswered, asks.compare('高铁票').isUnanswered]).toEqual([true, false])
  })

  it('is 0 without unanswered asks', async () => {
    const known = await createKnownQuestions(
      withAsks([HARBOUR], 'article: harbour\nasks: { start: [哪天开工] }'),
      normalizer,
      fold,
    )
    expect(known.compare('哪天开工').unanswered).toBe(0)
  })
})

describe('asks in almost the words of a query', () => {
  const yaml = `
article: harbour
asks:
  papers: [船员证书在港口的哪个窗口可以办理延期]
  career: [局长几岁, 局长是哪里人, 局长的履历, 船员证书]
unanswered: [船员证书在港口的哪个窗口可以补办]
`
  const search = async (query: string) =>
    (await createKnownQuestions(withAsks([HARBOUR], yaml), normalizer, fold)).compare(query)

  it.each([
    ['船员证书在港口的哪个窗口可以办理延期', ['harbour_papers']],
    ['請問船員證書在港口的哪個窗口可以辦理延期呢？', ['harbour_papers']],
    ['局长的简历', ['harbour_career']],
    ['船员证书', ['harbour_career']],
    ['在港口办理延期', []],
    ['局长', []],
    ['', []],
  ])('mark their passage as verbatim: %s', async (query, passages) => {
    expect(await search(query)).toMatchObject({ verbatim: new Set(passages), isUnanswered: false })
  })

  it.each(['船员证书在港口的哪个窗口可以补办', '請問船員證書在港口的哪個窗口可以補辦嗎？'])(
    'mark the query as unanswered: %s',
    async (query) => {
      expect(await search(query)).toMatchObject({ verbatim: new Set(), isUnanswered: true })
    },
  )
})

describe('of two asks that differ in one word', () => {
  const [answered, unanswered] = [
    '老船员证书在港口的东窗口办理延期需要身份证和合同原件',
    '老船员证书在港口的东窗口办理延期需要身份证和合同原稿',
  ]
  const others = Array.from({ length: 60 }, (_, place) => `轮渡 ${place}`).join(', ')
  const yaml = `article: harbour\nasks: { papers: [${answered}] }\nunanswered: [${unanswered}, ${others}]`
  const search = async (query: string) =>
    (await createKnownQuestions(withAsks([HARBOUR], yaml), normalizer, fold)).compare(query)

  it.each([
    ['the answered one', answered, ['harbour_papers'], false],
    ['the unanswered one', unanswered, [], true],
  ])('only the closer one counts: %s', async (_which, query, passages, isUnanswered) => {
    const { passages: likenesses, verbatim, ...rest } = await search(query)
    expect(likenesses.get('harbour_papers')).toBeGreaterThan(ASKS.verbatim)
    expect([[...verbatim], rest.isUnanswered]).toEqual([passages, isUnanswered])
  })
})

describe('odds', () => {
  it('are above 0 for words of unanswered asks only', () => {
    expect(asks.compare('高铁站').odds).toBeGreaterThan(0)
    expect(asks.compare('高铁站').odds).toBeGreaterThan(asks.compare('局长').odds)
  })

  it('are below 0 for words of answered asks only', () => {
    expect(asks.compare('局长').odds).toBeLessThan(0)
    expect(asks.compare('吃').odds).toBeLessThan(0)
  })

  it('are above 0 for unknown words', () => {
    expect(asks.compare('葡萄').odds).toBeGreaterThan(0)
  })

  it('are 0 for an empty query', () => {
    expect(asks.compare('').odds).toBe(0)
    expect(asks.compare('，。').odds).toBe(0)
  })

  it('are 0 without unanswered asks', async () => {
    const known = await createKnownQuestions(
      withAsks([HARBOUR], 'article: harbour\nasks: { start: [哪天开工] }'),
      normalizer,
      fold,
    )
    expect(known.compare('哪天开工').odds).toBe(0)
  })

  it('count sentences of passages as answered', async () => {
    const known = await createKnownQuestions(
      withAsks([HARBOUR], 'article: harbour\nunanswered: [高铁站]'),
      normalizer,
      fold,
    )
    expect(known.compare('码头').odds).toBeLessThan(known.compare('高铁站').odds)
  })
})

describe('floor', () => {
  it('is above 0 with asks', () => {
    expect(asks.compare('葡萄').floor).toBeGreaterThan(0)
  })
})

describe('likelihoodOf', () => {
  it('is higher for a passage with the query’s terms in its asks or its text', () => {
    const likelihoods = (query: string) =>
      ['money', 'start', 'crew'].map((passage) => asks.compare(query).likelihoodOf(`harbour_${passage}`))
    const [money, start, crew] = likelihoods('谁掏腰包')
    expect(money).toBeGreaterThan(Math.max(start ?? 0, crew ?? 0))
    const [other, said, another] = likelihoods('深水泊位')
    expect(said).toBeGreaterThan(Math.max(other ?? 0, another ?? 0))
  })

  it('is 0 for a passage without asks, and for an empty query', () => {
    expect(asks.compare('谁掏腰包').likelihoodOf('harbour_nowhere')).toBe(0)
    expect(asks.compare('摊位费').likelihoodOf('market_fee')).toBe(0)
    expect(asks.compare('').likelihoodOf('harbour_money')).toBe(0)
  })
})

it('has neutral values without asks', async () => {
  const known = await createKnownQuestions([HARBOUR, MARKET], normalizer, fold)
  const likeness = known.compare('新码头什么时候动工')
  expect(likeness).toMatchObject({
    passages: new Map(),
    unanswered: 0,
    verbatim: new Set(),
    isUnanswered: false,
    odds: 0,
    floor: 0,
  })
  expect(likeness.likelihoodOf('harbour_start')).toBe(0)
})

it('gives likenesses between 0 and 1, and finite odds, for any query', () => {
  fc.assert(
    fc.property(arbitraryText(['局长', '履历', '高铁站', '哪天开工', 'crews', '掏腰包']), (query) => {
      const likeness = asks.compare(query)
      for (const share of [likeness.unanswered, likeness.floor, ...likeness.passages.values()]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1 + 1e-9)
      }
      expect([likeness.odds, likeness.likelihoodOf('harbour_money')].every(Number.isFinite)).toBe(true)
    }),
  )
})
