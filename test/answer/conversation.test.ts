import { describe, expect, it } from 'vitest'
import { answerContinued, toEarlier } from '../../src/answer/conversation.ts'
import { listQuotedIds } from '../../src/answer/answer.ts'
import type { Earlier } from '../../src/answer/question/complete-query.ts'
import { bindCorpus, idsIn } from './answer-with.ts'
import { loadRoundTable } from './round-table-queries.ts'

const { corpus, answer } = bindCorpus(await loadRoundTable())
const local = (ids: readonly string[]) => ids.map((id) => id.replace('talent-2023_', ''))

/** Asks a query, and a text after it. */
async function ask(first: string, ...texts: string[]) {
  const content = answer(first)
  let earlier: Earlier = toEarlier(content, listQuotedIds(content), first)
  let continued: Awaited<ReturnType<typeof answerContinued>>
  for (const text of texts) {
    continued = await answerContinued(corpus, text, earlier)
    if (continued) earlier = toEarlier(continued.content, idsIn(continued.content), continued.query ?? text, earlier)
  }
  return { first: local(idsIn(content)), content: continued?.content, ids: local(idsIn(continued?.content)) }
}

describe('a text after a query', () => {
  it.each([
    ['another subject', '青年人才有什么政策', '那博士后呢', 's1-7'],
    ['another subject, in Traditional characters', '智慧城市怎麼建', '那文旅呢', 'voices-6'],
    ['another subject, whose words stand apart', '软件人才怎么培养', '那汽车人才呢', 's2-8'],
    ['a part of the subject', '6+5+4是什么', '那个5呢', 's3-2'],
    ['another person', '陈娟对卫生人才有什么建议', '那王延江呢', 's4-4'],
    ['another person with a verb', '王颖怎么看产才融合', '那褚文博怎么看', 's2-4'],
    ['another person for 谁', '时栅是谁做出来的', '那刘小康呢', 's1-9'],
    ['a pronoun for whom the query names', '高新波怎么评价人才政策', '他怎么看卓越工程师', 's3-3'],
    ['a pronoun for who spoke', '“双向奔赴”是谁说的', '他怎么看汽车人才', 's2-8'],
  ])('has %s: %s → %s', async (_, first, then, passage) => {
    const { content, ids } = await ask(first, then)
    expect(ids[0]).toBe(passage)
    expect(content).toHaveProperty('understood')
  })

  it.each([
    ['高新波怎么评价人才政策', '他是哪个学校的', '高新波'],
    ['教育大脑是谁提的', '做什么的', '娄超'],
    ['王颖是谁', '那褚文博呢', '褚文博'],
    ['what did Wang Ying suggest about software talent', 'who is she', '王颖'],
  ])('may ask who somebody is: %s → %s', async (first, then, name) => {
    expect((await ask(first, then)).content).toMatchObject({ kind: 'speaker', cards: [{ speaker: { name } }] })
  })

  it('may ask for further words, which are not those that were shown, until there are none', async () => {
    const { first, ids } = await ask('王颖怎么看软件人才', '她还说了什么')
    expect(ids).not.toEqual([])
    for (const id of ids) expect(first).not.toContain(id)
    const { content } = await ask('王颖怎么看软件人才', '她还说了什么', '她还说了什么')
    expect(content).toEqual({ kind: 'noMore' })
  })

  it('is answered by no passage on something else', async () => {
    const { content, ids } = await ask('红烧肉怎么做', '那鱼呢')
    expect(ids).toEqual([])
    expect(content?.kind).toBe('none')
  })

  it.each([
    ['王颖和褚文博怎么看产才融合', '他怎么看汽车', ['王颖', '褚文博']],
    ['六大工程是什么', '他是谁', []],
    ['陈娟对卫生人才有什么建议', '她呢', ['陈娟']],
  ])('is asked back where it may mean several people, or none: %s → %s', async (first, then, names) => {
    expect((await ask(first, then)).content).toMatchObject({ kind: 'unclear', people: names.map((name) => ({ name })) })
  })

  it.each(['这次圆桌会有哪些人参加', '卓越工程师有哪些举措', '哈哈', '好的', '再见'])(
    'is left to itself: %s',
    async (then) => {
      const { content } = await ask('王颖怎么看软件人才', then)
      expect(content ?? {}).not.toHaveProperty('understood')
    },
  )
})

describe('a text before which nothing was asked', () => {
  it.each(['她还说了什么', '他是哪个学校的', 'who is she'])('%s is asked back', async (text) => {
    expect((await answerContinued(corpus, text))?.content).toMatchObject({ kind: 'unclear', people: [] })
  })

  it.each(['那博士后呢', '怎么申请', '什么时候', '这个呢', '是哪里的人大代表'])(
    '%s is left to itself',
    async (text) => {
      expect(await answerContinued(corpus, text)).toBeUndefined()
    },
  )
})
