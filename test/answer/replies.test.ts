import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../src/answer/browse/codes.ts'
import type { Link } from '../../src/answer/browse/link.ts'
import { type Remark, type RepliedMessage, readRemark } from '../../src/answer/replies.ts'
import { type Article, toCitations } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith, bindCorpus, cite, idsIn, idsOf, listIds } from './answer-with.ts'
import { loadRoundTable } from './round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const fold = createFold()
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
  return voice.kind === 'narration' ? article.publication : voice.speakers.map(({ name }) => name).join('、')
}

/** Makes a message of the bot that quotes passages with names, offices, questions and sources. */
function quoting(...ids: string[]): RepliedMessage {
  const blocks = ids.map(
    (id) =>
      `${whoOf(id)}：\n${textOf(id)}\n港务局局长\n记者问：请问新码头什么时候动工？\n出处：《港口三问》，港城日报，2024年5月6日`,
  )
  return { text: blocks.join('\n\n') }
}

const REMARKS: Readonly<Record<Remark, readonly string[]>> = {
  who: [
    '谁说的',
    '谁说的？',
    '谁说的？？',
    '“谁说的”',
    '谁说的啊',
    '谁说的呢？',
    '谁说的呀！',
    '谁说的嘛',
    '谁讲的',
    '谁提的',
    '谁说过',
    '是谁说的',
    '这是谁说的',
    '这话是谁说的',
    '这话谁说的',
    '这句话是谁说的？',
    '这段话是谁讲的',
    '请问这是谁说的',
    '哪位说的',
    '哪一位说的',
    '哪个说的',
    '什么人说的',
    '发言人',
    '发言人？',
    '讲话人',
    '誰說的？',
    '這是誰說的啊',
    '這句話是誰講的？',
    '請問誰說的',
    '哪位說的呢',
    '什麼人說的',
    '發言人',
    'Who said that?',
    'who said this',
    'WHO SAID IT',
    'Who says so?',
    "who's saying this",
    'Who wrote this?',
    'who told that',
    'Who is this from?',
    'who was that by',
    'who is this',
    'who',
    'Speaker?',
    'Ｗｈｏ ｓａｉｄ ｔｈａｔ？',
  ],
  source: [
    '出处',
    '出处？',
    '出处呢',
    '出处在哪里',
    '来源',
    '来源？',
    '来源呢？',
    '有出处',
    '请问出处',
    '原文链接',
    '链接',
    '链接呢',
    '哪篇文章',
    '哪篇文章？',
    '哪里说的',
    '哪来的',
    '从哪来的？',
    '出自哪里',
    '什么文章',
    '出處',
    '出處呢？',
    '鏈接',
    '哪篇文章啊',
    '從哪裡來的？',
    'source',
    'Source?',
    'sources',
    'The source',
    'reference?',
    'citation',
    'link',
    "What's the source?",
    'what is the source',
    'Where is this from?',
    "where's that from",
    'Where does this come from?',
    'where from',
  ],
  context: [
    '上下文',
    '上下文？',
    '上下文呢',
    '看看上下文',
    '看上下文',
    '前后文',
    '前文',
    '后文',
    '上文',
    '下文',
    '语境',
    '全文',
    '全文呢',
    '原文',
    '原文呢？',
    '前后怎么说的',
    '后面呢',
    '上下文呢？',
    '前後文',
    '語境',
    '後面呢',
    'context',
    'Context?',
    'the context',
    'In context',
    'more context',
    'show me the context',
    'Show context!',
    'give me more context',
    'full text',
    'the full text',
  ],
  more: [
    '还有',
    '还有吗',
    '还有吗？',
    '还有吗？？？',
    '还有么',
    '还有嘛',
    '还有呢',
    '还有没有',
    '还有别的吗',
    '还有别的',
    '还有其他的吗',
    '还有更多吗',
    '更多',
    '更多…',
    '更多吧',
    '更多呢',
    '再来',
    '再来点',
    '继续',
    '继续啊',
    '下一条',
    '下一个',
    '接着',
    '别的呢',
    '其他的呢',
    '還有嗎？',
    '還有呢',
    '還有沒有',
    '還有別的嗎',
    '繼續',
    '繼續…',
    '下一條',
    '再來',
    '別的呢',
    'more',
    'More!',
    'any more?',
    'anything more',
    'show more',
    'see more',
    'tell me more',
    'Anything else?',
    'what else',
    'next',
    'Go on.',
    'continue',
  ],
}

