import fc from 'fast-check'
import type { MessageEntity } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import type { Answer, Quote } from '../../src/answer/answer.ts'
import { parseButtonData } from '../../src/bot/buttons.ts'
import { renderAnswer, renderProblems } from '../../src/bot/render.ts'
import { MAX_MESSAGE_LENGTH, type Rendered } from '../../src/bot/rendered.ts'
import { renderDate, texts } from '../../src/bot/texts.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { answerWith } from '../answer/answer-with.ts'
import { articleKnowledge, boldIn, isQuotation, itemsIn, quotationsIn, startBot, wordsOf } from './start-bot.ts'
import { strangeAnswer } from './strange-answer.ts'
import { strangeValue } from './strange-text.ts'

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
const MOST_BYTES = 64
const LONGEST_LABEL = 60

function expectSendable({ text, entities, buttons = [] }: Rendered): void {
  expect(text.trim()).not.toBe('')
  expect(text.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH)
  expect(text).not.toMatch(/\p{Surrogate}/u)
  for (const entity of entities) {
    expect(entity.offset).toBeGreaterThanOrEqual(0)
    expect(entity.length).toBeGreaterThan(0)
    expect(entity.offset + entity.length).toBeLessThanOrEqual(text.length)
    expect(wordsOf(text, entity)).not.toMatch(/\p{Surrogate}/u)
  }
  for (const button of buttons) {
    expect(button.text.trim()).not.toBe('')
    expect(button.text.length).toBeLessThanOrEqual(LONGEST_LABEL)
    expect(Buffer.byteLength('callback_data' in button ? button.callback_data : '')).toBeLessThanOrEqual(MOST_BYTES)
    expect('callback_data' in button && parseButtonData(button.callback_data)).toBeTruthy()
  }
}

/** With all that may stand around a passage. */
const MOST_AROUND = 1900

function quotesOf(answer: Answer): readonly Quote[] {
  if (answer.kind === 'parts') return answer.parts.flatMap(({ quotes }) => quotes)
  return answer.kind === 'found' || answer.kind === 'unjudged' ? answer.quotes : []
}

/** Whether words are the sentence of a passage with what was asked for, or a part of it. */
function isExtract(words: string, { passage: { text }, fact }: Quote): boolean {
  if (!fact) return false
  const [sentence, clause] = [fact.sentence, fact.clause].map(({ start, end }) => text.slice(start, end))
  return words === sentence || words === clause || words === `……${clause}`
}

/** Of several passages the best are shown, each of them whole, and as many as fit. */
function expectWordForWord(answer: Answer, rendered: Rendered): void {
  const shown = rendered.entities.filter(isQuotation).map((entity) => ({ entity, words: wordsOf(rendered.text, entity) }))
  if (answer.kind === 'stated') return expect(shown.map(({ words }) => words)).toEqual([answer.question.text])
  const quotes = quotesOf(answer)
  if (quotes.length === 0) return expect(shown).toEqual([])
  const whole: { quote: Quote; entity: MessageEntity }[] = []
  shown.forEach(({ words, entity }, place) => {
    const quote = quotes[whole.length]
    // What stands above its passage is a part of it; the passage itself is what comes next.
    if (quote && isExtract(words, quote) && shown[place + 1]?.words === quote.passage.text) return
    expect(words).toBe(quote?.passage.text)
    if (quote) whole.push({ quote, entity })
  })
  expect(whole.length).toBeGreaterThan(0)
  const next = quotes[whole.length]
  if (next) expect(rendered.text.length + next.passage.text.length + MOST_AROUND).toBeGreaterThan(MAX_MESSAGE_LENGTH)
  expect(boldPlaces(rendered.entities, whole.map(({ entity }) => entity))).toEqual(
    whole.map(({ quote: { fact, matches } }) => (fact?.figures ?? matches).map(({ start, end }) => [start, end - start])),
  )
}

function boldPlaces(entities: readonly MessageEntity[], within: readonly MessageEntity[]): number[][][] {
  return within.map(({ offset, length }) =>
    entities
      .filter((entity) => entity.type === 'bold' && entity.offset >= offset && entity.offset < offset + length)
      .map((entity) => [entity.offset - offset, entity.length]),
  )
}

it('any answer is one message, with the quoted words in it as they are', () => {
  fc.assert(fc.property(strangeAnswer, (answer) => {
    const rendered = renderAnswer(answer)
    expectSendable(rendered)
    expectWordForWord(answer, rendered)
  }), { numRuns: 300 })
})

it('any answer is taken by Telegram as it is', async () => {
  let answer: Answer = { kind: 'none', offers: [] }
  const knowledge = { ...await articleKnowledge(), answer: () => answer }
  const { api, stop } = await startBot({ knowledge })
  await fc.assert(fc.asyncProperty(strangeAnswer, async (next) => {
    answer = next
    const sent = (await api.ask('any')).answer
    expect(sent.text).toBe(renderAnswer(next).text)
    expectWordForWord(next, { text: sent.text, entities: sent.entities ?? [] })
    expect(sent.reply_markup?.inline_keyboard.flat() ?? []).toEqual(renderAnswer(next).buttons ?? [])
    expect(api.faults).toEqual([])
  }), { numRuns: 25 })
  await stop()
})

