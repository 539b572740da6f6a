import { describe, expect, it } from 'vitest'
import type { Answer, Choice } from '../../../src/answer/answer.ts'
import { toPassageCode, toSpeakerCode } from '../../../src/answer/browse/codes.ts'
import type { Content } from '../../../src/answer/browse/content.ts'
import { type Link, NO_RESULTS } from '../../../src/answer/browse/link.ts'
import { listReadableTopics } from '../../../src/answer/browse/lists.ts'
import type { Reader } from '../../../src/bot/reader.ts'
import { renderContent, renderReply } from '../../../src/bot/view/content.ts'
import { renderInline, renderInlineTopics } from '../../../src/bot/view/inline-results.ts'
import type { OutgoingMessage } from '../../../src/bot/view/outgoing-message.ts'
import { toShortOffice } from '../../../src/bot/view/short-office.ts'
import { renderQuotes } from '../../../src/bot/view/quotation.ts'
import { en } from '../../../src/bot/texts/locales/en.ts'
import { type Article, type Speaker, toCitations } from '../../../src/knowledge/article.ts'
import { bindCorpus, corpusOf } from '../../answer/answer-with.ts'
import { toArticle } from '../../articles.ts'
import { allTexts, READER } from '../start-bot.ts'

/** What a Chinese text has between its words, and an English one has not. */
const CHINESE_MARKS = /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]|——|……/u
const ENGLISH: Reader = { ...READER, texts: allTexts.en }

/** Articles that are English throughout, so that whatever is Chinese in a message is of the bot. */
const QUAY = toArticle(`---
id: quay
title: Three Questions on the Quay
kicker: Harbours
publication: Harbour Daily
date: 2024-05-06
link: https://example.com/quay
byline: Jane Doe
speakers:
  - {name: Kim Lee, role: Guest, office: Member of the City Congress; Secretary and Chair of Harbour Works (Group) Ltd.}
  - {name: Ann Poe, office: Dean of the College of Ships}
  - {name: Bo Finn, office: Captain}
---

# Summary

【叙述】The harbour handled thirty million tons last year. It opened twelve new routes, of which seven lead to islands in the north. ^lead

## The quay

【问】When will the new quay open? Who pays for the quay?

【Kim Lee】The new quay opens in March. We begin with two deep berths. The sheds follow in autumn, once the roads are paved and the cranes have come from the yard across the bay. ^start

【关于Kim Lee】Kim Lee has worked in the harbour for twenty years. ^career

【Kim Lee、Ann Poe】Certificates of sailors should be valid in all ports. ^papers

## The sailors

【问：Bo Finn】How do we attract young sailors?

【Ann Poe】I suggest better meals on board, and half a year at sea for students. ^crew

【原文】Ships carry the signals of the Harbour Act within three years. ^act
`)
const FERRY = toArticle(`---
id: ferry
title: The Ferry
publication: Ferry Times
speakers:
  - {name: Kim Lee, office: Ferry pilot}
---

【问】The act requires signals within three years. Does the ferry sail at night?

【Kim Lee】The ferry sails until midnight. ^night
`)

const corpus = await corpusOf(QUAY, FERRY)
const { answer, open, answerRemark } = bindCorpus(corpus)
const cited = toCitations([QUAY, FERRY])
const shown = cited.map(({ passage }) => passage.id)
const [first] = cited
if (!first) throw new Error('never')
const at = toPassageCode(first)
const FIRST: Speaker = { name: 'Kim Lee', office: 'Director of Harbours', aliases: [] }
const kim = QUAY.speakers[0] ?? FIRST
const results = { codes: cited.map(toPassageCode).slice(0, 8), shown: 1 }
const quotes = cited.map((one) => ({ ...one, matches: [] }))

const QUERIES = [
  'When will the new quay open?',
  'Who is Kim Lee?',
  'Who took part?',
  'What did the reporters ask?',
  'What did Ann Poe say?',
  'compare Kim Lee and Ann Poe on sailors',
  'What does Ann Poe say about cranes?',
  'volcano',
  'hello',
]
const LINKS: readonly Link[] = [
  { kind: 'answer', results },
  { kind: 'more', results, page: 0 },
  { kind: 'others', results, page: 0 },
  { kind: 'context', at, direction: 'around', results },
  { kind: 'words', at: toSpeakerCode(QUAY, kim), page: 0, results: NO_RESULTS },
  { kind: 'speaker', at: toSpeakerCode(QUAY, kim) },
  { kind: 'speakers', page: 0 },
  { kind: 'articles', page: 0 },
  { kind: 'topics', at: '', page: 0 },
]
const MADE: readonly Answer[] = [
  { kind: 'found', quotes: quotes.slice(0, 3), understood: 'new quay' },
  ...quotes.map((quote): Answer => ({ kind: 'offered', quote, lacks: ['cranes', 'roads'] })),
  { kind: 'unjudged', people: [kim], quotes: quotes.slice(1, 3) },
  { kind: 'unsaid', people: QUAY.speakers, others: [] },
  { kind: 'choice', called: 'Kim', choices: [QUAY, FERRY].map((article) => toChoice(article)) },
  { kind: 'stated', article: QUAY, question: { id: 'quay_q', text: 'Who pays?', askers: [kim] } },
  { kind: 'stated', article: FERRY, question: { id: 'ferry_q', text: 'Who pays?' } },
  {
    kind: 'parts',
    parts: [
      { label: 'quay', quotes },
      { label: 'cranes', quotes: [] },
    ],
  },
]

