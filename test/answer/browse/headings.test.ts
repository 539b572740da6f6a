import { describe, expect, it } from 'vitest'
import { listSubjects, listTellingHeadings } from '../../../src/answer/browse/headings.ts'
import type { Article } from '../../../src/knowledge/article.ts'
import { HARBOUR, MARKET, toArticle } from '../../articles.ts'

const HEAD = `---
id: made
title: 编
publication: 报
speakers:
  - {name: 林海, office: 港务局局长}
  - {name: 苏芸, office: 市长}
---
`
const madeOf = (...blocks: readonly string[]) => toArticle(`${HEAD}\n${blocks.join('\n\n')}\n`)
const headingsIn = (article: Article) => article.exchanges.map((exchange) => listTellingHeadings(article, exchange))
const subjectsOf = (article: Article, place: number) => {
  const speaker = article.speakers[place]
  return speaker && listSubjects(article, article.exchanges, speaker)
}

describe('the headings that tell where a passage stands', () => {
  it('leave out a first heading around all the others, as in the sample of the README', () => {
    expect(headingsIn(HARBOUR)).toEqual([[], ['码头怎么扩建'], ['船员从哪里来']])
  })

  it('leave out the only heading of an article', () => {
    expect(headingsIn(MARKET)).toEqual([[]])
  })

  it('are all of those that part the article, outermost first', () => {
    const article = madeOf('# 上篇', '## 码头', '【叙述】甲。', '## 航线', '【叙述】乙。', '# 下篇', '【叙述】丙。')
    expect(headingsIn(article)).toEqual([['上篇', '码头'], ['上篇', '航线'], ['下篇']])
  })

  it('leave out one that only names a speaker below it', () => {
    const article = madeOf('## 港务局局长林海', '【林海】甲。', '## 市长苏芸', '【叙述】乙。')
    expect(headingsIn(article)).toEqual([[], ['市长苏芸']])
  })

  it('leave out a heading above more than three quarters of the passages', () => {
    const body = ['# 导语', '【叙述】甲。', '# 正文', '【叙述】乙。', '【叙述】丙。', '【叙述】丁。', '【叙述】戊。']
    expect(headingsIn(madeOf(...body))).toEqual([['导语'], []])
    expect(headingsIn(madeOf(...body.slice(0, -1)))).toEqual([['导语'], ['正文']])
  })
})

describe('what a speaker speaks of', () => {
  it('is no heading around all the others, unless it is the only one', () => {
    const quoted = madeOf('# 导语', '【林海】甲。', '## 码头', '【林海】乙。')
    expect(subjectsOf(quoted, 0)).toEqual(['码头'])
    expect(subjectsOf(MARKET, 0)).toEqual(['菜市场'])
  })

  it('is no heading that only names the speaker', () => {
    const article = madeOf('## 港务局局长林海', '【林海】甲。', '## 苏芸：港口要扩建', '【苏芸】乙。')
    expect(subjectsOf(article, 0)).toEqual(['苏芸：港口要扩建'])
    expect(subjectsOf(article, 1)).toEqual(['港务局局长林海', '苏芸：港口要扩建'])
  })
})
