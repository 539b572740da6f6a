import type { MessageEntity } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { type Paper, numberButtons, printButtons, printMessage } from '../../../src/bot/terminal/print-message.ts'
import { countColumns } from '../../../src/text/width.ts'

const PAPER: Paper = { hasBold: false, ownLinks: 'https://t.me/wenzheng_bot?' }
const SCREEN: Paper = { ...PAPER, columns: 20 }
const BOLD = { on: '\u001b[1m', off: '\u001b[22m' }
const LONG = '新码头明年三月动工，先建两个深水泊位。'

const entity = (text: string, type: 'bold' | 'blockquote' | 'expandable_blockquote', part = text): MessageEntity => ({
  type,
  offset: text.indexOf(part),
  length: part.length,
})
const print = (text: string, entities: MessageEntity[] = [], paper = PAPER) => printMessage(text, entities, [], paper)
const countWidest = (printed: string): number =>
  Math.max(...printed.split('\n').map((line) => Array.from(line, countColumns).reduce<number>((a, b) => a + b, 0)))

describe('printMessage', () => {
  it('puts a bar before each line that is quoted, also where the screen breaks it', () => {
    expect(print(LONG, [entity(LONG, 'expandable_blockquote')])).toBe(`│ ${LONG}`)
    expect(print(LONG, [entity(LONG, 'blockquote')], SCREEN)).toBe('│ 新码头明年三月动\n│ 工，先建两个深水泊\n│ 位。')
  })

  it('breaks no line within a Latin word, before a closing mark or behind an opening one', () => {
    expect(print('quotations stay in their own language', [], SCREEN)).toBe('quotations stay in\ntheir own language')
    expect(print('一二三四五六七八九十，一', [], SCREEN)).toBe('一二三四五六七八九\n十，一')
    expect(print('一二三四五六七八九（十）', [], SCREEN)).toBe('一二三四五六七八九\n（十）')
  })

  it('breaks what has no place for it, and leaves nothing out', () => {
    for (const text of ['x'.repeat(50), '，'.repeat(30), `${'（'.repeat(25)}一`, '👍'.repeat(30)]) {
      const printed = print(text, [], SCREEN)
      expect(printed.replaceAll('\n', '')).toBe(text)
      expect(countWidest(printed)).toBeLessThanOrEqual(20)
    }
  })

  it('prints bold type where there is any, and ends it with the line', () => {
    const marked = [entity(LONG, 'bold', '三月动工')]
    expect(print(LONG, marked)).toBe(LONG)
    expect(print(LONG, marked, { ...PAPER, hasBold: true })).toBe(
      LONG.replace('三月动工', `${BOLD.on}三月动工${BOLD.off}`),
    )
    expect(print('一\n二', [entity('一\n二', 'bold')], { ...PAPER, hasBold: true })).toBe(
      `${BOLD.on}一${BOLD.off}\n${BOLD.on}二${BOLD.off}`,
    )
  })

  it('prints addresses behind their links, but for those that only Telegram opens', () => {
    const linked = (url: string): MessageEntity[] => [{ type: 'text_link', offset: 4, length: 4, url }]
    expect(print('港城日报2024年', linked('https://example.com/harbour'))).toBe(
      '港城日报2024 https://example.com/harbour年',
    )
    expect(print('港城日报2024年', linked('https://t.me/wenzheng_bot?start=p_harbour_start'))).toBe('港城日报2024年')
  })

  it('prints what a quotation holds without control characters, and marks the right words in it', () => {
    const text = '新\u001b[2J码\u009b头\u202e动\0工\ufeff'
    expect(print(text, [entity(text, 'bold', '动\0工')], { ...PAPER, hasBold: true })).toBe(
      `新[2J码头${BOLD.on}动工${BOLD.off}\ufeff`,
    )
  })
})

describe('printButtons', () => {
  const button = (text: string, callback_data = text) => ({ text, callback_data })

  it('numbers those that can be pressed, row by row, and breaks a row that is too long', () => {
    const rows = [
      [button('上下文'), button('更多 · 2')],
      [button('还可以问 ›'), { text: '私聊', url: 'https://t.me' }],
    ]
    expect(printButtons('', rows, PAPER)).toBe('[1] 上下文  [2] 更多 · 2\n[3] 还可以问 ›')
    expect(printButtons('', rows, SCREEN)).toBe('[1] 上下文\n[2] 更多 · 2\n[3] 还可以问 ›')
  })

  it('leaves out those whose number stands before an item of the list', () => {
    const rows = [[button('码头怎么扩建……')], [button('船员')], [button('发言人')]]
    const text = '议题：\n• 码头怎么扩建和维护\n• 《船员》\n• 别的'
    expect(printMessage(text, [], numberButtons(rows), PAPER)).toBe(
      '议题：\n[1] 码头怎么扩建和维护\n[2] 《船员》\n• 别的',
    )
    expect(printButtons(text, rows, PAPER)).toBe('[3] 发言人')
  })

  it('prints labels without control characters', () => {
    expect(printButtons('', [[button('上\u001b[2J\u009b下')]], PAPER)).toBe('[1] 上[2J下')
  })
})
