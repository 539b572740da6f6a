import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NearestLine } from '../../../src/answer/quote/nearest-line.ts'
import type { Taught } from '../../../src/answer/teaching/teach.ts'
import { parseGapAction } from '../../../src/bot/admin/gap-buttons.ts'
import {
  type CodedGap,
  type Decided,
  renderDecided,
  renderDone,
  renderGap,
  type ShownGap,
  renderSuggestions,
  renderUntaught,
} from '../../../src/bot/admin/gaps-view.ts'
import type { OutgoingMessage } from '../../../src/bot/view/outgoing-message.ts'
import { type Speaker, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { HARBOUR } from '../../articles.ts'
import { inOrder } from '../../fake-bot-api/content/entities.ts'
import { checkKeyboard } from '../../fake-bot-api/content/keyboard.ts'
import { formatText } from '../../fake-bot-api/content/text.ts'
import { READER, allTexts, texts, wordsOf } from '../start-bot.ts'
import { strangeArticles } from '../view/strange-answer.ts'
import { strangeText, strangeValue } from '../view/strange-text.ts'

/** The whole of a passage as its nearest sentence. */
const toLine = (from: Citation): NearestLine => ({
  from,
  sentence: from.passage.text,
  isCutBefore: true,
  isCutBehind: false,
})
const nasty = [
  '👩‍👩‍👧‍👦'.repeat(300),
  `a${'\u0301'.repeat(4000)}`,
  '\n\n1. /reload @admin https://example.com\u2028• 9',
  '\u202eאבג'.repeat(100),
  '<b>*_`[',
  '。'.repeat(4096),
]
const wordings = fc.array(fc.oneof(strangeText(4096), strangeValue(4096), fc.constantFrom(...nasty)), {
  minLength: 1,
  maxLength: 20,
})
const counts = fc.nat(9_999_999)
const code = fc.stringMatching(/^[A-Za-z0-9_-]{5}$/u)
const gaps: fc.Arbitrary<CodedGap> = fc.record({
  wordings,
  unanswered: counts,
  disliked: counts,
  reasons: fc.array(fc.constantFrom('passage', 'speaker', 'unrelated', 'of a later version'), { maxLength: 30 }),
  shown: fc.constant([]),
  code,
})
const citations = strangeArticles
  .chain((articles) => fc.shuffledSubarray(toCitations(articles)))
  .map((some) => some.slice(0, 8))
const lines = citations.map((some) => some.map(toLine))
const toPeople = ({ wordings: names }: CodedGap): Speaker[] =>
  names.map((name) => ({ name, office: name, aliases: [] }))
const shownGaps: fc.Arbitrary<ShownGap> = fc
  .record({ gap: gaps, lines, kind: fc.constantFrom('quoted' as const, 'offered' as const, 'unjudged' as const) })
  .map(({ gap, lines: [line, ...others], kind }) => ({
    gap,
    replies: [
      { wordings: gap.wordings.slice(0, 5), reply: line ? { kind, line } : { kind: 'unsaid', people: toPeople(gap) } },
    ],
    suggested: others.slice(0, 3),
    page: 3,
    total: 9,
  }))
const decided: fc.Arbitrary<Decided> = fc.record({
  kind: fc.constantFrom('find' as const, 'nothing' as const, 'ignored' as const),
  wordings,
  citation: citations.map(([first]) => first),
  files: fc.array(fc.constant(`${'a'.repeat(24)}.taught.checks.yaml`), { maxLength: 2 }),
  isChecked: fc.boolean(),
  lesson: fc.constant('abcdefghij'),
  page: fc.nat(1295),
})
const problem = { file: 'a.yaml', line: 3, text: problemTexts.repeatedAsk('长'.repeat(200)) }
const untaught: fc.Arbitrary<Exclude<Taught, { kind: 'taught' }>> = fc.oneof(
  fc.record({ kind: fc.constant('unheard' as const), wordings }),
  fc.record({
    kind: fc.constant('refused' as const),
    problems: fc.array(fc.constant(problem), { minLength: 1, maxLength: 50 }),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    failedChecks: fc.array(fc.constant(problem), { minLength: 1, maxLength: 50 }),
  }),
  fc.constantFrom(
    { kind: 'gone' as const },
    { kind: 'tooLong' as const },
    { kind: 'unwritable' as const, code: 'EROFS' },
  ),
)
const rendered: fc.Arbitrary<OutgoingMessage> = fc.constantFrom(...LANGUAGES).chain((language) => {
  const reader = { ...READER, texts: allTexts[language] }
  return fc.oneof(
    shownGaps.map((shown) => renderGap(shown, reader)),
    fc.tuple(gaps, lines, fc.nat(1295)).map(([gap, some, page]) => renderSuggestions(gap, some, page, reader)),
    decided.map((one) => renderDecided(one, reader)),
    untaught.map((one) => renderUntaught(one, 3, reader)),
    fc.constant(renderDone(reader.texts.undone, 0, reader.texts)),
  )
})

it('Telegram takes any text of strangers unchanged on a line of its own, and every button leads somewhere', () => {
  fc.assert(
    fc.property(rendered, ({ text, entities, buttons = [] }) => {
      expect(formatText({ text, entities })).toEqual({ text, entities: inOrder(entities) })
      expect(entities.length).toBeLessThanOrEqual(100)
      expect(text).not.toMatch(/\p{Surrogate}/u)
      const words = entities.filter(({ type }) => type === 'code').map((entity) => wordsOf(text, entity))
      for (const one of words) expect(one).toMatch(/^\S(?:.*\S)?$/u)
      expect(words.join('')).not.toMatch(/\p{Bidi_Control}/u)
      expect(checkKeyboard({ inline_keyboard: buttons })?.inline_keyboard ?? []).toEqual(buttons)
      for (const button of buttons.flat())
        expect('callback_data' in button && parseGapAction(button.callback_data), JSON.stringify(button)).toBeTruthy()
    }),
    { numRuns: 200 },
  )
})

describe('with the longest names, publications and words', () => {
  const long = toCitations([HARBOUR])
    .slice(0, 1)
    .flatMap((citation): Citation[] =>
      Array.from({ length: 8 }, (_, index) => ({
        ...citation,
        article: { ...citation.article, publication: '报'.repeat(80) },
        passage: {
          id: `harbour_p${index}`,
          text: `${'字'.repeat(2499)}。`,
          voice: {
            kind: 'about',
            speakers: Array.from({ length: 9 }, () => ({
              name: '名'.repeat(40),
              office: '职'.repeat(200),
              aliases: [],
            })),
          },
        },
      })),
    )
  const longLines = long.map(toLine)
  const wordingsOf = Array.from({ length: 20 }, () => '长'.repeat(4096))

  it.each(LANGUAGES)('in %s a gap is shown with all its counts, replies and suggested passages', (language) => {
    const own = allTexts[language]
    const gap: CodedGap = {
      wordings: wordingsOf,
      unanswered: 9_999_999,
      disliked: 9_999_999,
      reasons: ['passage', 'speaker', 'unrelated'],
      shown: [],
      code: 'abcde',
    }
    const replies = longLines.slice(0, 5).map((line) => ({
      wordings: wordingsOf.slice(0, 1),
      reply: { kind: 'quoted' as const, line },
    }))
    const { text, buttons = [] } = renderGap(
      { gap, replies, suggested: longLines.slice(0, 3), page: 1, total: 11 },
      { ...READER, texts: own },
    )
    expect(text.startsWith(own.gapsTitle(2, 11))).toBe(true)
    expect(text.match(/^• 长+……$/gmu)).toHaveLength(5)
    expect(text.split('\n')).toContain(own.moreWordings(15))
    expect(text.match(/^[①②③] /gmu)).toEqual(['① ', '② ', '③ '])
    expect(buttons.map((row) => row.length)).toEqual([3, 3, 2])
  })

  it.each(LANGUAGES)(
    'in %s eight suggestions fit a message, each with its button, and how to search for others',
    (language) => {
      const reader = { ...READER, texts: allTexts[language] }
      const gap: CodedGap = { wordings: wordingsOf, unanswered: 1, disliked: 0, reasons: [], shown: [], code: 'abcde' }
      const { text, buttons = [] } = renderSuggestions(gap, longLines, 2, reader)
      expect(text.match(/^[①-⑧] .*字……/gmu)).toHaveLength(8)
      expect(text.endsWith(allTexts[language].searchOther)).toBe(true)
      expect(buttons.map((row) => row.map((button) => button.text))).toEqual([
        ['①', '②', '③', '④'],
        ['⑤', '⑥', '⑦', '⑧'],
        [allTexts[language].buttons.back],
      ])
    },
  )

  it.each(LANGUAGES)('in %s a decision shows its passage whole, and the files that it is in', (language) => {
    const files = [`${'a'.repeat(24)}.taught.asks.yaml`, `${'b'.repeat(24)}.taught.asks.yaml`]
    const { text } = renderDecided(
      {
        kind: 'find',
        wordings: wordingsOf.slice(0, 8),
        citation: long[0],
        files,
        isChecked: true,
        lesson: 'abcdefghij',
        page: 0,
      },
      { ...READER, texts: allTexts[language] },
    )
    expect(text).toContain('字'.repeat(2499))
    expect(text.match(/^• /gmu)).toHaveLength(8)
    expect(text.endsWith(`${allTexts[language].writtenTo(files)}\n${allTexts[language].isChecked}`)).toBe(true)
  })
})

it('what was decided once can be undone, and what is no lesson not be a check', () => {
  const render = (kind: Decided['kind'], isChecked: boolean) =>
    renderDecided(
      { kind, wordings: ['一？'], files: [], isChecked, lesson: 'abcdefghij', page: 4 },
      READER,
    ).buttons?.map((row) =>
      row.map((button) => ('callback_data' in button ? [button.text, parseGapAction(button.callback_data)?.kind] : [])),
    )
  const [check, undo, back] = [
    [texts.buttons.check, 'check'],
    [texts.buttons.undo, 'undo'],
    [texts.buttons.gaps, 'gaps'],
  ]
  expect(render('find', false)).toEqual([[check, undo], [back]])
  expect(render('nothing', false)).toEqual([[check, undo], [back]])
  expect(render('nothing', true)).toEqual([[undo], [back]])
  expect(render('ignored', false)).toEqual([[undo], [back]])
})
