import fc from 'fast-check'
import type { MessageEntity } from 'grammy/types'
import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import type { Answer, Quote } from '../../../src/answer/answer.ts'
import { toCode } from '../../../src/answer/browse/codes.ts'
import type { Reader } from '../../../src/bot/reader.ts'
import { toData, toStartLink } from '../../../src/bot/view/callback-data.ts'
import { renderReloaded } from '../../../src/bot/admin/reload-report.ts'
import { sendTo } from '../../../src/bot/telegram/send.ts'
import { renderContent, renderReply } from '../../../src/bot/view/content.ts'
import { MAX_MESSAGE_LENGTH, type OutgoingMessage, toEllipsis } from '../../../src/bot/view/outgoing-message.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { answerWith } from '../../answer/answer-with.ts'
import {
  allTexts,
  boldIn,
  expectSendable,
  isQuotation,
  itemsIn,
  quotationsIn,
  READER,
  startBot,
  texts,
  wordsOf,
} from '../start-bot.ts'
import { strangeAnswer } from './strange-answer.ts'
import { strangeValue } from './strange-text.ts'

const TIMEOUT = 60_000
/** UTF-16 units of everything around a passage, at most. */
const MOST_AROUND = 1900
/** UTF-16 units of an excerpt, with its signs. */
const LONGEST_EXCERPT = 390
/** UTF-16 units from which a message may have had no room for the excerpts. */
const ROOM_FOR_EXCERPT = MAX_MESSAGE_LENGTH - 3 * LONGEST_EXCERPT

function quotesOf(answer: Answer): readonly Quote[] {
  if (answer.kind === 'parts') return answer.parts.flatMap(({ quotes }) => quotes)
  if (answer.kind === 'offered') return [answer.quote]
  return answer.kind === 'found' || answer.kind === 'unjudged' ? answer.quotes : []
}

type Convert = (words: string) => string

/** The words of a quote that answer, as they stand above its passage; undefined where all of the passage does. */
function excerptOf({ passage: { text }, excerpt }: Quote, convert: Convert): string | undefined {
  const words = convert(text)
  const [first, ...others] = excerpt?.stretches ?? []
  if (!first || (others.length === 0 && first.start === 0 && first.end === text.length)) return undefined
  return [first, ...others].map(({ start, end }) => words.slice(start, end)).join(toEllipsis(words))
}

/** Expects the first quotes word for word, as many as fit, and above each nothing else of it than what answers. */
function expectWordForWord(answer: Answer, rendered: OutgoingMessage, convert: Convert = (words) => words): void {
  const shown = rendered.entities.filter(isQuotation)
  const words = shown.map((entity) => wordsOf(rendered.text, entity))
  if (answer.kind === 'stated') return expect(words).toEqual([convert(answer.question.text)])
  const quotes = quotesOf(answer)
  if (quotes.length === 0) return expect(words).toEqual([])
  expect(words.length).toBeGreaterThan(0)
  expect(words).toEqual(quotes.slice(0, words.length).map(({ passage }) => convert(passage.text)))
  const next = quotes[words.length]
  if (next) expect(rendered.text.length + next.passage.text.length + MOST_AROUND).toBeGreaterThan(MAX_MESSAGE_LENGTH)
  shown.forEach((entity, place) => {
    const quote = quotes[place]
    if (quote) expectExcerpt(quote, entity, rendered, convert)
  })
}

/** Expects the words that answer above a passage, unless they are too long, and marks in both. */
function expectExcerpt(quote: Quote, { offset, length }: MessageEntity, rendered: OutgoingMessage, convert: Convert) {
  const excerpt = excerptOf(quote, convert)
  const above = rendered.text.slice(0, offset - 1).replace(/…+$/u, '')
  const isAbove = excerpt !== undefined && above.endsWith(excerpt.replace(/…+$/u, ''))
  const mayMiss = excerpt === undefined || excerpt.length > LONGEST_EXCERPT || rendered.text.length > ROOM_FOR_EXCERPT
  if (!mayMiss) expect(isAbove, excerpt).toBe(true)
  // What stands above a passage without an excerpt ends the line that names the speaker.
  if (!isAbove) expect(above).toMatch(/：$/u)
  const marks = quote.excerpt?.marks ?? quote.matches
  const places = boldPlaces(rendered.entities, [{ type: 'bold', offset, length }]).map(joinAdjacent)
  expect(places).toEqual([joinAdjacent(marks.map(({ start, end }) => [start, end - start]))])
}

