import { type AnswerLine, runTerminal } from './bot/terminal.ts'
import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'

async function main(): Promise<void> {
  const { KNOWLEDGE_DIR: dir } = parseSettings(readEnvironment())
  await runTerminal(() => openBot(dir), dir, process.stdin, process.stdout)
}

/** Loads the modules too: the prompt needs few of them. */
async function openBot(dir: string): Promise<AnswerLine> {
  const [{ openKnowledge }, { createPrintingBot }] = await Promise.all([
    import('./open-knowledge.ts'),
    import('./bot/printing-bot.ts'),
  ])
  return createPrintingBot(await openKnowledge(dir), process.stdout)
}

await exitOnError(main)
