import type { OnBuild } from './answer/build-progress.ts'
import { type AnswerLine, runTerminal } from './bot/terminal.ts'
import { type Settings, parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment())
  let close = async () => {}
  await runTerminal(
    async (onBuild) => {
      const opened = await openBot(settings, onBuild)
      close = opened.close
      return opened.answer
    },
    settings.KNOWLEDGE_DIR,
    process.stdin,
    process.stdout,
  )
  await close()
}

/** Loads the modules too: the prompt needs few of them. The model is loaded beside the first answers. */
async function openBot(
  settings: Settings,
  onBuild: OnBuild,
): Promise<{ readonly answer: AnswerLine; readonly close: () => Promise<void> }> {
  const [{ openKnowledge }, { openVectors }, { createPrintingBot }] = await Promise.all([
    import('./open-knowledge.ts'),
    import('./open-vectors.ts'),
    import('./bot/printing-bot.ts'),
  ])
  const { knowledge, settle } = await openKnowledge(settings, { onBuild })
  const answer = await createPrintingBot(knowledge, process.stdout)
  const onNoModel = (sentence: string) => console.error(sentence)
  // Nothing is kept of its vectors, and its process ends with this one.
  await openVectors(settings, knowledge, { onTrouble: () => {}, onNoModel })
  return { answer, close: settle }
}

await exitOnError(main)
