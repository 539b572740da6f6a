import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article, Passage } from '../../../src/knowledge/article.ts'
import type { ArticleLikeness } from '../../../src/search/asks/asked-article.ts'
import { type KnownQuestions, createKnownQuestions } from '../../../src/search/asks/known-questions.ts'
import { createFold } from '../../../src/text/fold.ts'
import { type Normalizer, createNormalizer } from '../../../src/text/normalize.ts'
import { ASKS } from '../../../src/search/tuning.ts'
import { HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { withAsks } from '../with-asks.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

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

/** Compares a query with the asks of the one article that has some. */
function compareArticle(query: string, known: KnownQuestions = asks): ArticleLikeness {
  const [likeness] = known.compare(query).articles.values()
  if (!likeness) throw new Error('no article has asks')
  return likeness
}

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
    const [same, near, far] = ['高铁站的停车费', '高铁票', '由谁掏腰包'].map(
      (query) => compareArticle(query).unanswered,
    )
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
    expect(compareArticle('哪天开工', known).unanswered).toBe(0)
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
    expect(compareArticle('高铁站').odds).toBeGreaterThan(0)
    expect(compareArticle('高铁站').odds).toBeGreaterThan(compareArticle('局长').odds)
  })

  it('are below 0 for words of answered asks only', () => {
    expect(compareArticle('局长').odds).toBeLessThan(0)
    expect(compareArticle('吃').odds).toBeLessThan(0)
  })

  it('are above 0 for unknown words', () => {
    expect(compareArticle('葡萄').odds).toBeGreaterThan(0)
  })

  it('are 0 for an empty query', () => {
    expect(compareArticle('').odds).toBe(0)
    expect(compareArticle('，。').odds).toBe(0)
  })

  it('are 0 without unanswered asks', async () => {
    const known = await createKnownQuestions(
      withAsks([HARBOUR], 'article: harbour\nasks: { start: [哪天开工] }'),
      normalizer,
      fold,
    )
    expect(compareArticle('哪天开工', known).odds).toBe(0)
  })

  it('count sentences of passages as answered', async () => {
    const known = await createKnownQuestions(
      withAsks([HARBOUR], 'article: harbour\nunanswered: [高铁站]'),
      normalizer,
      fold,
    )
    expect(compareArticle('码头', known).odds).toBeLessThan(compareArticle('高铁站', known).odds)
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
      ['money', 'start', 'crew'].map((passage) => compareArticle(query).likelihoodOf(`harbour_${passage}`))
    const [money, start, crew] = likelihoods('谁掏腰包')
    expect(money).toBeGreaterThan(Math.max(start ?? 0, crew ?? 0))
    const [other, said, another] = likelihoods('深水泊位')
    expect(said).toBeGreaterThan(Math.max(other ?? 0, another ?? 0))
  })

  it('is 0 for a passage without asks, and for an empty query', () => {
    expect(compareArticle('谁掏腰包').likelihoodOf('harbour_nowhere')).toBe(0)
    expect(compareArticle('摊位费').likelihoodOf('market_fee')).toBe(0)
    expect(compareArticle('摊位费').likelihoodOf('harbour_lead')).toBe(0)
    expect(compareArticle('').likelihoodOf('harbour_money')).toBe(0)
  })
})

it('knows the words of its asks, those that nothing answers among them, and no others', () => {
  const { isKnown } = compareArticle('')
  expect(['掏腰包', '停车', 'crews', '票', '腰掏'].map(isKnown)).toEqual([true, true, true, false, false])
})

it('has neutral values without asks', async () => {
  const known = await createKnownQuestions([HARBOUR, MARKET], normalizer, fold)
  const likeness = known.compare('新码头什么时候动工')
  expect(likeness).toMatchObject({
    passages: new Map(),
    articles: new Map(),
    verbatim: new Set(),
    isUnanswered: false,
    floor: 0,
  })
  expect(known.find('新码头什么时候动工')).toBeUndefined()
})

it('gives likenesses between 0 and 1, and finite odds, for any query', () => {
  fc.assert(
    fc.property(arbitraryText(['局长', '履历', '高铁站', '哪天开工', 'crews', '掏腰包']), (query) => {
      const { floor, passages } = asks.compare(query)
      const { unanswered, closestUnanswered, odds, likelihoodOf } = compareArticle(query)
      for (const share of [unanswered, closestUnanswered, floor, ...passages.values()]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1 + 1e-9)
      }
      expect([odds, likelihoodOf('harbour_money')].every(Number.isFinite)).toBe(true)
    }),
  )
})