const { answer } = await answerWith(HARBOUR, MARKET, FERRY)
const render = (query: string) => renderAnswer(answer(query))
const labelsOf = ({ buttons = [] }: Rendered) => buttons.map(({ text }) => text)

describe('an answer to a query that was read otherwise', () => {
  it('says so first, and then is as it would be', () => {
    const rendered = render('shen shui bo wei')
    expect(rendered.text).toBe(`按“深水泊位”查找：\n\n${render('深水泊位').text}`)
    expect(boldIn(rendered)).toEqual(boldIn(render('深水泊位')))
    expect(render('酥芸是谁').text).toBe(`按“苏芸是谁”查找：\n\n${render('苏芸是谁').text}`)
  })

  it('says it in one line, however long the query', () => {
    const [note = ''] = renderAnswer({ ...answer('深水泊位'), understood: '长'.repeat(4000) }).text.split('\n')
    expect(note.length).toBeLessThan(260)
    expect(note).toMatch(/^按“长+……”查找：$/u)
  })
})

describe('an answer to a query for a figure', () => {
  const SENTENCE = '上半年全线客运量超过480万人次，老年乘客占35%。'

  it('has the sentence first, and the whole passage after it, with the figure in bold in both', () => {
    const rendered = render('老年乘客占百分之多少')
    const [sentence, passage = '', ...others] = quotationsIn(rendered)
    expect(rendered.text.startsWith(`港城日报（记者叙述）：\n${SENTENCE}\n${passage}\n`)).toBe(true)
    expect([sentence, passage, ...others]).toEqual([SENTENCE, FERRY.exchanges.at(-1)?.passages[0]?.text])
    expect(rendered.entities.filter(isQuotation).map(({ type }) => type)).toEqual(['blockquote', 'expandable_blockquote'])
    expect(boldIn(rendered)).toEqual(['港城日报', '35%', '35%'])
  })

  it('has no sentence where the passage is short enough to be read', () => {
    const rendered = render('扩建总投资是多少')
    expect(quotationsIn(rendered)).toEqual(['扩建总投资四十亿元，由市财政和港务集团分担。'])
    expect(boldIn(rendered)).toEqual(['港城日报', '四十亿元'])
  })

  it('of a sentence that is nearly all of the passage has the part with it, and shows that it is a part', () => {
    const text = `新码头${'分两期建设并且同时疏浚航道、'.repeat(10)}共有泊位，其中深水泊位12个，${'另外还要修一条公路，'.repeat(4)}明年完工。`
    const [sentence, clause, figure] = [text, '其中深水泊位12个', '12个'].map((words) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length }))
    if (!sentence || !clause || !figure) throw new Error('never')
    const quote = { article: HARBOUR, exchange: { headings: [], passages: [] }, passage: { id: 'harbour_x', text, voice: { kind: 'narration' } as const }, matches: [], fact: { sentence, clause, figures: [figure] } }
    const rendered = renderAnswer({ kind: 'found', quotes: [quote] })
    expect(quotationsIn(rendered)).toEqual(['……其中深水泊位12个', text])
    expect(boldIn(rendered)).toEqual(['港城日报', '12个', '12个'])
  })
})

describe('an answer in parts', () => {
  it('has each question above its passage', () => {
    const rendered = render('新码头什么时候动工？末班船延长到几点？')
    expect(rendered.text).toMatch(/^◆ 新码头什么时候动工？\n林海：\n新码头明年三月动工[^]*\n\n◆ 末班船延长到几点？\n方圆：\n末班船延长到晚上十一点/u)
    expect(boldIn(rendered).filter((words) => words.startsWith('◆'))).toEqual(['◆ 新码头什么时候动工？', '◆ 末班船延长到几点？'])
  })

  it('says of a part that the material does not tell it', () => {
    const rendered = render('苏芸和苏雨对伙食标准的看法有什么不同')
    expect(rendered.text).toMatch(/\n\n◆ 苏雨\n材料里没有讲到。$/u)
    expect(quotationsIn(rendered)).toEqual(['我建议提高远洋船员的伙食标准，并让学生上船实习半年。'])
  })

  it('names who is compared once', () => {
    const rendered = render('苏芸和苏雨的观点有什么不同')
    expect(rendered.text.match(/^(?:◆ )?苏[芸雨].*$/gmu)).toEqual(['苏芸：', '苏雨：'])
  })

  it('names the source of what is shown, however many parts do not fit', () => {
    const long = toArticle(`---\nid: long\ntitle: 长篇\npublication: 报\n---\n\n## 长\n${['甲', '乙', '丙'].map((name) => `\n【叙述】${name.repeat(1900)}。\n`).join('')}`)
    const [exchange] = long.exchanges
    if (!exchange) throw new Error('never')
    const rendered = renderAnswer({ kind: 'parts', parts: exchange.passages.map((passage) => ({ label: passage.text.slice(0, 1), quotes: [{ article: long, exchange, passage, matches: [] }] })) })
    expect(quotationsIn(rendered)).toHaveLength(2)
    expect(rendered.text).toContain('出处：《长篇》')
  })
})

