import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, toQuery } from '../../src/answer/answer.ts'
import { toCode, toSpeakerCode } from '../../src/answer/browse/codes.ts'
import { listAskedTopics } from '../../src/answer/browse/lists.ts'
import type { Content } from '../../src/answer/browse/content.ts'
import type { Link } from '../../src/answer/browse/link.ts'
import type { Speaker } from '../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith, idsOf, listIds } from './answer-with.ts'

const harbour = await answerWith(HARBOUR)
const both = await answerWith(HARBOUR, MARKET)
const all = await answerWith(HARBOUR, MARKET, FERRY)

/** Tells whether an answer declines the query. */
const isDeclined = ({ kind }: Answer) => kind === 'none' || kind === 'offered'
/** Makes the link to one passage. */
const toPassage = (id: string): Link => ({ kind: 'answer', results: { codes: [toCode('passage', id)], shown: 1 } })

describe('a query that the corpus covers', () => {
  it('is answered with the best passage first', () => {
    expect(idsOf(harbour.answer('新码头几时动工'))[0]).toBe('harbour_start')
    expect(idsOf(harbour.answer('扩建总投资是多少'))[0]).toBe('harbour_money')
  })

  it('is answered in Traditional characters and in full width', () => {
    expect(idsOf(harbour.answer('遠洋船員的伙食標準'))[0]).toBe('harbour_crew')
    expect(idsOf(harbour.answer('港澳　互認'))[0]).toBe('harbour_papers')
  })

  it('is not answered by a passage that lacks the year it names, though the article is of that year', () => {
    expect(harbour.answer('2024年港口吞吐量突破多少亿吨')).toMatchObject({
      kind: 'offered',
      quote: { passage: { id: 'harbour_lead' } },
      lacks: ['2024'],
    })
  })

  it('gets at most three passages', () => {
    expect(idsOf(harbour.answer('港口 码头 扩建 船员 港务局 泊位 航线 林海 苏芸')).length).toBeLessThanOrEqual(3)
  })

  it('marks the words that it shares with the passage', () => {
    const answer = harbour.answer('深水泊位')
    const [quote] = answer.kind === 'found' ? answer.quotes : []
    expect(quote?.matches.map(({ start, end }) => quote.passage.text.slice(start, end))).toEqual(['深水泊位'])
  })

  it('is answered from any article', () => {
    expect(idsOf(both.answer('摊位费会涨吗'))[0]).toBe('market_fee')
    expect(idsOf(both.answer('船员证书互认'))[0]).toBe('harbour_papers')
  })
})

describe('a query that the corpus does not cover', () => {
  it.each(['今天天气怎么样', 'How do I reset my phone?', '红烧肉'])('%s: nothing is quoted', (query) => {
    expect(harbour.answer(query).kind).toBe('none')
  })

  it.each(['你好', '谢谢！', '请问', '，。！', '', '😀'])('%j asks nothing and gets offers', (query) => {
    expect(harbour.answer(query)).toMatchObject({
      kind: 'unasked',
      offers: [/./, /./].map((pattern) => expect.stringMatching(pattern) as string),
    })
  })

  it.each([
    '码头工人工资多少',
    '港务局的电话',
    '怎么报名当船员',
    '2019年港口吞吐量是多少',
    '先建两个深水泊位的招标电话',
  ])('%s: does not quote a passage that cannot hold the fact', (query) => {
    expect(isDeclined(harbour.answer(query))).toBe(true)
  })

  it.each([
    ['先建两个深水泊位的招标电话', 'harbour_start', ['招标电话']],
    ['讓學生上船實習半年的工資', 'harbour_crew', ['工資']],
  ])('%s: offers the closest passage, and says what it lacks in the words of the query', (query, id, lacks) => {
    expect(harbour.answer(query)).toMatchObject({ kind: 'offered', quote: { passage: { id } }, lacks })
  })

  it('gets offers that are answered from their own exchanges', () => {
    const none = harbour.answer('天气')
    const offers = none.kind === 'none' ? none.offers : []
    expect(offers).toEqual(['新码头什么时候动工？', '如何吸引年轻船员？'])
    expect(idsOf(harbour.answer(offers[0] ?? ''))).toContain('harbour_start')
    expect(idsOf(harbour.answer(offers[1] ?? ''))).toContain('harbour_crew')
  })
})

