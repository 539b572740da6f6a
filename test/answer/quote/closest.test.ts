import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import { listLacks } from '../../../src/answer/quote/closest.ts'
import { createFold } from '../../../src/text/fold.ts'
import { toPlainQuery } from '../../../src/text/plain-query.ts'
import { HARBOUR, toArticle } from '../../articles.ts'
import { withAsks } from '../../search/with-asks.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'
import { answerWith } from '../answer-with.ts'

/** Of a place above the passages, with figures of several units. */
const BAY = toArticle(`---
id: bay
title: 青岛海湾大桥两问
publication: 海湾时报
date: 2021-03-04
speakers:
  - {name: 纪桥, office: 大桥指挥部总工程师}
---

## 造价与车流

【叙述】海湾大桥总造价95亿元，全长36公里。 ^cost

【纪桥】大桥每天通行四万辆车，节假日免收通行费。 ^traffic

## 养护

【问】天津的大桥怎么养护？

【纪桥】桥墩每两年用潜水机器人检查一次裂缝。 ^piers

【叙述】2019年更换斜拉索120根。 ^cables
`)

const bay = await answerWith(BAY)
const fold = createFold()
const WEIGHED = withAsks(
  [HARBOUR],
  `
article: harbour
asks:
  money: [${Array.from({ length: 12 }, (_, n) => `码头扩建的钱第${n}笔由谁出`).join(', ')}]
  crew: [${Array.from({ length: 12 }, (_, n) => `第${n}批年轻船员吃得好不好`).join(', ')}]
unanswered: [有没有高铁站, 港口的狗能上船吗]
`,
)
/** What an answer claims or offers: its kind, the first passage, and what that lacks. */
function verdict(answer: Answer): readonly unknown[] {
  if (answer.kind === 'found') return ['claims', answer.quotes[0]?.passage.id]
  return answer.kind === 'offered' ? ['offers', answer.quote.passage.id, answer.lacks] : [answer.kind]
}

describe('a passage that answers', () => {
  it.each([
    ['海湾大桥总造价多少亿元', 'bay_cost'],
    ['大桥现在每天到底一共通行多少辆车', 'bay_traffic'],
    ['用什么检查桥墩的裂缝', 'bay_piers'],
    ['2019年更换了多少根斜拉索', 'bay_cables'],
    ['青岛海湾大桥的总造价', 'bay_cost'],
  ])('%s: is claimed', (query, id) => {
    expect(verdict(bay.answer(query)).slice(0, 2)).toEqual(['claims', id])
  })
})

describe('a passage that comes near', () => {
  it.each([
    ['海湾大桥人均造价多少元', 'bay_cost', ['人均']],
    ['2021年更换了多少根斜拉索', 'bay_cables', ['2021']],
    ['更换斜拉索350根', 'bay_cables', ['350']],
    ['上海的海湾大桥总造价', 'bay_cost', ['上海']],
  ])('%s: is offered, not claimed', (query, id, lacks) => {
    expect(verdict(bay.answer(query))).toEqual(['offers', id, lacks])
  })

  it.each(['红烧肉怎么做', '2019年的粮食产量'])('%s: is not quoted as an answer', (query) => {
    expect(bay.answer(query).kind).not.toBe('found')
  })
})

describe('what a passage lacks', () => {
  it('is written as in the query, of any query', () => {
    const words = ['大桥', '造价', '斜拉索', '人均', '120', '上海', '機器人', '<b>桥墩</b>', 'Qingdao', '邊個', '　']
    fc.assert(
      fc.property(arbitraryText(words), fc.constantFrom('大桥总造价', '檢查橋墩裂縫'), (text, query) => {
        const asked = `${query}${text}`
        const answer = bay.answer(asked)
        if (answer.kind !== 'offered') return
        for (const lack of answer.lacks) {
          expect(toPlainQuery(asked.toWellFormed())).toContain(lack)
          expect(lack.trim()).not.toBe('')
          expect(lack.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})

describe('neighbours do not matter', () => {
  const QUERIES = [
    '海湾大桥总造价多少亿元',
    '海湾大桥人均造价多少元',
    '用什么检查桥墩的裂缝',
    '2021年更换了多少根斜拉索',
    '上海的海湾大桥总造价',
    '红烧肉怎么做',
  ]

  it.each(QUERIES)(
    'an article without asks claims and declines beside one with asks as it does alone: %s',
    async (query) => {
      const beside = await answerWith(...WEIGHED, BAY)
      expect(verdict(beside.answer(query))).toEqual(verdict(bay.answer(query)))
    },
  )
})

describe('what a passage lacks', () => {
  it.each([
    ['人均可支配收入多少', ['人均', '支配'], ['人均可支配']],
    ['大桥的維護費誰出', ['维护', '费'], ['維護費']],
    ['利率和汇率', ['利率', '汇率'], ['利率和汇率']],
    ['利率以及汇率', ['利率', '汇率'], ['利率', '汇率']],
    ['mean age, page', ['age'], ['age']],
    ['page', ['age'], []],
    ['大桥', ['收入'], []],
  ])('in %s is told as it is written: %j', (query, missing, told) => {
    expect(listLacks(query, fold(query), missing)).toEqual(told)
  })
})

it('is closer where it tells such a figure as the query asks for', async () => {
  const workers = await answerWith(
    toArticle(`---
id: bay
title: 海湾大桥
publication: 海湾时报
---

## 养护

【叙述】海湾大桥的养护工人住在桥头的宿舍里，养护很辛苦。 ^workers

【叙述】海湾大桥的养护队有120人。 ^team
`),
  )
  expect(verdict(workers.answer('海湾大桥养护工人里有多少女性')).slice(0, 2)).toEqual(['offers', 'bay_team'])
  expect(verdict(workers.answer('海湾大桥的养护工人多少岁退休')).slice(0, 2)).toEqual(['offers', 'bay_workers'])
})
