import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/knowledge/article.ts'
import { toArticleKey, toPassageEntries } from '../../../src/search/staging/article-entries.ts'
import { createFold } from '../../../src/text/fold.ts'
import { createNormalizer } from '../../../src/text/normalize.ts'
import { toPairs } from '../../../src/text/terms.ts'
import { HARBOUR, toArticle } from '../../articles.ts'
import { withAsks } from '../with-asks.ts'

const fold = createFold()
const normalizer = createNormalizer({ synonyms: [['船员', '海员']], terms: [] }, ['林海'], fold)
const QUAY = toArticle(`---
id: quay
title: 码头
publication: 报
speakers: [{ name: 林海, office: 局长 }]
---

## 东岸

【问】何時動工？

【林海】海員先动工，动工。 ^start

【叙述】The quays𠮷野。 ^quays
`)

let pauses = 0
const pause = async () => {
  pauses++
  await Promise.resolve()
}
const listAskPairs = (ask: string) => [normalizer.normalize(ask), fold(ask)].flatMap(({ text }) => toPairs(text))
const entriesOf = (article: Article) => toPassageEntries(article, normalizer, fold, listAskPairs, pause)

describe('toPassageEntries', () => {
  it('normalizes the title with the headings, the question, the text and the speakers', async () => {
    const passages = await entriesOf(QUAY)
    expect(passages).toHaveLength(2)
    expect(passages[0]).toMatchObject({
      title: '码头\n东岸',
      question: '何时动工?',
      text: '船员先动工,动工。',
      speakers: '林海\n局长',
    })
  })

  it('lists the distinct terms of its own words, and counts all, those of the title twice', async () => {
    const [start] = await entriesOf(QUAY)
    expect(start?.held).toEqual(['码头', '东岸', '船员', '员先', '先动', '动工', '林海', '局长'])
    expect(start?.singles.join('')).toBe('码头东岸船员先动工')
    expect(start?.length).toBe(11)
  })

  it('lists further terms: of the question, of the asks, and of the words before normalization', async () => {
    const [asked = QUAY] = withAsks([QUAY], 'article: quay\nasks: { start: [海员哪天上船, 码头动工] }')
    const [start, quays] = await entriesOf(asked)
    expect(start?.further.toSorted((a, b) => a.localeCompare(b))).toEqual(
      ['何时', '时动', '海员', '员哪', '哪天', '天上', '上船', '头动'].toSorted((a, b) => a.localeCompare(b)),
    )
    expect(quays?.held).toEqual(['码头', '东岸', 'the', 'quai', '𠮷野'])
    expect(quays?.further).toEqual(['何时', '时动', '动工'])
  })

  it('is empty for an article without passages', async () => {
    expect(await entriesOf({ ...QUAY, exchanges: [] })).toEqual([])
  })

  it('pauses between passages', async () => {
    pauses = 0
    await entriesOf(QUAY)
    expect(pauses).toBe(2)
  })
})

describe('toArticleKey', () => {
  it('is the same for the same content and vocabulary only', () => {
    const key = toArticleKey(HARBOUR, 'vocabulary')
    expect(toArticleKey(structuredClone(HARBOUR), 'vocabulary')).toBe(key)
    const others = [
      toArticleKey(HARBOUR, 'other'),
      toArticleKey({ ...HARBOUR, title: '港口' }, 'vocabulary'),
      toArticleKey({ ...HARBOUR, unanswered: ['问'] }, 'vocabulary'),
      toArticleKey({ ...HARBOUR, exchanges: HARBOUR.exchanges.slice(1) }, 'vocabulary'),
    ]
    expect(new Set([key, ...others]).size).toBe(5)
  })

  it('tells articles apart whose own names differ, by which they are normalized', () => {
    expect(toArticleKey({ ...HARBOUR, speakers: [] }, '')).not.toBe(toArticleKey(HARBOUR, ''))
  })
})
