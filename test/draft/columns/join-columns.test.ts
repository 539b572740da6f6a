import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block } from '../../../src/draft/page/page.ts'
import { joinColumns } from '../../../src/draft/columns/join-columns.ts'

function toBlocks(texts: readonly string[]): Block[] {
  return texts.map((text, place) => ({ text, line: place + 1 }))
}

function listJoins(texts: readonly string[]): (readonly number[])[] {
  return joinColumns(toBlocks(texts)).flatMap(({ lines }) => (lines.length > 1 ? [lines] : []))
}

describe('a page whose paragraphs end as sentences', () => {
  it('comes back as it was, without a doubt', () => {
    const page = ['港口扩建今年动工。', '工期为三年，投资二十亿元。', '“我们等了很久！”渔民说。', 'It opens in May.']
    expect(joinColumns(toBlocks(page))).toEqual(
      page.map((text, place) => ({ text, line: place + 1, lines: [place + 1], doubts: [] })),
    )
  })

  it('keeps its headings, names and credits alone', () => {
    const page = [
      '海港要更深',
      '主持人：港城日报记者 李明',
      '张伟 (记者 王芳 摄)',
      '海港水深不足，大船进不来。今年将疏浚航道，工期三年。',
      '渔民怎么办',
      '渔民可以领取补贴，也可以转到新的渔港。补贴每户两万元。',
    ]
    expect(listJoins(page)).toEqual([])
  })
})

describe('a paragraph that was cut', () => {
  it('goes on in a word', () => {
    const page = [
      '疏浚航道要三年。市里决定同时扩建集装箱码',
      '补贴每户两万元，由渔业局发放。渔民可以自己选择。',
      '头，明年动工，后年完工。',
    ]
    expect(listJoins(page)).toEqual([[1, 3]])
  })

  it('goes on in the quotation that it leaves open', () => {
    const page = [
      '渔业局长陈明表示支持。他说：“补贴的办法很',
      '航道今年开始疏浚，工期三年，由省里出资。',
      '公平，渔民都能领到。”会后他去了码头。',
    ]
    expect(listJoins(page)).toEqual([[1, 3]])
  })

  it('goes on in Traditional characters', () => {
    const page = [
      '疏浚航道要三年。市裡決定同時擴建貨櫃碼',
      '補貼每戶兩萬元，由漁業局發放。',
      '頭，明年動工，後年完工。',
    ]
    expect(listJoins(page)).toEqual([[1, 3]])
  })

  it('goes on in English, with a space between words', () => {
    const page = [
      'The harbour will be deepened. The council has decided to build a new container',
      'Fishermen are paid for the days on which they cannot go to sea.',
      'terminal, and ships will unload at the container terminal from next May.',
    ]
    const [joined] = joinColumns(toBlocks(page))
    expect(joined?.lines).toEqual([1, 3])
    expect(joined?.text).toContain('a new container terminal, and')
  })

  it('is marked where a hyphen ends it', () => {
    const page = ['The harbour will be deepened. Everybody had the same infor-', 'mation, said the mayor.']
    expect(joinColumns(toBlocks(page))).toEqual([
      expect.objectContaining({ lines: [1, 2], doubts: [{ kind: 'join', at: page[0]?.length }] }),
    ])
  })

  it('may go on twice', () => {
    const page = [
      '疏浚航道要三年。市里决定同时扩建集装箱码',
      '头，明年动工，后年完工。码头由省里出资，共二十亿元，其中渔民补',
      '贴两亿元。',
    ]
    expect(listJoins(page)).toEqual([[1, 2, 3]])
  })

  it('is marked where nothing goes on from it, or it goes on from nothing', () => {
    expect(joinColumns([{ text: '航道疏浚了。渔民却说，', line: 4 }])).toEqual([
      { text: '航道疏浚了。渔民却说，', line: 4, lines: [4], doubts: [{ kind: 'noEnd' }] },
    ])
    expect(joinColumns([{ text: '，工期三年。', line: 4 }])[0]?.doubts).toEqual([{ kind: 'noStart' }])
  })

  it('is not joined with what the source has as a heading', () => {
    const page: Block[] = [
      { text: '市里决定同时扩建集装箱码', line: 1, depth: 2 },
      { text: '头，明年动工，后年完工。', line: 2 },
    ]
    expect(joinColumns(page).map(({ lines }) => lines)).toEqual([[1], [2]])
  })
})

describe('the page of the round-table', () => {
  const source = readFileSync('knowledge/talent-2023.source.txt', 'utf8').split('\n')
  const blocks = source.flatMap((text, place) => (text.trim() === '' ? [] : [{ text, line: place + 1 }]))
  const joined = joinColumns(blocks)

  it('is rejoined', () => {
    const joins = joined.map(({ lines }) => lines.join('+'))
    const cut = ['59+105', '63+119', '71+73', '85+87', '91+97', '109+111', '121+123', '125+127']
    expect(cut.filter((join) => joins.includes(join)).length).toBeGreaterThanOrEqual(7)
  })

  it('has no wrong join without a mark', () => {
    const right = new Set(['59+105', '63+119', '71+73', '85+87', '91+97', '109+111', '121+123', '125+127'])
    const wrong = joined.filter(({ lines }) => lines.length > 1 && !right.has(lines.join('+')))
    expect(wrong.filter(({ doubts }) => !doubts.some(({ kind }) => kind === 'join'))).toEqual([])
  })
})

describe('any page', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[港口码头的，。“”（）a-z 0-9-]{0,30}$/u),
  )

  it('keeps every character once, and says where each block went', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const joined = joinColumns(toBlocks(texts))
        const lines = joined.flatMap((block) => block.lines)
        expect(lines.toSorted((a, b) => a - b)).toEqual(texts.map((_, place) => place + 1))
        for (const block of joined)
          expect(toCharacters(block.text)).toBe(toCharacters(block.lines.map((line) => texts[line - 1] ?? '').join('')))
      }),
    )
  })

  it('marks places within its blocks', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        for (const block of joinColumns(toBlocks(texts)))
          for (const doubt of block.doubts)
            if (doubt.kind === 'join') expect(doubt.at).toBeLessThanOrEqual(block.text.length)
      }),
    )
  })
})

function toCharacters(text: string): string {
  return text.replace(/\s/gu, '')
}

describe('other texts', () => {
  it('tell where a page goes on that alone does not tell', () => {
    const page = [
      '会议在周二举行。代表们谈到了海岸的防波',
      '代表们还谈到了渔港的租金。',
      '堤，也谈到了岸上的道路。',
      '线路，也谈到了岸上的路灯。',
    ]
    const known = ['防波堤，去年建成。新的防波堤，三百米长。', '旧的防波堤，去年拆除。']
    const [joined] = joinColumns(toBlocks(page), { known })
    expect(joined).toEqual(expect.objectContaining({ lines: [1, 3], doubts: [] }))
  })
})
