import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JoinedBlock } from '../../../src/draft/columns/joined-block.ts'
import { attribute } from '../../../src/draft/people/attribute.ts'
import { findSpeakers } from '../../../src/draft/people/find-speakers.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

/** Words that the rules look for. */
const WORDS =
  '记者：|问：|答：|主席：|主持人：|王颖|局长王颖|陳委員超明：|说|表示，|建议|“|”|「|」|。|，|、|在|看来|他|她|请|發言。|第一条 |第二条 |一看|二看|Jane Doe|Mr. Smith: |said |, director of the Bank, |Q: |A: |"|, |. |约翰·|（|）|：|专访了|我是|\n'.split(
    '|',
  )

const blocks = fc
  .array(
    fc.record({
      text: fc.oneof(
        arbitraryText(WORDS),
        fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join('')),
      ),
      depth: fc.constantFrom(undefined, undefined, undefined, 1, 2),
      isBold: fc.constantFrom(undefined, true),
    }),
    { maxLength: 12 },
  )
  .map((found) =>
    found.map((block, index): JoinedBlock => ({ ...block, line: index + 1, lines: [index + 1], doubts: [] })),
  )

function expectSound(parts: readonly JoinedBlock[]) {
  const { speakers, introductions } = findSpeakers(parts)
  const texts = parts.map(({ text }) => text)
  const names = speakers.map(({ name }) => name)
  const attributions = attribute(parts, speakers)
  expect(attributions).toHaveLength(parts.length)
  expect([...introductions].every((block) => parts.includes(block))).toBe(true)
  expect(attributions.flatMap((one) => one.names).filter((name) => !names.includes(name))).toEqual([])
  const isOfPage = (office: string, name: string) =>
    texts.some((text) => text.includes(office) || text.replaceAll(`${name} `, '').includes(office))
  expect(speakers.filter(({ office, name }) => office !== undefined && !isOfPage(office, name))).toEqual([])
  expect(attributions.filter(({ label }, index) => !texts[index]?.startsWith(label))).toEqual([])
  expect(attributions.filter((one) => /speech|about/u.test(one.voice) && one.names.length === 0)).toEqual([])
}

it('gives any blocks one attribution each, with names of speakers and labels and offices of the page', () => {
  fc.assert(fc.property(blocks, expectSound), { numRuns: 500 })
})

it('reads blocks of ten thousand characters that repeat what the rules look for', () => {
  const units = [
    ...WORDS,
    ' ',
    '王',
    '的',
    '长',
    'A',
    'Ab ',
    'a ',
    '1',
    '*',
    '局长',
    '“”',
    '说，',
    '一、',
    '(',
    '张三、',
  ]
  const parts = units.map((unit, index): JoinedBlock => {
    const text = unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000)
    return { text, line: index + 1, lines: [index + 1], doubts: [] }
  })
  for (const part of parts) expectSound([part])
  expectSound(parts)
})
