import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinProposals } from '../../../src/draft/asks/proposals.ts'
import { renderAsksDraft } from '../../../src/draft/asks/render-draft.ts'
import { siftProposals } from '../../../src/draft/asks/sift.ts'
import { parseAsks } from '../../../src/knowledge/companions/asks.ts'
import { addAsks, findUnknown } from '../../../src/knowledge/companions/place-asks.ts'
import { createFold } from '../../../src/text/fold.ts'
import { HARBOUR } from '../../articles.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const START = 'harbour_start'
const SPAN = '新码头明年三月动工'
const sift = (...asks: readonly (readonly [passage: string, ask: string, span: string])[]) =>
  siftProposals(HARBOUR, { asks: asks.map(([passage, ask, span]) => ({ passage, ask, span })), unanswered: [] }, fold)
const siftUnanswered = (...lines: readonly (readonly [ask: string, span?: string])[]) =>
  siftProposals(HARBOUR, { asks: [], unanswered: lines.map(([ask, span]) => ({ ask, span })) }, fold)

describe('siftProposals', () => {
  it('keeps an ask whose span its passage has, and none whose span it has not', () => {
    const { asks, dropped } = sift(
      [START, '新泊位啥时候开挖', SPAN],
      [START, '工期多长', '工期三年'],
      [START, '投资多少', '扩建总投资四十亿元'],
      [START, '一个字', '新'],
      ['harbour_none', '没有这一段', SPAN],
    )
    expect(asks).toEqual([{ passage: START, ask: '新泊位啥时候开挖', span: SPAN }])
    expect(dropped).toMatchObject({ noSpan: 4 })
  })

  it('keeps one of the asks that differ in width, case, script and signs alone', () => {
    const { asks, dropped } = sift(
      [START, '碼頭幾時動工？', SPAN],
      [START, '码头几时动工', SPAN],
      [START, 'When is ＡＩ built', SPAN],
      [START, 'when is AI built?', SPAN],
    )
    expect([asks.length, dropped.repeated]).toEqual([2, 2])
  })

  it('leaves out what the article has as an ask, and what it has as unanswered', () => {
    const file = parseAsks('a.asks.yaml', 'article: harbour\nasks: {start: [几时动工]}\nunanswered: [工人挣多少]\n')
    if (file.kind === 'faulty') throw new Error('faulty')
    const [article = HARBOUR] = addAsks([HARBOUR], [file.value])
    const asks = ['幾時動工？', '工人掙多少', '哪天动工'].map((ask) => ({ passage: START, ask, span: SPAN }))
    const sifted = siftProposals(article, { asks, unanswered: [{ ask: '几时动工' }] }, fold)
    expect(sifted.asks.map(({ ask }) => ask)).toEqual(['哪天动工'])
    expect([sifted.unanswered, sifted.dropped.repeated]).toEqual([[], 3])
  })

  it('leaves out lines without words and those that are too long', () => {
    const { asks, dropped } = sift([START, '？！', SPAN], [START, '', SPAN], [START, '码'.repeat(201), SPAN])
    expect([asks, dropped.noLine]).toEqual([[], 3])
  })

  it('makes one line of an ask, without characters that a file must not have', () => {
    expect(sift([START, '码头\n\u0007\u202E几时\u0000动工', ` ${SPAN} `]).asks).toEqual([
      { passage: START, ask: '码头 几时 动工', span: SPAN },
    ])
  })

  it('leaves out an unanswered line whose claimed span the article has', () => {
    const { unanswered, dropped } = siftUnanswered(['学生实习多久', '实习半年'], ['船员工资多少', '工资一万元'])
    expect(unanswered.map(({ ask }) => ask)).toEqual(['船员工资多少'])
    expect(dropped.answered).toBe(1)
  })

  it('leaves out an unanswered line whose words a passage has, or an ask has too', () => {
    const proposals = {
      asks: [{ passage: START, ask: 'Who digs the dock?', span: SPAN }],
      unanswered: ['扩建投资多少', 'the dock: who digs', '码头工人挣多少', 'How deep are the berths?'].map((ask) => ({
        ask,
      })),
    }
    const { unanswered } = siftProposals(HARBOUR, proposals, fold)
    expect(unanswered.map(({ ask }) => ask)).toEqual(['码头工人挣多少', 'How deep are the berths?'])
  })

  it('leaves a file of asks that loads, whatever is proposed', () => {
    const text = fc.oneof(
      arbitraryText(['码头', '- a: b', '"', '\\', '#', '{}', '!!js', '*a', '&b']),
      fc.constant(SPAN),
    )
    const proposed = fc.record({ passage: fc.constantFrom(START, 'harbour_money', 'x'), ask: text, span: text })
    fc.assert(
      fc.property(fc.array(proposed), fc.array(fc.record({ ask: text, span: text })), (asks, unanswered) => {
        const spans = asks.map((ask) => ({ ...ask, span: SPAN }))
        const sifted = siftProposals(
          HARBOUR,
          joinProposals({ asks, unanswered }, { asks: spans, unanswered: [] }),
          fold,
        )
        const parsed = parseAsks('a.asks.draft.yaml', renderAsksDraft(HARBOUR, sifted))
        if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
        expect(findUnknown([parsed.value], [HARBOUR])).toEqual([])
        expect(Object.values(parsed.value.asks).flat()).toEqual(
          sifted.asks.toSorted((a, b) => place(a.passage) - place(b.passage)).map(({ ask }) => ask),
        )
        expect(parsed.value.unanswered).toEqual(sifted.unanswered.map(({ ask }) => ask))
      }),
      { numRuns: 40 },
    )
  })
})

const place = (id: string) => [START, 'harbour_money'].indexOf(id)
