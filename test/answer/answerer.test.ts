import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith, idsOf } from './answer-with.ts'

const harbour = await answerWith(HARBOUR)
const both = await answerWith(HARBOUR, MARKET)

describe('a query that the material covers', () => {
  it('is answered with the passage, best first', () => {
    expect(idsOf(harbour.answer('新码头几时动工'))[0]).toBe('harbour_start')
    expect(idsOf(harbour.answer('扩建总投资是多少'))[0]).toBe('harbour_money')
  })

  it('is answered in whichever characters and width it is written', () => {
    expect(idsOf(harbour.answer('遠洋船員的伙食標準'))[0]).toBe('harbour_crew')
    expect(idsOf(harbour.answer('港澳　互認'))[0]).toBe('harbour_papers')
  })

  it('is answered for the year of its article', () => {
    expect(idsOf(harbour.answer('2024年港口吞吐量突破多少亿吨'))[0]).toBe('harbour_lead')
  })

  it('gets three passages at most', () => {
    expect(idsOf(harbour.answer('港口 码头 扩建 船员 港务局 泊位 航线 林海 苏芸')).length).toBeLessThanOrEqual(3)
  })

  it('has the words marked that it shares with the passage', () => {
    const answer = harbour.answer('深水泊位')
    const [quote] = answer.kind === 'found' ? answer.quotes : []
    expect(quote?.matches.map(({ start, end }) => quote.passage.text.slice(start, end))).toEqual(['深水泊位'])
  })

  it('is answered from every article', () => {
    expect(idsOf(both.answer('摊位费会涨吗'))[0]).toBe('market_fee')
    expect(idsOf(both.answer('船员证书互认'))[0]).toBe('harbour_papers')
  })
})

describe('a query that the material does not cover', () => {
  it.each(['今天天气怎么样', 'How do I reset my phone?', '红烧肉'])('%s: nothing is quoted', (query) => {
    expect(harbour.answer(query).kind).toBe('none')
  })

  it.each(['你好', '谢谢！', '请问', '，。！', '', '😀'])('%s: is told to ask', (query) => {
    expect(harbour.answer(query)).toMatchObject({ kind: 'unasked', offers: [/./, /./].map((pattern) => expect.stringMatching(pattern) as string) })
  })

  it.each(['码头工人工资多少', '港务局的电话', '怎么报名当船员', '2019年港口吞吐量是多少'])('%s: a passage without such a fact is not quoted', (query) => {
    expect(harbour.answer(query).kind).toBe('none')
  })

  it('is offered queries that are answered from their own exchange', () => {
    const none = harbour.answer('天气')
    const offers = none.kind === 'none' ? none.offers : []
    expect(offers).toEqual(['新码头什么时候动工？', '如何吸引年轻船员？'])
    expect(idsOf(harbour.answer(offers[0] ?? ''))).toContain('harbour_start')
    expect(idsOf(harbour.answer(offers[1] ?? ''))).toContain('harbour_crew')
  })
})

describe('a query that names a speaker', () => {
  it('is answered only with passages of that speaker', () => {
    expect(idsOf(harbour.answer('林海怎么看船员证书互认'))).toEqual(['harbour_papers'])
    expect(idsOf(harbour.answer('苏芸对船员有什么建议'))[0]).toBe('harbour_crew')
  })

  it('never gets the words of another under that name', () => {
    expect(harbour.answer('苏芸怎么看深水泊位').kind).toBe('none')
    expect(harbour.answer('何船怎么看远洋船员的伙食').kind).toBe('none')
  })

  it('finds the speaker by another name', () => {
    expect(idsOf(harbour.answer('林局说码头几时动工'))[0]).toBe('harbour_start')
    expect(idsOf(harbour.answer('LIN HAI 深水泊位'))[0]).toBe('harbour_start')
  })

  it.each(['林海涛怎么看码头动工', '林海生是谁', '何船长怎么看深水泊位', '如何提高苏主任的待遇'])('%s: names somebody else', (query) => {
    const answer = harbour.answer(query)
    expect(answer.kind).not.toBe('speaker')
    expect(answer.kind === 'found' ? answer.quotes.flatMap(({ passage }) => (passage.id === 'harbour_start' ? [] : [passage.id])) : []).toEqual(
      idsOf(answer).filter((id) => id !== 'harbour_start'),
    )
  })

  it('leaves out the speaker whom it leaves out', () => {
    expect(idsOf(harbour.answer('除了林海，谁还谈了船员证书和实习'))).toEqual(['harbour_crew'])
  })

  it('in a language that the material is not written in gets what the speaker said, and is told so', () => {
    expect(harbour.answer('What does Lin Hai want to build?')).toMatchObject({ kind: 'unjudged', names: ['林海'], quotes: [{ passage: { id: 'harbour_start' } }, { passage: { id: 'harbour_papers' } }] })
  })

  it('keeps two people of one name apart', () => {
    const named = both.answer('商务局副局长林局说了什么')
    expect(idsOf(both.answer('苏雨说了什么'))).toEqual(['market_fee'])
    expect(named.kind).not.toBe('none')
  })

  it('lists what the speaker said when that is all it asks', () => {
    expect(idsOf(harbour.answer('林海说了什么？'))).toEqual(['harbour_start', 'harbour_papers'])
  })
})

