import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../src/answer/browse/codes.ts'
import type { Link } from '../../src/answer/browse/link.ts'
import type { RepliedMessage } from '../../src/answer/replies.ts'
import { type Article, toCitations } from '../../src/knowledge/article.ts'

import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith, bindCorpus, cite, idsIn, idsOf, listIds } from './answer-with.ts'
import { loadRoundTable } from './round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]

const toTraditional = Converter({ from: 'cn', to: 'tw' })
const { answerRemark, answer, open } = await answerWith(...ALL)
const table = bindCorpus(await loadRoundTable())
const TABLE = table.corpus.articles

const textOf = (id: string, articles: readonly Article[] = ALL) => cite(id, ...articles).passage.text

/** Lists the names above a quotation of a passage. */
function whoOf(id: string, articles: readonly Article[] = ALL): string {
  const {
    article,
    passage: { voice },
  } = cite(id, ...articles)
  return 'speakers' in voice ? voice.speakers.map(({ name }) => name).join('、') : article.publication
}

/** Makes a message of the bot that quotes passages with names, offices, questions and sources. */
function quoting(...ids: string[]): RepliedMessage {
  const blocks = ids.map(
    (id) =>
      `${whoOf(id)}：\n${textOf(id)}\n港务局局长\n记者问：请问新码头什么时候动工？\n出处：《港口三问》，港城日报，2024年5月6日`,
  )
  return { text: blocks.join('\n\n') }
}

it.each(['发言人有哪些', '更多人才', 'who is it that pays'])('%j is no remark', (text) => {
  expect(answerRemark(text, quoting('harbour_start'))).toBeUndefined()
  expect(answerRemark(text)).toBeUndefined()
})

it.each(['谁说的', '出處？', 'Context', '还有吗'])('the remark %j of no message is never looked up', (text) => {
  expect(answerRemark(text)).toEqual({ content: { kind: 'noReply' } })
  expect(table.answerRemark(text)).toEqual({ content: { kind: 'noReply' } })
})

describe('a remark about no passage is a query where its words are', async () => {
  const library = toArticle(`---
id: library
title: 原文
publication: 港城日报
speakers:
  - {name: 何川, office: 馆长, aliases: [WHO]}
---

## 来源

【何川】藏书从旧码头的学堂搬来。 ^origin
`)
  const [exchange] = library.exchanges
  const [passage] = exchange?.passages ?? []
  if (!exchange || !passage) throw new Error('never')
  const asked = {
    ...library,
    exchanges: [{ ...exchange, passages: [{ ...passage, asks: ['还有吗'] }] }],
    unanswered: ['下一条'],
  }
  const { answerRemark: answerOf } = await answerWith(asked)

  it.each([
    ['an ask', '還有嗎？'],
    ['an unanswered ask', '下一条'],
    ['a title', '原文'],
    ['a heading', '來源'],
    ["a person's name", 'who'],
  ])('%s', (_, text) => {
    expect(answerOf(text)).toBeUndefined()
    expect(answerOf(text, { text: '' })).toBeUndefined()
  })

  it('and is about the passage where there is one', () => {
    const message = { text: `何川：\n${passage.text}` }
    expect(answerOf('来源', message)?.content).toMatchObject({ kind: 'source' })
    expect(answerOf('出处')).toEqual({ content: { kind: 'noReply' } })
  })
})

describe('a message of which the corpus has only a part', () => {
  const message = { ...quoting('harbour_start', 'ferry_night'), linked: ['harbour_start', 'ferry_night'] }

  it('is told to have other words', async () => {
    const { answerRemark: answerWithout } = await answerWith(FERRY)
    for (const [text, kind] of [
      ['谁说的', 'who'],
      ['出处', 'source'],
    ] as const) {
      const { content } = answerWithout(text, message) ?? {}
      expect(content).toMatchObject({ kind, isPart: true })
      expect(idsIn(content)).toEqual(['ferry_night'])
    }
  })

  it('is not, where all of it is there', () => {
    expect(answerRemark('谁说的', message)?.content).not.toHaveProperty('isPart')
  })
})

