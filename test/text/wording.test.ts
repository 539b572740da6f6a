import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { shorten, shortenToCompare, toWordingKey } from '../../src/text/wording.ts'

const fold = createFold()
const keyOf = (text: string) => toWordingKey(text, fold)

describe('wordings with one key', () => {
  it.each([
    ['case, width and script', 'WiFi 怎么开通', 'ｗｉｆｉ怎麼開通'],
    ['punctuation and blanks', '“新码头”，何时动工？', ' 新码头 何时\n动工……'],
    ['the glyph of a sign', '怎么报名☎️', '怎么报名☎'],
    ['a sign', '怎么报名👩‍👩‍👧‍👦🇨🇳', '怎么报名'],
    ['the box around a figure', '第1️⃣条', '第1条'],
    ['the composition of an accent', 'cafe\u0301', 'CAFÉ'],
    ['a comma in thousands', '1,234,567元', '1234567元'],
    ['the width of figures', '６．２％', '6.2%'],
    ['blanks around a sign of figures', '3 - 5 %', '3-5%'],
  ])('differ only in %s', (_, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other))
    expect(keyOf(one)).not.toBe('')
  })
})

it('an accent is no difference, as few keyboards have it', () => {
  expect(keyOf('Te\u0301lécom')).toBe(keyOf('telecom'))
})

describe('wordings with different keys', () => {
  it.each([
    ['6.2', '62'],
    ['1、2号', '12号'],
    ['3–5年', '35年'],
    ['1 2', '12'],
    ['1:1', '11'],
    ['1/2', '12'],
    ['50%', '50'],
    ['1,23', '123'],
    ['动工', '动工了'],
  ])('are %s and %s', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })
})

it.each(['', ' ', '？！', '……', '😀', '☎️', '🇨🇳', '👩‍👩‍👧‍👦', '\u200B', '%', '.', '+', '＝'])(
  'the key of %j, which has no words, is empty',
  (signs) => {
    expect(keyOf(signs)).toBe('')
  },
)

describe('shortening', () => {
  const long = `${'甲'.repeat(250)}丙${'乙'.repeat(250)}`

  it('keeps 500 units', () => {
    expect([shorten(long.slice(1)), shortenToCompare(long.slice(1))]).toEqual([long.slice(1), long.slice(1)])
  })

  it('keeps the first and the last 250 units, with a line break only in a query', () => {
    expect(shorten(long)).toBe(`${'甲'.repeat(250)}\n${'乙'.repeat(250)}`)
    expect(shortenToCompare(long)).toBe(`${'甲'.repeat(250)}${'乙'.repeat(250)}`)
  })

  it.each([shorten, shortenToCompare])('never keeps half a surrogate pair', (cut) => {
    expect(cut(`字${'😀'.repeat(400)}`)).not.toMatch(/\p{Surrogate}/u)
  })
})
