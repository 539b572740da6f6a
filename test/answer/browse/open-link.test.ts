import { describe, expect, it } from 'vitest'
import { toQuery } from '../../../src/answer/answer.ts'
import { toCode, toPassageCode, toSpeakerCode } from '../../../src/answer/browse/codes.ts'
import { listAskedTopics } from '../../../src/answer/browse/lists.ts'
import type { Content } from '../../../src/answer/browse/content.ts'
import { type Link, NO_RESULTS, type Results } from '../../../src/answer/browse/link.ts'
import { type Article, type Citation, type Speaker, toCitations, toSpeakers } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith, bindCorpus, cite, idsIn, idsOf, listIds } from '../answer-with.ts'
import { loadRoundTable } from '../round-table-queries.ts'

const ALL = [HARBOUR, MARKET, FERRY]
const { answer, open } = await answerWith(...ALL)
const table = bindCorpus(await loadRoundTable())
const TABLE = table.corpus.articles

const codeOf = (id: string) => toCode('passage', id)
const toResultsOf = (shown: number, ...ids: readonly string[]): Results => ({ codes: ids.map(codeOf), shown })
/** Makes the link to all passages of the nth speaker of a passage. */
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

/** Links of every kind into HARBOUR. */
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

describe('a link to an answer', () => {
  it('opens the shown passages in order, without matches', () => {
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

  it('opens what is related to the answer', () => {
    const opened = open({ kind: 'answer', results: toResultsOf(1, 'harbour_start', 'ferry_night', 'harbour_crew') })
    const around = opened?.kind === 'found' ? opened.related : undefined
    expect(around && listIds(around.further)).toEqual(['ferry_night', 'harbour_crew'])
    expect(around).toMatchObject({ hasSurroundings: true, speakers: [{ speaker: { name: '林海' }, total: 2 }] })
    expect(around?.followUps).toEqual([
      { kind: 'asked', query: '如何吸引年轻船员？' },
      { kind: 'said', name: '林海', latinName: 'Lin Hai' },
      { kind: 'said', name: '苏芸' },
    ])
  })

  it('opens the same as the link back to it', () => {
    const results = toResultsOf(2, 'harbour_money', 'ferry_night', 'harbour_start')
    expect(open({ kind: 'back', results })).toEqual(open({ kind: 'answer', results }))
  })

  it('of kind unjudged opens that kind', () => {
    const results: Results = { ...toResultsOf(1, 'harbour_start', 'harbour_crew'), kind: 'unjudged' }
    expect(open({ kind: 'back', results })).toMatchObject({
      kind: 'unjudged',
      people: [expect.objectContaining({ name: '林海' })],
      quotes: [{ passage: { id: 'harbour_start' } }],
    })
  })

  it('of kind unjudged names only the person whom the query named', () => {
    const answered = answer('What does Lin Hai want to build?')
    const quotes = answered.kind === 'unjudged' ? answered.quotes : []
    expect(listIds(quotes)).toContain('harbour_papers')
    expect(
      open({ kind: 'back', results: { ...toResultsOf(quotes.length, ...listIds(quotes)), kind: 'unjudged' } }),
    ).toMatchObject({ kind: 'unjudged', people: [expect.objectContaining({ name: '林海' })] })
  })

  it('opens those passages that are left', () => {
    const opened = open({
      kind: 'answer',
      results: toResultsOf(2, 'harbour_gone', 'harbour_money', 'harbour_lost', 'ferry_night'),
    })
    expect(idsOf(opened)).toEqual(['harbour_money'])
    expect(opened?.kind === 'found' && listIds(opened.related?.further ?? [])).toEqual(['ferry_night'])
  })
})

describe('a link to further passages', () => {
  it('opens those that the answer did not show', () => {
    const opened = open({
      kind: 'more',
      page: 0,
      results: toResultsOf(1, 'harbour_start', 'ferry_night', 'harbour_crew'),
    })
    expect(opened).toMatchObject({ kind: 'more', total: 2, page: 0, pages: 1 })
    expect(idsIn(opened)).toEqual(['ferry_night', 'harbour_crew'])
  })

  it('opens pages, and the last one beyond the end', () => {
    const results = toResultsOf(1, ...listIds(toCitations(ALL)).slice(0, 8))
    const pages = [0, 1, 2, 35].map((page) => open({ kind: 'more', page, results }))
    expect(pages.slice(0, 3).flatMap(idsIn)).toEqual(listIds(toCitations(ALL)).slice(1, 8))
    expect(pages[3]).toEqual(pages[2])
    expect(pages[2]).toMatchObject({ page: 2, pages: 3, total: 7 })
  })

  it('opens no shown passage where another shown one is gone', () => {
    expect(
      idsIn(open({ kind: 'more', page: 0, results: toResultsOf(2, 'harbour_gone', 'harbour_start', 'harbour_money') })),
    ).toEqual(['harbour_money'])
  })

  it('of other speakers opens the best passage of each', () => {
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

  it('opens nothing where all were shown and nobody else spoke', () => {
    const results = toResultsOf(2, 'harbour_start', 'harbour_money')
    expect([open({ kind: 'more', page: 0, results }), open({ kind: 'others', page: 0, results })]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('a link to the passages of a speaker', () => {
  it.each<[string, number, string, string[]]>([
    ['harbour_start', 0, '林海', ['harbour_start', 'harbour_papers']],
    ['harbour_papers', 0, '林海', ['harbour_start', 'harbour_papers']],
    ['harbour_papers', 1, '苏芸', ['harbour_crew', 'harbour_papers']],
    ['market_air', 0, '林海', ['market_air']],
    ['ferry_night', 0, '方圆', ['ferry_photos', 'ferry_night']],
  ])('opens them from %s, speaker %i', (id, nth, name, ids) => {
    const opened = open(toWords(id, nth))
    expect(opened).toMatchObject({ kind: 'words', speaker: { name }, total: ids.length })
    expect(idsIn(opened)).toEqual(ids)
  })

  it('opens nothing for an unknown speaker or one without passages', () => {
    expect(open({ kind: 'words', at: 'none-', page: 0, results: NO_RESULTS })).toBeUndefined()
    expect(
      open({ kind: 'words', at: toSpeakerCode(HARBOUR, named(HARBOUR, '何船')), page: 0, results: NO_RESULTS }),
    ).toBeUndefined()
  })
})

describe('a link to surroundings', () => {
  it.each<['around' | 'on' | 'back', string[]]>([
    ['around', ['harbour_start', 'harbour_money', 'harbour_career']],
    ['on', ['harbour_money', 'harbour_career']],
    ['back', ['harbour_start', 'harbour_money']],
  ])('opens the passages %s', (direction, ids) => {
    const opened = open(toContextLink('harbour_money', direction))
    expect(opened?.kind).toBe('context')
    expect(idsIn(opened)).toEqual(ids)
  })
})

describe('a link to an exchange', () => {
  it('opens its passages in order', () => {
    expect(idsOf(open({ kind: 'exchange', at: toCode('exchange', questionOf(FERRY, 0)) }))).toEqual([
      'ferry_safety',
      'ferry_photos',
    ])
  })

  it('opens at most three passages and relates the others', async () => {
    const paragraphs = Array.from({ length: 5 }, (_, index) => `\n【叙述】第${index}段。 ^p-${index}\n`)
    const long = toArticle(`---\nid: long\ntitle: 长\npublication: 报\n---\n\n【问】怎么样？\n${paragraphs.join('')}`)
    const opened = (await answerWith(long)).open({ kind: 'exchange', at: toCode('exchange', questionOf(long, 0)) })
    expect(idsOf(opened)).toEqual(['long_p-0', 'long_p-1', 'long_p-2'])
    expect(opened?.kind === 'found' && listIds(opened.related?.further ?? [])).toEqual(['long_p-3', 'long_p-4'])
  })
})

describe('a link with the name of a speaker', () => {
  const markdown = (speaker: string) =>
    `---
id: one
title: 一问
publication: 报
speakers:
  - {name: 林海, office: 局长}
  - {name: 苏芸, office: 主任}
---

# 一

【${speaker}】码头明年动工。 ^start

【苏芸】伙食要好。 ^food
`
  const [before, after] = [toArticle(markdown('林海')), toArticle(markdown('苏芸'))]
  const by = toSpeakerCode(before, named(before, '林海'))

  it('opens nothing once another speaker has said it', async () => {
    const link: Link = { kind: 'answer', results: toResultsOf(1, 'one_start'), by }
    expect(idsOf((await answerWith(before)).open(link))).toEqual(['one_start'])
    expect((await answerWith(after)).open(link)).toBeUndefined()
  })

  it('opens no passages of another speaker of the passage', async () => {
    const link: Link = { kind: 'words', at: by, page: 0, results: NO_RESULTS }
    expect((await answerWith(before)).open(link)).toMatchObject({ speaker: { name: '林海' }, total: 1 })
    expect((await answerWith(after)).open(link)).toBeUndefined()
  })

  it('of kind unjudged opens kind found once the passage is no speech', async () => {
    const link: Link = { kind: 'back', results: { ...toResultsOf(1, 'one_start'), kind: 'unjudged' } }
    expect((await answerWith(before)).open(link)).toMatchObject({
      kind: 'unjudged',
      people: [expect.objectContaining({ name: '林海' })],
    })
    expect((await answerWith(toArticle(markdown('关于林海')))).open(link)).toMatchObject({ kind: 'found' })
    expect((await answerWith(toArticle(markdown('叙述')))).open(link)).toMatchObject({ kind: 'found' })
  })
})

describe('a link to the card of a speaker', () => {
  it('opens the speaker of the article, and not a namesake of another', () => {
    expect(officesIn(open({ kind: 'speaker', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')) }))).toEqual([
      '港务局局长',
    ])
    expect(officesIn(open({ kind: 'speaker', at: toSpeakerCode(MARKET, named(MARKET, '林海')) }))).toEqual([
      '商务局副局长',
    ])
  })

  it('opens a card that counts as many passages as the link to them opens', () => {
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
        expect([card?.speaker.name, card?.passages]).toEqual([speaker.name, own.length])
        const words = openOne({ kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results: NO_RESULTS })
        if (own.length === 0) expect(words).toBeUndefined()
        else expect(words).toMatchObject({ kind: 'words', speaker: { name: speaker.name }, total: own.length })
      }
    }
  })

  it('counts passages in every article that lists the speaker', async () => {
    const again = toArticle(
      `---
id: again
title: 港口再问
publication: 报
speakers:
  - {name: 林海, office: 港务局局长}
---

# 再问

【林海】码头如期动工。 ^again
`,
    )
    const both = await answerWith(HARBOUR, again)
    const opened = both.open({ kind: 'speaker', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')) })
    expect(opened?.kind === 'speaker' && opened.cards[0]?.passages).toBe(3)
    expect(
      both.open({ kind: 'words', at: toSpeakerCode(HARBOUR, named(HARBOUR, '林海')), page: 0, results: NO_RESULTS }),
    ).toMatchObject({ total: 3 })
  })
})

describe('a link to a query', () => {
  it('opens the answer of the query', () => {
    const opened = open(toQueryLink('如何吸引年轻船员？'))
    expect(opened).toEqual(answer('如何吸引年轻船员？'))
    expect(idsOf(opened)).toEqual(['harbour_crew', 'harbour_papers'])
  })

  it('opens every follow-up of an answer', () => {
    const followUps = toCitations(ALL).flatMap(({ passage }) => {
      const opened = open({ kind: 'answer', results: toResultsOf(1, passage.id) })
      return opened?.kind === 'found' ? (opened.related?.followUps ?? []).map(toQuery) : []
    })
    expect(new Set(followUps).size).toBeGreaterThan(5)
    for (const query of followUps) expect([query, open(toQueryLink(query))?.kind]).toEqual([query, 'found'])
  })

  it.each(['今天天气怎么样？', '林海是谁', ''])('does not open %j, which is no follow-up', (query) => {
    expect(open(toQueryLink(query))).toBeUndefined()
  })
})

describe('a link to a list', () => {
  it('opens an article, its topics, the speakers and the articles', () => {
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

  it('without an article opens a choice of all or the only one', async () => {
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

describe('a link to what the corpus does not hold', () => {
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
    // A code of another kind.
    { kind: 'exchange', at: codeOf('harbour_start') },
    { kind: 'speaker', at: codeOf('harbour_start') },
    { kind: 'article', at: codeOf('harbour_start') },
    { kind: 'answer', results: { codes: [toCode('exchange', questionOf(FERRY, 0))], shown: 1 } },
    { kind: 'exchange', at: '' },
  ])('opens nothing: %j', (link) => {
    expect(open(link)).toBeUndefined()
  })

  it('opens nothing: every kind of link into an article that is gone', async () => {
    const rest = await answerWith(MARKET)
    for (const link of INTO_HARBOUR)
      expect([link, open(link) === undefined, rest.open(link)]).toEqual([link, false, undefined])
  })
})

describe('a link of an earlier process', () => {
  it('opens the same after a restart', async () => {
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

  describe('into an article that was edited', () => {
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
        'the passages of a speaker',
        { kind: 'words', at: toSpeakerCode(one, named(one, '江月')), page: 0, results: NO_RESULTS },
      ],
      ['a follow-up', toQueryLink('大桥什么时候开始修？')],
    ])('opens the same for %s that did not change', async (_, link) => {
      const [former, latter] = await opens
      expect(idsIn(former.open(link)).length).toBeGreaterThan(0)
      expect(idsIn(latter.open(link))).toEqual(idsIn(former.open(link)))
    })

    it('opens surroundings and exchanges with their present passages', async () => {
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

    it('opens cards, articles and topics in their present state', async () => {
      const [, latter] = await opens
      expect(officesIn(latter.open({ kind: 'speaker', at: toSpeakerCode(one, speakers[1]) }))).toEqual(['设计院原院长'])
      expect(latter.open({ kind: 'article', at: toCode('article', 'bridge') })).toMatchObject({
        article: { title: '大桥三问' },
      })
      expect(latter.open({ kind: 'topics', at: toCode('article', 'bridge'), page: 0 })).toMatchObject({
        items: [{ label: '概况' }, { label: '大桥什么时候开始修？' }, { label: '修桥花多少钱？' }],
      })
    })

    it('does not open changed or removed passages', async () => {
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

describe('links into the round-table', () => {
  const citations = toCitations(TABLE)

  it('open every passage and its surroundings', () => {
    for (const { passage } of citations) {
      expect(idsIn(table.open({ kind: 'answer', results: toResultsOf(1, passage.id) }))).toEqual([passage.id])
      expect(table.open(toContextLink(passage.id, 'around'))).toMatchObject({ centre: { passage: { id: passage.id } } })
      expect(idsIn(table.open(toContextLink(passage.id, 'on')))[0]).toBe(passage.id)
      expect(idsIn(table.open(toContextLink(passage.id, 'back'))).at(-1)).toBe(passage.id)
    }
  })

  it('open all passages of each speaker', () => {
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

  it('open every exchange with a question and every topic', () => {
    for (const { exchanges } of TABLE) {
      for (const { question, passages } of exchanges) {
        if (question)
          expect(idsIn(table.open({ kind: 'exchange', at: toCode('exchange', question.id) }))).toEqual(
            passages.slice(0, 3).map(({ id }) => id),
          )
      }
    }
    const topics = [...listAskedTopics(table.corpus.latestFirst)]
    for (const { first } of topics)
      expect(idsIn(table.open(toContextLink(first.passage.id, 'on')))[0]).toBe(first.passage.id)
    expect(topics).toHaveLength(4)
  })

  it('open the article, its topics and its speakers', () => {
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

it('opens the passage that a choice of an answer links to', () => {
  const answered = answer('苏芸怎么看深水泊位')
  expect(answered.kind === 'unsaid' && answered.others.map(({ link }) => idsIn(open(link)))).toEqual([
    ['harbour_start'],
  ])
  expect(cite('harbour_start', HARBOUR).passage.voice).toMatchObject({ speakers: [{ name: '林海' }] })
})
