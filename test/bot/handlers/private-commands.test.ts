import { describe, expect, it } from 'vitest'
import { boldIn, itemsIn, QUERY, quotationsIn, useBot, texts } from '../start-bot.ts'
import type { Suggestion } from '../../../src/answer/answer.ts'

const bot = useBot()

describe('a command in private', () => {
  it.each<[string, (examples: readonly Suggestion[], username: string) => string]>([
    ['/start', texts.start],
    ['/START', texts.start],
    ['/start deep-link', texts.start],
    ['/help', texts.help],
    ['/help@wenzheng_test_bot', texts.help],
  ])('%s brings three examples, and each gets words or a name', async (command, toText) => {
    const { answer } = await bot.api.ask(command)
    expect(answer.text).toBe(
      toText(
        itemsIn(answer).map((query) => ({ kind: 'asked', query })),
        bot.api.me.username,
      ),
    )
    const examples = itemsIn(answer)
    expect(examples).toHaveLength(3)
    for (const example of examples) {
      const { answer: shown } = await bot.api.ask(example)
      expect([...quotationsIn(shown), ...boldIn(shown)], example).not.toEqual([])
    }
  })

  it.each([`/ask ${QUERY}`, `/ASK ${QUERY}`, `/ask@wenzheng_test_bot ${QUERY}`, `/Ask@Wenzheng_Test_Bot\n${QUERY}`])(
    '%j is answered as the bare question is',
    async (text) => {
      const bare = await bot.api.ask(QUERY)
      const { answer } = await bot.api.ask(text)
      expect(answer.text).toBe(bare.answer.text)
      expect(answer.entities).toEqual(bare.answer.entities)
    },
  )

  it.each(['/ask', '/ask  ', '/ASK@wenzheng_test_bot'])('%j asks back what to ask', async (text) => {
    expect((await bot.api.ask(text)).answer.text).toBe(texts.askHow)
  })

  it.each(['/nonsense', `/question ${QUERY}`, `/ask@other_bot ${QUERY}`, '/start@other_bot'])(
    "%j is none of the bot's commands",
    async (text) => {
      const { answer } = await bot.api.ask(text)
      expect(answer.text).toBe(texts.unknownCommand)
      expect(answer.entities).toBeUndefined()
    },
  )

  it.each(['/reload', '/RELOAD', '/reload@wenzheng_test_bot', '/reload now'])(
    "a stranger's %j gets exactly what an unknown command gets",
    async (text) => {
      const unknown = (await bot.api.ask('/nonsense')).call.payload
      expect((await bot.api.ask(text)).call.payload).toEqual(unknown)
    },
  )
})
