import { LRUCache } from 'lru-cache'
import { describe, expect, it } from 'vitest'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { buildCorpus } from '../../src/answer/stage-corpus.ts'
import { listCitations } from '../../src/answer/catalog.ts'
import type { Corpus, UnderstoodReading } from '../../src/answer/corpus.ts'
import { listPeople } from '../../src/answer/question/listed-people.ts'
import type { Selection } from '../../src/answer/quote/select.ts'
import { prepareSuggestions } from '../../src/answer/suggest/suggestions.ts'
import type { Article } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { loadedOf, toArticle } from '../articles.ts'
import { loadRoundTable } from './round-table-queries.ts'

const NAMES = ['褚总', '高新波', '陈娟', '田主任', '王颖', '马卫', '娄超', '刘小康', '褚文博', '王延江', '田水松']
const ASKED = '人才政策有哪些？卓越工程师有哪些举措？补贴多少钱？怎么申请？在哪里申请？什么时候申请？要什么材料？'

const roundTable = await loadRoundTable()

/** Counts the searches of a corpus. */
function countSearches(corpus: Corpus) {
  const searched: string[] = []
  const search: Corpus['index']['search'] = (query, ...rest) => (
    searched.push(query),
    corpus.index.search(query, ...rest)
  )
  const caches = {
    ...corpus.caches,
    readings: new LRUCache<string, UnderstoodReading>({ max: 1 }),
    sentences: new LRUCache<string, Selection>({ max: 20 }),
  }
  return { searched, corpus: { ...corpus, index: { ...corpus.index, search }, caches } }
}

describe('the searches of a query', () => {
  /** Queries that the climb of `npm run bench:worst` found, and what they are made of. */
  it.each<[what: string, query: string, most: number]>([
    ['an ordinary query', '卓越工程师有哪些举措？', 1],
    ['a query that names one person', '王颖怎么看软件人才', 2],
    ['a comparison of eleven people', `${NAMES.join('、')}分别怎么看人才政策？`, 3],
    [
      'a comparison of people and a long text',
      `${NAMES.join('以及')}${'中央人才工作会议之后出了哪些文件'.repeat(30)}`,
      3,
    ],
    ['a story of many questions', `我是一名工程师，孩子今年上学，想问一下。${ASKED.repeat(8)}`, 10],
    ['a story of one question again and again', '我是一名工程师，孩子今年上学，人才政策有哪些？'.repeat(20), 3],
    ['a comparison of subjects', '卓越工程师和智能网联汽车和包干制有什么区别？'.repeat(2), 6],
    ['pinyin', 'zenme kan chongqing rencai zhengce', 3],
    ['conjunctions', '和与跟同'.repeat(100), 4],
  ])('%s are few', (_, query, most) => {
    const { corpus, searched } = countSearches(roundTable)
    answerQuery(corpus, query)
    expect(searched.length).toBeLessThanOrEqual(most)
  })

  it('are not made again while its reading is kept', () => {
    const searched: string[] = []
    const search: Corpus['index']['search'] = (query, ...rest) => (
      searched.push(query),
      roundTable.index.search(query, ...rest)
    )
    const corpus = { ...roundTable, index: { ...roundTable.index, search } }
    const first = answerQuery(corpus, '青年人才有哪些举措呢？')
    const { length } = searched
    expect(answerQuery(corpus, '青年人才有哪些举措呢？')).toEqual(first)
    expect(searched).toHaveLength(length)
  })
})

describe('a load of changed knowledge', () => {
  const fold = createFold()
  const toMany = (count: number): Article[] =>
    Array.from({ length: count }, (_, place) =>
      toArticle(`---
id: no-${place}
title: 第${place}篇
publication: 报
speakers:
  - {name: 张${place}, office: 第${place}局局长, aliases: [张局]}
---

## 灯

【问】第${place}盏路灯什么时候修好？

【张${place}】第${place}盏路灯明年修好。 ^lamp
`),
    )

  it('folds the names and offices of new articles only', () => {
    const folded: string[] = []
    const noting = (text: string) => (folded.push(text), fold(text))
    const articles = toMany(30)
    listPeople(articles, noting)
    const { length } = folded
    folded.length = 0
    expect(listPeople([...articles.slice(1), ...toMany(1)], noting).inOrder).toHaveLength(30)
    expect(folded).toHaveLength(length / 30)
  })

  it('keeps the citations of the articles that are the same', () => {
    const [article] = toMany(1)
    expect(article && listCitations(article)).toBe(article && listCitations(article))
  })

  it('tries a bounded number of suggestions, and none at the load', async () => {
    const { corpus, searched } = countSearches(await buildCorpus(loadedOf(...toMany(300)), fold))
    expect(searched).toEqual([])
    await prepareSuggestions(corpus)
    expect(searched.length).toBeGreaterThan(200)
    expect(searched.length).toBeLessThan(700)
  })
})