describe('nothing is quoted, and buttons lead on', () => {
  it('where reporters asked something close', () => {
    const rendered = render('先建两个深水泊位的招标电话')
    expect(rendered).toMatchObject({ text: '材料里没有讲到这个问题，所以不引用任何原文。记者问过的，相近的有：\n• 请问新码头什么时候动工？', entities: [] })
    expect(labelsOf(rendered)).toEqual(['请问新码头什么时候动工？'])
  })

  it('where several may be meant', () => {
    const rendered = render('方委员说了什么')
    expect(rendered).toMatchObject({ text: '“方委员”可能是指：\n• 方舟，市政协委员，轮渡公司总经理\n• 方圆，市政协委员，交通局副局长', entities: [] })
    expect(labelsOf(rendered)).toEqual(['方舟', '方圆'])
  })

  it('where somebody did not speak of it, and others did', () => {
    const rendered = render('苏芸怎么看深水泊位')
    expect(rendered).toMatchObject({ text: '材料里没有苏芸对这个问题的说法。\n\n谈到的有：\n• 林海', entities: [] })
    expect(rendered.buttons).toEqual([{ text: '林海', callback_data: 'p:harbour_start' }])
  })

  it('but nowhere, where nobody spoke of it', () => {
    const rendered = render('苏芸怎么看天气')
    expect(rendered.text).toBe('材料里没有苏芸对这个问题的说法。')
    expect(labelsOf(rendered)).toEqual([])
  })
})

it('what only a reporter\'s question says is quoted as the question, with its source', () => {
  const rendered = render('轮渡安全条例要求渡船三年内装什么系统')
  const [question = ''] = quotationsIn(rendered)
  expect(rendered.text).toBe(`港城日报（记者提问）：\n${question}\n出处：《轮渡三问》，港城日报，2024年7月`)
  expect(question).toBe(FERRY.exchanges[0]?.question?.text)
  expect(boldIn(rendered)).toEqual(['港城日报'])
})

it('what the reporters asked is a list of it all, by article', () => {
  const rendered = render('记者问了哪些问题')
  expect(itemsIn(rendered)).toEqual([FERRY, HARBOUR].flatMap(({ exchanges }) => exchanges.flatMap(({ question }) => question?.text ?? [])))
  expect(rendered.text.match(/^出处：.+$/gmu)).toEqual(['出处：《轮渡三问》，港城日报，2024年7月', '出处：《港口三问》，港城日报，2024年5月6日'])
})

it('the longest that may stand around the longest passage fits with it', () => {
  const speakers = Array.from({ length: 10 }, (_, index) => ({ name: `${index}`.repeat(40), office: '官'.repeat(200), aliases: [] }))
  const article = { ...HARBOUR, title: '题'.repeat(200), publication: '报'.repeat(80), date: '2023-12-31' }
  const question = { id: 'harbour_q', text: `先说一句。${'问'.repeat(2400)}？` }
  const text = `${'头'.repeat(100)}。${'句'.repeat(230)}1个。${'尾'.repeat(2160)}。`
  const sentence = { start: 101, end: 334 }
  const fact = { sentence, clause: { start: 101, end: 333 }, figures: [{ start: 331, end: 333 }] }
  const quote = { article, exchange: { headings: [], question, passages: [] }, passage: { id: 'harbour_x', text, voice: { kind: 'about' as const, speakers } }, matches: [], fact }
  for (const found of [{ kind: 'found' as const, quotes: [quote] }, { kind: 'parts' as const, parts: [{ label: '签'.repeat(200), quotes: [quote] }, { label: '空', quotes: [] }] }]) {
    const rendered = renderAnswer({ ...found, understood: '懂'.repeat(4000) })
    expectSendable(rendered)
    expect(quotationsIn(rendered).at(-1)).toBe(text)
  }
})

it('whatever is asked, the answer is one message, with the words as they are', () => {
  const piece = fc.constantFrom('林海', '苏主任', '方委员', '何船', '和', '怎么看', '说了什么', '是谁', '深水泊位', '伙食', '轮渡安全条例', '多少', '什么时候', '区别', '？', '，', 'shui bo', '记者问了', '渡船', ' ', '酥芸')
  fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
    const answered = answer(pieces.join(''))
    expectSendable(renderAnswer(answered))
    expectWordForWord(answered, renderAnswer(answered))
  }))
})

it('any problems are one message', () => {
  const problems = fc.record({ file: strangeValue(200), line: fc.nat(), wrong: strangeValue(600), right: strangeValue(600) })
  fc.assert(fc.property(fc.array(problems, { minLength: 1, maxLength: 40 }), (some) => {
    const rendered = renderProblems(some)
    expectSendable(rendered)
    expect(rendered.text.startsWith(texts.refused(some.length))).toBe(true)
  }))
})

it.each([
  ['2023', '2023年'],
  ['2023-01', '2023年1月'],
  ['2023-11-05', '2023年11月5日'],
])('the date %s reads %s', (date, read) => {
  expect(renderDate(date)).toBe(read)
})