/** Joins ranges that stand side by side, which look like one. */
function joinAdjacent(ranges: readonly number[][]): number[][] {
  const joined: number[][] = []
  for (const [start = 0, length = 0] of ranges) {
    const [before = 0, size = 0] = joined.at(-1) ?? []
    if (joined.length > 0 && before + size === start) joined[joined.length - 1] = [before, size + length]
    else joined.push([start, length])
  }
  return joined
}

function boldPlaces(entities: readonly MessageEntity[], within: readonly MessageEntity[]): number[][][] {
  return within.map(({ offset, length }) =>
    entities
      .filter((entity) => entity.type === 'bold' && entity.offset >= offset && entity.offset < offset + length)
      .map((entity) => [entity.offset - offset, entity.length]),
  )
}

it(
  'every answer quotes word for word',
  () => {
    fc.assert(
      fc.property(strangeAnswer, (answer) => {
        expectWordForWord(answer, renderContent(answer, READER))
      }),
      { numRuns: 100 },
    )
  },
  TIMEOUT,
)

it(
  'Telegram accepts every answer unchanged',
  async () => {
    const { api, bot, stop } = await startBot()
    const { message } = await api.ask('any')
    await fc.assert(
      fc.asyncProperty(strangeAnswer, async (answer) => {
        const rendered = renderReply(answer, READER)
        const sent = await sendTo(bot.api, message.chat.id, rendered)
        expect(sent.text).toBe(rendered.text)
        expectWordForWord(answer, { text: sent.text ?? '', entities: sent.entities ?? [] })
        expect(sent.reply_markup?.inline_keyboard ?? []).toEqual(rendered.buttons ?? [])
        expect(api.faults).toEqual([])
      }),
      { numRuns: 25 },
    )
    await stop()
  },
  TIMEOUT,
)

const { answer } = await answerWith(HARBOUR, MARKET, FERRY)
const render = (query: string, reader = READER) => renderContent(answer(query), reader)
const labelsOf = ({ buttons = [] }: OutgoingMessage) => buttons.flat().map(({ text }) => text)

describe('an answer to a query that was understood differently', () => {
  it('is that of the understood query, with a last line that says so', () => {
    const rendered = render('shen shui bo wei')
    expect(rendered.text).toBe(`${render('深水泊位').text}\n\n${texts.understood('深水泊位')}`)
    expect(boldIn(rendered)).toEqual(boldIn(render('深水泊位')))
    expect(render('酥芸是谁').text).toBe(`${render('苏芸是谁').text}\n\n${texts.understood('苏芸是谁')}`)
  })

  it('shortens a long query to one line', () => {
    const note = renderContent({ ...answer('深水泊位'), understood: '长'.repeat(4000) }, READER)
      .text.split('\n')
      .at(-1)
    expect(note?.length).toBeLessThan(260)
    expect(note).toMatch(/^（按“长+……”查找）$/u)
  })
})

