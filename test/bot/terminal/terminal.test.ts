import { PassThrough, Readable, Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MessageEntity } from 'grammy/types'
import { expect, it } from 'vitest'
import type { OnBuild } from '../../../src/answer/build-progress.ts'
import { createPrintingBot } from '../../../src/bot/terminal/printing-bot.ts'
import { runTerminal } from '../../../src/bot/terminal/terminal.ts'
import { FOLDER, articleKnowledge, isQuotation, QUERY, startBot, texts } from '../start-bot.ts'

const QUERIES = [QUERY, '马卫是谁？', '今天天气怎么样？', '/start', '/nonsense']
const BUTTONS = /^\[1\] /u

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
    return createPrintingBot(await articleKnowledge(), screen, { language: 'zh-hans', isPlain: false })
  }
  await runTerminal(
    open,
    { texts, folder: FOLDER },
    Object.assign(Readable.from([input]), tty),
    Object.assign(screen, tty),
  )
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
  const printed = await talk(QUERIES.join('\n'))
  expect(printed.filter((text) => !BUTTONS.test(text))).toEqual([OPENED, ...answers.map((answer) => `${answer}\n\n`)])
  expect(api.faults).toEqual([])
})

it('a terminal has its prompt before anything is read, and gets answers to what was typed meanwhile', async () => {
  const [shown, ...later] = await talk('/ask\n\n/nonsense\n', { isTTY: true })
  expect(shown).toBe(`${texts.terminalWelcome}\n${texts.terminalLoading(FOLDER)}\n${texts.terminalPrompt}`)
  expect(later).toEqual([OPENED, `${texts.terminalAskHow}\n\n`, `${texts.unknownCommand}\n\n`])
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
    await runTerminal(open, { texts, folder: FOLDER, timing: always }, input, screen)
    return printed.slice(1, 3)
  }
  expect(await show('')).toEqual([half, drawn(1, '')])
  expect(await show('/ask\n')).toEqual([half, drawn(2, '')])
})

it('a terminal is told on a line of its own why the bot cannot be opened', async () => {
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  const input = Object.assign(Readable.from(['']), { isTTY: true })
  const opening = runTerminal(() => Promise.reject(new Error('no knowledge')), { texts, folder: FOLDER }, input, screen)
  await expect(opening).rejects.toThrow('no knowledge')
  expect(screen.read()).toMatch(/\n$/u)
})

it('typed control characters are not shown by the line editor, and what is left of the line is asked', async () => {
  const asked: string[] = []
  const input = Object.assign(new PassThrough(), { isTTY: true })
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
  const shown: string[] = []
  screen.on('data', (text: string) => shown.push(text))
  const running = runTerminal(
    async () => async (line) => void asked.push(line),
    { texts, folder: FOLDER },
    input,
    screen,
  )
  while (shown.join('').split(texts.terminalPrompt).length < 3) await nextTurn()
  // In two chunks, one of which ends amid a character.
  const typed = Buffer.from('港\u009b31m口\u202e\u0085\n')
  input.write(typed.subarray(0, 1))
  input.end(typed.subarray(1))
  await running
  expect(asked).toEqual(['港31m口'])
  expect(shown.join('')).not.toMatch(/[\u0080-\u009f\u202e]/u)
})

it.each(['exit', ' QUIT ', '退出', '/exit'])('“%s” ends it, whatever follows', async (word) => {
  expect(await talk(`/nonsense\n${word}\n/ask\n`)).toEqual([OPENED, `${texts.unknownCommand}\n\n`])
  const typedAhead = await talk(`${word}\n/ask\n`, { isTTY: true })
  expect(typedAhead.slice(1)).toEqual([OPENED])
})
