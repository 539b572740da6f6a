import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cut, toEllipsis } from '../../../src/bot/view/outgoing-message.ts'
import { strangeText } from './strange-text.ts'

/** Lists the boundaries between the graphemes of a text. */
function boundariesOf(text: string): number[] {
  return [...new Intl.Segmenter('zh').segment(text)].map(({ index }) => index)
}

const lengths = fc.integer({ min: 2, max: 120 })

it('cut returns a text that fits unchanged', () => {
  fc.assert(
    fc.property(strangeText(120), (text) => {
      expect(cut(text, text.length)).toBe(text)
      expect(cut(text, text.length + 1)).toBe(text)
    }),
  )
})

it('cut returns a prefix with an ellipsis, within the length and on a grapheme boundary', () => {
  fc.assert(
    fc.property(strangeText(240), lengths, (text, length) => {
      fc.pre(text.length > length)
      const short = cut(text, length)
      expect(short.length).toBeLessThanOrEqual(length)
      const end = short.length - toEllipsis(text).length
      expect(short.slice(end)).toBe(toEllipsis(text))
      expect(text.slice(0, end)).toBe(short.slice(0, end))
      expect(short).not.toMatch(/\p{Surrogate}/u)
      expect(boundariesOf(text)).toContain(end)
    }),
  )
})

it('cut keeps as many graphemes as fit where no sentence ends', () => {
  expect(cut('一二三四五六七八九十', 7)).toBe('一二三四五……')
  expect(cut('一二三四😀😀😀', 7)).toBe('一二三四……')
  expect(cut('一二三👩‍👩‍👧‍👦四五', 13)).toBe('一二三……')
  expect(cut('一二三👩‍👩‍👧‍👦四五六', 16)).toBe('一二三👩‍👩‍👧‍👦……')
})

it('cut leaves whole words where words are parted by spaces', () => {
  expect(cut('Vice Dean of the College of Medicine', 24)).toBe('Vice Dean of the…')
  expect(cut('Pneumonoultramicroscopic', 10)).toBe('Pneumonou…')
})

it('cut ends with a whole sentence where one ends in the latter half', () => {
  expect(cut('一二三四。五六七八九', 9)).toBe('一二三四。……')
  expect(cut('“一二三？”四五六七八', 9)).toBe('“一二三？”……')
  expect(cut('一。二三四五六七八九', 9)).toBe('一。二三四五六……')
})

it('cut does not separate the end of a sentence from its combining mark', () => {
  expect(cut('一二三四五六七！\u0301八九十甲乙丙', 11)).not.toBe('一二三四五六七！……')
})