describe('the passages that a message quotes', () => {
  it('are found by its text, in its order', () => {
    const { content } = answerRemark('谁说的？', quoting('ferry_night', 'harbour_start')) ?? {}
    expect(content).toMatchObject({
      kind: 'who',
      citations: [{ article: { id: 'ferry' } }, { article: { id: 'harbour' } }],
    })
    expect(idsIn(content)).toEqual(['ferry_night', 'harbour_start'])
  })

  it('are found after a restart', async () => {
    const anew = await answerWith(...ALL.map((article) => structuredClone(article)))
    expect(idsIn(anew.answerRemark('出處呢？', quoting('market_fee'))?.content)).toEqual(['market_fee'])
  })

  it.each([
    '材料里没有讲到这个问题，所以不引用任何原文。',
    '',
    '林海\n港务局局长',
    // A part of a passage is not a quotation.
    '林海：\n新码头明年三月动工，先建两个深水',
  ])('are none in %j, and a remark on it is never looked up', (text) => {
    expect(
      ['谁说的', '出处', '上下文', '还有吗'].map((remark) =>
        answerRemark(remark, { text, query: '新码头什么时候动工' }),
      ),
    ).toEqual(Array.from({ length: 4 }, () => ({ content: { kind: 'noQuote' } })))
  })

  it('are none where the corpus no longer holds them', async () => {
    const { answerRemark: answerWithout } = await answerWith(MARKET)
    expect(answerWithout('谁说的', quoting('harbour_start'))).toEqual({ content: { kind: 'noQuote' } })
  })

  describe('are found in converted characters', () => {
    const ids = listIds(toCitations([...ALL, ...TABLE]))
    const quoteConverted = (id: string): RepliedMessage => ({
      text: toTraditional(`记者问：怎么样？\n${textOf(id, [...ALL, ...TABLE])}\n出处`),
    })
    const readOff = (id: string) =>
      idsIn((id.startsWith('talent') ? table : { answerRemark }).answerRemark('誰說的', quoteConverted(id))?.content)

    it.each(ids)('%s', (id) => {
      expect(readOff(id)).toEqual([id])
    })
  })
})

describe('passages of the same text', async () => {
  const toSame = (id: string, speaker: string) =>
    toArticle(
      `---
id: ${id}
title: ${id}
publication: 报
speakers:
  - {name: ${speaker}, office: ${id}局长}
---

# 安全

【${speaker}】码头的扩建必须把安全放在第一位。 ^same
`,
    )
  const both = [toSame('one', '林海'), toSame('two', '苏芸'), toSame('three', '林海')]
  const { answerRemark: answerBoth } = await answerWith(...both)
  const words = textOf('one_same', both)

  it('are told apart by the name above the quotation', () => {
    expect(idsIn(answerBoth('谁说的', { text: `苏芸：\n${words}\n—— two局长` })?.content)).toEqual(['two_same'])
  })

  it('are told apart by the link of the name', () => {
    expect(
      idsIn(answerBoth('谁说的', { text: `林海：\n${words}\n—— three局长`, linked: ['three_same'] })?.content),
    ).toEqual(['three_same'])
    expect(idsIn(answerBoth('上下文', { text: `苏芸：\n${words}`, linked: ['two_same'] })?.content)).toEqual([
      'two_same',
    ])
  })

  it('are not quoted where another name is above the quotation', () => {
    expect(idsIn(answerBoth('谁说的', { text: `某某：\n${words}` })?.content)).toEqual([])
  })
})

describe('a short passage', async () => {
  const short = toArticle(
    `---
id: short
title: 短
publication: 报
speakers:
  - {name: 甲某, office: 局长}
  - {name: 乙某, office: 处长}
---

# 短

【甲某】会的。 ^yes

【乙某】会的。我们已经着手修桥。 ^bridge
`,
  )
  const { answerRemark: answerShort } = await answerWith(short)
  const quoteShort = (...ids: string[]): RepliedMessage => ({
    text: ids.map((id) => `${whoOf(id, [short])}：\n${textOf(id, [short])}\n处长`).join('\n\n'),
  })

  it('is found alone and before a longer one that contains it', () => {
    expect(idsIn(answerShort('谁说的', quoteShort('short_yes', 'short_bridge'))?.content)).toEqual([
      'short_yes',
      'short_bridge',
    ])
    expect(idsIn(answerShort('谁说的', quoteShort('short_yes'))?.content)).toEqual(['short_yes'])
  })

  it('is not found where only a longer one that contains it is quoted', () => {
    expect(idsIn(answerShort('谁说的', quoteShort('short_bridge'))?.content)).toEqual(['short_bridge'])
  })

  it('is found after a longer one that contains it', () => {
    expect(idsIn(answerShort('谁说的', quoteShort('short_bridge', 'short_yes'))?.content)).toEqual([
      'short_bridge',
      'short_yes',
    ])
  })
})

describe('a remark for speakers or sources', () => {
  it.each([
    ['谁说的', 'who'],
    ['出处', 'source'],
  ])('%s: shows all quoted passages and has no link', (text, kind) => {
    const ids = ['harbour_start', 'market_air', 'ferry_night', 'ferry_ships']
    const remarked = answerRemark(text, quoting(...ids))
    expect(remarked?.content.kind).toBe(kind)
    expect(idsIn(remarked?.content)).toEqual(ids)
    expect(remarked).not.toHaveProperty('link')
  })
})

