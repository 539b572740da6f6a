import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ArticleCard,
  type ArticleList,
  type Page,
  listArticles,
  listAskedTopics,
  listSpeakers,
  listTopics,
  toArticleCard,
  toCard,
  toPage,
  toPassagePage,
} from '../../../src/answer/browse/lists.ts'
import { toRelated } from '../../../src/answer/browse/related.ts'
import { listPassagesOf } from '../../../src/answer/catalog.ts'
import { type Article, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { fitsPage } from '../../../src/answer/browse/surroundings.ts'
import { cite, corpusOf } from '../answer-with.ts'
import { MOST_UNITS, toArticleOfLengths } from './article-of-lengths.ts'

const all = await corpusOf(HARBOUR, MARKET, FERRY)
/** A corpus with one article. */
const market = await corpusOf(MARKET)

const labelsOf = (article: Article, page = 0) => listTopics(all, article, page).items.map(({ label }) => label)
const titlesIn = (listed: ArticleList | ArticleCard) =>
  listed.kind === 'articles' ? listed.items.map(({ title }) => title) : []

function toDated(id: string, date?: string): Article {
  const { date: _, ...undated } = structuredClone(MARKET)
  return { ...undated, id, title: id, ...(date !== undefined && { date }) }
}

const QUIZ = toArticle(`---
id: quiz
title: 二十问
publication: 报
---

# 前言

【叙述】前言一。 ^intro

${Array.from({ length: 19 }, (_, index) => `【问】第${index}项有多少？\n\n【叙述】第${index}项有${index}个。 ^a-${index}\n`).join('\n')}`)

describe('listTopics', () => {
  it.each([
    ['harbour', HARBOUR, ['导语', '新码头什么时候动工？', '如何吸引年轻船员？']],
    ['market', MARKET, ['菜市场']],
    ['ferry', FERRY, ['轮渡公司怎样保证安全？', '夜里还有船吗？', '新船']],
  ])('labels the topics of %s with the first asking sentence or the heading', (_, article, labels) => {
    expect(labelsOf(article)).toEqual(labels)
  })

  it('gives the first passage of each exchange', () => {
    expect(listTopics(all, FERRY, 0).items.map(({ first }) => first.passage.id)).toEqual([
      'ferry_safety',
      'ferry_night',
      'ferry_ships',
    ])
  })

  it('takes exchanges without a question under one heading as one topic', () => {
    const around = toArticle(
      `---
id: around
title: 绕
publication: 报
---

# 桥

【叙述】桥在修。 ^one

【问】何时修好？

【叙述】明年。 ^two

---

【叙述】桥是老桥。 ^three
`,
    )
    expect(around.exchanges).toHaveLength(3)
    expect(labelsOf(around)).toEqual(['桥', '何时修好？'])
    expect(toArticleCard(all, around)).toMatchObject({ topics: 2, passages: 3 })
  })

  it('labels a topic with the title if it has no heading, and with a question that has no question mark', () => {
    const bare: Article = { ...MARKET, exchanges: MARKET.exchanges.map((exchange) => ({ ...exchange, headings: [] })) }
    expect(labelsOf(bare)).toEqual(['菜市场改造'])
    const asked: Article = {
      ...bare,
      exchanges: bare.exchanges.map((exchange) => ({
        ...exchange,
        question: { id: 'market_q', text: '请问谈谈菜市场。' },
      })),
    }
    expect(labelsOf(asked)).toEqual(['谈谈菜市场。'])
  })

  it('gives pages of eight topics', () => {
    const pages = [0, 1, 2].map((page) => labelsOf(QUIZ, page))
    expect(pages.map(({ length }) => length)).toEqual([8, 8, 4])
    expect(pages.flat()).toEqual(['前言', ...Array.from({ length: 19 }, (_, index) => `第${index}项有多少？`)])
    expect(listTopics(all, QUIZ, 9)).toMatchObject({ page: 2, pages: 3 })
  })

  it('tells whether the corpus holds other articles', () => {
    expect(listTopics(all, MARKET, 0)).toMatchObject({ kind: 'topics', article: MARKET, hasOthers: true })
    expect(listTopics(market, MARKET, 0).hasOthers).toBe(false)
  })

  it.each([
    [
      'two questions ask the same first',
      '# 港口\n\n【问】码头旧了。有什么计划？\n\n【叙述】扩建码头。\n\n# 机场\n\n【问】跑道短了。有什么计划？\n\n【叙述】新建跑道。\n',
    ],
    [
      'two sections have headings of the same name',
      '# 港口\n\n## 背景\n\n【叙述】码头太小。\n\n# 机场\n\n## 背景\n\n【叙述】跑道太短。\n',
    ],
    [
      'a question repeats the heading above it',
      '# 有什么计划？\n\n【叙述】扩建码头。\n\n【问】有什么计划？\n\n【叙述】新建跑道。\n',
    ],
  ])('gives two topics where %s', (_, body) => {
    const twice = toArticle(`---\nid: twice\ntitle: 两次\npublication: 报\n---\n\n${body}`)
    expect(listTopics(all, twice, 0).items.map(({ first }) => first.passage)).toEqual(
      twice.exchanges.map(({ passages }) => passages[0]),
    )
  })
})

describe('listAskedTopics', () => {
  it('passes over a turn that asks nothing by itself, which is no topic below a heading either', () => {
    const head = '---\nid: talk\ntitle: Talk\npublication: News\nspeakers: [{name: Kim, office: Mayor}]\n---\n'
    const turns = [
      '# Harbour',
      '【问】When will the quay open?',
      '【Kim】In March.',
      '【问】Yeah.',
      '【Kim】Then the berths.',
    ]
    const talk = toArticle(`${head}\n${turns.join('\n\n')}\n`)
    expect(labelsOf(talk)).toEqual(['When will the quay open?'])
    expect([...listAskedTopics([talk])].map(({ label }) => label)).toEqual(['When will the quay open?'])
  })

  it('interleaves exchanges with a question by article', () => {
    expect([...listAskedTopics([FERRY, HARBOUR, MARKET])].map(({ label }) => label)).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '夜里还有船吗？',
      '如何吸引年轻船员？',
    ])
  })

  it('is empty where no exchange has a question', () => {
    expect([...listAskedTopics([MARKET])]).toEqual([])
  })
})

