import fc from 'fast-check'
import type { InlineQueryResultArticle, Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import { DIRECTIONS, NO_RESULTS } from '../../../src/answer/browse/link.ts'
import type { Content } from '../../../src/answer/browse/content.ts'
import { toPassagePage } from '../../../src/answer/browse/lists.ts'
import type { Reader, Script } from '../../../src/bot/reader.ts'
import { renderInline, renderInlineTopics } from '../../../src/bot/view/inline-results.ts'
import { renderContent } from '../../../src/bot/view/content.ts'
import { type Article, toCitations, toSpeakers } from '../../../src/knowledge/article.ts'
import { LANGUAGES, type Language } from '../../../src/i18n/languages.ts'
import { answerWith } from '../../answer/answer-with.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { allTexts, expectSendable, knowledgeOf, READER, startBot } from '../start-bot.ts'
import { strangeAnswer, strangeArticles, strangeContent, strangeTopics } from './strange-answer.ts'
import { HALVES, strangeText } from './strange-text.ts'

/** https://core.telegram.org/bots/api#answerinlinequery */
const MOST_RESULTS = 50
const LONGEST_ID = 64

const languages = fc.constantFrom(...LANGUAGES)
const readers = fc.record({
  language: languages,
  isPrivate: fc.boolean(),
  asker: fc.constantFrom(0, 2002, 2 ** 52),
  script: fc.constantFrom<Script>('original', 'traditional'),
})

function toReader({
  language,
  isPrivate,
  asker,
  script = 'original',
}: {
  language: Language
  isPrivate: boolean
  asker?: number
  script?: Script
}): Reader {
  return {
    ...READER,
    texts: allTexts[language],
    isPrivate,
    script,
    ...(!isPrivate && asker !== undefined && { asker }),
  }
}

function expectOffered(results: readonly InlineQueryResultArticle[]): void {
  expect(results.length).toBeLessThanOrEqual(MOST_RESULTS)
  expect(new Set(results.map(({ id }) => id)).size).toBe(results.length)
  for (const { id, title, description = '', input_message_content: content, reply_markup } of results) {
    expect(id).toMatch(new RegExp(`^[A-Za-z0-9_-]{1,${LONGEST_ID}}$`, 'u'))
    expect(title.trim()).not.toBe('')
    expect(`${title}\n${description}`).not.toMatch(/\p{Surrogate}/u)
    if (!('message_text' in content)) throw new Error('A text is what is posted')
    expectSendable({ text: content.message_text, entities: content.entities ?? [] })
    const { inline_keyboard: buttons = [] } = reply_markup ?? {}
    expectSendable({ text: 'any', entities: [], buttons })
  }
}

/** Runs of a property with generated content; all kinds of content occur in each. */
const CONTENTS = { numRuns: 50 }
const TOPICS = { numRuns: 20 }
/** Runs of a property with generated queries. */
const QUERIES = { numRuns: 50 }
const TIMEOUT = 120_000

describe('Telegram accepts', () => {
  it(
    'every answer, and every result that it offers to an inline query',
    () => {
      fc.assert(
        fc.property(strangeAnswer, readers, (answer, reader) => {
          expectSendable(renderContent(answer, toReader(reader)))
          expectOffered(renderInline(answer, toReader({ language: reader.language, isPrivate: true })))
        }),
        CONTENTS,
      )
    },
    TIMEOUT,
  )

  it(
    'everything that a button or a link opens',
    () => {
      const answers = strangeAnswer.map((content) => ({ content, link: undefined }))
      fc.assert(
        fc.property(
          fc.oneof({ weight: 4, arbitrary: strangeContent }, answers),
          readers,
          ({ content, link }, reader) => {
            expectSendable(renderContent(content, toReader(reader), link))
          },
        ),
        CONTENTS,
      )
    },
    TIMEOUT,
  )

  it(
    'the topics that an empty inline query offers',
    () => {
      fc.assert(
        fc.property(strangeTopics, languages, (topics, language) =>
          expectOffered(renderInlineTopics(topics, toReader({ language, isPrivate: true }))),
        ),
        TOPICS,
      )
    },
    TIMEOUT,
  )
})

describe('an article of the maximum size', () => {
  const names = [
    ['甲', 40, 200],
    ['乙', 29, 22],
    ['丙', 40, 200],
    ['丁', 40, 200],
  ] as const
  const speakers = names.map(([sign, name, office]) => ({
    name: sign.repeat(name),
    role: '嘉'.repeat(40),
    office: '官'.repeat(office),
    aliases: [],
  }))
  const toLongest = (id: string, length: number): Article => ({
    id,
    file: 'any.md',
    title: '题'.repeat(200),
    kicker: '引'.repeat(200),
    byline: '记'.repeat(200),
    publication: '报'.repeat(80),
    date: '2023-12-31',
    speakers,
    exchanges: [
      {
        headings: [],
        question: { id: `${id}_q`, text: `先说一句。${'问'.repeat(2400)}？` },
        passages: ['a', 'b', 'c'].map((local) => ({
          id: `${id}_${local}`,
          text: `${'词'.repeat(length - 1)}。`,
          voice: { kind: 'about', speakers },
        })),
      },
    ],
  })
  const toContents = (length: number): Content[] => {
    const all = toCitations(['x', 'y', 'z'].map((id) => toLongest(id, length)))
    const [first, others] = [all.slice(0, 1), all.filter(({ passage }) => passage.id.endsWith('_a'))]
    const listed = toPassagePage(others, 0)
    return [
      ...first.flatMap((at) => DIRECTIONS.map((direction) => toSurroundings(at, direction))),
      { kind: 'more', ...listed, total: 1000 },
      { kind: 'words', ...listed, total: 1000, ...(speakers[0] && { speaker: speakers[0] }) },
      { kind: 'who', citations: others },
      { kind: 'source', citations: others },
    ]
  }

  it.each(LANGUAGES)('fits a page, with one passage or several (%s)', (language) => {
    for (const content of [...toContents(499), ...toContents(740), ...toContents(2500)]) {
      expectSendable(
        renderContent(content, toReader({ language, isPrivate: true }), {
          kind: 'more',
          page: 0,
          results: NO_RESULTS,
        }),
      )
    }
  })

  it('fits a page in Traditional characters', () => {
    for (const content of toContents(499)) {
      expectSendable(
        renderContent(content, toReader({ language: 'en', isPrivate: true, script: 'traditional' }), {
          kind: 'more',
          page: 0,
          results: NO_RESULTS,
        }),
      )
    }
  })

  it('leaves room for the first of many speakers, where a reply asks who said it', () => {
    const many = Array.from({ length: 20 }, (_, nth) => ({
      name: `人${nth}`,
      office: '官'.repeat(200),
      role: '嘉'.repeat(40),
      aliases: [],
    }))
    const [citation] = toCitations([toLongest('x', 40)])
    if (!citation) throw new Error('never')
    const content: Content = {
      kind: 'who',
      citations: [{ ...citation, passage: { ...citation.passage, voice: { kind: 'speech', speakers: many } } }],
    }
    expect(renderContent(content, READER).text).toContain('人0')
  })
})

describe('the answer to a generated query', async () => {
  const { answer } = await answerWith(HARBOUR, MARKET, FERRY)
  const piece = fc.constantFrom(
    '林海',
    '苏主任',
    '方委员',
    '和',
    '是谁',
    '说了什么',
    '深水泊位',
    '新码头什么时候动工？',
    '末班船延长到几点？',
    '有什么区别',
    'shen shui bo wei',
    '酥芸',
    '记者问了',
    ' ',
  )
  const queryOf = (other: fc.Arbitrary<string>) =>
    fc.array(fc.oneof(piece, other), { minLength: 1, maxLength: 12, size: 'max' }).map((pieces) => pieces.join(''))

  function expectAnswered(query: string, reader: Parameters<typeof toReader>[0]): void {
    const answered = answer(query)
    expectSendable(renderContent(answered, toReader(reader)))
    expectOffered(renderInline(answered, toReader({ language: reader.language, isPrivate: true })))
  }

  it(
    'is well-formed',
    () => {
      fc.assert(fc.property(queryOf(strangeText(20)), readers, expectAnswered), QUERIES)
    },
    TIMEOUT,
  )

  it(
    'is well-formed, where the query has lone surrogates',
    () => {
      fc.assert(fc.property(queryOf(fc.constantFrom(...HALVES)), readers, expectAnswered), {
        ...QUERIES,
        endOnFailure: true,
        examples: [
          ['新码头什么\ud83d时候动工？末班船延长到几点？', { language: 'en', isPrivate: true, asker: 0 }],
          ['\ud83dshen shui bo wei', { language: 'en', isPrivate: true, asker: 0 }],
        ],
      })
    },
    TIMEOUT,
  )

  it('is well-formed, where the query is long', () => {
    expectAnswered(`新码头什么时候动工？${'😀'.repeat(300)}末班船延长到几点？`, {
      language: 'zh-hans',
      isPrivate: true,
      asker: 0,
    })
  })
})

describe('a running bot', () => {
  const STEPS = 40
  const HANDLE = '@wenzheng_test_bot'
  const LONGEST_MESSAGE = 4096
  const LONGEST_INLINE = 256

  const beginningOf = (text: string, length: number) => text.slice(0, length).replace(/\p{Surrogate}$/u, '')

  const withWordsOf = (articles: readonly Article[]) => {
    const known = toCitations(articles).flatMap(({ article, exchange, passage }) => [
      article.title,
      [...passage.text].slice(0, 30).join(''),
      [...(exchange.question?.text ?? '')].slice(-30).join(''),
      ...exchange.headings,
      ...toSpeakers(passage.voice).flatMap(({ name, office }) => [name, office]),
    ])
    const words = fc.oneof(
      fc.constantFrom(...known),
      strangeText(60),
      fc.constantFrom('是谁', '说了什么？', '怎么看', '和', '有什么区别', '记者问了什么', '有哪些人参加', '多少'),
    )
    const query = fc.array(words, { minLength: 1, maxLength: 6 }).map((some) => some.join(''))
    const command = fc
      .tuple(
        fc.constantFrom(
          '/ask',
          '/start',
          '/help',
          '/topics',
          '/speakers',
          '/article',
          '/language',
          '/reload',
          `/ask${HANDLE}`,
          '/nothing',
        ),
        query,
      )
      .map((some) => some.join(' '))
    const whole = fc.constantFrom(
      '<b>&amp;</b>'.repeat(300),
      '@somebody '.repeat(200),
      `${HANDLE} `.repeat(200),
      '/start p_',
      '/topics',
      '/article',
      '/speakers',
      '/language',
      '谁说的',
    )
    return fc
      .oneof({ weight: 4, arbitrary: query }, command, whole, strangeText(LONGEST_MESSAGE))
      .map((text) => beginningOf(text, LONGEST_MESSAGE))
      .filter((text) => text.trim() !== '')
  }

  const steps = (articles: readonly Article[]) =>
    fc.array(
      fc.record({
        kind: fc.constantFrom(
          'private' as const,
          'private' as const,
          'press' as const,
          'press' as const,
          'reply' as const,
          'group' as const,
          'inline' as const,
          'edit' as const,
        ),
        text: withWordsOf(articles),
        remark: fc.constantFrom('谁说的', '出处', '上下文', '还有吗', 'more'),
        data: strangeText(60),
        button: fc.nat(30),
        languageCode: fc.constantFrom('zh-hans', 'zh-hant', 'en'),
      }),
      { minLength: STEPS, maxLength: STEPS },
    )

  it(
    'sends nothing that Telegram refuses, and answers every private message',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          strangeArticles.chain((articles) => fc.tuple(fc.constant(articles), steps(articles))),
          async ([articles, script]) => {
            const { api, lines, stop } = await startBot({ knowledge: await knowledgeOf(...articles) })
            let from = 20_000
            let shown: Message | undefined
            const now = () =>
              shown && api.sent(shown.chat.id).find(({ message_id }) => message_id === shown?.message_id)
            for (const { kind, text, remark, data, button, languageCode } of script) {
              const user = { from: ++from, languageCode, timeoutMs: 10_000 }
              const message = now()
              const isPrivate = message?.chat.type === 'private'
              if (kind === 'private' || !message) shown = (await api.ask(text, user)).answer
              else if (kind === 'reply' && isPrivate)
                shown = (
                  await api.ask(button % 2 === 0 ? text : remark, { ...user, from: message.chat.id, replyTo: message })
                ).answer
              else if (kind === 'reply') api.message(remark, { ...user, chat: message.chat, replyTo: message })
              else if (kind === 'group')
                shown = (
                  await api.ask(`/ask ${beginningOf(text, LONGEST_MESSAGE - 5)}`, {
                    ...user,
                    chat: -from,
                    type: 'group',
                  })
                ).answer
              else if (kind === 'edit') api.edit((await api.ask(remark, user)).message, text)
              else if (kind === 'inline') await api.askInline(beginningOf(text, LONGEST_INLINE), user)
              else {
                const buttons = (message.reply_markup?.inline_keyboard ?? [])
                  .flat()
                  .flatMap((one) => ('callback_data' in one ? [one.callback_data] : []))
                const after = api.mark()
                const pressed = buttons[button % (buttons.length + 1)] ?? (data || 'x')
                const { query } = api.callbackQuery(pressed, message, {
                  from: message.reply_to_message?.from?.id ?? message.chat.id,
                  languageCode,
                })
                await api.nextCall(
                  (call) => call.method === 'answerCallbackQuery' && call.payload.callback_query_id === query.id,
                  { after, timeoutMs: 10_000 },
                )
                expect(
                  api.calls
                    .slice(after)
                    .filter(
                      ({ payload, error }) => error && 'chat_id' in payload && payload.chat_id === message.chat.id,
                    ),
                ).toEqual([])
              }
            }
            await stop()
            // An edited query may get the same answer again, which Telegram reports as an error.
            expect(api.faults.filter((fault) => !fault.includes('message is not modified'))).toEqual([])
            expect(lines.filter((line) => line.includes('failed'))).toEqual([])
          },
        ),
        { numRuns: 2, endOnFailure: true },
      )
    },
    TIMEOUT,
  )
})