describe('an answer to a query for a figure', () => {
  const SENTENCE = '上半年全线客运量超过480万人次，老年乘客占35%。'

  it('has the sentence below the speaker and above the whole passage, with the figure in bold in both', () => {
    const rendered = render('老年乘客占百分之多少')
    const [passage = '', ...others] = quotationsIn(rendered)
    expect(rendered.text.startsWith(`港城日报（叙述）：\n`)).toBe(true)
    expect(rendered.text.split('\n')[1]).toContain(SENTENCE)
    expect([passage, ...others]).toEqual([FERRY.exchanges.at(-1)?.passages[0]?.text])
    expect(rendered.entities.filter(isQuotation).map(({ type }) => type)).toEqual(['expandable_blockquote'])
    expect(boldIn(rendered)).toEqual(['港城日报', '35%', '35%'])
  })

  it('has no sentence above a short passage, which is not folded', () => {
    const rendered = render('扩建总投资是多少')
    expect(rendered.entities.filter(isQuotation).map(({ type }) => type)).toEqual(['blockquote'])
    expect(rendered.text).toBe(
      '港城日报（叙述）：\n扩建总投资四十亿元，由市财政和港务集团分担。\n—— 港城日报 2024年5月6日',
    )
    expect(boldIn(rendered)).toEqual(['港城日报', '四十亿元'])
  })

  it('has …… where a stretch is cut out of its sentence, and between two', () => {
    const text = `开头的话${'又长又长'.repeat(40)}，其中深水泊位12个，另外还要修一条公路，${'后面的话'.repeat(20)}。最后一句。`
    const [one, two] = ['其中深水泊位12个', '最后一句。'].map((words) => ({
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
    }))
    if (!one || !two) throw new Error('never')
    const quote = {
      article: HARBOUR,
      exchange: { headings: [], passages: [] },
      passage: { id: 'harbour_x', text, voice: { kind: 'narration' } as const },
      matches: [],
    }
    const lineOf = (stretches: readonly { start: number; end: number }[]) =>
      renderContent({ kind: 'found', quotes: [{ ...quote, excerpt: { stretches, marks: [] } }] }, READER).text.split(
        '\n',
      )[1]
    expect(lineOf([one])).toBe('……其中深水泊位12个……')
    expect(lineOf([one, two])).toBe('……其中深水泊位12个……最后一句。')
    expect(lineOf([two])).toBe('最后一句。')
  })
})

describe('the line of the source', () => {
  it('has the name, the office in short, the paper and the date, which links to the article', () => {
    const rendered = render('末班船延长到几点')
    expect(rendered.text.split('\n').at(-1)).toBe(
      '—— 方圆，市政协委员，交通局副局长 · 港城日报 2024年7月 · 《轮渡三问》',
    )
  })

  it('leaves the name to the first line where it would be longer than two lines', () => {
    const office = '陆军军医大学陆军特色医学中心教授'
    const long = { ...FERRY, speakers: FERRY.speakers.map((speaker) => ({ ...speaker, office })) }
    const [exchange] = long.exchanges
    if (!exchange) throw new Error('never')
    const [speaker] = long.speakers
    const voice = { kind: 'speech' as const, speakers: speaker ? [speaker] : [] }
    const lineOf = (publication: string) =>
      renderContent(
        {
          kind: 'found',
          quotes: [
            {
              article: { ...long, publication },
              exchange,
              passage: { id: 'ferry_one', text: '台风来了就停航。', voice },
              matches: [],
            },
          ],
        },
        READER,
      )
        .text.split('\n')
        .at(-1)
    expect(lineOf('晚报')).toBe(`—— 方舟，${office} · 晚报 2024年7月`)
    expect(lineOf('港城日报海外版周末特刊')).toBe(`—— ${office} · 港城日报海外版周末特刊 2024年7月`)
  })

  it('has the title where the article has no link and the line has room', () => {
    expect(render('船员证书互认').text.split('\n').at(-1)).toBe('—— 港城日报 2024年5月6日')
    expect(render('摊位费').text.split('\n').at(-1)).toBe('—— 苏雨，市场协会秘书长 · 港城晚报 2023年 · 《菜市场改造》')
  })
})

