import { PassThrough, Readable, Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MessageEntity } from 'grammy/types'
import { expect, it, onTestFinished } from 'vitest'
import type { OnBuild } from '../../src/answer/build-progress.ts'
import { createPrintingBot } from '../../src/bot/printing-bot.ts'
import { runTerminal } from '../../src/bot/terminal.ts'
import { createFolder } from './admin/knowledge-folder.ts'
import { FOLDER, articleKnowledge, isQuotation, QUERY, startBot, texts } from './start-bot.ts'
import { startProcess } from './start-process.ts'

const QUERIES = [QUERY, '马卫是谁？', '今天天气怎么样？', '/start', '/nonsense', '/ask']

/** Stands among what is printed for the moment at which the bot is opened. */
const OPENED = '[opened]'

/** The text as a screen without bold type shows it: each line that is quoted has a bar before it. */
function withBars(text: string, entities: readonly MessageEntity[] = []): string {
  const starts = entities.filter(isQuotation).map(({ offset }) => offset)
  return starts.reduceRight((shown, start) => `${shown.slice(0, start)}│ ${shown.slice(start)}`, text)
}

/** Runs the terminal on some input to its end, and lists what it prints and when it opens the bot. */
async function talk(input: string, tty: { readonly isTTY?: true } = {}): Promise<string[]> {
  const events: string[] = []
  const screen = new Writable({
    write: (chunk: Buffer, _, done) => {
      events.push(chunk.toString())
      done()
    },
  })
  const open = async () => {
    events.push(OPENED)
    return createPrintingBot(await articleKnowledge(), screen)
  }
  await runTerminal(open, FOLDER, Object.assign(Readable.from([input]), tty), Object.assign(screen, tty))
  return events
}

it('what is piped in gets the answers of Telegram, in their order', async () => {
  const { api, stop } = await startBot()
  const answers: string[] = []
  for (const query of QUERIES) {
    const { text, entities } = (await api.ask(query)).answer
    answers.push(withBars(text, entities))
  }
  await stop()
  expect(await talk(QUERIES.join('\n'))).toEqual([OPENED, ...answers.map((answer) => `${answer}\n\n`)])
  expect(api.faults).toEqual([])
})

it('a terminal has its prompt before anything is read, and gets answers to what was typed meanwhile', async () => {
  const [shown, ...later] = await talk('/ask\n\n/nonsense\n', { isTTY: true })
  expect(shown).toBe(`${texts.terminalWelcome}\n${texts.terminalLoading(FOLDER)}\n${texts.terminalPrompt}`)
  expect(later).toEqual([OPENED, `${texts.askHow}\n\n`, `${texts.unknownCommand}\n\n`])
})

it('a bar stands above the prompt while it takes long, until a line is typed or the bot is open', async () => {
  const drawn = (row: number, text: string) => `\u001b7\u001b[${row}A\r\u001b[2K${text}\u001b8`
  const half = drawn(1, `${'█'.repeat(12)}${'░'.repeat(12)} 50 %`)
  const always = { now: () => 0, after: 0, every: 0 }
  const show = async (typed: string) => {
    const printed: string[] = []
    const input = Object.assign(new PassThrough(), { isTTY: true })
    const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
    screen.on('data', (text: string) => printed.push(text))
    const open = async (onBuild: OnBuild) => {
      onBuild(0.5)
      input.end(typed)
      if (typed !== '') {
        while (!printed.includes(drawn(2, ''))) await nextTurn()
        onBuild(0.7)
      }
      return async () => {}
    }
    await runTerminal(open, FOLDER, input, screen, always)
    return printed.slice(1, 3)
  }
  expect(await show('')).toEqual([half, drawn(1, '')])
  expect(await show('/ask\n')).toEqual([half, drawn(2, '')])
})

it('a terminal is told on a line of its own why the bot cannot be opened', async () => {
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  const opening = runTerminal(() => Promise.reject(new Error('no knowledge')), FOLDER, Readable.from(['']), screen)
  await expect(opening).rejects.toThrow('no knowledge')
  expect(screen.read()).toMatch(/\n$/u)
})

it('the program needs no token, lets its user /reload, has no statistics, and ignores empty lines', async () => {
  const folder = await createFolder()
  onTestFinished(folder.delete)
  const chat = startProcess('chat.ts', { KNOWLEDGE_DIR: folder.dir }, '\n  \n/reload\n\n/stats')
  expect(await chat.ended).toEqual({ code: 0, signal: null })
  const counts = '文章没有改动。\n现有 2 篇文章、4 段。'
  expect(chat.printed.stdout).toMatch(
    new RegExp(`^资料已重新载入，用时 [\\d.]+ 秒。\n${counts}\n\n${texts.statsNoDatabase}\n\n$`, 'u'),
  )
  expect(chat.printed.stderr).toBe('')
})
