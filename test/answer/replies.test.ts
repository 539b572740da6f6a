import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../src/answer/browse/codes.ts'
import type { Link } from '../../src/answer/browse/link.ts'
import { type Remark, type RepliedMessage, readRemark } from '../../src/answer/replies.ts'
import { type Article, toCitations } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith, cite, idsIn, idsOf, listIds } from './answer-with.ts'
import { readRoundTable } from './round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const fold = createFold()
const toTraditional = Converter({ from: 'cn', to: 'tw' })
const TABLE = (await readRoundTable()).articles
const { answerRemark, answer, open } = await answerWith(...ALL)
const table = await answerWith(...TABLE)

const textOf = (id: string, articles: readonly Article[] = ALL) => cite(id, ...articles).passage.text

/** Who is named above a passage's words. */
function whoOf(id: string, articles: readonly Article[] = ALL): string {
  const {
    article,
    passage: { voice },
  } = cite(id, ...articles)
  return voice.kind === 'narration' ? article.publication : voice.speakers.map(({ name }) => name).join('、')
}

/** A message of the bot that quotes these passages, with names, offices, questions and sources about them. */
function telling(...ids: string[]): RepliedMessage {
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

/** What somebody asks in like words and means. */
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

describe.each(['who', 'source', 'context', 'more'] as const)('asks for %s', (remark) => {
  it.each(REMARKS[remark])('%s', (text) => {
    expect(readRemark(fold(text).text)).toBe(remark)
  })
})

describe('no remark', () => {
  it.each(NO_REMARKS)('is %j', (text) => {
    expect(readRemark(fold(text).text)).toBeUndefined()
    expect(answerRemark(text, telling('harbour_start'))).toBeUndefined()
  })
})

// The particle 么 is taken off an end, and the 么 of 什么 is not.
it.each([
  ['出处是什么', 'source'],
  ['来源是什么？', 'source'],
  ['來源是什麼', 'source'],
  ['上下文是什么？', 'context'],
  ['前面说了什么？', 'context'],
  ['前面說了什麼', 'context'],
  ['还有什么', 'more'],
])('%s asks for %s', (text, remark) => {
  expect(readRemark(fold(text).text)).toBe(remark)
})

// A phone writes ’ for ', and 接着 is 接著 in 繁體.
it.each([
  ['Who’s saying this?', 'who'],
  ['What’s the source?', 'source'],
  ['Where’s this from?', 'source'],
  ["Who's this from?", 'who'],
  ["Who's this?", 'who'],
  ['接著', 'more'],
])('%s asks for %s', (text, remark) => {
  expect(readRemark(fold(text).text)).toBe(remark)
})

describe('what a message quotes', () => {
  it('is read off its words, in their order there', () => {
    const { opened } = answerRemark('谁说的？', telling('ferry_night', 'harbour_start')) ?? {}
    expect(opened).toMatchObject({
      kind: 'who',
      citations: [{ article: { id: 'ferry' } }, { article: { id: 'harbour' } }],
    })
    expect(idsIn(opened)).toEqual(['ferry_night', 'harbour_start'])
  })

  it('is known to an answerer made anew, as after a restart', async () => {
    const anew = await answerWith(...ALL.map((article) => structuredClone(article)))
    expect(idsIn(anew.answerRemark('出處呢？', telling('market_fee'))?.opened)).toEqual(['market_fee'])
  })

  it.each([
    '材料里没有讲到这个问题，所以不引用任何原文。',
    '',
    '林海\n港务局局长',
    // Half a passage is none.
    '林海：\n新码头明年三月动工，先建两个深水',
  ])('is nothing in %j, and a remark about it is a query', (text) => {
    expect(
      ['谁说的', '出处', '上下文', '还有吗'].map((remark) =>
        answerRemark(remark, { text, query: '新码头什么时候动工' }),
      ),
    ).toEqual(Array.from({ length: 4 }))
  })

  it('is nothing where the material does not hold it any more', async () => {
    const { answerRemark: answerWithout } = await answerWith(MARKET)
    expect(answerWithout('谁说的', telling('harbour_start'))).toBeUndefined()
  })

  describe('is read off converted characters', () => {
    const ids = listIds(toCitations([...ALL, ...TABLE]))
    const tellConverted = (id: string): RepliedMessage => ({
      text: toTraditional(`记者问：怎么样？\n${textOf(id, [...ALL, ...TABLE])}\n出处`),
    })
    const readOff = (id: string) =>
      idsIn((id.startsWith('talent') ? table : { answerRemark }).answerRemark('誰說的', tellConverted(id))?.opened)

    it.each(ids)('%s', (id) => {
      expect(readOff(id)).toEqual([id])
    })
  })
})

describe('the same words in two articles', async () => {
  const toSame = (id: string, speaker: string) =>
    toArticle(
      `---\nid: ${id}\ntitle: ${id}\npublication: 报\nspeakers:\n  - {name: ${speaker}, office: ${id}局长}\n---\n\n# 安全\n\n【${speaker}】码头的扩建必须把安全放在第一位。 ^same\n`,
    )
  const both = [toSame('one', '林海'), toSame('two', '苏芸'), toSame('three', '林海')]
  const { answerRemark: answerBoth } = await answerWith(...both)
  const words = textOf('one_same', both)

  it('are whose name stands above them', () => {
    expect(idsIn(answerBoth('谁说的', { text: `苏芸：\n${words}\n—— two局长` })?.opened)).toEqual(['two_same'])
  })

  it('are those of the passage that the name links to', () => {
    expect(
      idsIn(answerBoth('谁说的', { text: `林海：\n${words}\n—— three局长`, linked: ['three_same'] })?.opened),
    ).toEqual(['three_same'])
    expect(idsIn(answerBoth('上下文', { text: `苏芸：\n${words}`, linked: ['two_same'] })?.opened)).toEqual([
      'two_same',
    ])
  })

  it("are nobody's where another is named above them", () => {
    const { answerRemark: answerOne } = { answerRemark: answerBoth }
    expect(idsIn(answerOne('谁说的', { text: `某某：\n${words}` })?.opened)).toEqual([])
  })
})

describe('a short passage', async () => {
  const short = toArticle(
    '---\nid: short\ntitle: 短\npublication: 报\nspeakers:\n  - {name: 甲某, office: 局长}\n  - {name: 乙某, office: 处长}\n---\n\n# 短\n\n【甲某】会的。 ^yes\n\n【乙某】会的。我们已经着手修桥。 ^bridge\n',
  )
  const { answerRemark: answerShort } = await answerWith(short)
  const tellShort = (...ids: string[]): RepliedMessage => ({
    text: ids.map((id) => `${whoOf(id, [short])}：\n${textOf(id, [short])}\n处长`).join('\n\n'),
  })

  it('that the message quotes before a longer one with its words is known, and so is one alone', () => {
    expect(idsIn(answerShort('谁说的', tellShort('short_yes', 'short_bridge'))?.opened)).toEqual([
      'short_yes',
      'short_bridge',
    ])
    expect(idsIn(answerShort('谁说的', tellShort('short_yes'))?.opened)).toEqual(['short_yes'])
  })

  it('whose words only stand within a longer one is not quoted', () => {
    expect(idsIn(answerShort('谁说的', tellShort('short_bridge'))?.opened)).toEqual(['short_bridge'])
  })

  it('that the message quotes after a longer one with its words is known', () => {
    expect(idsIn(answerShort('谁说的', tellShort('short_bridge', 'short_yes'))?.opened)).toEqual([
      'short_bridge',
      'short_yes',
    ])
  })
})

describe('who said it, and where it stands,', () => {
  it.each([
    ['谁说的', 'who'],
    ['出处', 'source'],
  ])('%s: is told of all that is quoted, and opened by no link', (text, kind) => {
    const ids = ['harbour_start', 'market_air', 'ferry_night', 'ferry_ships']
    const remarked = answerRemark(text, telling(...ids))
    expect(remarked?.opened.kind).toBe(kind)
    expect(idsIn(remarked?.opened)).toEqual(ids)
    expect(remarked).not.toHaveProperty('link')
  })
})

describe('what stands around it', () => {
  it('is the paragraphs around the first that is quoted, and the link opens the same', () => {
    const remarked = answerRemark('上下文', telling('harbour_money', 'ferry_night'))
    expect(remarked?.opened).toMatchObject({ kind: 'context', centre: { passage: { id: 'harbour_money' } } })
    expect(idsIn(remarked?.opened)).toEqual(['harbour_start', 'harbour_money', 'harbour_career'])
    expect(remarked?.link).toEqual({
      kind: 'context',
      at: toCode('passage', 'harbour_money'),
      direction: 'around',
      results: { codes: ['harbour_money', 'ferry_night'].map((id) => toCode('passage', id)), shown: 2 },
    })
    expect(remarked?.link && open(remarked.link)).toEqual(remarked?.opened)
  })

  it('leads back to three passages at most', () => {
    const link = answerRemark('context', telling('harbour_start', 'harbour_money', 'market_air', 'ferry_night'))?.link
    expect(link && 'results' in link && link.results).toMatchObject({ codes: { length: 3 }, shown: 3 })
  })
})

describe('more', () => {
  const resultsOf = (link: Link | undefined) => (link && 'results' in link ? link.results : undefined)

  it('is what else the query found, best first, where the query is known, and the link opens the same', () => {
    const query = '新码头什么时候动工'
    const answered = answer(query)
    expect(idsOf(answered)).toEqual(['harbour_start'])
    const further = listIds(answered.around?.further ?? [])
    expect(further).toContain('harbour_money')
    const remarked = answerRemark('还有吗？', { ...telling('harbour_start'), query })
    expect(remarked?.opened).toMatchObject({ kind: 'more', page: 0, total: further.length })
    expect(idsIn(remarked?.opened)).toEqual(further.slice(0, 3))
    expect(resultsOf(remarked?.link)).toEqual({
      codes: ['harbour_start', ...further].map((id) => toCode('passage', id)),
      shown: 1,
    })
    expect(remarked?.link && open(remarked.link)).toEqual(remarked?.opened)
  })

  it('is no passage that the message quotes', () => {
    const query = '新码头什么时候动工'
    const told = telling('harbour_start', 'harbour_money')
    const ids = idsIn(answerRemark('more', { ...told, query })?.opened)
    expect(ids).not.toContain('harbour_money')
    expect(ids.length).toBeGreaterThan(0)
  })

  it('on a page of further passages is those after them', () => {
    const query = '新码头什么时候动工'
    const further = listIds(answer(query).around?.further ?? [])
    expect(further.length).toBeGreaterThan(2)
    expect(idsIn(answerRemark('还有吗', { ...telling(...further.slice(0, 2)), query })?.opened)).toEqual(
      further.slice(2, 5),
    )
  })

  it('is what the answer quotes and the message does not', () => {
    expect(idsIn(answerRemark('还有呢', { ...telling('harbour_papers'), query: '船员' })?.opened)).toEqual([
      'harbour_crew',
    ])
  })

  it.each([undefined, '今天天气怎么样', '林海是谁', '你好'])(
    'is what follows in the exchange where the query is %j, and finds no passages',
    (query) => {
      const remarked = answerRemark('继续', { ...telling('harbour_start'), query })
      expect(remarked?.opened.kind).toBe('context')
      expect(idsIn(remarked?.opened)).toEqual(['harbour_money', 'harbour_career'])
      expect(remarked?.link).toEqual({
        kind: 'context',
        at: toCode('passage', 'harbour_money'),
        direction: 'on',
        results: { codes: [toCode('passage', 'harbour_start')], shown: 1 },
      })
      expect(remarked?.link && open(remarked.link)).toEqual(remarked?.opened)
    },
  )

  it('is what follows in the exchange where the query finds nothing more', () => {
    const query = '先开船前检查救生衣和灭火器吗'
    expect(answer(query)).toMatchObject({ quotes: [{ passage: { id: 'ferry_safety' } }], around: { further: [] } })
    expect(idsIn(answerRemark('更多', { ...telling('ferry_safety'), query })?.opened)).toEqual(['ferry_photos'])
  })

  it('follows the last passage that the message quotes', () => {
    expect(idsIn(answerRemark('下一条', telling('ferry_safety', 'harbour_start', 'harbour_money'))?.opened)).toEqual([
      'harbour_career',
    ])
  })

  it.each([
    ['the exchange ends', ['harbour_career']],
    ['the article ends', ['ferry_ships']],
    ['what follows stands in the message too', ['harbour_papers', 'harbour_crew']],
  ])('is none where %s', (_, ids) => {
    expect(answerRemark('还有吗', telling(...ids))).toEqual({ opened: { kind: 'noMore' } })
  })

  it('is none where the query found all that is shown, and the exchange ends', () => {
    expect(answerRemark('还有吗', { ...telling('harbour_crew', 'harbour_papers'), query: '船员' })).toEqual({
      opened: { kind: 'noMore' },
    })
  })
})