describe('a query that names a speaker', () => {
  it('is answered only with passages of the speaker', () => {
    expect(idsOf(harbour.answer('林海怎么看船员证书互认'))).toEqual(['harbour_papers'])
    expect(idsOf(harbour.answer('苏芸对船员有什么建议'))[0]).toBe('harbour_crew')
  })

  it('names those who spoke of it where the speaker did not', () => {
    expect(harbour.answer('苏芸怎么看深水泊位')).toEqual({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '苏芸' })],
      others: [
        {
          article: HARBOUR,
          speaker: HARBOUR.speakers[0],
          link: { ...toPassage('harbour_start'), by: toSpeakerCode(HARBOUR, HARBOUR.speakers[0] as Speaker) },
        },
      ],
    })
    expect(harbour.answer('何船怎么看远洋船员的伙食')).toEqual({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '何船' })],
      others: [
        {
          article: HARBOUR,
          speaker: HARBOUR.speakers[1],
          link: { ...toPassage('harbour_crew'), by: toSpeakerCode(HARBOUR, HARBOUR.speakers[1] as Speaker) },
        },
      ],
    })
  })

  it('names nobody else where nobody spoke of it', () => {
    expect(all.answer('苏雨怎么看天气')).toEqual({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '苏雨' })],
      others: [],
    })
    expect(all.answer('苏芸和苏雨怎么看天气')).toEqual({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '苏芸' }), expect.objectContaining({ name: '苏雨' })],
      others: [],
    })
  })

  it('names nobody else where only the narration tells of it', () => {
    expect(all.answer('苏雨怎么看新船的电动船')).toEqual({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '苏雨' })],
      others: [],
    })
  })

  it('finds the speaker by an alias', () => {
    expect(idsOf(harbour.answer('林局说码头几时动工'))[0]).toBe('harbour_start')
    expect(idsOf(harbour.answer('LIN HAI 深水泊位'))[0]).toBe('harbour_start')
  })

  it.each(['林海涛怎么看码头动工', '林海生是谁', '何船长怎么看深水泊位', '如何提高苏主任的待遇'])(
    '%s: does not mean the listed speaker whose name it contains',
    (query) => {
      const answer = harbour.answer(query)
      expect(answer.kind).not.toBe('speaker')
      expect(
        answer.kind === 'found'
          ? answer.quotes.flatMap(({ passage }) => (passage.id === 'harbour_start' ? [] : [passage.id]))
          : [],
      ).toEqual(idsOf(answer).filter((id) => id !== 'harbour_start'))
    },
  )

  it('does not quote a speaker whom it excludes', () => {
    expect(idsOf(harbour.answer('除了林海，谁还谈了船员证书和实习'))).toEqual(['harbour_crew'])
  })

  it('in another language gets the statements of the speaker as kind unjudged', () => {
    expect(harbour.answer('What does Lin Hai want to build?')).toMatchObject({
      kind: 'unjudged',
      people: [expect.objectContaining({ name: '林海' })],
      quotes: [{ passage: { id: 'harbour_start' } }, { passage: { id: 'harbour_papers' } }],
    })
  })

  it('keeps two people of the same name apart', () => {
    const named = both.answer('商务局副局长林局说了什么')
    expect(idsOf(both.answer('苏雨说了什么'))).toEqual(['market_fee'])
    expect(named.kind).not.toBe('none')
  })

  it('lists the statements of the speaker where it asks for nothing else', () => {
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
  ])('%s: shows the card with the office', (query, offices) => {
    const answer = harbour.answer(query)
    expect(answer.kind === 'speaker' && answer.cards.map(({ speaker }) => speaker.office)).toEqual(offices)
  })

  it.each([
    '林海的妻子是谁',
    '林海是谁提拔的',
    '林海的前任是谁',
    '海事大学校长是谁',
    '商务局局长是谁',
    '介绍一下海事大学',
  ])('%s: shows no card', (query) => {
    expect(both.answer(query).kind).not.toBe('speaker')
  })

  it('shows the cards of all who bear the name', () => {
    const answer = both.answer('林海是谁')
    expect(answer.kind === 'speaker' && answer.cards.map(({ speaker }) => speaker.office)).toEqual([
      '港务局局长',
      '商务局副局长',
    ])
  })

  it('does not mistake an office for another that shares most of its words', () => {
    expect(harbour.answer('海关学院船舶系主任是谁').kind).not.toBe('speaker')
  })

  it.each(['有哪些人参加了访谈', '嘉宾都有谁', '有哪些嘉宾', '这次座谈有谁发言', '采访了哪些人', 'Who took part?'])(
    '%s: lists the participants',
    (query) => {
      const answer = both.answer(query)
      expect(answer.kind === 'participants' && answer.articles.map(({ id }) => id)).toEqual(['harbour', 'market'])
    },
  )

  it.each(['有哪些人参加了老码头改造', '谁没有参加', '哪些专家没发言', '谁采访的'])(
    '%s: does not list the participants',
    (query) => {
      expect(harbour.answer(query).kind).not.toBe('participants')
    },
  )
})

