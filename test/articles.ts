import type { Article } from '../src/knowledge/article.ts'
import { parseArticle } from '../src/knowledge/parse-article.ts'

/** Parses an article that a test wrote; a fault in it is the test's. */
export function toArticle(markdown: string): Article {
  const parsed = parseArticle('article.md', new TextEncoder().encode(markdown))
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.article
}

/** Two articles of our own making: the same name bears two offices, one alias two people, one exchange no question. */
export const HARBOUR = toArticle(`---
id: harbour
title: 港口三问
publication: 港城日报
date: 2024-05-06
link: https://example.com/harbour
speakers:
  - name: 林海
    role: 嘉宾
    office: 港务局局长
    aliases: [林局, Lin Hai]
  - name: 苏芸
    role: 嘉宾
    office: 海事大学航运系主任
    aliases: [苏主任]
  - name: 何船
    office: 海风船厂厂长
---

# 导语

【叙述】去年港口吞吐量突破三亿吨，新增航线十二条。 ^lead

## 码头怎么扩建

【问】请问新码头什么时候动工？扩建的钱从哪里来？

【林海】新码头明年三月动工，先建两个深水泊位。 ^start

【叙述】扩建总投资四十亿元，由市财政和港务集团分担。 ^money

【关于林海】林海在港务局工作了二十年，主持过老码头改造。 ^career

## 船员从哪里来

【问】如何吸引年轻船员？

【苏芸】我建议提高远洋船员的伙食标准，并让学生上船实习半年。 ^crew

【林海、苏芸】船员证书要实现港澳互认。 ^papers
`)

export const MARKET = toArticle(`---
id: market
title: 菜市场改造
publication: 港城晚报
date: 2023
speakers:
  - name: 林海
    office: 商务局副局长
    aliases: [林局]
  - name: 苏雨
    office: 市场协会秘书长
    aliases: [苏主任]
---

## 菜市场

【林海】菜市场改造先从通风和排水做起。 ^air

【苏雨】摊位费三年不涨。 ^fee
`)
