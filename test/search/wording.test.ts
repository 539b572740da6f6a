import { expect, it } from 'vitest'
import { createFold } from '../../src/search/fold.ts'
import { createToWording } from '../../src/search/wording.ts'

const toWording = createToWording(createFold())

it.each([
  ['case', 'who is lin hai', 'WHO is Lin Hai'],
  ['width', 'EV 补贴 100', 'ＥＶ 补贴 １００'],
  ['script', '醫院編制', '医院编制'],
  ['blanks', '王颖 是 谁\n', '王颖是谁'],
  ['punctuation', '“王颖”，是谁？？', '王颖是谁'],
])('queries that differ only in %s are one', (_, one, other) => expect(toWording(one)).toBe(toWording(other)))

it.each([
  ['王颖是谁', '王颖说了谁'],
  ['补贴 10', '补贴 100'],
  ['café', 'cafe'],
  ['की', 'का'],
  ['？', '😀'],
])('“%s” and “%s” are two', (one, other) => expect(toWording(one)).not.toBe(toWording(other)))
