import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { toWordingKey } from '../../src/text/wording.ts'

const fold = createFold()
const keyOf = (text: string) => toWordingKey(text, fold)

describe('one key', () => {
  it.each([
    ['in any case, width and script', 'WiFi 怎么开通', 'ｗｉｆｉ怎麼開通'],
    ['with any punctuation and blanks', '“新码头”，何时动工？', ' 新码头 何时\n动工……'],
    ['with a sign, however it looks', '怎么报名☎️', '怎么报名☎'],
    ['with a sign and without', '怎么报名👩‍👩‍👧‍👦🇨🇳', '怎么报名'],
    ['with a figure in a box', '第1️⃣条', '第1条'],
    ['with an accent by itself', 'cafe\u0301', 'CAFÉ'],
    ['with a comma in thousands', '1,234,567元', '1234567元'],
    ['with figures of any width', '６．２％', '6.2%'],
    ['with blanks around a sign of figures', '3 - 5 %', '3-5%'],
  ])('is that of a wording %s', (_, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other))
    expect(keyOf(one)).not.toBe('')
  })
})

describe('keys of their own', () => {
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
    ['é', 'e'],
  ])('have %s and %s', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })
})

it.each(['', ' ', '？！', '……', '😀', '☎️', '🇨🇳', '👩‍👩‍👧‍👦', '\u200B', '%', '.', '+', '＝'])(
  '%j, which has no words, has no key',
  (signs) => {
    expect(keyOf(signs)).toBe('')
  },
)