describe('an answer in parts', () => {
  it('has each question above its passage', () => {
    const rendered = render('新码头什么时候动工？末班船延长到几点？')
    expect(rendered.text).toMatch(
      /^◆ 新码头什么时候动工？ 林海：\n新码头明年三月动工[^]*\n\n◆ 末班船延长到几点？ 方圆：\n末班船延长到晚上十一点/u,
    )
    expect(boldIn(rendered).filter((words) => words.startsWith('◆'))).toEqual([
      '◆ 新码头什么时候动工？',
      '◆ 末班船延长到几点？',
    ])
  })

  it('has a sentence for a part without quotes', () => {
    const rendered = render('苏芸和苏雨对伙食标准的看法有什么不同')
    expect(rendered.text).toMatch(/\n\n◆ 苏雨\n材料里没有讲到。$/u)
    expect(quotationsIn(rendered)).toEqual(['我建议提高远洋船员的伙食标准，并让学生上船实习半年。'])
  })

  it('names each person compared once', () => {
    const rendered = render('苏芸和苏雨的观点有什么不同')
    expect(rendered.text.match(/^(?:◆ )?苏[芸雨].*$/gmu)).toEqual(['苏芸：', '苏雨：'])
  })

  it('has the source of the parts shown, where others do not fit', () => {
    const passages = ['甲', '乙', '丙'].map((sign) => `\n【叙述】${sign.repeat(1900)}。\n`)
    const long = toArticle(`---\nid: long\ntitle: 长篇\npublication: 报\n---\n\n## 长\n${passages.join('')}`)
    const [exchange] = long.exchanges
    if (!exchange) throw new Error('never')
    const rendered = renderContent(
      {
        kind: 'parts',
        parts: exchange.passages.map((passage) => ({
          label: passage.text.slice(0, 1),
          quotes: [{ article: long, exchange, passage, matches: [] }],
        })),
      },
      READER,
    )
    expect(quotationsIn(rendered)).toHaveLength(2)
    expect(rendered.text.endsWith('—— 报 · 《长篇》')).toBe(true)
  })
})

describe('an answer without quotes', () => {
  it('says what the closest passage lacks, and shows that passage', () => {
    const { text, entities } = render('先建两个深水泊位的招标电话')
    expect(text.split('\n').slice(0, 4)).toEqual([
      '材料里没有讲“招标电话”，最接近的是：',
      '',
      '林海：',
      '新码头明年三月动工，先建两个深水泊位。',
    ])
    expect(entities.filter(isQuotation)).toHaveLength(1)
  })

  it('has buttons to the people that the query may mean', () => {
    const rendered = render('方委员说了什么')
    expect(rendered).toMatchObject({
      text: '“方委员”可能是指：\n• 方舟，市政协委员，轮渡公司总经理\n• 方圆，市政协委员，交通局副局长',
      entities: [],
    })
    expect(labelsOf(rendered)).toEqual(['方舟', '方圆'])
  })

  it('has buttons to others who spoke of it', () => {
    const rendered = render('苏芸怎么看深水泊位')
    expect(rendered).toMatchObject({ text: '材料里没有苏芸对这个问题的说法。\n\n谈到的有：\n• 林海', entities: [] })
    const link = {
      kind: 'answer',
      results: { codes: [toCode('passage', 'harbour_start')], shown: 1 },
      by: toCode('speaker', 'harbour 林海'),
    } as const
    expect(rendered.buttons).toEqual([[{ text: '林海', callback_data: toData({ link }) }]])
  })

  it('has no buttons, where nobody spoke of it', () => {
    const rendered = render('苏芸怎么看天气')
    expect(rendered.text).toBe('材料里没有苏芸对这个问题的说法。')
    expect(labelsOf(rendered)).toEqual([])
  })
})

it('a stated answer quotes the question, with its source', () => {
  const rendered = render('轮渡安全条例要求渡船三年内装什么系统')
  const [question = ''] = quotationsIn(rendered)
  expect(rendered.text).toBe(`港城日报（记者提问）：\n${question}\n出处：《轮渡三问》，港城日报，2024年7月`)
  expect(question).toBe(FERRY.exchanges[0]?.question?.text)
  expect(boldIn(rendered)).toEqual(['港城日报'])
})

it('the questions of the reporters are listed by article', () => {
  const rendered = render('记者问了哪些问题')
  expect(itemsIn(rendered)).toEqual([
    '……请问轮渡公司怎样保证安全？',
    '夜里还有船吗？',
    '请问新码头什么时候动工？扩建的钱从哪里来？',
    '如何吸引年轻船员？',
  ])
  expect(rendered.text.match(/^出处：.+$/gmu)).toEqual([
    '出处：《轮渡三问》，港城日报，2024年7月',
    '出处：《港口三问》，港城日报，2024年5月6日',
  ])
})

