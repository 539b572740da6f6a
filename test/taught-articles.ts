/** Two articles for tests of teaching: the later one has a speaker. */
export const HARBOUR = `---
id: harbour
title: 港口三问
publication: 港城日报
date: 2024-05-06
speakers:
  - name: 林海
    office: 港务局局长
---

## 码头怎么扩建

【林海】新码头明年三月动工，先建两个深水泊位。 ^start

【叙述】扩建总投资四十亿元，由市财政和港务集团分担。 ^money
`

export const MARKET = `---
id: market
title: 菜市场改造
publication: 港城晚报
date: 2023
---

## 菜市场

【叙述】菜市场改造先从通风和排水做起。 ^air

【叙述】摊位费三年不涨。 ^fee
`
