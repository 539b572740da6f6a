import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { OnBuild } from '../../answer/build-progress.ts'
import { type DisplayTiming, createBarAbove } from '../progress.ts'
import type { Texts } from '../texts/texts.ts'
import { removeControls } from './control-characters.ts'
import { type Keys, collectTypeAhead, withoutControls } from './keys.ts'

/** The output; a TTY gets a prompt, bold type, and lines that end at its edge. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** Prints the answer to a line. */
export type AnswerLine = (line: string) => Promise<void>

export interface TerminalOptions {
  readonly texts: Texts
  /** Where the knowledge is. */
  readonly folder: string
  /** When the bar is shown; without it at the usual times. */
  readonly timing?: DisplayTiming
}

const EXIT = /^\/?(?:exit|quit|退出)$/iu

/**
 * Answers each line of the input until it ends, or a line says so. The prompt is shown before `open` is called, with a
 * line that says what takes the time, and a bar in its place where it takes long; what is typed meanwhile is answered
 * once it is done.
 *
 * @param open reads the knowledge and makes what answers from it
 */
export async function runTerminal(
  open: (onBuild: OnBuild) => Promise<AnswerLine>,
  { texts, folder, timing }: TerminalOptions,
  input: Keys,
  output: Screen,
): Promise<void> {
  const isLive = input.isTTY === true && output.isTTY === true
  const loading = removeControls(texts.terminalLoading(folder))
  if (isLive) output.write(`${texts.terminalWelcome}\n${loading}\n${texts.terminalPrompt}`)
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
  for (const line of typed?.lines ?? []) {
    if (isExit(line)) return
    await answerLine(line, answer)
  }
  if (!typed?.hasEnded) await answerLines(answer, isLive ? texts.terminalPrompt : undefined, input, output)
}

/** @param prompt undefined where nobody sits before the screen */
async function answerLines(
  answer: AnswerLine,
  prompt: string | undefined,
  input: Readable,
  output: Screen,
): Promise<void> {
  const isLive = prompt !== undefined
  const lines = createInterface({ input: withoutControls(input), output, terminal: isLive, prompt })
  // After the end of input its last lines may still wait for their answers; no prompt follows those.
  let takesPrompt = isLive
  lines.once('close', () => (takesPrompt = false))
  // The first one replaces the prompt that stands on the same line.
  if (takesPrompt) lines.prompt()
  for await (const line of lines) {
    if (isExit(line)) return
    await answerLine(line, answer)
    if (takesPrompt) lines.prompt()
  }
  // What follows in the terminal begins a line.
  if (isLive) output.write('\n')
}

function isExit(line: string): boolean {
  return EXIT.test(line.trim())
}

async function answerLine(line: string, answer: AnswerLine): Promise<void> {
  if (line.trim() !== '') await answer(line)
}