describe('a name or title of several people', () => {
  it.each([
    ['苏主任是谁', '苏主任', ['苏芸', '苏雨']],
    ['苏主任说了什么', '苏主任', ['苏芸', '苏雨']],
    ['方委员是谁', '方委员', ['方舟', '方圆']],
    ['方委员说了什么', '方委员', ['方舟', '方圆']],
  ])('%s: offers a choice of those called %s', (query, called, names) => {
    const answer = all.answer(query)
    expect(answer).toMatchObject({ kind: 'choice', called })
    const choices = answer.kind === 'choice' ? answer.choices : []
    expect(choices.map(({ speaker }) => speaker.name)).toEqual(names)
    for (const { speaker, link } of choices) expect(namesIn(all.open(link))).toContain(speaker.name)
  })

  it('means the one who spoke of the subject', () => {
    expect(idsOf(all.answer('苏主任怎么看船员的伙食'))).toEqual(['harbour_crew'])
    expect(idsOf(all.answer('苏主任怎么看摊位费'))).toEqual(['market_fee'])
    expect(idsOf(all.answer('方委员怎么看末班船'))).toEqual(['ferry_night'])
  })

  it('names them all where none of them spoke of the subject', () => {
    expect(all.answer('苏主任怎么看天气')).toMatchObject({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '苏芸' }), expect.objectContaining({ name: '苏雨' })],
    })
  })
})

/** Lists the names of those whose card or speech an answer shows. */
function namesIn(answer: Content | undefined): string[] {
  if (answer?.kind === 'speaker') return answer.cards.map(({ speaker }) => speaker.name)
  const voices = answer?.kind === 'found' ? answer.quotes.map(({ passage }) => passage.voice) : []
  return voices.flatMap((voice) => (voice.kind === 'speech' ? voice.speakers.map(({ name }) => name) : []))
}

describe('a misspelt query', () => {
  it.each([
    ['酥芸是谁', '苏芸是谁'],
    ['何传是谁', '何船是谁'],
  ])('%s: is corrected to %s and shows the card', (query, understood) => {
    expect(all.answer(query)).toMatchObject({ kind: 'speaker', understood })
  })

  it.each(['shen shui bo wei', 'shenshuibowei'])('is understood in pinyin: %s', (query) => {
    expect(all.answer(query)).toMatchObject({
      kind: 'found',
      understood: '深水泊位',
      quotes: [{ passage: { id: 'harbour_start' } }],
    })
  })

  it.each(['港悟局局长是谁', '海式大学航运系主任是谁'])('%s: identifies nobody by the sound of an office', (query) => {
    expect(all.answer(query).kind).not.toBe('speaker')
  })

  // The corpus contains 海事 and no name before 是: 海是 must not be corrected to 海事.
  it('keeps its asking words where a name is corrected', () => {
    expect(all.answer('灵海是谁')).toMatchObject({ kind: 'speaker', understood: '林海是谁' })
  })

  it.each(['深水泊位', '林海是谁', '扩建总投资是多少', 'Who is Lin Hai?', '红烧肉', '你好'])(
    '%s: is not corrected',
    (query) => {
      expect(all.answer(query)).not.toHaveProperty('understood')
    },
  )
})

describe("a statement that only a reporter's question makes", () => {
  it.each(['轮渡安全条例要求渡船三年内装什么系统', '自动识别系统', '六十五岁以上老人免票吗'])(
    '%s: answers with the question',
    (query) => {
      const answer = all.answer(query)
      expect(answer).toMatchObject({ kind: 'stated', article: { id: 'ferry' } })
      expect(answer.kind === 'stated' && answer.question.text).toContain(
        '要求所有渡船在三年内装上自动识别系统，并给六十五岁以上老人免票。',
      )
    },
  )

  it('does not answer where a passage does', () => {
    expect(idsOf(all.answer('开船前检查救生衣和灭火器吗'))).toEqual(['ferry_safety'])
    expect(all.answer('轮渡公司怎样保证安全').kind).toBe('found')
  })
})

describe('a query for the questions of the reporters', () => {
  it.each(['记者问了哪些问题', '有哪些提问', 'What questions did the reporters ask?'])(
    '%s: lists the articles with questions, the latest first',
    (query) => {
      const answer = all.answer(query)
      expect(answer.kind === 'questions' && answer.articles.map(({ id }) => id)).toEqual(['ferry', 'harbour'])
    },
  )

  it('is not answered where no article has a question', async () => {
    expect((await answerWith(MARKET)).answer('记者问了哪些问题').kind).toBe('none')
  })
})