/** Texts that resemble remarks and are queries, or nothing. */
const NO_REMARKS = [
  '',
  '？',
  '…',
  '😀',
  '你好',
  '谢谢',
  '好的',
  '新码头什么时候动工',
  '林海是谁',
  '林海说了什么',
  '谁说的话最多',
  '谁说人才不够',
  '谁说谎',
  '谁说的最有道理',
  '谁',
  '这是谁',
  '哪位委员说的最多',
  '发言人有哪些',
  '发言人是谁',
  '谁说了船员伙食',
  '什么人说过年轻人',
  '誰說的話最多',
  '人才来源',
  '来源地',
  '资金来源是什么',
  '链接产业链',
  '出处不明的数据有多少',
  '钱从哪里来',
  '扩建的钱从哪里来？',
  '船员从哪里来',
  '文章写了什么',
  '哪篇文章讲了船员',
  '上下文无关文法是什么',
  '全文检索',
  '下文号',
  '原文多少字',
  '前面那个码头',
  '后面的码头什么时候建',
  '语境教学',
  '还有多少人',
  '还有人才吗',
  '还有哪些措施',
  '还有什么问题没解决',
  '更多人才',
  '更多工程师从哪里来',
  '继续教育',
  '继续扩建吗',
  '下一步怎么办',
  '再来一个码头',
  '其他的呢码头',
  '夜里还有船吗？',
  '還有多少人',
  'more engineers',
  'more about berths',
  'context of the talent policy',
  'what is the full text of the law',
  'who said that engineers matter',
  'who said this city is poor',
  'who is this engineer',
  'who is it that pays',
  'whose',
  'what else is planned',
  'anything else about berths',
  'next year',
  'source code',
  'sources of money',
  'where is this harbour',
  'where does the money come from',
  'link the two banks',
  'continue the work',
  'speakers',
  'references to law',
]

describe.each(['who', 'source', 'context', 'more'] as const)('a remark of kind %s', (remark) => {
  it.each(REMARKS[remark])('is %j', (text) => {
    expect(readRemark(fold(text).text)).toBe(remark)
  })
})

describe('no remark', () => {
  it.each(NO_REMARKS)('is %j', (text) => {
    expect(readRemark(fold(text).text)).toBeUndefined()
    expect(answerRemark(text, quoting('harbour_start'))).toBeUndefined()
  })
})

// The particle 么 at the end is ignored; the 么 of 什么 is not.
it.each([
  ['出处是什么', 'source'],
  ['来源是什么？', 'source'],
  ['來源是什麼', 'source'],
  ['上下文是什么？', 'context'],
  ['前面说了什么？', 'context'],
  ['前面說了什麼', 'context'],
  ['还有什么', 'more'],
])('%j is a remark of kind %s', (text, remark) => {
  expect(readRemark(fold(text).text)).toBe(remark)
})

// Phones write ’ for ', and conversion to Traditional makes 接著 of 接着.
it.each([
  ['Who’s saying this?', 'who'],
  ['What’s the source?', 'source'],
  ['Where’s this from?', 'source'],
  ["Who's this from?", 'who'],
  ["Who's this?", 'who'],
  ['接著', 'more'],
])('%j is a remark of kind %s', (text, remark) => {
  expect(readRemark(fold(text).text)).toBe(remark)
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
  ])('are none in %j, and a remark on it is a query', (text) => {
    expect(
      ['谁说的', '出处', '上下文', '还有吗'].map((remark) =>
        answerRemark(remark, { text, query: '新码头什么时候动工' }),
      ),
    ).toEqual(Array.from({ length: 4 }))
  })

  it('are none where the corpus no longer holds them', async () => {
    const { answerRemark: answerWithout } = await answerWith(MARKET)
    expect(answerWithout('谁说的', quoting('harbour_start'))).toBeUndefined()
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