describe('a passage of the maximum length', () => {
  const speakers = Array.from({ length: 10 }, (_, index) => ({
    name: `${index}`.repeat(40),
    office: '官'.repeat(200),
    aliases: [],
  }))
  const article = { ...HARBOUR, title: '题'.repeat(200), publication: '报'.repeat(80), date: '2023-12-31' }
  const question = { id: 'harbour_q', text: `先说一句。${'问'.repeat(2400)}？` }
  const text = `${'头'.repeat(100)}。${'句'.repeat(230)}1个。${'尾'.repeat(2160)}。`
  const excerpt = { stretches: [{ start: 101, end: 334 }], marks: [{ start: 331, end: 333 }] }
  const quote = {
    article,
    exchange: { headings: [], question, passages: [] },
    passage: { id: 'harbour_x', text, voice: { kind: 'about' as const, speakers } },
    matches: [],
    excerpt,
  }

  it('fits a message with the longest heading, excerpt, offices and note', () => {
    for (const found of [
      { kind: 'found' as const, quotes: [quote] },
      {
        kind: 'parts' as const,
        parts: [
          { label: '签'.repeat(200), quotes: [quote] },
          { label: '空', quotes: [] },
        ],
      },
    ]) {
      const rendered = renderContent({ ...found, understood: '懂'.repeat(4000) }, READER)
      expectSendable(rendered)
      expect(quotationsIn(rendered).at(-1)).toBe(text)
    }
  })

  it('keeps the figure in bold', () => {
    const rendered = renderContent(
      {
        kind: 'unjudged',
        people: [{ name: '名'.repeat(300), office: '', aliases: [] }],
        quotes: [quote],
        understood: '懂'.repeat(300),
      },
      READER,
    )
    expect(boldIn(rendered)).toContain('1个')
  })
})

it('the answer to a generated query is one message and quotes word for word', () => {
  const piece = fc.constantFrom(
    '林海',
    '苏主任',
    '方委员',
    '何船',
    '和',
    '怎么看',
    '说了什么',
    '是谁',
    '深水泊位',
    '伙食',
    '轮渡安全条例',
    '多少',
    '什么时候',
    '区别',
    '？',
    '，',
    'shui bo',
    '记者问了',
    '渡船',
    ' ',
    '酥芸',
  )
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const answered = answer(pieces.join(''))
      const rendered = renderContent(answered, READER)
      expectSendable(rendered)
      expectWordForWord(answered, rendered)
    }),
  )
})

it.each(LANGUAGES)('any number of problems is one message (%s)', (language) => {
  const text = fc
    .tuple(strangeValue(600), strangeValue(600))
    .map(([name, known]) => problemTexts.unknownSpeaker(name, undefined, [known]))
  const problems = fc.record({ file: strangeValue(200), line: fc.nat(), text, quote: strangeValue(200) })
  fc.assert(
    fc.property(fc.array(problems, { minLength: 1, maxLength: 40 }), (some) => {
      const rendered = renderReloaded({ kind: 'refused', problems: some }, { ...READER, texts: allTexts[language] })
      expectSendable(rendered)
      expect(rendered.text.startsWith(allTexts[language].refused(some.length))).toBe(true)
    }),
  )
})

it.each([
  ['2023', '2023年'],
  ['2023-01', '2023年1月'],
  ['2023-11-05', '2023年11月5日'],
])('the date %s reads %s', (date, read) => {
  expect(texts.date(date)).toBe(read)
})

it('the speakers are a link to the passage', () => {
  const { text, entities } = render('船员证书互认')
  const links = entities.filter((entity) => entity.type === 'text_link')
  expect(links.map((entity) => [wordsOf(text, entity), entity.url])).toEqual([
    ['林海、苏芸', 'https://t.me/wenzheng_test_bot?start=p_harbour_papers'],
    ['2024年5月6日', 'https://example.com/harbour'],
  ])
})