describe('the words of a quote that answer', () => {
  it.each([
    ['老年乘客占百分之多少', '上半年全线客运量超过480万人次，老年乘客占35%。', ['35%']],
    [
      '轮渡公司什么时候成立的',
      '轮渡公司成立于1958年，是全市历史最长的客运企业之一，连接两岸十三个码头，陪伴了几代人上班、上学和探亲访友。',
      ['1958年'],
    ],
  ])('%s: are a sentence with its figures', (query, sentence, figures) => {
    const answer = all.answer(query)
    const [quote] = answer.kind === 'found' ? answer.quotes : []
    const cutOut = ({ start, end }: { start: number; end: number }) => quote?.passage.text.slice(start, end)
    expect(quote?.excerpt?.stretches.map(cutOut).join()).toContain(sentence)
    expect(quote?.excerpt?.marks.map(cutOut)).toEqual(figures)
    expect(quote?.excerpt?.hasFigure).toBe(true)
  })

  it('have what matches marked, where the query asks for no figure or date', () => {
    const answer = all.answer('新船是不是电动船')
    const [quote] = answer.kind === 'found' ? answer.quotes : []
    const cutOut = ({ start, end }: { start: number; end: number }) => quote?.passage.text.slice(start, end)
    expect(quote?.excerpt?.hasFigure).toBeUndefined()
    expect(quote?.excerpt?.marks.map(cutOut)).toContain('电动船')
  })
})

describe('two questions and a comparison', () => {
  it('are answered in parts of one passage each', () => {
    expect(all.answer('新码头什么时候动工？末班船延长到几点？')).toMatchObject({
      kind: 'parts',
      parts: [
        { label: '新码头什么时候动工？', quotes: [{ passage: { id: 'harbour_start' } }] },
        { label: '末班船延长到几点？', quotes: [{ passage: { id: 'ferry_night' } }] },
      ],
    })
    expect(all.answer('苏芸和苏雨的观点有什么不同')).toMatchObject({
      kind: 'parts',
      parts: [
        { label: '苏芸', quotes: [{ passage: { id: 'harbour_crew' } }] },
        { label: '苏雨', quotes: [{ passage: { id: 'market_fee' } }] },
      ],
    })
  })
})

it('opens the link of a choice', () => {
  const answer = all.answer('苏芸怎么看深水泊位')
  const [link] = answer.kind === 'unsaid' ? answer.others.map((other) => other.link) : []
  const opened = link && all.open(link)
  expect(idsOf(opened)).toEqual(['harbour_start'])
  expect(all.open(toPassage('harbour_gone'))).toBeUndefined()
})

describe('what is related to an answer', () => {
  it('is further passages, the speakers and follow-ups', () => {
    const { related } = all.answer('新码头什么时候动工')
    expect(related && listIds(related.further)).toContain('harbour_money')
    expect(related).toMatchObject({ speakers: [{ speaker: HARBOUR.speakers[0], total: 2 }], hasSurroundings: true })
    expect(related?.followUps.map(toQuery)).toEqual(['如何吸引年轻船员？', '林海说了什么？', '苏芸说了什么？'])
  })

  it('contains no quoted passage', () => {
    const answer = all.answer('港口 船员 码头')
    expect(idsOf(answer).length).toBeGreaterThan(1)
    expect(answer.related && listIds(answer.related.further).filter((id) => idsOf(answer).includes(id))).toEqual([])
  })

  it.each([
    '今天天气怎么样',
    '你好',
    '林海是谁',
    '记者问了哪些问题',
    '苏雨怎么看天气',
    '自动识别系统',
    '苏主任说了什么',
  ])('is absent where no passage is quoted: %s', (query) => {
    expect(all.answer(query)).not.toHaveProperty('around')
  })
})

it('interleaves the topics by article, the latest first', () => {
  expect([...listAskedTopics(all.corpus.latestFirst)].map(({ label }) => label)).toEqual([
    '轮渡公司怎样保证安全？',
    '新码头什么时候动工？',
    '夜里还有船吗？',
    '如何吸引年轻船员？',
  ])
})

describe('offers', () => {
  it('are interleaved by article, the latest first', async () => {
    const older = toArticle(
      `---
id: older
title: 旧
publication: 报
date: 2020
speakers:
  - {name: 甲某, office: 某局局长}
---

【问】公园几点关门？

【甲某】公园晚上十点关门。
`,
    )
    const none = (await answerWith(older, HARBOUR)).answer('天气')
    expect(none.kind === 'none' && none.offers).toEqual([
      '新码头什么时候动工？',
      '公园几点关门？',
      '如何吸引年轻船员？',
    ])
  })
})

describe('examples', () => {
  it('are of three kinds and answered', () => {
    expect(harbour.corpus.suggestions.examples.chinese.map(toQuery)).toEqual([
      '新码头什么时候动工？',
      '林海说了什么？',
      '何船是谁？',
    ])
    expect(harbour.corpus.suggestions.examples.chinese.map((example) => harbour.answer(toQuery(example)).kind)).toEqual(
      ['found', 'found', 'speaker'],
    )
  })
})

it('does not throw on any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => void all.answer(query)))
})
