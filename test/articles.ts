import type { Article } from '../src/knowledge/article.ts'
import { type Loaded, toKnowledge } from '../src/knowledge/knowledge.ts'
import { parseArticle } from '../src/knowledge/article-file/parse-article.ts'

/** Parses a test's article, which must be sound. */
export function toArticle(markdown: string): Article {
  const parsed = parseArticle('article.md', markdown)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** Two made-up articles: one name with two offices, one alias of two people, one exchange without a question. */
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

/** An article with a question that states something, a passage with many figures, and two speakers of one surname. */
export const FERRY = toArticle(`---
id: ferry
title: 轮渡三问
publication: 港城日报
date: 2024-07
speakers:
  - name: 方舟
    office: 市政协委员，轮渡公司总经理
  - name: 方圆
    office: 市政协委员，交通局副局长
---

## 安全

【问】上个月市人大通过了《轮渡安全条例》，要求所有渡船在三年内装上自动识别系统，并给六十五岁以上老人免票。请问轮渡公司怎样保证安全？

【方舟】我们每天开船前检查救生衣和灭火器，台风来了就停航。 ^safety

【方圆】希望乘客也不要站在船头拍照。 ^photos

## 夜航

【问】夜里还有船吗？

【方圆】末班船延长到晚上十一点，周末再加一班。 ^night

## 新船

【叙述】轮渡公司成立于1958年，是全市历史最长的客运企业之一，连接两岸十三个码头，陪伴了几代人上班、上学和探亲访友。2022年4月，公司向海风船厂订购新船12艘，总价3.6亿元，其中电动船5艘。新船比老船安静，也不再冒黑烟。上半年全线客运量超过480万人次，老年乘客占35%。许多乘客说，坐轮渡过江成了他们每天最舒服的时光，比坐地铁多看得见江景，也比开车少受堵车的苦。 ^ships
`)

/** Makes knowledge of some articles alone. */
export function loadedOf(...articles: readonly Article[]): Loaded {
  const knowledge = toKnowledge({ articles, asks: [], checks: [], vocabularies: [] })
  if (knowledge.kind === 'faulty') throw new Error(JSON.stringify(knowledge.problems))
  return { ...knowledge, articles }
}
