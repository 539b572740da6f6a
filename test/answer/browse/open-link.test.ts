import { describe, expect, it } from 'vitest'
import { toCode, toPassageCode, toSpeakerCode } from '../../../src/answer/browse/codes.ts'
import { type Link, NO_RESULTS, type Results } from '../../../src/answer/browse/link.ts'
import { toQuery } from '../../../src/answer/suggest/offers.ts'
import type { Content } from '../../../src/answer/browse/content.ts'
import { type Article, type Citation, type Speaker, toCitations, toSpeakers } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith, cite, idsIn, idsOf, listIds } from '../answer-with.ts'
import { readRoundTable } from '../round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const TABLE = (await readRoundTable()).articles
const { answer, open } = await answerWith(...ALL)
const table = await answerWith(...TABLE)

const codeOf = (id: string) => toCode('passage', id)
const toResultsOf = (shown: number, ...ids: readonly string[]): Results => ({ codes: ids.map(codeOf), shown })
/** Of who speaks nth in a passage. */
function toWords(id: string, nth: number, page = 0): Link {
  const { article, passage } = cite(id, ...ALL, ...TABLE)
  const speaker = toSpeakers(passage.voice)[nth]
  return { kind: 'words', at: speaker ? toSpeakerCode(article, speaker) : 'none-', page, results: NO_RESULTS }
}
const toContextLink = (id: string, direction: 'around' | 'on' | 'back'): Link => ({
  kind: 'context',
  at: codeOf(id),
  direction,
  results: NO_RESULTS,
})
const toQueryLink = (query: string): Link => ({ kind: 'query', at: toCode('query', query), results: NO_RESULTS })

function questionOf(article: Article, place: number): string {
  const ids = article.exchanges.flatMap(({ question }) => question?.id ?? [])
  return ids[place] ?? ''
}

function named(article: Article, name: string): Speaker {
  const speaker = article.speakers.find((one) => one.name === name)
  if (!speaker) throw new Error(`${article.id} lists no ${name}`)
  return speaker
}

function officesIn(opened: Content | undefined): string[] {
  return opened?.kind === 'speaker' ? opened.cards.map(({ speaker }) => speaker.office) : []
}

