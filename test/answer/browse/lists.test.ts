import { describe, expect, it } from 'vitest'
import {
  type ArticleCard,
  type ArticleList,
  listArticles,
  listAsked,
  listSpeakers,
  listTopics,
  toArticleCard,
} from '../../../src/answer/browse/lists.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const labelsOf = (article: Article, page = 0) => listTopics(article, page, false).items.map(({ label }) => label)
const titlesIn = (listed: ArticleList | ArticleCard) =>
  listed.kind === 'articles' ? listed.items.map(({ title }) => title) : []

function toDated(id: string, date?: string): Article {
  const { date: _, ...undated } = MARKET
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

describe('the topics of an article', () => {
  it.each([
    ['harbour', HARBOUR, ['导语', '新码头什么时候动工？', '如何吸引年轻船员？']],
    ['market', MARKET, ['菜市场']],
    ['ferry', FERRY, ['轮渡公司怎样保证安全？', '夜里还有船吗？', '新船']],
  ])('of %s are what is asked first, without politeness, else the heading', (_, article, labels) => {
    expect(labelsOf(article)).toEqual(labels)
  })

  it('each lead to the first passage of their exchange', () => {
    expect(listTopics(FERRY, 0, false).items.map(({ first }) => first.passage.id)).toEqual([
      'ferry_safety',
      'ferry_night',
      'ferry_ships',
    ])
  })

  it('are one where exchanges share a heading and have no question', () => {
    const around = toArticle(
      '---\nid: around\ntitle: 绕\npublication: 报\n---\n\n# 桥\n\n【叙述】桥在修。 ^one\n\n【问】何时修好？\n\n【叙述】明年。 ^two\n\n---\n\n【叙述】桥是老桥。 ^three\n',
    )
    expect(around.exchanges).toHaveLength(3)
    expect(labelsOf(around)).toEqual(['桥', '何时修好？'])
    expect(toArticleCard(around, false)).toMatchObject({ topics: 2, passages: 3 })
  })

  it('are the question where it asks with no question mark, and the title where no heading stands above', () => {
    const bare: Article = { ...MARKET, exchanges: MARKET.exchanges.map((exchange) => ({ ...exchange, headings: [] })) }
    expect(labelsOf(bare)).toEqual(['菜市场改造'])
    const told: Article = {
      ...bare,
      exchanges: bare.exchanges.map((exchange) => ({
        ...exchange,
        question: { id: 'market_q', text: '请问谈谈菜市场。' },
      })),
    }
    expect(labelsOf(told)).toEqual(['谈谈菜市场。'])
  })

  it('stand on pages of eight, each once', () => {
    const pages = [0, 1, 2].map((page) => labelsOf(QUIZ, page))
    expect(pages.map(({ length }) => length)).toEqual([8, 8, 4])
    expect(pages.flat()).toEqual(['前言', ...Array.from({ length: 19 }, (_, index) => `第${index}项有多少？`)])
    expect(listTopics(QUIZ, 9, false)).toMatchObject({ page: 2, pages: 3 })
  })

  it('tell whether there are other articles', () => {
    expect(listTopics(MARKET, 0, true)).toMatchObject({ kind: 'topics', article: MARKET, hasOthers: true })
    expect(listTopics(MARKET, 0, false).hasOthers).toBe(false)
  })

  it.each([
    [
      'the same is asked first in two questions',
      '# 港口\n\n【问】码头旧了。有什么计划？\n\n【叙述】扩建码头。\n\n# 机场\n\n【问】跑道短了。有什么计划？\n\n【叙述】新建跑道。\n',
    ],
    [
      'another part has a heading of that name',
      '# 港口\n\n## 背景\n\n【叙述】码头太小。\n\n# 机场\n\n## 背景\n\n【叙述】跑道太短。\n',
    ],
    [
      'a question stands under a heading that is asked for',
      '# 有什么计划？\n\n【叙述】扩建码头。\n\n【问】有什么计划？\n\n【叙述】新建跑道。\n',
    ],
  ])('are two where %s', (_, body) => {
    const twice = toArticle(`---\nid: twice\ntitle: 两次\npublication: 报\n---\n\n${body}`)
    expect(listTopics(twice, 0, false).items.map(({ first }) => first.passage)).toEqual(
      twice.exchanges.map(({ passages }) => passages[0]),
    )
  })
})

describe('what the reporters asked', () => {
  it('is listed in turns, the latest article first', () => {
    expect(listAsked(ALL).map(({ label }) => label)).toEqual([
      '轮渡公司怎样保证安全？',
      '新码头什么时候动工？',
      '夜里还有船吗？',
      '如何吸引年轻船员？',
    ])
  })

  it('is nothing where nobody asked', () => {
    expect(listAsked([MARKET])).toEqual([])
  })
})

describe('the speakers', () => {
  it("are listed with the number of passages that are their words, the latest article's first", () => {
    const { items, ...rest } = listSpeakers(ALL, 0)
    expect(rest).toEqual({ kind: 'speakers', page: 0, pages: 1 })
    // What is told about 林海 is not his words, and what he says with 苏芸 is.
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

  it('stand on pages of eight', () => {
    const { items, page, pages } = listSpeakers([...ALL, toDated('z')], 1)
    expect([items.map(({ speaker }) => speaker.name), page, pages]).toEqual([['苏雨'], 1, 2])
  })
})

describe('the articles', () => {
  it('are listed the latest first, those without a date last', () => {
    const articles = [
      toDated('undated'),
      toDated('month', '2023-02'),
      toDated('day', '2023-02-03'),
      toDated('year', '2023'),
    ]
    expect(titlesIn(listArticles(articles, 0))).toEqual(['day', 'month', 'year', 'undated'])
  })

  it('stand on pages of eight', () => {
    const many = Array.from({ length: 17 }, (_, index) => toDated(`no-${index}`))
    expect([0, 1, 2, 3].map((page) => titlesIn(listArticles(many, page)).length)).toEqual([8, 8, 1, 1])
  })

  it('tell what choosing one opens', () => {
    expect(listArticles(ALL, 0, true)).toMatchObject({ kind: 'articles', isForTopics: true })
    expect(listArticles(ALL, 0)).toMatchObject({ isForTopics: false })
  })

  it('are shown as the article itself where there is one alone', () => {
    expect(listArticles([FERRY], 0)).toEqual({
      kind: 'article',
      article: FERRY,
      topics: 3,
      passages: 4,
      hasOthers: false,
    })
  })

  it('are none where there are none', () => {
    expect(listArticles([], 0)).toEqual({ kind: 'articles', isForTopics: false, items: [], page: 0, pages: 0 })
  })
})

it.each([
  ['harbour', HARBOUR, 3, 6],
  ['market', MARKET, 1, 2],
  ['ferry', FERRY, 3, 4],
  ['quiz', QUIZ, 20, 20],
])('%s is shown with its topics and passages counted', (_, article, topics, passages) => {
  expect(toArticleCard(article, true)).toEqual({ kind: 'article', article, topics, passages, hasOthers: true })
})
