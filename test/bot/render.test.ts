import fc from 'fast-check'
import type { MessageEntity } from 'grammy/types'
import { expect, it } from 'vitest'
import type { Answer } from '../../src/answer/answer.ts'
import { MAX_MESSAGE_LENGTH, type Rendered, renderAnswer, renderProblems } from '../../src/bot/render.ts'
import { renderDate, texts } from '../../src/bot/texts.ts'
import { isQuotation, quotationsIn, repositoryKnowledge, startBot, wordsOf } from './start-bot.ts'
import { strangeAnswer } from './strange-answer.ts'
import { strangeValue } from './strange-text.ts'

function expectSendable({ text, entities }: Rendered): void {
  expect(text.trim()).not.toBe('')
  expect(text.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH)
  expect(text).not.toMatch(/\p{Surrogate}/u)
  for (const entity of entities) {
    expect(entity.offset).toBeGreaterThanOrEqual(0)
    expect(entity.length).toBeGreaterThan(0)
    expect(entity.offset + entity.length).toBeLessThanOrEqual(text.length)
    expect(wordsOf(text, entity)).not.toMatch(/\p{Surrogate}/u)
  }
}

/** With all that may stand around a passage. */
const MOST_AROUND = 1500

/** Of several passages the best are shown, each of them whole, and as many as fit. */
function expectWordForWord(answer: Answer, rendered: Rendered): void {
  const quoted = quotationsIn(rendered)
  if (answer.kind !== 'found') return expect(quoted).toEqual([])
  expect(quoted.length).toBeGreaterThan(0)
  expect(quoted).toEqual(answer.quotes.slice(0, quoted.length).map(({ passage }) => passage.text))
  const next = answer.quotes[quoted.length]
  if (next) expect(rendered.text.length + next.passage.text.length + MOST_AROUND).toBeGreaterThan(MAX_MESSAGE_LENGTH)
  const quotations = rendered.entities.filter(isQuotation)
  expect(boldPlaces(rendered.entities, quotations)).toEqual(
    answer.quotes.slice(0, quoted.length).map(({ matches }) => matches.map(({ start, end }) => [start, end - start])),
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
  }), { numRuns: 100 })
})

it('any answer is taken by Telegram as it is', async () => {
  let answer: Answer = { kind: 'none', offers: [] }
  const knowledge = { ...await repositoryKnowledge(), answer: () => answer }
  const { api, stop } = await startBot({ knowledge })
  await fc.assert(fc.asyncProperty(strangeAnswer, async (next) => {
    answer = next
    const sent = (await api.ask('any')).answer
    expect(sent.text).toBe(renderAnswer(next).text)
    expectWordForWord(next, { text: sent.text, entities: sent.entities ?? [] })
    expect(api.faults).toEqual([])
  }), { numRuns: 25 })
  await stop()
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
