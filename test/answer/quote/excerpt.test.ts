import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findExcerpt } from '../../../src/answer/quote/excerpt.ts'
import type { Passage } from '../../../src/knowledge/article.ts'
import { measureWidth } from '../../../src/text/width.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { corpusOf } from '../answer-with.ts'

const { index, fold } = await corpusOf(HARBOUR, MARKET, FERRY)
/** Han characters: some four lines on a phone. */
const MOST_WIDTH = 85

function wordsOf(query: string, text: string, asks?: readonly string[]): string[] {
  const passage: Passage = { id: 'a_b', text, voice: { kind: 'narration' }, ...(asks && { asks }) }
  return findExcerpt(index, query, fold(query).text, passage).stretches.map(({ start, end }) => text.slice(start, end))
}

const FILLER = '这一句讲的是别的事情，和所问的没有什么关系，只是为了把整段写得长一些。'

describe('the words of a passage that answer', () => {
  it('are the whole of a short passage', () => {
    expect(wordsOf('新码头什么时候动工', '新码头明年三月动工，先建两个深水泊位。')).toEqual([
      '新码头明年三月动工，先建两个深水泊位。',
    ])
  })

  it('are the sentence of a long one that has the words of the query', () => {
    const words = '末班船延长到晚上十一点，周末再加一班。'
    expect(wordsOf('末班船几点', FILLER.repeat(3) + words + FILLER.repeat(3))).toContain(words)
  })

  it('are those of who suggests where a suggestion is asked for, though another sentence has more of the query', () => {
    const suggested = '他建议，让学生上船实习半年。'
    const said =
      '全市船员的伙食标准去年提高了，年轻船员的提得更多，老船员的也跟着提了，码头上的人都说好吃，家里人听了也放心，来报名的人一天比一天多。'
    const text = FILLER.repeat(2) + said + FILLER + suggested + FILLER
    expect(wordsOf('年轻船员的伙食标准', text)).toEqual([said])
    expect(wordsOf('年轻船员的伙食标准有什么建议', text)).toContain(suggested)
  })

  it('are the clause that the words of a like ask lead to', () => {
    const words = '值班表贴在公告栏里。'
    const text = FILLER.repeat(3) + words + FILLER.repeat(3)
    expect(wordsOf('谁今晚当班啊', text, ['今晚谁当班，值班表在哪里']).join()).toContain(words)
  })

  it('are what somebody proposes, where the query asks for that', () => {
    const [said, proposed] = ['码头的船员现在很辛苦，船员常常夜里出航。', '要推动船员轮休。']
    const text = FILLER.repeat(2) + said + FILLER + proposed + FILLER.repeat(2)
    expect(wordsOf('船员该怎么安排', text).join()).toContain(proposed)
    expect(wordsOf('船员夜里', text).join()).toContain(said)
  })

  it('have the clauses before them where they are few', () => {
    const begun = '港口的新队伍一年里建好了自己的三条生产线和两座试验码头，又在上游的老厂区里开办了学校和食堂'
    const long = `${begun}，添置了十二台吊车，培养了一批能独立出航的年轻船员`
    const text = `${FILLER.repeat(2)}${long}，队里还有四人升任船长。`
    expect(wordsOf('四人升任', text).join()).toContain('培养了一批能独立出航的年轻船员，队里还有四人升任船长')
  })
})

it('the words are in order, do not overlap, hold the marks, and take four lines at most, of any text and query', () => {
  const pieces = fc.constantFrom(
    '新船',
    '末班船',
    '12艘',
    '，',
    '。',
    '；',
    '“',
    '”',
    'The boat',
    '. ',
    ' ',
    '😀',
    '\n',
    FILLER,
  )
  const queries = fc.constantFrom('新船多少艘', '末班船几点', 'how many boats', '😀', '')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), queries, (some, query) => {
      const text = `${some.join('')}。`
      const { stretches, marks } = findExcerpt(index, query, fold(query).text, {
        id: 'a_b',
        text,
        voice: { kind: 'narration' },
      })
      expect(stretches.length).toBeGreaterThan(0)
      let before = 0
      for (const { start, end } of stretches) {
        expect(start).toBeGreaterThanOrEqual(before)
        expect(end).toBeGreaterThan(start)
        before = end
      }
      expect(before).toBeLessThanOrEqual(text.length)
      for (const mark of marks)
        expect(stretches.some(({ start, end }) => start <= mark.start && mark.end <= end)).toBe(true)
      const [only] = stretches
      const isWhole = only?.start === 0 && only.end === text.length
      const width = stretches.reduce((sum, { start, end }) => sum + measureWidth(text.slice(start, end)), 0)
      if (!isWhole) expect(width).toBeLessThanOrEqual(MOST_WIDTH)
    }),
  )
})
