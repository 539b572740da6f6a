import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderMessage } from '../../../src/knowledge/problems/message.ts'
import { toReason, valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'

/** Renders the reason of the first issue in every language. */
function reasonsFor(schema: z.ZodType, value: unknown): string[] {
  const issue = schema.safeParse(value, { reportInput: true }).error?.issues[0]
  return issue ? LANGUAGES.map((language) => renderMessage(toReason(issue), language)) : []
}

describe('the reason of a bad value', () => {
  it('is the one that its schema gives', () => {
    const schema = z.string(valueReasons.notText).min(1, valueReasons.empty).max(1200, valueReasons.tooLong)
    expect(reasonsFor(schema, 5)).toEqual(['要写文字', '要寫文字', 'it must be text'])
    expect(reasonsFor(schema, '')).toEqual(['是空的', '是空的', 'it is empty'])
    expect(reasonsFor(schema, '字'.repeat(1201))).toEqual([
      '超过 1200 个字',
      '超過 1200 個字',
      'it has more than 1200 characters',
    ])
  })

  it.each([
    [5, '数字', '數字', 'a number'],
    [true, 'boolean', '布林值', 'a Boolean (true or false)'],
    [null, '空值(null)', '空值', 'empty'],
    [Number.NaN, 'NaN', 'NaN', 'NaN'],
    [[], '数组', '清單', 'a list'],
    [{}, 'object', '成組的「欄位: 值」', 'keys with values'],
    [undefined, 'undefined', 'undefined', 'undefined'],
  ])('is its type if the schema gives none: %j', (value, zhHans, zhHant, en) => {
    expect(reasonsFor(z.string(), value)).toEqual([
      `无效输入：期望 string，实际接收 ${zhHans}`,
      `應為文字，實際上是${zhHant}`,
      `it must be text, but is ${en}`,
    ])
  })

  it('is that it is not a web address', () => {
    expect(reasonsFor(z.url(), 'a')).toEqual([
      '无效URL',
      '不是以 http:// 或 https:// 開頭的網址',
      'it is not a web address that begins with http:// or https://',
    ])
  })

  it('is general for all other issues', () => {
    expect(reasonsFor(z.literal('a'), 'b')).toEqual(['无效输入', '寫法不正確', 'it is not allowed'])
    expect(reasonsFor(z.email(), 'b')).toEqual(['无效输入', '寫法不正確', 'it is not allowed'])
  })
})