describe('a query for a person', () => {
  it.each([
    ['林海是谁', ['港务局局长']],
    ['林海', ['港务局局长']],
    ['Who is Lin Hai?', ['港务局局长']],
    ['谁是林海', ['港务局局长']],
    ['林海在哪家单位，是一把手吗', ['港务局局长']],
    ['港务局局长是谁', ['港务局局长']],
    ['谁是港务局局长', ['港务局局长']],
    ['海事大学航运系那位主任叫什么名字', ['海事大学航运系主任']],
    ['何船说了什么', ['海风船厂厂长']],
    ['海风船厂的厂长是谁', ['海风船厂厂长']],
  ])('%s: gives the office', (query, offices) => {
    const answer = harbour.answer(query)
    expect(answer.kind === 'speaker' && answer.cards.map(({ speaker }) => speaker.office)).toEqual(offices)
  })

  it.each(['林海的妻子是谁', '林海是谁提拔的', '林海的前任是谁', '海事大学校长是谁', '商务局局长是谁', '介绍一下海事大学'])('%s: gives no card', (query) => {
    expect(both.answer(query).kind).not.toBe('speaker')
  })

  it('gives everyone whom an ambiguous name means', () => {
    const offices = (query: string) => {
      const answer = both.answer(query)
      return answer.kind === 'speaker' ? answer.cards.map(({ speaker }) => speaker.office) : []
    }
    expect(offices('林海是谁')).toEqual(['港务局局长', '商务局副局长'])
    expect(offices('苏主任是谁')).toEqual(['海事大学航运系主任', '市场协会秘书长'])
  })

  it('does not take one office for another that shares most of its words', () => {
    expect(harbour.answer('海关学院船舶系主任是谁').kind).not.toBe('speaker')
  })

  it.each(['有哪些人参加了访谈', '嘉宾都有谁', '有哪些嘉宾', '这次座谈有谁发言', '采访了哪些人', 'Who took part?'])('%s: gives the list', (query) => {
    const answer = both.answer(query)
    expect(answer.kind === 'participants' && answer.articles.map(({ id }) => id)).toEqual(['harbour', 'market'])
  })

  it.each(['有哪些人参加了老码头改造', '谁没有参加', '哪些专家没发言', '谁采访的'])('%s: is not answered with the list', (query) => {
    expect(harbour.answer(query).kind).not.toBe('participants')
  })
})

describe('offers', () => {
  it('are taken from the articles in turn, the latest first', async () => {
    const older = toArticle(`---\nid: older\ntitle: 旧\npublication: 报\ndate: 2020\nspeakers:\n  - {name: 甲某, office: 某局局长}\n---\n\n【问】公园几点关门？\n\n【甲某】公园晚上十点关门。\n`)
    const none = (await answerWith(older, HARBOUR)).answer('天气')
    expect(none.kind === 'none' && none.offers).toEqual(['新码头什么时候动工？', '公园几点关门？', '如何吸引年轻船员？'])
  })
})

describe('examples', () => {
  it('are of three kinds, and each is answered', () => {
    expect(harbour.examples).toEqual(['新码头什么时候动工？', '林海说了什么？', '何船是谁？'])
    expect(harbour.examples.map((query) => harbour.answer(query).kind)).toEqual(['found', 'found', 'speaker'])
  })
})

it('answers any text without failing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => void both.answer(query)))
})
