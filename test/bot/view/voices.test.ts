import { describe, expect, it } from 'vitest'
import { renderReply } from '../../../src/bot/view/content.ts'
import { toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import { toCitations } from '../../../src/knowledge/article.ts'
import { toArticle } from '../../articles.ts'
import { allTexts, READER } from '../start-bot.ts'

const NOTICE = toArticle(`---
id: notice
title: 关于港口收费的通知
publication: 港城市人民政府办公厅
speakers:
  - name: 林海
    office: 港务局局长
  - name: 白帆
    office: 海风电视台记者
---

## 收费

【原文】自六月一日起，港口停泊费减半。 ^fee

## 答问

【问：白帆】停泊费减半要多久？ ^asked

【林海】先减一年。 ^year
`)
const [fee, year] = toCitations([NOTICE])
if (!fee || !year) throw new Error('never')

describe('the text of a document', () => {
  it('stands under the name of who issued it, and is nobody’s narration', () => {
    const { text } = renderReply({ kind: 'found', quotes: [{ ...fee, matches: [] }] }, READER)
    expect(text.split('\n')[0]).toContain('港城市人民政府办公厅')
    expect(text).not.toContain('叙述')
  })

  it('was said by nobody', () => {
    const { text } = renderReply({ kind: 'who', citations: [fee] }, READER)
    expect(text).toBe('港城市人民政府办公厅\n这是文件的原文，不是某位发言人的话。')
  })
})

describe('a question whose asker is known', () => {
  it.each([
    ['zh-hans', '白帆，海风电视台记者问：停泊费减半要多久？'],
    ['zh-hant', '白帆，海风电视台记者問：停泊费减半要多久？'],
    ['en', '白帆, 海风电视台记者 asked: 停泊费减半要多久？'],
  ] as const)('stands under their name in %s, not under a reporter’s or the paper’s', (language, line) => {
    const { text } = renderReply(toSurroundings(year, 'around'), { ...READER, texts: allTexts[language] })
    expect(text.split('\n')).toContain(line)
  })

  it('is quoted under their name where it states the answer', () => {
    const { question } = year.exchange
    if (!question) throw new Error('never')
    const { text } = renderReply({ kind: 'stated', article: NOTICE, question }, READER)
    expect(text.split('\n')[0]).toBe('白帆，海风电视台记者（提问）：')
  })

  it('is listed with their name', () => {
    const { text } = renderReply({ kind: 'questions', articles: [NOTICE] }, READER)
    expect(text).toContain('• 白帆，海风电视台记者：停泊费减半要多久？')
  })
})
