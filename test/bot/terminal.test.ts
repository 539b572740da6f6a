import { Readable, Writable } from 'node:stream'
import type { MessageEntity } from 'grammy/types'
import { expect, it, onTestFinished } from 'vitest'
import { runTerminal } from '../../src/bot/terminal.ts'
import { createFolder } from './admin/knowledge-folder.ts'
import { articleKnowledge, isQuotation, QUERY, startBot, texts } from './start-bot.ts'
import { startProcess } from './start-process.ts'

const QUERIES = [QUERY, '马卫是谁？', '今天天气怎么样？', '/start', '/nonsense', '/ask']

/** The text as a screen without bold type shows it: each line that is quoted has a bar before it. */
function withBars(text: string, entities: readonly MessageEntity[] = []): string {
  const starts = entities.filter(isQuotation).map(({ offset }) => offset)
  return starts.reduceRight((shown, start) => `${shown.slice(0, start)}│ ${shown.slice(start)}`, text)
}

/** Runs the terminal on some input to its end, and collects what it prints. */
async function talk(input: string): Promise<string> {
  const printed: string[] = []
  const screen = new Writable({
    write: (chunk: Buffer, _, done) => {
      printed.push(chunk.toString())
      done()
    },
  })
  await runTerminal(await articleKnowledge(), Readable.from([input]), screen)
  return printed.join('')
}

it('what is piped in gets the answers of Telegram, in their order', async () => {
  const { api, stop } = await startBot()
  const answers: string[] = []
  for (const query of QUERIES) {
    const { text, entities } = (await api.ask(query)).answer
    answers.push(withBars(text, entities))
  }
  await stop()
  expect(await talk(QUERIES.join('\n'))).toBe(answers.map((answer) => `${answer}\n\n`).join(''))
  expect(api.faults).toEqual([])
})

it('the program needs no token, lets its user /reload, has no statistics, and ignores empty lines', async () => {
  const folder = await createFolder()
  onTestFinished(folder.delete)
  const chat = startProcess('chat.ts', { KNOWLEDGE_DIR: folder.dir }, '\n  \n/reload\n\n/stats')
  expect(await chat.ended).toEqual({ code: 0, signal: null })
  const counts = '文章 2（.+）\n段落 4（.+）'
  expect(chat.printed.stdout).toMatch(
    new RegExp(`^资料已重新载入，用时 [\\d,]+ 毫秒。\n${counts}\n\n${texts.statsNoDatabase}\n\n$`, 'u'),
  )
  expect(chat.printed.stderr).toBe('')
})