describe('listSpeakers', () => {
  it('counts the passages of each speaker, the latest article first', () => {
    const { items, ...rest } = listSpeakers(all, 0)
    expect(rest).toEqual({ kind: 'speakers', page: 0, pages: 1 })
    // A passage about 林海 does not count; one that he speaks together with 苏芸 does.
    expect(items.map(({ article, speaker, total }) => [article.id, speaker.name, total])).toEqual([
      ['ferry', '方舟', 1],
      ['ferry', '方圆', 2],
      ['harbour', '林海', 2],
      ['harbour', '苏芸', 2],
      ['harbour', '何船', 0],
      ['market', '林海', 1],
      ['market', '苏雨', 1],
    ])
  })

  it('gives pages of eight speakers', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `张三${index}`)
    const article = toArticle(
      `---\nid: many\ntitle: 许多人\npublication: 晚报\nspeakers:\n` +
        names.map((name) => `  - {name: ${name}, office: 园丁}\n`).join('') +
        `---\n\n## 小标题\n\n【${names[0]}】公园开放。\n`,
    )
    const { items, page, pages } = listSpeakers(await corpusOf(article), 1)
    expect([items.map(({ speaker }) => speaker.name), page, pages]).toEqual([[names[8]], 1, 2])
  })
})

describe('a speaker of two articles', async () => {
  const again = toArticle(`---
id: again
title: 港口再问
publication: 港城日报
speakers:
  - {name: 林海, office: 港务局局长}
  - {name: 苏芸, office: 海事大学校长}
---

# 再问

【林海】码头如期动工。 ^again

【苏芸】学生都上了船。 ^aboard
`)
  const corpus = await corpusOf(HARBOUR, again)
  const citations = toCitations(corpus.articles)
  const totalsIn = (name: string) =>
    listSpeakers(corpus, 0).items.flatMap(({ speaker, total }) => (speaker.name === name ? [total] : []))

  it.each([
    ['with one office has one total', '林海', [3, 3]],
    ['with two offices has a total for each', '苏芸', [2, 1]],
  ])('%s in the list, the cards, and beside an answer', (_, name, totals) => {
    const listed = [HARBOUR, again].flatMap((article) =>
      article.speakers.flatMap((speaker) => (speaker.name === name ? [{ article, speaker }] : [])),
    )
    // One person has one entry in the list, whatever the number of articles.
    expect(totalsIn(name)).toEqual(name === '林海' ? totals.slice(1) : totals)
    expect(listed.map((one) => toCard(corpus, one).passages)).toEqual(totals)
    expect(listed.map(({ speaker }) => listPassagesOf(corpus, speaker).length)).toEqual(totals)
    const related = listed.map(({ speaker, article }) => {
      const own = citations.find(
        ({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers.includes(speaker),
      )
      const { speakers } = toRelated(corpus, own ? [own] : [cite('', article)], [])
      return speakers.find((one) => one.speaker === speaker)?.total
    })
    expect(related).toEqual(totals)
  })
})

describe('listArticles', () => {
  it('lists the latest first, those without a date last', async () => {
    const corpus = await corpusOf(
      toDated('undated'),
      toDated('month', '2023-02'),
      toDated('day', '2023-02-03'),
      toDated('year', '2023'),
    )
    expect(titlesIn(listArticles(corpus, 0))).toEqual(['day', 'month', 'year', 'undated'])
  })

  it('gives pages of eight articles', async () => {
    const many = await corpusOf(...Array.from({ length: 17 }, (_, index) => toDated(`no-${index}`)))
    expect([0, 1, 2, 3].map((page) => titlesIn(listArticles(many, page)).length)).toEqual([8, 8, 1, 1])
  })

  it('tells whether choosing an article opens its topics', () => {
    expect(listArticles(all, 0, true)).toMatchObject({ kind: 'articles', isForTopics: true })
    expect(listArticles(all, 0)).toMatchObject({ isForTopics: false })
  })

  it('gives the card of a single article', () => {
    expect(listArticles(market, 0)).toEqual({
      kind: 'article',
      article: MARKET,
      topics: 1,
      passages: 2,
      hasOthers: false,
    })
  })

  it('is empty without articles', async () => {
    expect(listArticles(await corpusOf(), 0)).toEqual({
      kind: 'articles',
      isForTopics: false,
      items: [],
      page: 0,
      pages: 0,
    })
  })
})

it.each([
  ['harbour', HARBOUR, 3, 6],
  ['market', MARKET, 1, 2],
  ['ferry', FERRY, 3, 4],
  ['quiz', QUIZ, 20, 20],
])('the card of %s counts its topics and passages', (_, article, topics, passages) => {
  expect(toArticleCard(all, article)).toEqual({ kind: 'article', article, topics, passages, hasOthers: true })
})

const HALF = MOST_UNITS / 2

const citationsOf = (...lengths: number[]) => toCitations([toArticleOfLengths([lengths])])
const toLengths = (citations: readonly Citation[]) => citations.map(({ passage }) => passage.text.length)
const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0)

/** Gives all pages of a list; an empty list has one empty page. */
function listPages<T>(toOne: (page: number) => Page<T>): Page<T>[] {
  return Array.from({ length: Math.max(1, toOne(0).pages) }, (_, page) => toOne(page))
}

const passages = fc
  .array(fc.integer({ min: 1, max: 2500 }), { maxLength: 30 })
  .map((lengths) => citationsOf(...lengths))
const things = fc.array(fc.string(), { maxLength: 60 }).map((texts) => texts.map((text, place) => ({ place, text })))

describe('toPassagePage', () => {
  it('gives each passage once and in order over all pages', () => {
    fc.assert(
      fc.property(passages, (citations) => {
        const pages = listPages((page) => toPassagePage(citations, page))
        expect(pages.flatMap(({ items }) => items)).toEqual(citations)
        expect(pages.map(({ page }) => page)).toEqual(pages.map((_, place) => place))
      }),
    )
  })

  it('gives at most three passages of 1400 units in all, or a single one of any length', () => {
    fc.assert(
      fc.property(passages, fc.nat(40), (citations, page) => {
        const { items } = toPassagePage(citations, page)
        expect(items.length).toBeLessThanOrEqual(3)
        expect(items.length <= 1 || sum(toLengths(items)) <= MOST_UNITS).toBe(true)
      }),
    )
  })

  it.each<[lengths: number[], pages: number[][]]>([
    [[], [[]]],
    [[5], [[5]]],
    [
      [1, 2, 3, 4],
      [[1, 2, 3], [4]],
    ],
    [
      [HALF, HALF, 1],
      [[HALF, HALF], [1]],
    ],
    [
      [HALF, HALF + 1, HALF - 1],
      [[HALF], [HALF + 1, HALF - 1]],
    ],
    [
      [1, 2500, 1, 1],
      [[1], [2500], [1, 1]],
    ],
    [
      [2500, 2500],
      [[2500], [2500]],
    ],
  ])('fills pages with passages of %j units as %j', (lengths, pages) => {
    const citations = citationsOf(...lengths)
    expect(listPages((page) => toPassagePage(citations, page)).map(({ items }) => toLengths(items))).toEqual(pages)
  })
})

describe('toPage', () => {
  it('gives each item once and in order, eight on each page but the last', () => {
    fc.assert(
      fc.property(things, (items) => {
        const pages = listPages((page) => toPage(items, page))
        expect(pages.flatMap((one) => one.items)).toEqual(items)
        expect(pages.slice(0, -1).every((one) => one.items.length === 8)).toBe(true)
        expect(pages.at(-1)?.items.length ?? 0).toBeLessThanOrEqual(8)
      }),
    )
  })

  it.each([
    [0, 0],
    [1, 1],
    [8, 1],
    [9, 2],
    [16, 2],
    [17, 3],
  ])('cuts %i items into %i pages', (length, pages) => {
    const items = Array.from({ length }, () => 'x')
    expect(toPage(items, 0)).toMatchObject({ page: 0, pages })
  })
})

describe('a page beyond the end', () => {
  it('is the last page', () => {
    fc.assert(
      fc.property(passages, things, fc.nat(100), (citations, list, beyond) => {
        for (const toOne of [
          (page: number) => toPage<unknown>(list, page),
          (page: number): Page<unknown> => toPassagePage(citations, page),
        ]) {
          const { pages } = toOne(0)
          expect(toOne(pages + beyond)).toEqual(toOne(Math.max(0, pages - 1)))
        }
      }),
    )
  })

  it('of an empty list is an empty first page', () => {
    expect(toPage([], 7)).toEqual({ items: [], page: 0, pages: 0 })
    expect(toPassagePage([], 7)).toEqual({ items: [], page: 0, pages: 0 })
  })
})

describe('fitsPage', () => {
  it.each<[number[], boolean]>([
    [[], true],
    [[9999], true],
    [[1399, 1], true],
    [[1400, 1], false],
    [[HALF, HALF], true],
    [[HALF, HALF + 1], false],
    [[1, 1, 1], true],
    [[1, 1, 1, 1], false],
  ])('of passages with %j units: %s', (lengths, isFit) => {
    expect(fitsPage(citationsOf(...lengths))).toBe(isFit)
  })
})
