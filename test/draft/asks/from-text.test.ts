import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftFromText } from '../../../src/draft/asks/from-text.ts'
import { siftProposals } from '../../../src/draft/asks/sift.ts'
import { type Article, toCitations } from '../../../src/knowledge/article.ts'
import { createFold } from '../../../src/text/fold.ts'
import { FERRY, HARBOUR } from '../../articles.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const asksOf = (article: Article, id: string) =>
  draftFromText(article, fold).asks.flatMap(({ passage, ask }) => (passage === `${article.id}_${id}` ? [ask] : []))
const withText = (text: string): Article => ({
  ...HARBOUR,
  exchanges: [{ headings: [], passages: [{ id: 'harbour_a', text, voice: { kind: 'narration' } }] }],
})

describe('draftFromText', () => {
  it('gives a question of the reporter to the passage that answers it, without its politeness', () => {
    expect(asksOf(HARBOUR, 'start')).toContain('新码头什么时候动工？')
    expect(asksOf(HARBOUR, 'career')).not.toContain('新码头什么时候动工？')
  })

  it('asks for a figure and a date that stand alone in their clause', () => {
    expect(asksOf(FERRY, 'ships')).toEqual(
      expect.arrayContaining(['轮渡公司成立于什么时候', '上半年全线客运量超过多少人次', '老年乘客占百分之多少']),
    )
    expect(asksOf(withText('产量由3吨增加到5吨。'), 'a').join()).not.toContain('多少')
  })

  it('asks for the parts of what is listed, and of names that count them', () => {
    expect(asksOf(withText('扩建主要包括泊位、航道、堆场。实施“三大工程”。'), 'a')).toEqual(
      expect.arrayContaining(['扩建主要包括哪些', '三大工程具体是哪些']),
    )
  })

  it('asks who said something', () => {
    const [speaker] = HARBOUR.speakers
    if (!speaker) throw new Error('no speaker')
    const passages = [
      {
        id: 'harbour_a',
        text: '林海建议，先建两个深水泊位。',
        voice: { kind: 'speech' as const, speakers: [speaker] },
      },
    ]
    expect(asksOf({ ...HARBOUR, exchanges: [{ headings: [], passages }] }, 'a')).toContain('谁建议先建两个深水泊位')
  })

  it('gives keywords as the text writes them, for every passage', () => {
    expect(asksOf(withText('提高遠洋船員的伙食標準。'), 'a')).toEqual(['提高遠洋船員 伙食標準'])
    for (const { passage } of toCitations([HARBOUR, FERRY])) {
      const article = passage.id.startsWith('ferry') ? FERRY : HARBOUR
      expect(asksOf(article, passage.id.replace(/^.*_/u, '')).length).toBeGreaterThan(0)
    }
  })

  it('proposes as unanswered what is seldom told of people, and the figures of another year', () => {
    const lines = draftFromText(withText('2021年产量达到30吨。'), fold).unanswered.map(({ ask }) => ask)
    expect(lines).toEqual(expect.arrayContaining(['林海今年多大年纪', '2018年产量达到多少吨']))
  })

  it('gives only spans that the sieve finds, whatever a passage says', () => {
    const words = ['2021年', '35万名', '包括甲、乙', '“三大”', '林海建议', '，', '。', '百分之五', ' percent ']
    fc.assert(
      fc.property(arbitraryText(words), (text) => {
        const article = withText(text)
        for (const { span } of draftFromText(article, fold).asks) expect(text).toContain(span)
        siftProposals(article, draftFromText(article, fold), fold)
      }),
      { numRuns: 40 },
    )
  })
})
