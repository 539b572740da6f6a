import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPlainQuery } from '../../src/text/plain-query.ts'
import { arbitraryText } from './arbitrary-text.ts'

describe('a query', () => {
  it.each([
    ['<b>王颖</b>怎么看<i>软件</i>人才', '王颖怎么看软件人才'],
    ['人才政策<br/>有哪些', '人才政策\n有哪些'],
    ['人才&nbsp;政策&#12289;补贴&#x3002;', '人才 政策、补贴。'],
    ['人\u200B才\u00AD政\u202E策\uFEFF', '人才政策'],
    ['Te\u0301le\u0301com', 'Télécom'],
    ['邊個講過時柵', '谁講過時柵'],
    ['王穎係邊個', '王穎是谁'],
    ['六大工程係乜嘢', '六大工程是什么'],
    ['點解醫院請唔到人', '为什么醫院請唔到人'],
    ['新碼頭幾時動工', '新碼頭什么时候動工'],
    ['包干制喺邊度試點', '包干制在哪里試點'],
    ['佢係咪醫生', '佢是不是醫生'],
    ['林\u3000海说了什么', '林海说了什么'],
    ['请 问 码头 扩建', '请问码头 扩建'],
  ])('%j is read as %j', (query, plain) => {
    expect(toPlainQuery(query)).toBe(plain)
  })

  it.each([
    '增速<5%，R&D投入>3%',
    '周边个体工商户有什么政策',
    '重点解决什么问题',
    '難點解釋',
    '周邊度假酒店',
    'AT&T; 1 < 2 > 0',
    '觀點講得清楚嗎',
    '码头 扩建 多少钱',
    '甲\n乙',
  ])('%s is left as it is', (query) => {
    expect(toPlainQuery(query)).toBe(query)
  })

  it('of any text stays well-formed', () => {
    fc.assert(
      fc.property(arbitraryText(['<b>', '&nbsp;', '&#55357;', '&#x110000;', '邊個', '點解']), (query) => {
        expect(toPlainQuery(query.toWellFormed()).isWellFormed()).toBe(true)
      }),
    )
  })
})
