import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderStats } from '../../../src/bot/admin/stats.ts'
import { MAX_CAPTION_LENGTH } from '../../../src/bot/view/outgoing-message.ts'
import { type Citation, toCitations } from '../../../src/knowledge/article.ts'
import type { Figures } from '../../../src/records/statistics.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { inOrder } from '../../fake-bot-api/content/entities.ts'
import { formatCaption } from '../../fake-bot-api/content/text.ts'
import { HARBOUR } from '../../articles.ts'
import { allTexts, wordsOf } from '../start-bot.ts'
import { HALVES, strangeText, strangeValue } from '../view/strange-text.ts'

const [first] = toCitations([HARBOUR])
const many = fc.integer({ min: 1, max: 9_999_999 })
const counts = (name: fc.Arbitrary<string>) =>
  fc.array(fc.record({ name, total: many, before: fc.nat(9_999_999) }), { maxLength: 20 })
const strangers = fc.oneof(
  strangeText(400),
  strangeValue(400),
  fc.constantFrom(...HALVES),
  fc.constant('👩‍👩‍👧‍👦'.repeat(100)),
  fc.constant(`a${'\u0301'.repeat(400)}`),
)

const figures: fc.Arbitrary<Figures> = fc.record({
  days: fc.array(fc.record({ start: fc.integer({ min: 0, max: 2e12 }), answered: many, unanswered: many }), {
    minLength: 30,
    maxLength: 30,
  }),
  time: fc.record({ median: many, percentile95: many }),
  asked: counts(strangers.map((text) => text.toWellFormed())),
  passages: counts(fc.constantFrom('known', 'gone')),
  presses: counts(fc.constantFrom('context', 'more', 'another')),
  votes: fc.record({
    up: many,
    down: many,
    reasons: counts(fc.constantFrom('passage', 'speaker', 'unrelated', '', 'another')),
  }),
  before: fc.option(fc.record({ answered: fc.nat(9), unanswered: fc.nat(9), up: fc.nat(), down: fc.nat() }), {
    nil: undefined,
  }),
})

/** A passage of whatever words and speaker. */
const citations: fc.Arbitrary<Citation> = fc
  .record({ text: strangeValue(300), name: strangeValue(60) })
  .map(({ text, name }) => {
    if (!first) throw new Error('HARBOUR has passages')
    return {
      ...first,
      passage: { ...first.passage, text, voice: { kind: 'speech', speakers: [{ name, office: 'o', aliases: [] }] } },
    }
  })

it.each(LANGUAGES)('in %s Telegram takes a caption unchanged, with any text of strangers', (language) => {
  fc.assert(
    fc.property(figures, citations, fc.boolean(), fc.boolean(), (given, citation, isTextKept, isByWordsAlone) => {
      const { text, entities } = renderStats(given, allTexts[language], {
        isTextKept,
        isByWordsAlone,
        findPassage: (id) => (id === 'known' ? citation : undefined),
      })
      expect(text.length).toBeLessThanOrEqual(MAX_CAPTION_LENGTH)
      expect(text).not.toMatch(/\p{Surrogate}|\p{Bidi_Control}/u)
      expect(formatCaption({ text, entities })).toEqual({ text, entities: inOrder(entities) })
      expect(text.includes(allTexts[language].statsByWords)).toBe(isByWordsAlone)
      expect(text).toContain(`👍 ${given.votes.up}`)
      expect(text).toContain(`👎 ${given.votes.down}`)
      for (const entity of entities.filter(({ type }) => type === 'code'))
        expect(wordsOf(text, entity)).toMatch(/^\S(?:.*\S)?$/u)
    }),
  )
})

describe('where not all fits', () => {
  const texts = allTexts.en
  const long = 'a'.repeat(100)

  /** Lists of five, each item that often, and so many kinds of buttons. */
  function render(total: number, presses: number): string {
    const asked = Array.from({ length: 5 }, (_, index) => ({ name: `${index}${long}`, total, before: 0 }))
    const reasons = ['passage', 'speaker', 'unrelated'].map((name) => ({ name, total }))
    return renderStats(
      {
        days: [{ start: 0, answered: total, unanswered: total }],
        time: { median: total, percentile95: total },
        asked,
        passages: asked,
        presses: Array.from({ length: presses }, () => ({ name: 'context', total: 1 })),
        votes: { up: total, down: 9 * total, reasons },
      },
      texts,
      {
        isTextKept: true,
        isByWordsAlone: false,
        findPassage: (id) => first && { ...first, passage: { ...first.passage, text: id } },
      },
    ).text
  }
  const itemsOf = (text: string) =>
    text
      .match(/^• \d+ × (?:港城日报: )?\d/gmu)
      ?.map((item) => item.slice(-1))
      .join('')

  it('the buttons are dropped first', () => {
    expect(render(9, 1).endsWith(texts.statsPresses([texts.statsPress('context', 1)]))).toBe(true)
    expect(itemsOf(render(9, 50))).toBe('0123401234')
    expect(render(9, 50)).not.toContain(texts.statsPress('context', 1))
  })

  it('the last items of both lists go next', () => {
    expect(itemsOf(render(1_000_000_000_000, 0))).toBe('01230123')
  })
})
