import { describe, expect, it } from 'vitest'
import { toArticle } from '../../articles.ts'
import { answerWith, idsOf } from '../answer-with.ts'

const HEARING = toArticle(`---
id: hearing
title: 公民投票法審查會議紀錄
publication: 議會公報
date: 2012-06-06
speakers:
  - name: 周主席
    office: 召集委員
  - name: 姚文
    office: 委員
  - name: 施宗
    office: 綜合業務處處長
---

## 提案門檻

【周主席】請姚委員發言。 ^floor

【姚文】97年提出的版本是萬分之三，萬分之三大概是多少人？ ^asks

【周主席】請施處長說明。 ^call

【施宗】五千多人。 ^number

【姚文】連署門檻降低之後，地方首長怎麼看待公民投票？我主張全部改為百分之一。您同意嗎？ ^urges

【施宗】我尊重委員的意見。 ^respects

## 各界看法

【姚文】圖書館夜間開放時間太短，難道要讓學生露宿街頭？ ^library

【施宗】游泳池的收費標準應當公開。 ^pool

【周主席】垃圾分類應當先從機關做起。 ^waste
`)

describe('a turn of a dialogue that asks', () => {
  it('stands behind the turn that answers it, though the chair spoke between', async () => {
    const { answer } = await answerWith(HEARING)
    expect(idsOf(answer('萬分之三大概是多少人'))).toEqual(['hearing_number', 'hearing_asks'])
  })

  it('stands first where it states something too', async () => {
    const { answer } = await answerWith(HEARING)
    expect(idsOf(answer('誰主張連署門檻改為百分之一'))).toEqual(['hearing_urges', 'hearing_respects'])
  })

  it('has no answer in a statement that stands beside it', async () => {
    const { answer } = await answerWith(HEARING)
    expect(idsOf(answer('圖書館夜間開放時間'))).toEqual(['hearing_library'])
  })
})

describe('a turn that gives the floor', () => {
  it('answers nothing', async () => {
    const { answer } = await answerWith(HEARING)
    expect(idsOf(answer('請施處長說明'))).not.toContain('hearing_call')
    expect(idsOf(answer('周主席說了什麼'))).toEqual(['hearing_waste'])
  })
})
