import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OnBuild } from '../answer/build-progress.ts'
import { DEFAULT_LANGUAGE } from '../i18n/languages.ts'
import { type DisplayTiming, createBarAbove } from './progress.ts'
import { type Texts, createAllTexts } from './texts/texts.ts'

/** The output; a TTY gets a prompt and bold type. */
export type Screen = Writable & { readonly isTTY?: boolean }

/** Prints the answer to a line. */
export type AnswerLine = (line: string) => Promise<void>

/** The input; from a TTY lines may be typed before they are read. */
export type Keys = Readable & { readonly isTTY?: boolean }

/**
 * Answers each line of the input until it ends. The prompt is shown before `open` is called, with a line that says what
 * takes the time, and a bar in its place where it takes long; what is typed meanwhile is answered once it is done.
 *
 * @param open reads the knowledge and makes what answers from it
 * @param folder where the knowledge is
 * @param timing when the bar is shown; without it at the usual times
 */
export async function runTerminal(
  open: (onBuild: OnBuild) => Promise<AnswerLine>,
  folder: string,
  input: Keys,
  output: Screen,
  timing?: DisplayTiming,
): Promise<void> {
  const texts = createAllTexts()[DEFAULT_LANGUAGE]
  const isLive = output.isTTY === true
  if (isLive) output.write(`${texts.terminalWelcome}\n${texts.terminalLoading(folder)}\n${texts.terminalPrompt}`)
  const typeAhead = input.isTTY === true ? collectTypeAhead(input) : undefined
  const bar = createBarAbove(output, () => typeAhead?.lines.length ?? 0, timing)
  // From then on the lines of the screen move.
  void typeAhead?.typed.then(bar.end)
  const answer = await open(isLive ? bar.onBuild : () => {}).catch((error: unknown) => {
    bar.end()
    // The reason follows on a line of its own.
    if (isLive) output.write('\n')
    throw error
  })
  bar.end()
  const typed = await typeAhead?.stop()
  for (const line of typed?.lines ?? []) await answerLine(line, answer)
  if (!typed?.hasEnded) await answerLines(answer, texts, input, output)
}

/**
 * Collects lines without taking the keys from the terminal: while the process is busy the terminal itself shows and
 * edits what is typed, and ends the process at Ctrl+C.
 */
function collectTypeAhead(input: Keys) {
  const lines: string[] = []
  let hasEnded = false
  const reading = createInterface({ input, terminal: false })
  // All lines of one chunk are there when the promise resolves.
  const typed = new Promise<void>((resolve) => reading.once('line', () => resolve()))
  reading.on('line', (line) => lines.push(line)).once('close', () => (hasEnded = true))
  return {
    lines,
    typed,
    async stop() {
      // Lines that came while the process was busy are read in the next turn.
      await nextTurn()
      const collected = { lines, hasEnded }
      reading.close()
      return collected
    },
  }
}

async function answerLines(answer: AnswerLine, texts: Texts, input: Keys, output: Screen): Promise<void> {
  const isLive = output.isTTY === true
  const lines = createInterface({ input, output, terminal: isLive, prompt: texts.terminalPrompt })
  // After the end of input its last lines may still wait for their answers; no prompt follows those.
  let takesPrompt = isLive
  lines.once('close', () => (takesPrompt = false))
  // The first one replaces the prompt that stands on the same line.
  if (takesPrompt) lines.prompt()
  for await (const line of lines) {
    await answerLine(line, answer)
    if (takesPrompt) lines.prompt()
  }
}

async function answerLine(line: string, answer: AnswerLine): Promise<void> {
  if (line.trim() !== '') await answer(line)
}
