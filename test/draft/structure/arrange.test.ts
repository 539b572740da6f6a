import { expect, it } from 'vitest'
import { draftTexts } from '../../../src/draft/draft-texts.ts'
import type { JoinedBlock } from '../../../src/draft/columns/joined-block.ts'
import { arrange } from '../../../src/draft/structure/arrange.ts'

const block = (text: string, lines: readonly number[], depth?: number): JoinedBlock => ({
  text,
  line: lines[0] ?? 1,
  lines,
  depth,
  doubts: [],
})
const texts = (joined: readonly JoinedBlock[]) => arrange(joined).map((one) => one.block.text)

const QUESTIONS = [
  block('圆桌会', [1], 6),
  block('记者：钱从哪里来？', [2]),
  block('一半是财政拨付。', [3, 9]),
  block('记者：什么时候动工？', [4]),
  block('明年。', [5]),
]
const HEADINGS = [
  block('拓宽资金来源渠道', [8], 6),
  block('还有一半靠发债。', [10]),
  block('抓紧推进工程建设', [11], 6),
  block('先建两个泊位。', [12]),
]

it('puts the questions of a talk below the headings that the page has apart from them, and says so', () => {
  const arranged = arrange([...QUESTIONS, ...HEADINGS, block('两会声音', [13], 6), block('好。', [14])])
  expect(arranged.map((one) => one.block.text)).toEqual([
    '圆桌会',
    '拓宽资金来源渠道',
    '记者：钱从哪里来？',
    '一半是财政拨付。',
    '还有一半靠发债。',
    '抓紧推进工程建设',
    '记者：什么时候动工？',
    '明年。',
    '先建两个泊位。',
    '两会声音',
    '好。',
  ])
  expect(arranged.filter(({ guesses }) => guesses.length > 0)).toEqual([
    expect.objectContaining({ guesses: [draftTexts.pairedHeading()] }),
    expect.objectContaining({ guesses: [draftTexts.pairedHeading()] }),
  ])
})

it('leaves them where no paragraph goes on below the headings, or their numbers differ', () => {
  const untied = QUESTIONS.map((one) => ({ ...one, lines: [one.line] }))
  for (const page of [
    [...untied, ...HEADINGS],
    [...QUESTIONS, ...HEADINGS.slice(0, 2)],
  ])
    expect(texts(page)).toEqual(page.map(({ text }) => text))
})

it('puts a question right above a heading below it', () => {
  expect(texts([block('问：怎么办？', [1]), block('抓紧推进工程建设', [2], 2), block('答：先建泊位。', [3])])).toEqual([
    '抓紧推进工程建设',
    '问：怎么办？',
    '答：先建泊位。',
  ])
})

it('doubts the place of a paragraph between the parts of another, but not across a heading', () => {
  const page = [
    block('一半是财政拨付，一半靠发债。', [1, 3]),
    block('林海在港务局工作了二十年。', [2]),
    block('明年三月动工，后年完工。', [4, 7]),
    block('抓紧推进工程建设', [5], 2),
    block('先建两个泊位。', [6]),
  ]
  expect(arrange(page).map(({ guesses }) => guesses)).toEqual([[], [draftTexts.enclosed()], [], [], []])
})
