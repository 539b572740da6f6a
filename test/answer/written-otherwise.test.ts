import { describe, expect, it } from 'vitest'
import { listQuotes } from '../../src/answer/answer.ts'
import { toArticle } from '../articles.ts'
import { answerWith, bindCorpus } from './answer-with.ts'
import { loadRoundTable } from './round-table-queries.ts'

const { corpus, answer } = bindCorpus(await loadRoundTable())
const firstOf = (query: string) => listQuotes(answer(query))[0]?.passage.id.replace('talent-2023_', '')
const textOf = (id: string) => {
  const passages = corpus.articles.flatMap(({ exchanges }) => exchanges.flatMap((one) => one.passages))
  return passages.find((passage) => passage.id === `talent-2023_${id}`)?.text ?? ''
}

describe('a query that is written otherwise', () => {
  it.each([
    ['王　颖怎么看软件人才', '王颖怎么看软件人才'],
    ['王 延 江对军地医疗的建议', '王延江对军地医疗的建议'],
    ['請問王 穎怎麼看軟體人才', '王颖怎么看软件人才'],
    ['<b>王颖</b>怎么看&nbsp;软件人才', '王颖怎么看软件人才'],
    ['<p>马卫对文旅数字化怎么说</p>', '马卫对文旅数字化怎么说'],
    ['马\u200B卫对文旅数字化\u00AD怎么说', '马卫对文旅数字化怎么说'],
    ['\u202E\uFEFF卓越工程师有哪些举措', '卓越工程师有哪些举措'],
    ['時柵係邊個做出嚟嘅', '时栅是谁做出来的'],
    ['六大工程係乜嘢', '六大工程是什么'],
    ['點解醫院請人冇編制', '为什么医院请人没编制'],
    ['褚文博點睇智能網聯汽車人才', '褚文博怎么看智能网联汽车人才'],
  ])('%j finds what %s finds', (written, plain) => {
    expect(firstOf(plain)).toBeDefined()
    expect(firstOf(written)).toBe(firstOf(plain))
  })

  it.each(['王　颖是谁', '王 穎係邊個', '<i>王颖</i>是谁'])('%s asks who somebody is', (query) => {
    expect(answer(query)).toMatchObject({ kind: 'speaker', cards: [{ speaker: { name: '王颖' } }] })
  })
})

describe('a name', () => {
  const article = toArticle(`---
id: tower
title: 电信塔
publication: 塔报
speakers:
  - name: 林　海
    office: 塔务局局长
  - name: 史蒂夫·乔布斯
    office: Télécom Paris 教授
---

## 塔

【林　海】塔顶的灯明年换成红色。 ^lamp

【史蒂夫·乔布斯】The school Télécom Paris will lend ten antennas. ^antenna
`)

  it.each([
    ['林海说了什么', 'lamp'],
    ['林 海说了什么', 'lamp'],
    ['史蒂夫・乔布斯说了什么', 'antenna'],
    ['史蒂夫•乔布斯说了什么', 'antenna'],
    ['史蒂夫‧乔布斯说了什么', 'antenna'],
    ['史蒂夫∙乔布斯说了什么', 'antenna'],
    ['Telecom antennas', 'antenna'],
    ['Te\u0301le\u0301com antennas', 'antenna'],
  ])('is known in %s', async (query, passage) => {
    const bound = await answerWith(article)
    expect(listQuotes(bound.answer(query))[0]?.passage.id).toBe(`tower_${passage}`)
  })
})

describe('a passage’s own words', () => {
  const ids = corpus.articles.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ passages }) => passages.map(({ id }) => id.replace('talent-2023_', ''))),
  )

  it.each(ids)('find %s first, whole and in part', (id) => {
    const text = textOf(id)
    expect(firstOf(text)).toBe(id)
    const start = Math.floor(text.length / 3)
    const part = text.slice(start, start + 60)
    if (part.replace(/[^\p{L}\p{N}]/gu, '').length >= 20) expect(firstOf(part)).toBe(id)
    expect(firstOf(`“${part}”这话是谁说的`)).toBe(id)
  })
})
