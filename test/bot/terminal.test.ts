import type { MessageEntity } from 'grammy/types'
import { it } from 'vitest'
import { createFolder } from './admin/knowledge-folder.ts'
import { isQuotation, QUERY, repositoryKnowledge, startBot, texts } from './start-bot.ts'
import { startProcess } from './start-process.ts'

const QUERIES = [QUERY, '马卫是谁？', '今天天气怎么样？', '/start', '/nonsense', '/ask']
const TIMEOUT = 60_000

/** The text as a screen without bold type shows it: each line that is quoted has a bar before it. */
function withBars(text: string, entities: readonly MessageEntity[] = []): string {
  const starts = entities.filter(isQuotation).map(({ offset }) => offset)
  return starts.reduceRight((shown, start) => `${shown.slice(0, start)}│ ${shown.slice(start)}`, text)
}

it.concurrent(
  'what is piped in gets the answers that Telegram would, in their order, and needs no token',
  async ({ expect }) => {
    const { api, stop } = await startBot({ knowledge: await repositoryKnowledge() })
    const answers: string[] = []
    for (const query of QUERIES) {
      const { text, entities } = (await api.ask(query)).answer
      answers.push(withBars(text, entities))
    }
    await stop()
    const chat = startProcess('chat.ts', {}, QUERIES.join('\n'))
    expect(await chat.ended).toEqual({ code: 0, signal: null })
    expect(chat.printed.stderr).toBe('')
    expect(chat.printed.stdout).toBe(answers.map((answer) => `${answer}\n\n`).join(''))
    expect(api.faults).toEqual([])
  },
  TIMEOUT,
)

it.concurrent(
  'whoever sits at the terminal may /reload, and empty lines are no questions',
  async ({ expect, onTestFinished }) => {
    const folder = await createFolder()
    onTestFinished(folder.delete)
    const chat = startProcess('chat.ts', { KNOWLEDGE_DIR: folder.dir }, '\n  \n/reload\n\n/help')
    expect(await chat.ended).toEqual({ code: 0, signal: null })
    expect(chat.printed.stdout).toMatch(/^资料已重新载入，用时 [\d,]+ 毫秒。\n文章 1（.+）\n段落 34（.+）\n\n/u)
    expect(chat.printed.stdout).toContain(texts.help([], '').slice(0, 20))
    expect(chat.printed.stdout.match(/\n\n(?=.)/gu)?.length).toBeLessThan(5)
  },
  TIMEOUT,
)

it.concurrent(
  'whoever asks for statistics at the terminal, which keeps nothing, is told that there are none',
  async ({ expect }) => {
    const chat = startProcess('chat.ts', {}, '/stats')
    expect(await chat.ended).toEqual({ code: 0, signal: null })
    expect(chat.printed).toEqual({ stdout: `${texts.statsNoDatabase}\n\n`, stderr: '' })
  },
  TIMEOUT,
)