describe('a remark for the context', () => {
  it('shows the surroundings of the first quoted passage, as its link does', () => {
    const remarked = answerRemark('上下文', quoting('harbour_money', 'ferry_night'))
    expect(remarked?.content).toMatchObject({ kind: 'context', centre: { passage: { id: 'harbour_money' } } })
    expect(idsIn(remarked?.content)).toEqual(['harbour_start', 'harbour_money', 'harbour_career'])
    expect(remarked?.link).toEqual({
      kind: 'context',
      at: toCode('passage', 'harbour_money'),
      direction: 'around',
      results: { codes: ['harbour_money', 'ferry_night'].map((id) => toCode('passage', id)), shown: 2 },
    })
    expect(remarked?.link && open(remarked.link)).toEqual(remarked?.content)
  })

  it('has a link back to at most three passages', () => {
    const link = answerRemark('context', quoting('harbour_start', 'harbour_money', 'market_air', 'ferry_night'))?.link
    expect(link && 'results' in link && link.results).toMatchObject({ codes: { length: 3 }, shown: 3 })
  })
})

describe('a remark for more', () => {
  const resultsOf = (link: Link | undefined) => (link && 'results' in link ? link.results : undefined)

  it('shows the further passages of a known query, as its link does', () => {
    const query = '新码头什么时候动工'
    const answered = answer(query)
    expect(idsOf(answered)).toEqual(['harbour_start'])
    const further = listIds(answered.related?.further ?? [])
    expect(further).toContain('harbour_money')
    const remarked = answerRemark('还有吗？', { ...quoting('harbour_start'), query })
    expect(remarked?.content).toMatchObject({ kind: 'more', page: 0, total: further.length })
    expect(idsIn(remarked?.content)).toEqual(further.slice(0, 3))
    expect(resultsOf(remarked?.link)).toEqual({
      codes: ['harbour_start', ...further].map((id) => toCode('passage', id)),
      shown: 1,
    })
    expect(remarked?.link && open(remarked.link)).toEqual(remarked?.content)
  })

  it('shows no passage that the message quotes', () => {
    const query = '新码头什么时候动工'
    const message = quoting('harbour_start', 'harbour_money')
    const ids = idsIn(answerRemark('more', { ...message, query })?.content)
    expect(ids).not.toContain('harbour_money')
    expect(ids.length).toBeGreaterThan(0)
  })

  it('shows the passages after those of a page of further passages', () => {
    const query = '新码头什么时候动工'
    const further = listIds(answer(query).related?.further ?? [])
    expect(further.length).toBeGreaterThan(1)
    expect(idsIn(answerRemark('还有吗', { ...quoting(...further.slice(0, 1)), query })?.content)).toEqual(
      further.slice(1, 4),
    )
  })

  it('shows what the answer quotes and the message does not', () => {
    expect(idsIn(answerRemark('还有呢', { ...quoting('harbour_papers'), query: '船员' })?.content)).toEqual([
      'harbour_crew',
    ])
  })

  it.each([undefined, '今天天气怎么样', '林海是谁', '你好'])(
    'shows the next passages of the exchange where the query %j quotes nothing',
    (query) => {
      const remarked = answerRemark('继续', { ...quoting('harbour_start'), query })
      expect(remarked?.content.kind).toBe('context')
      expect(idsIn(remarked?.content)).toEqual(['harbour_money', 'harbour_career'])
      expect(remarked?.link).toEqual({
        kind: 'context',
        at: toCode('passage', 'harbour_money'),
        direction: 'on',
        results: { codes: [toCode('passage', 'harbour_start')], shown: 1 },
      })
      expect(remarked?.link && open(remarked.link)).toEqual(remarked?.content)
    },
  )

  it('shows the next passages of the exchange where the query finds no further ones', () => {
    const query = '先开船前检查救生衣和灭火器吗'
    expect(answer(query)).toMatchObject({ quotes: [{ passage: { id: 'ferry_safety' } }], related: { further: [] } })
    expect(idsIn(answerRemark('更多', { ...quoting('ferry_safety'), query })?.content)).toEqual(['ferry_photos'])
  })

  it('shows the passage after the last one that the message quotes', () => {
    expect(idsIn(answerRemark('下一条', quoting('ferry_safety', 'harbour_start', 'harbour_money'))?.content)).toEqual([
      'harbour_career',
    ])
  })

  it.each([
    ['the exchange ends', ['harbour_career']],
    ['the article ends', ['ferry_ships']],
    ['the message quotes the next passage too', ['harbour_papers', 'harbour_crew']],
  ])('shows that nothing is left where %s', (_, ids) => {
    expect(answerRemark('还有吗', quoting(...ids))).toEqual({ content: { kind: 'noMore' } })
  })

  it('shows that nothing is left where all was shown and the exchange ends', () => {
    expect(answerRemark('还有吗', { ...quoting('harbour_crew', 'harbour_papers'), query: '船员' })).toEqual({
      content: { kind: 'noMore' },
    })
  })
})
