import { describe, expect, it } from 'vitest'
import { answerQuery } from '../../../src/answer/answer-query.ts'
import { isSmallTalk } from '../../../src/answer/question/small-talk.ts'
import { createFold } from '../../../src/text/fold.ts'
import { HARBOUR, toArticle } from '../../articles.ts'
import { loadRoundTable, readRoundTableQueries } from '../round-table-queries.ts'
import { corpusOf } from '../answer-with.ts'

const fold = createFold()
const talks = (text: string) => isSmallTalk(fold(text).text)

describe('small talk', () => {
  it.each([
    [
      'judges',
      ['错了', '你說錯了吧', '不准確', '真的嗎？', '胡說八道！', '没看懂', '太长了', '好棒', 'Are you sure?', 'wrong'],
    ],
    ['greets', ['大家早上好', '节日快乐！', '在嗎', '有人在吗', '不好意思', '晚安', 'happy new year', 'good morning']],
    [
      'steers',
      ['然后呢', '换一个', '下一页', '重新来', '帮帮我', '转人工', '总结一下', '詳細一點', 'help', 'start again'],
    ],
    [
      'points',
      ['那个呢', '她呢', '第三个', '最后一条', '什么时候', '为什么', '多少', '怎么办', 'what about this one?'],
    ],
    ['means the bot', ['你是谁', '你是机器人吗', '你叫什么名字', 'who are you', 'are you a robot']],
    ['is a key or two', ['1', '12', '？？？', '111111', 'aaaa', '顶', 'A', '']],
  ])('%s', (_, texts) => {
    expect(texts.filter((text) => !talks(text))).toEqual([])
  })

  it('is no query with a subject', async () => {
    const answered = (await readRoundTableQueries()).filter(({ passages }) => passages.length > 0)
    const queries = answered.map(({ query }) => query)
    const further = [
      '谁支持码头扩建',
      '什么时候动工',
      '第三产业',
      '人工智能',
      'EV',
      '638',
      '6+5+4',
      '取消报销',
      '广告费',
      'who pays',
    ]
    expect([...queries, ...further].filter(talks)).toEqual([])
  })
})

describe('an answer to small talk', () => {
  const titled = toArticle(
    '---\nid: vote\ntitle: 反对票\npublication: 报\n---\n\n# 取消摊位费\n\n【叙述】多数人反对取消。 ^a\n',
  )

  it('quotes nobody', async () => {
    const corpus = await loadRoundTable()
    for (const text of ['错了', '帮助', '继续', '什么意思', '你是谁', '顶', '1', '不对', 'really?'])
      expect(answerQuery(corpus, text).kind, text).toBe('unasked')
  })

  it('is one to a query where its words head an article, or are an ask', async () => {
    const corpus = await corpusOf(HARBOUR, titled)
    expect(['反对', '取消', '为什么取消'].map((query) => answerQuery(corpus, query).kind)).toEqual([
      'found',
      'found',
      'found',
    ])
    expect(answerQuery(await corpusOf(HARBOUR), '取消').kind).toBe('unasked')
  })
})