/** A link of every kind into HARBOUR. */
const INTO_HARBOUR: readonly Link[] = [
  { kind: 'answer', results: toResultsOf(1, 'harbour_start') },
  { kind: 'back', results: toResultsOf(1, 'harbour_start') },
  { kind: 'more', page: 0, results: toResultsOf(1, 'harbour_start', 'harbour_money') },
  { kind: 'others', page: 0, results: toResultsOf(1, 'harbour_start', 'harbour_crew') },
  toContextLink('harbour_money', 'around'),
  toContextLink('harbour_money', 'on'),
  toContextLink('harbour_money', 'back'),
  toWords('harbour_start', 0),
  { kind: 'exchange', at: toCode('exchange', questionOf(HARBOUR, 0)) },
  { kind: 'speaker', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')) },
  { kind: 'article', at: toCode('article', 'harbour') },
  toQueryLink('新码头什么时候动工？'),
  { kind: 'topics', at: toCode('article', 'harbour'), page: 0 },
]

describe('an answer', () => {
  it('is the passages that it showed, in their order, with nothing marked in them', () => {
    const opened = open({ kind: 'answer', results: toResultsOf(2, 'harbour_money', 'ferry_night', 'harbour_start') })
    expect(opened).toMatchObject({
      kind: 'found',
      quotes: [
        { article: { id: 'harbour' }, passage: { text: '扩建总投资四十亿元，由市财政和港务集团分担。' }, matches: [] },
        { matches: [] },
      ],
    })
    expect(idsOf(opened)).toEqual(['harbour_money', 'ferry_night'])
  })

  it('has around it what it had besides', () => {
    const opened = open({ kind: 'answer', results: toResultsOf(1, 'harbour_start', 'ferry_night', 'harbour_crew') })
    const around = opened?.kind === 'found' ? opened.around : undefined
    expect(around && listIds(around.further)).toEqual(['ferry_night', 'harbour_crew'])
    expect(around).toMatchObject({ hasSurroundings: true, words: [{ speaker: { name: '林海' }, total: 2 }] })
    expect(around?.followUps).toEqual([
      { kind: 'asked', query: '如何吸引年轻船员？' },
      { kind: 'said', name: '林海' },
      { kind: 'said', name: '苏芸' },
    ])
  })

  it('is gone back to as it was opened', () => {
    const results = toResultsOf(2, 'harbour_money', 'ferry_night', 'harbour_start')
    expect(open({ kind: 'back', results })).toEqual(open({ kind: 'answer', results }))
  })

  it('that did not tell what was asked still does not', () => {
    const results: Results = { ...toResultsOf(1, 'harbour_start', 'harbour_crew'), isUnjudged: true }
    expect(open({ kind: 'back', results })).toMatchObject({
      kind: 'unjudged',
      names: ['林海'],
      quotes: [{ passage: { id: 'harbour_start' } }],
    })
  })

  it('that did not tell what was asked of one has the words of that one when it is gone back to', () => {
    const answered = answer('What does Lin Hai want to build?')
    const quotes = answered.kind === 'unjudged' ? answered.quotes : []
    expect(listIds(quotes)).toContain('harbour_papers')
    expect(
      open({ kind: 'back', results: { ...toResultsOf(quotes.length, ...listIds(quotes)), isUnjudged: true } }),
    ).toMatchObject({ kind: 'unjudged', names: ['林海'] })
  })

  it('is what is left of it', () => {
    const opened = open({
      kind: 'answer',
      results: toResultsOf(2, 'harbour_gone', 'harbour_money', 'harbour_lost', 'ferry_night'),
    })
    expect(idsOf(opened)).toEqual(['harbour_money'])
    expect(opened?.kind === 'found' && listIds(opened.around?.further ?? [])).toEqual(['ferry_night'])
  })
})

describe('what an answer found besides', () => {
  it('is those that it did not show', () => {
    const opened = open({
      kind: 'more',
      page: 0,
      results: toResultsOf(1, 'harbour_start', 'ferry_night', 'harbour_crew'),
    })
    expect(opened).toMatchObject({ kind: 'more', total: 2, page: 0, pages: 1 })
    expect(idsIn(opened)).toEqual(['ferry_night', 'harbour_crew'])
  })

  it('stands on pages, of which the last is the one beyond the end', () => {
    const results = toResultsOf(1, ...listIds(toCitations(ALL)).slice(0, 8))
    const pages = [0, 1, 2, 35].map((page) => open({ kind: 'more', page, results }))
    expect(pages.slice(0, 3).flatMap(idsIn)).toEqual(listIds(toCitations(ALL)).slice(1, 8))
    expect(pages[3]).toEqual(pages[2])
    expect(pages[2]).toMatchObject({ page: 2, pages: 3, total: 7 })
  })

  it('still is not what it showed where some of that is gone', () => {
    expect(
      idsIn(open({ kind: 'more', page: 0, results: toResultsOf(2, 'harbour_gone', 'harbour_start', 'harbour_money') })),
    ).toEqual(['harbour_money'])
  })

  it('of others is the best passage of each', () => {
    const opened = open({
      kind: 'others',
      page: 0,
      results: toResultsOf(
        2,
        'harbour_start',
        'harbour_papers',
        'harbour_crew',
        'harbour_money',
        'ferry_night',
        'ferry_photos',
      ),
    })
    expect(opened).toMatchObject({ kind: 'others', total: 2 })
    expect(idsIn(opened)).toEqual(['harbour_papers', 'ferry_night'])
  })

  it('is nothing where it showed all, and nobody else spoke', () => {
    const results = toResultsOf(2, 'harbour_start', 'harbour_money')
    expect([open({ kind: 'more', page: 0, results }), open({ kind: 'others', page: 0, results })]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('all that somebody said', () => {
  it.each<[string, number, string, string[]]>([
    ['harbour_start', 0, '林海', ['harbour_start', 'harbour_papers']],
    ['harbour_papers', 0, '林海', ['harbour_start', 'harbour_papers']],
    ['harbour_papers', 1, '苏芸', ['harbour_crew', 'harbour_papers']],
    ['market_air', 0, '林海', ['market_air']],
    ['ferry_night', 0, '方圆', ['ferry_photos', 'ferry_night']],
  ])('is led to from %s, speaker %i', (id, nth, name, ids) => {
    const opened = open(toWords(id, nth))
    expect(opened).toMatchObject({ kind: 'words', speaker: { name }, total: ids.length })
    expect(idsIn(opened)).toEqual(ids)
  })

  it('is not led to where there is nobody, or nothing that they said', () => {
    expect(open({ kind: 'words', at: 'none-', page: 0, results: NO_RESULTS })).toBeUndefined()
    expect(
      open({ kind: 'words', at: toSpeakerCode(HARBOUR, named(HARBOUR, '何船')), page: 0, results: NO_RESULTS }),
    ).toBeUndefined()
  })
})

describe('the paragraphs around one', () => {
  it.each<['around' | 'on' | 'back', string[]]>([
    ['around', ['harbour_start', 'harbour_money', 'harbour_career']],
    ['on', ['harbour_money', 'harbour_career']],
    ['back', ['harbour_start', 'harbour_money']],
  ])('%s', (direction, ids) => {
    const opened = open(toContextLink('harbour_money', direction))
    expect(opened?.kind).toBe('context')
    expect(idsIn(opened)).toEqual(ids)
  })
})

describe('an exchange', () => {
  it("is what follows a reporter's question, in its order", () => {
    expect(idsOf(open({ kind: 'exchange', at: toCode('exchange', questionOf(FERRY, 0)) }))).toEqual([
      'ferry_safety',
      'ferry_photos',
    ])
  })

  it('is three passages at most, and the others are around them', async () => {
    const paragraphs = Array.from({ length: 5 }, (_, index) => `\n【叙述】第${index}段。 ^p-${index}\n`)
    const long = toArticle(`---\nid: long\ntitle: 长\npublication: 报\n---\n\n【问】怎么样？\n${paragraphs.join('')}`)
    const opened = (await answerWith(long)).open({ kind: 'exchange', at: toCode('exchange', questionOf(long, 0)) })
    expect(idsOf(opened)).toEqual(['long_p-0', 'long_p-1', 'long_p-2'])
    expect(opened?.kind === 'found' && listIds(opened.around?.further ?? [])).toEqual(['long_p-3', 'long_p-4'])
  })
})

describe('a button that says a name', () => {
  const markdown = (speaker: string) =>
    `---\nid: one\ntitle: 一问\npublication: 报\nspeakers:\n  - {name: 林海, office: 局长}\n  - {name: 苏芸, office: 主任}\n---\n\n# 一\n\n【${speaker}】码头明年动工。 ^start\n\n【苏芸】伙食要好。 ^food\n`
  const [before, after] = [toArticle(markdown('林海')), toArticle(markdown('苏芸'))]
  const by = toSpeakerCode(before, named(before, '林海'))

  it('opens nothing once somebody else is known to have said it', async () => {
    const link: Link = { kind: 'answer', results: toResultsOf(1, 'one_start'), by }
    expect(idsOf((await answerWith(before)).open(link))).toEqual(['one_start'])
    expect((await answerWith(after)).open(link)).toBeUndefined()
  })

  it('opens the words of that one, and of nobody who took their place', async () => {
    const link: Link = { kind: 'words', at: by, page: 0, results: NO_RESULTS }
    expect((await answerWith(before)).open(link)).toMatchObject({ speaker: { name: '林海' }, total: 1 })
    expect((await answerWith(after)).open(link)).toBeUndefined()
  })

  it('is not headed by a name whose words are not quoted any more', async () => {
    const link: Link = { kind: 'back', results: { ...toResultsOf(1, 'one_start'), isUnjudged: true } }
    expect((await answerWith(before)).open(link)).toMatchObject({ kind: 'unjudged', names: ['林海'] })
    expect((await answerWith(toArticle(markdown('关于林海')))).open(link)).toMatchObject({ kind: 'found' })
    expect((await answerWith(toArticle(markdown('叙述')))).open(link)).toMatchObject({ kind: 'found' })
  })
})

describe("someone's card", () => {
  it('is of somebody in that article, and not of a namesake in another', () => {
    expect(officesIn(open({ kind: 'speaker', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')) }))).toEqual([
      '港务局局长',
    ])
    expect(officesIn(open({ kind: 'speaker', at: toSpeakerCode(MARKET, named(MARKET, '林海')) }))).toEqual([
      '商务局副局长',
    ])
  })

  it('leads to all that they said, and to nothing where they said nothing', () => {
    for (const { article, openOne } of [
      ...ALL.map((one) => ({ article: one, openOne: open })),
      ...TABLE.map((one) => ({ article: one, openOne: table.open })),
    ]) {
      for (const speaker of article.speakers) {
        const opened = openOne({ kind: 'speaker', at: toSpeakerCode(article, speaker) })
        const [card] = opened?.kind === 'speaker' ? opened.cards : []
        const own = toCitations([article]).filter(
          ({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers.includes(speaker),
        )
        expect([card?.speaker.name, card?.words]).toEqual([speaker.name, own.length])
        const words = openOne({ kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results: NO_RESULTS })
        if (own.length === 0) expect(words).toBeUndefined()
        else expect(words).toMatchObject({ kind: 'words', speaker: { name: speaker.name }, total: own.length })
      }
    }
  })

  it('counts as many passages as its link lists', async () => {
    const again = toArticle(
      '---\nid: again\ntitle: 港口再问\npublication: 报\nspeakers:\n  - {name: 林海, office: 港务局局长}\n---\n\n# 再问\n\n【林海】码头如期动工。 ^again\n',
    )
    const both = await answerWith(HARBOUR, again)
    const opened = both.open({ kind: 'speaker', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')) })
    expect(opened?.kind === 'speaker' && opened.cards[0]?.words).toBe(3)
    expect(
      both.open({ kind: 'words', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')), page: 0, results: NO_RESULTS }),
    ).toMatchObject({ total: 3 })
  })
})

describe('a query', () => {
  it('is answered as when it is asked', () => {
    const opened = open(toQueryLink('如何吸引年轻船员？'))
    expect(opened).toEqual(answer('如何吸引年轻船员？'))
    expect(idsOf(opened)).toEqual(['harbour_crew', 'harbour_papers'])
  })

  it('that an answer offers opens', () => {
    const followUps = toCitations(ALL).flatMap(({ passage }) => {
      const opened = open({ kind: 'answer', results: toResultsOf(1, passage.id) })
      return opened?.kind === 'found' ? (opened.around?.followUps ?? []).map(toQuery) : []
    })
    expect(new Set(followUps).size).toBeGreaterThan(5)
    for (const query of followUps) expect([query, open(toQueryLink(query))?.kind]).toEqual([query, 'found'])
  })

  it.each(['夜里还有船吗？', '林海是谁', ''])('%j that is no follow-up does not open', (query) => {
    expect(open(toQueryLink(query))).toBeUndefined()
  })
})

describe('what may be browsed', () => {
  it('is an article, its topics, the speakers and the articles', () => {
    expect(open({ kind: 'article', at: toCode('article', 'ferry') })).toEqual({
      kind: 'article',
      article: FERRY,
      topics: 3,
      passages: 4,
      hasOthers: true,
    })
    expect(open({ kind: 'topics', at: toCode('article', 'ferry'), page: 0 })).toMatchObject({
      kind: 'topics',
      article: FERRY,
      hasOthers: true,
      items: { length: 3 },
    })
    expect(open({ kind: 'speakers', page: 0 })).toMatchObject({ kind: 'speakers', items: { length: 7 } })
    expect(open({ kind: 'articles', page: 0 })).toMatchObject({ kind: 'articles', items: [FERRY, HARBOUR, MARKET] })
  })

  it('where no article is told is a choice of all, and the only one itself', async () => {
    expect(open({ kind: 'article', at: '' })).toMatchObject({
      kind: 'articles',
      isForTopics: false,
      items: { length: 3 },
    })
    expect(open({ kind: 'topics', at: '', page: 0 })).toMatchObject({
      kind: 'articles',
      isForTopics: true,
      items: { length: 3 },
    })
    expect(open({ kind: 'articles', page: 0, isForTopics: true })).toMatchObject({
      kind: 'articles',
      isForTopics: true,
    })
    const { open: openOne } = await answerWith(MARKET)
    const card = { kind: 'article', article: MARKET, topics: 1, passages: 2, hasOthers: false }
    expect(openOne({ kind: 'article', at: '' })).toEqual(card)
    expect(openOne({ kind: 'articles', page: 0 })).toEqual(card)
    expect(openOne({ kind: 'topics', at: '', page: 0 })).toMatchObject({
      kind: 'topics',
      article: MARKET,
      hasOthers: false,
    })
  })
})

describe('nothing is opened', () => {
  it.each<Link>([
    { kind: 'answer', results: toResultsOf(1, 'harbour_gone') },
    { kind: 'answer', results: NO_RESULTS },
    { kind: 'answer', results: { codes: [''], shown: 1 } },
    { kind: 'more', page: 0, results: toResultsOf(1, 'harbour_start', 'harbour_gone') },
    { kind: 'others', page: 0, results: toResultsOf(1, 'harbour_start', 'harbour_gone') },
    toContextLink('harbour_gone', 'around'),
    { kind: 'exchange', at: toCode('exchange', 'harbour_pgone') },
    { kind: 'speaker', at: toSpeakerCode(MARKET, named(HARBOUR, '苏芸')) },
    { kind: 'article', at: toCode('article', 'gone') },
    { kind: 'topics', at: toCode('article', 'gone'), page: 0 },
    // Each kind has codes of its own.
    { kind: 'exchange', at: codeOf('harbour_start') },
    { kind: 'speaker', at: codeOf('harbour_start') },
    { kind: 'article', at: codeOf('harbour_start') },
    { kind: 'answer', results: { codes: [toCode('exchange', questionOf(FERRY, 0))], shown: 1 } },
    { kind: 'exchange', at: '' },
  ])('by %j, which the material does not hold', (link) => {
    expect(open(link)).toBeUndefined()
  })

  it('by any link into an article that is gone', async () => {
    const rest = await answerWith(MARKET)
    for (const link of INTO_HARBOUR)
      expect([link, open(link) === undefined, rest.open(link)]).toEqual([link, false, undefined])
  })
})

describe('a link', () => {
  it('of every kind opens the same after a restart', async () => {
    const anew = await answerWith(...ALL.map((article) => structuredClone(article)))
    for (const link of [
      ...INTO_HARBOUR,
      { kind: 'speakers', page: 0 },
      { kind: 'articles', page: 0 },
    ] satisfies Link[]) {
      expect(anew.open(link)).toEqual(open(link))
      expect(open(link)).toBeDefined()
    }
  })

  describe('into what stays as it is', () => {
    const before = `---
id: bridge
title: 大桥两问
publication: 港城日报
date: 2024-03
speakers:
  - {name: 江月, office: 桥梁局局长}
  - {name: 白帆, office: 设计院院长}
---

# 概况

【叙述】老桥建成已有六十年，桥面窄。

## 怎么修

【问】大桥什么时候开始修？

【江月】大桥今年秋天开始修，先修引桥。

【白帆、江月】修桥时保留一条车道通行。

【叙述】修桥工程持续十八个月。

## 谁来修

【问】修桥的工人从哪里来？

【白帆】工人都来自本市的桥梁公司。
`
    const after = before
      .replace('大桥两问', '大桥三问')
      .replace('date: 2024-03', 'date: 2024-04')
      .replace('speakers:\n', 'speakers:\n  - {name: 云帆, office: 航道处处长}\n')
      .replace('老桥建成已有六十年，桥面窄。', '老桥建成已有六十一年，桥面狭窄。\n\n【云帆】桥下通航不受影响。')
      .replace('修桥工程持续十八个月。', '修桥工程持续二十个月。')
      .replace(
        '## 谁来修\n\n【问】修桥的工人从哪里来？\n\n【白帆】工人都来自本市的桥梁公司。\n',
        '## 花多少钱\n\n【问】修桥花多少钱？\n\n【云帆】修桥花费三亿元。\n',
      )
      .replace('设计院院长', '设计院原院长')
    const [one, two] = [toArticle(before), toArticle(after)]
    const [lead, autumn, lane, months, workers] = toCitations([one]) as [
      Citation,
      Citation,
      Citation,
      Citation,
      Citation,
    ]
    const opens = Promise.all([answerWith(one), answerWith(two)])
    const toAnswer = (citation: Citation): Link => ({
      kind: 'answer',
      results: { codes: [toPassageCode(citation)], shown: 1 },
    })
    const speakers = one.speakers as [Speaker, Speaker]

    it.each<[string, Link]>([
      ['a passage', toAnswer(autumn)],
      [
        'the words of who speaks alone',
        { kind: 'words', at: toSpeakerCode(one, named(one, '江月')), page: 0, results: NO_RESULTS },
      ],
      ['a follow-up', toQueryLink('大桥什么时候开始修？')],
    ])('%s: opens the same', async (_, link) => {
      const [former, latter] = await opens
      expect(idsIn(former.open(link)).length).toBeGreaterThan(0)
      expect(idsIn(latter.open(link))).toEqual(idsIn(former.open(link)))
    })

    it('the paragraphs on from it, an exchange: opens with what stands there now', async () => {
      const [former, latter] = await opens
      for (const link of [
        { kind: 'context', at: toPassageCode(autumn), direction: 'on', results: NO_RESULTS },
        { kind: 'exchange', at: toCode('exchange', questionOf(one, 0)) },
      ] satisfies Link[]) {
        expect(idsIn(former.open(link))).toEqual(listIds([autumn, lane, months]))
        expect(idsIn(latter.open(link))).toEqual([
          ...listIds([autumn, lane]),
          ...listIds(toCitations([two]).slice(4, 5)),
        ])
      }
    })

    it('a card, an article, its topics: opens as it is now', async () => {
      const [, latter] = await opens
      expect(officesIn(latter.open({ kind: 'speaker', at: toSpeakerCode(one, speakers[1]) }))).toEqual(['设计院原院长'])
      expect(latter.open({ kind: 'article', at: toCode('article', 'bridge') })).toMatchObject({
        article: { title: '大桥三问' },
      })
      expect(latter.open({ kind: 'topics', at: toCode('article', 'bridge'), page: 0 })).toMatchObject({
        items: [{ label: '概况' }, { label: '大桥什么时候开始修？' }, { label: '修桥花多少钱？' }],
      })
    })

    it('what was changed, or taken away, does not open', async () => {
      const [former, latter] = await opens
      const links: Link[] = [
        toAnswer(lead),
        toAnswer(months),
        toAnswer(workers),
        { kind: 'exchange', at: toCode('exchange', questionOf(one, 1)) },
      ]
      expect(links.map((link) => [former.open(link) === undefined, latter.open(link)])).toEqual(
        links.map(() => [false, undefined]),
      )
    })
  })
})

describe('into the round-table', () => {
  const citations = toCitations(TABLE)

  it('every passage opens, and what stands around it', () => {
    for (const { passage } of citations) {
      expect(idsIn(table.open({ kind: 'answer', results: toResultsOf(1, passage.id) }))).toEqual([passage.id])
      expect(table.open(toContextLink(passage.id, 'around'))).toMatchObject({ centre: { passage: { id: passage.id } } })
      expect(idsIn(table.open(toContextLink(passage.id, 'on')))[0]).toBe(passage.id)
      expect(idsIn(table.open(toContextLink(passage.id, 'back'))).at(-1)).toBe(passage.id)
    }
  })

  it('all that each speaker said opens from each of their passages', () => {
    for (const { passage } of citations) {
      const speakers = passage.voice.kind === 'speech' ? toSpeakers(passage.voice) : []
      for (const [nth, { name }] of speakers.entries()) {
        const first = table.open(toWords(passage.id, nth))
        const pages =
          first?.kind === 'words'
            ? Array.from({ length: first.pages }, (_, page) => table.open(toWords(passage.id, nth, page)))
            : []
        expect(first).toMatchObject({ kind: 'words', speaker: { name } })
        expect(pages.flatMap(idsIn)).toEqual(
          listIds(
            citations.filter(
              ({ passage: { voice } }) =>
                voice.kind === 'speech' && voice.speakers.some((speaker) => speaker.name === name),
            ),
          ),
        )
      }
    }
  })

  it('every exchange with a question opens with its passages, and every topic leads to one', () => {
    for (const { exchanges } of TABLE) {
      for (const { question, passages } of exchanges) {
        if (question)
          expect(idsIn(table.open({ kind: 'exchange', at: toCode('exchange', question.id) }))).toEqual(
            passages.slice(0, 3).map(({ id }) => id),
          )
      }
    }
    for (const { first } of table.topics)
      expect(idsIn(table.open(toContextLink(first.passage.id, 'on')))[0]).toBe(first.passage.id)
    expect(table.topics).toHaveLength(4)
  })

  it('the article opens with its topics and speakers', () => {
    expect(table.open({ kind: 'article', at: '' })).toMatchObject({
      kind: 'article',
      topics: 8,
      passages: 34,
      hasOthers: false,
    })
    expect(table.open({ kind: 'topics', at: '', page: 0 })).toMatchObject({ items: { length: 8 }, pages: 1 })
    const speakers = table.open({ kind: 'speakers', page: 1 })
    expect(speakers?.kind === 'speakers' && speakers.items.map(({ speaker }) => speaker.name)).toEqual(['娄超', '马卫'])
  })
})

it('the passage that an answer links to is the one it means', () => {
  const answered = answer('苏芸怎么看深水泊位')
  expect(answered.kind === 'unsaid' && answered.others.map(({ link }) => idsIn(open(link)))).toEqual([
    ['harbour_start'],
  ])
  expect(cite('harbour_start', HARBOUR).passage.voice).toMatchObject({ speakers: [{ name: '林海' }] })
})
