import { describe, expect, it } from 'vitest'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { parse, parseProblems, toFile, toIds } from '../samples.ts'

const WORDS = '人才是第一资源。'
const idOf = (...blocks: readonly string[]) => toIds(parse(toFile(...blocks)))[WORDS]
const id = idOf('## 小标题', `【叙述】${WORDS}`)

describe('a given id', () => {
  it('follows the article’s id, and is not part of the words', () => {
    const text = toFile('## 小标题', '【问】怎么办？ ^q-1', '【叙述】好。 ^s1-2', '【叙述】对。　^3')
    expect(toIds(parse(text))).toEqual({ '怎么办？': 'sample_q-1', '好。': 'sample_s1-2', '对。': 'sample_3' })
  })

  it('can have 24 characters, so that a passage id fits into callback data of 64 bytes', () => {
    const longest = 'a'.repeat(24)
    const text = toFile('## 小标题', `【叙述】好。 ^${longest}`).replace('id: sample', `id: ${longest}`)
    expect(toIds(parse(text))).toEqual({ '好。': `${longest}_${longest}` })
  })

  it.each(['a'.repeat(25), 'A', '-a', 'a-', 'a--b', 'a_b', '段', 'a.b', '^a', 'a^'])('is refused: %s', (given) => {
    expect(parseProblems(toFile('## 小标题', `【叙述】好。 ^${given}`))).toEqual([
      { file: 'a.md', line: 14, text: problemTexts.badId(given) },
    ])
  })

  it('is refused twice in a file', () => {
    expect(parseProblems(toFile('【问】怎么办？ ^a', '【叙述】好。 ^b', '【叙述】对。 ^a'))).toEqual([
      { file: 'a.md', line: 16, text: problemTexts.duplicatePassage('a', 12) },
    ])
  })

  it('distinguishes two paragraphs with the same words', () => {
    const text = toFile('## 小标题', '【叙述】好。 ^a', '【叙述】好。 ^b', '【叙述】好。')
    expect(parse(text).exchanges[0]?.passages.map((passage) => passage.id)).toEqual([
      'sample_a',
      'sample_b',
      expect.stringMatching(/^sample_p/),
    ])
  })
})

describe('a derived id', () => {
  it('consists of letters, digits, hyphens and one underscore, at most 64 bytes', () => {
    expect(id).toMatch(/^sample_[A-Za-z0-9-]+$/)
    const text = toFile('## 小标题', `【叙述】${WORDS}`).replace('id: sample', `id: ${'a'.repeat(24)}`)
    expect(toIds(parse(text))[WORDS]?.length).toBeLessThanOrEqual(64)
  })

  it.each([
    ['a paragraph is added before it', ['## 小标题', '【叙述】前一段。', `【叙述】${WORDS}`]],
    ['a paragraph is added after it', ['## 小标题', `【叙述】${WORDS}`, '【叙述】后一段。']],
    ['it moves below another heading', ['## 小标题', '【叙述】前一段。', '## 别处', `【叙述】${WORDS}`]],
    ['it moves below a question', ['【问】怎么办？', `【叙述】${WORDS}`]],
    ['its mark is corrected', ['## 小标题', `【王颖】${WORDS}`]],
    ['it is wrapped', ['## 小标题', '【叙述】人才是\n第一资源。']],
  ])('does not change when %s', (_, blocks) => {
    expect(idOf(...blocks)).toBe(id)
  })

  it('does not change when the paragraphs around it are removed', () => {
    expect(idOf('## 小标题', '【叙述】前一段。', `【叙述】${WORDS}`, '【叙述】后一段。')).toBe(id)
  })

  it('differs for other words and in another article', () => {
    expect(toIds(parse(toFile('## 小标题', '【叙述】人才是第一资源！')))['人才是第一资源！']).not.toBe(id)
    expect(toIds(parse(toFile('## 小标题', `【叙述】${WORDS}`).replace('id: sample', 'id: other')))[WORDS]).toBe(
      id?.replace('sample', 'other'),
    )
  })

  it('is derived for a question in the same way', () => {
    expect(idOf(`【问】${WORDS}`, '【叙述】好。')).toBe(id)
  })

  it('is refused for repeated words, with the line of the first', () => {
    expect(parseProblems(toFile('## 小标题', '【叙述】好。', '【叙述】对。', '【王颖】好。', '【叙述】好。'))).toEqual([
      { file: 'a.md', line: 18, text: problemTexts.samePassage(14) },
      { file: 'a.md', line: 20, text: problemTexts.samePassage(14) },
    ])
  })
})
