import type { OnBuild } from './answer/build-progress.ts'
import { type AnswerLine, runTerminal } from './bot/terminal.ts'
import { type Settings, parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment())
  let settle = async () => {}
  await runTerminal(
    async (onBuild) => {
      const opened = await openBot(settings, onBuild)
      settle = opened.settle
      return opened.answer
    },
    settings.KNOWLEDGE_DIR,
    process.stdin,
    process.stdout,
  )
  await settle()
}

/** Loads the modules too: the prompt needs few of them. */
async function openBot(
  settings: Settings,
  onBuild: OnBuild,
): Promise<{ readonly answer: AnswerLine; readonly settle: () => Promise<void> }> {
  const [{ openKnowledge }, { createPrintingBot }] = await Promise.all([
    import('./open-knowledge.ts'),
    import('./bot/printing-bot.ts'),
  ])
  const { knowledge, settle } = await openKnowledge(settings, { onBuild })
  return { answer: await createPrintingBot(knowledge, process.stdout), settle }
}

await exitOnError(main)