describe('an answer in a group', () => {
  const GROUP: Reader = { ...READER, isPrivate: false, asker: 2002 }
  const [exchange = { headings: [], passages: [] }] = HARBOUR.exchanges
  const quotesOfLength = (length: number): Quote[] =>
    ['甲', '乙', '丙'].map((sign) => ({
      article: HARBOUR,
      exchange,
      passage: { id: `harbour_${sign}`, text: `${sign.repeat(length)}。`, voice: { kind: 'narration' } },
      matches: [],
    }))
  const related = {
    further: [],
    speakers: [],
    hasSurroundings: false,
    followUps: [{ kind: 'asked', query: '还有什么？' } as const],
  }
  const toPrivate = (quotes: readonly Quote[]) => {
    const link = {
      kind: 'answer',
      results: { codes: quotes.map(({ passage }) => toCode('passage', passage.id)), shown: quotes.length },
    } as const
    return { text: texts.buttons.rest(quotes.length), url: toStartLink(GROUP, toData({ link })) }
  }

  it('is the first of several long passages, with a link to all in private', () => {
    const quotes = quotesOfLength(300)
    const rendered = renderContent({ kind: 'found', quotes, related }, GROUP)
    expect(quotationsIn(rendered)).toEqual([quotes[0]?.passage.text])
    expect(rendered.buttons?.at(-1)).toEqual([toPrivate(quotes)])
  })

  it('has all of several short passages', () => {
    const quotes = quotesOfLength(100)
    const rendered = renderContent({ kind: 'found', quotes, related }, GROUP)
    expect(quotationsIn(rendered)).toEqual(quotes.map(({ passage }) => passage.text))
    expect(rendered.buttons).toBeUndefined()
  })

  it('has a single long passage whole', () => {
    const quotes = quotesOfLength(2000).slice(0, 1)
    expect(quotationsIn(renderContent({ kind: 'found', quotes, related }, GROUP))).toEqual(
      quotes.map(({ passage }) => passage.text),
    )
  })

  it('has no follow-ups, unlike in private', () => {
    const quotes = quotesOfLength(300)
    const { followUps } = texts.buttons
    expect(labelsOf(renderContent({ kind: 'found', quotes, related }, GROUP))).not.toContain(followUps)
    expect(labelsOf(renderContent({ kind: 'found', quotes, related }, READER))).toContain(followUps)
  })
})

describe('an answer to a reader of Traditional characters', () => {
  const TRADITIONAL: Reader = { ...READER, texts: allTexts['zh-hant'], script: 'traditional' }
  const convert = Converter({ from: 'cn', to: 'tw' })

  it('is converted, says so last, and has a button to the original', () => {
    const rendered = render('深水泊位', TRADITIONAL)
    expect(rendered.text.startsWith('林海：\n新碼頭明年三月動工')).toBe(true)
    expect(rendered.text.split('\n').at(-1)).toBe(TRADITIONAL.texts.converted)
    expect(labelsOf(rendered)).toContain(TRADITIONAL.texts.buttons.original)
    const original = render('深水泊位', { ...TRADITIONAL, script: 'original' })
    expect(quotationsIn(original)).toEqual(quotationsIn(render('深水泊位')))
    expect(original.text).not.toContain(TRADITIONAL.texts.converted)
    expect(labelsOf(original)).toContain(TRADITIONAL.texts.buttons.convert)
  })

  it('leaves an article alone that is in Traditional characters already', async () => {
    const words = '我們只要在這裡再加一句，讓條文更清楚，大家就沒有意見了。'
    const article = toArticle(`---\nid: law\ntitle: 審查條文\npublication: 公報\n---\n\n## 條文\n\n【叙述】${words}\n`)
    const law = await answerWith(article)
    const rendered = renderContent(law.answer('條文再加一句'), TRADITIONAL)
    expect(quotationsIn(rendered)).toEqual([words])
    expect(labelsOf(rendered)).not.toContain(TRADITIONAL.texts.buttons.original)
  })

  it(
    'quotes word for word, character for character',
    () => {
      fc.assert(
        fc.property(strangeAnswer, (strange) => {
          const length = (text: string) => convert(text).length === text.length
          fc.pre(quotesOf(strange).every(({ passage }) => length(passage.text)))
          expectWordForWord(strange, renderContent(strange, TRADITIONAL), convert)
        }),
        { numRuns: 50 },
      )
    },
    TIMEOUT,
  )
})