function toChoice(article: Article): Choice {
  const speaker = article.speakers[0] ?? FIRST
  return { article, speaker, link: { kind: 'speaker', at: toSpeakerCode(article, speaker) } }
}

function listContents(): [string, Content][] {
  const remarks = ['who said this', 'source', 'context', 'more', 'in English please'].flatMap((text) => {
    const remarked = answerRemark(text, { text: '', shown })
    return remarked ? [[text, remarked.content] as [string, Content]] : []
  })
  const opened = LINKS.flatMap((link) => {
    const content = open(link)
    return content ? [[link.kind, content] as [string, Content]] : []
  })
  const unclear: Content = { kind: 'unclear', pronoun: 'he', people: QUAY.speakers }
  return [
    ...QUERIES.map((query): [string, Content] => [query, answer(query)]),
    ...MADE.map((made): [string, Content] => [made.kind, made]),
    ...remarks,
    ...opened,
    ['unclear', unclear],
  ]
}

const contents = listContents()
const textsOf = ({ text, buttons = [] }: OutgoingMessage) => [text, ...buttons.flat().map((button) => button.text)]

describe('a message to a reader of English', () => {
  it('is of nearly every kind here', () => {
    expect(new Set(contents.map(([, { kind }]) => kind)).size).toBeGreaterThan(20)
  })

  it.each(contents)('has no Chinese marks: %s', (_, content) => {
    for (const reader of [
      ENGLISH,
      { ...ENGLISH, isPrivate: false, asker: 7 },
      { ...ENGLISH, isHinted: true as const },
    ]) {
      for (const message of [renderReply(content, reader), renderContent(content, reader)])
        for (const text of textsOf(message)) expect(text).not.toMatch(CHINESE_MARKS)
    }
  })

  it('has none where it is posted in another chat', () => {
    const posts = [
      ...QUERIES.flatMap((query) => renderInline(answer(query), ENGLISH)),
      ...renderInlineTopics(listReadableTopics(corpus, true), ENGLISH),
    ]
    expect(posts.length).toBeGreaterThan(5)
    expect(JSON.stringify(posts)).not.toMatch(CHINESE_MARKS)
  })

  it('has none in any sentence of the bot', () => {
    expect(en).not.toMatch(CHINESE_MARKS)
  })
})

describe('English in the head of an article', () => {
  const article = toArticle(`---
id: port
title: 港口三问
title_en: Three Questions on the Port
publication: 港城日报
publication_en: Port Daily
date: 2024-05-06
link: https://example.com/port
speakers:
  - name: 林海
    office: 市人大代表，港务(集团)有限公司党委书记、董事长
    office_en: Deputy to the People's Congress; Party Secretary and Chair of the Port (Group) Co., Ltd.
    role: 嘉宾
    role_en: Guest
    aliases: [林局长, Lin Hai]
---

# 港口

【林海】新码头明年三月动工。
`)
  const [quote] = toCitations([article]).map((one) => ({ ...one, matches: [] }))
  if (!quote) throw new Error('never')
  const linesFor = (reader: Reader) => renderQuotes([quote], reader).message.text.split('\n')

  it('stands in the first line and in that of the source', () => {
    expect(linesFor(ENGLISH)).toEqual([
      'Lin Hai (林海):',
      '新码头明年三月动工。',
      '— Lin Hai, Chair of the Port · Port Daily, May 6, 2024',
    ])
  })

  it('is nothing to a reader of Chinese', () => {
    expect(linesFor(READER)).toEqual(['林海：', '新码头明年三月动工。', '—— 林海，港务董事长 · 港城日报 2024年5月6日'])
  })

  it('stands in the cards of its people and its own, with the title as it is published', async () => {
    const own = bindCorpus(await corpusOf(article))
    const textOf = (content: Content | undefined) => content && renderContent(content, ENGLISH).text
    expect(textOf(own.answer('林海是谁'))).toMatch(
      /^Lin Hai \(林海\) \(Guest\)\nDeputy to the People's Congress; .*\n\p{Script=Han}.*\nSpoke of:\n• 港口\nSource: “Three Questions on the Port”, Port Daily, /u,
    )
    expect(textOf(own.open({ kind: 'article', at: '' }))).toMatch(
      /^Three Questions on the Port\n港口三问\nPort Daily, /u,
    )
    expect(textOf(own.open({ kind: 'speakers', page: 0 }))).toContain('• Lin Hai (林海), Chair of the Port')
    expect(textOf(own.answer('有哪些嘉宾'))).toContain('Guest:\n• Lin Hai (林海), Deputy to the')
  })
})

describe('a short office in English', () => {
  it.each([
    ['Director of the Harbour Office', 'Director of the Harbour Office'],
    [
      'Deputy Party Secretary and President of Chongqing University of Posts and Telecommunications',
      'President of Chongqing University of Posts and Telecommunications',
    ],
    [
      'Member of the CPPCC Committee; Vice Dean of the College of Medicine, Chongqing Medical University, and Head of the Key Laboratory',
      'Vice Dean of the College of Medicine',
    ],
    [
      'General Manager of the Innovation Center of Intelligent and Connected Vehicles (Chongqing) Co., Ltd.',
      'General Manager of the Innovation Center of Intelligent and Connected Vehicles',
    ],
    [
      'Deputy to the Municipal People’s Congress of Chongqing',
      'Deputy to the Municipal People’s Congress of Chongqing',
    ],
  ])('of %s is %s', (office, short) => {
    expect(toShortOffice(office)).toBe(short)
  })
})