describe('an article', () => {
  const MARKET_ASKS = `
article: market
asks: { fee: [这笔开销谁来承担, 摊位费谁来收] }
unanswered: [菜市场附近停车方便吗]
`
  const QUERIES = ['由谁掏腰包', '高铁站的停车费', '林海的履历', '摊位费', '葡萄', '']
  const harbour = withAsks([HARBOUR], HARBOUR_ASKS)
  const both = withAsks(withAsks([HARBOUR, MARKET], HARBOUR_ASKS), MARKET_ASKS)

  /** What a query is like in the article of this id. */
  function likenessIn(known: KnownQuestions, id: string, query: string) {
    const found = [...known.compare(query).articles].find(([article]) => article.id === id)
    if (!found) throw new Error(`${id} has no asks`)
    const { likelihoodOf, isKnown, ...likeness } = found[1]
    const likelihoods = ['money', 'crew', 'career', 'fee'].map((one) => likelihoodOf(`${id}_${one}`))
    return { ...likeness, likelihoods, known: ['掏腰包', '停车', '履历', '摊位费', '葡萄', '票'].filter(isKnown) }
  }

  it('is alike alone and beside another article', async () => {
    const alone = await createKnownQuestions(harbour, normalizer, fold)
    const beside = await createKnownQuestions(both, normalizer, fold)
    for (const query of QUERIES)
      expect(likenessIn(beside, 'harbour', query)).toEqual(likenessIn(alone, 'harbour', query))
  })

  it('cuts its asks by its own names only', async () => {
    const asked = withAsks([HARBOUR], 'article: harbour\nasks: { career: [林海的简历表] }')
    const stranger = toArticle(
      '---\nid: stranger\ntitle: 简历表\npublication: 报\nspeakers:\n  - {name: 简历表, office: 编辑}\n---\n\n' +
        '# 表\n\n【简历表】你好。 ^hello\n',
    )
    const likenessOfCareer = async (articles: readonly Article[]) => {
      const names = articles.flatMap(({ speakers }) => speakers.map(({ name }) => name))
      const known = await createKnownQuestions(articles, normalizer.withNames(names), fold)
      return known.compare('林海的履历').passages.get('harbour_career')
    }
    expect(await likenessOfCareer([...asked, stranger])).toBe(await likenessOfCareer(asked))
  })

  it('that is the same is taken over, and only changed asks are cut', async () => {
    const cut: string[] = []
    const count = (own: Normalizer): Normalizer => ({
      ...own,
      toForms: (text) => (cut.push(text), own.toForms(text)),
      withNames: (names) => count(own.withNames(names)),
    })
    const counting = count(normalizer)
    const former = await createKnownQuestions(both, counting, fold)
    cut.length = 0
    const same = await createKnownQuestions(both, counting, fold, former)
    expect(cut).toEqual([])
    expect([...same.articles.values()]).toEqual([...former.articles.values()])
    const [one = HARBOUR, other = MARKET] = both
    const changed = { ...one, unanswered: [...(one.unanswered ?? []), '岛上有宾馆吗'] }
    const next = await createKnownQuestions([changed, other], counting, fold, former)
    expect(cut).toEqual(['岛上有宾馆吗'])
    const fresh = await createKnownQuestions([changed, other], normalizer, fold)
    for (const query of [...QUERIES, '岛上有宾馆吗'])
      expect(likenessIn(next, 'harbour', query)).toEqual(likenessIn(fresh, 'harbour', query))
  })

  it('gives the same numbers after asks came and went', async () => {
    const [one = HARBOUR] = harbour
    const asked = { ...one, unanswered: [...(one.unanswered ?? []), '岛上有宾馆吗', '葡萄多少钱'] }
    const former = await createKnownQuestions([asked], normalizer, fold)
    const next = await createKnownQuestions([one], normalizer, fold, former)
    const fresh = await createKnownQuestions([one], normalizer, fold)
    for (const query of [...QUERIES, '葡萄宾馆和轮渡'])
      expect(likenessIn(next, 'harbour', query)).toEqual(likenessIn(fresh, 'harbour', query))
  })

  it('may repeat an ask', async () => {
    const [one = HARBOUR] = withAsks([HARBOUR], 'article: harbour\nasks: { start: [哪天开工] }')
    const toTwice = (passage: Passage): Passage =>
      passage.asks ? { ...passage, asks: ['哪天开工', '哪天开工'] } : passage
    const exchanges = one.exchanges.map((exchange) => ({ ...exchange, passages: exchange.passages.map(toTwice) }))
    const known = await createKnownQuestions([{ ...one, exchanges }], normalizer, fold)
    expect(known.compare('哪天开工').passages.get('harbour_start')).toBeCloseTo(1)
    expect(known.find('哪天开工')).toEqual({ kind: 'passages', passages: new Set(['harbour_start']) })
  })
})

describe('find', () => {
  it('prefers the passages of any article to an unanswered ask', async () => {
    const yaml = 'article: harbour\nunanswered: [摊位费涨吗, 码头在哪]'
    const known = await createKnownQuestions(
      withAsks(withAsks([HARBOUR, MARKET], yaml), 'article: market\nasks: { fee: [摊位费涨吗], air: [摊位费涨吗？] }'),
      normalizer,
      fold,
    )
    expect(known.find('攤位費漲嗎？')).toEqual({ kind: 'passages', passages: new Set(['market_fee', 'market_air']) })
    expect(known.find('码头在哪')).toEqual({ kind: 'unanswered' })
    expect([known.find('码头'), known.find('？')]).toEqual([undefined, undefined])
  })
})
