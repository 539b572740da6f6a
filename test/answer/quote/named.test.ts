import { describe, expect, it } from 'vitest'
import { toArticle } from '../../articles.ts'
import { answerWith, idsOf } from '../answer-with.ts'

/** What 许青 tells of 周明 he does not say himself; 周明远 is somebody else. */
const DAM = toArticle(`---
id: dam
title: 水库加固
publication: 山城日报
speakers:
  - {name: 周明, office: 水利局总工程师}
  - {name: 许青, office: 水库管理处主任}
  - {name: 周明远, office: 水利局会计}
---

## 加固

【周明】大坝明年加高两米，先修泄洪闸。 ^gate

【许青】周明带队测了三年渗漏，获得省科技进步奖。 ^prize

【许青】周明远管着加固工程的经费账本。 ^ledger
`)
const dam = await answerWith(DAM)

describe('a query with a name and no verb of saying', () => {
  it.each(['周明获得过什么科技进步奖', '周明带队测了几年渗漏'])(
    "%s: may be answered by another's words about them",
    (query) => {
      const answer = dam.answer(query)
      expect(idsOf(answer)[0]).toBe('dam_prize')
      const [quote] = answer.kind === 'found' ? answer.quotes : []
      expect(quote?.passage.voice).toMatchObject({ kind: 'speech', speakers: [{ name: '许青' }] })
    },
  )

  it('is answered by their own words where these answer', () => {
    expect(idsOf(dam.answer('周明的泄洪闸先修吗'))).toEqual(['dam_gate'])
  })

  it('is not answered by words about somebody of a longer name', () => {
    expect(idsOf(dam.answer('周明管着加固工程的什么经费账本'))).not.toContain('dam_ledger')
    expect(idsOf(dam.answer('周明远管着加固工程的什么经费账本'))).toContain('dam_ledger')
  })
})

describe("a query with a name and a verb of saying is never answered by another's words", () => {
  it.each([
    '说',
    '讲',
    '谈',
    '提',
    '建议',
    '主张',
    '强调',
    '表示',
    '认为',
    '评价',
    '指出',
    '呼吁',
    '回应',
    '回答',
    '答复',
    '承诺',
    '透露',
    '宣布',
    '解释',
    '坦言',
    '直言',
    '声明',
    '反对',
    '觉得',
    '怎么看',
  ])('%s', (verb) => {
    for (const query of [
      `周明${verb}省科技进步奖`,
      `周明对获得省科技进步奖${verb}什么`,
      `测了三年渗漏，周明${verb}了什么`,
    ])
      expect(idsOf(dam.answer(query)), query).not.toContain('dam_prize')
  })

  it.each(['say', 'tell', 'argue', 'announce', 'mention', 'promise'])('in English: %s', (verb) => {
    expect(idsOf(dam.answer(`What did 周明 ${verb} of the 省科技进步奖`))).not.toContain('dam_prize')
  })
})
