import type { OnBuild } from './answer/build-progress.ts'
import { parseOptions } from './bot/terminal/options.ts'
import type { PrintingOptions } from './bot/terminal/printing-bot.ts'
import { type AnswerLine, runTerminal } from './bot/terminal/terminal.ts'
import { createTerminalTexts } from './bot/texts/texts.ts'
import { type Settings, parseSettings, readEnvironment, readTerminalSettings } from './config.ts'
import { exitOnError } from './exit-on-error.ts'

async function main(): Promise<void> {
  // Who reads the output may have read enough, as head has.
  process.stdout.once('error', () => process.exit())
  const environment = readEnvironment()
  const terminal = readTerminalSettings(environment)
  const allTexts = createTerminalTexts()
  const { isHelp, language } = parseOptions(process.argv.slice(2), terminal.language, allTexts)
  const texts = allTexts[language]
  if (isHelp) return console.log(texts.terminalUsage)
  const given = parseSettings(environment)
  const settings = { ...given, KNOWLEDGE_DIR: given.SAMPLE_DIR ?? given.KNOWLEDGE_DIR }
  let close = async () => {}
  await runTerminal(
    async (onBuild) => {
      const opened = await openBot(settings, { ...terminal, language }, onBuild)
      close = opened.close
      return opened.answer
    },
    { texts, folder: settings.KNOWLEDGE_DIR },
    process.stdin,
    process.stdout,
  )
  await close()
}

/** Loads the modules too: the prompt needs few of them. The model is loaded beside the first answers. */
async function openBot(
  settings: Settings,
  options: PrintingOptions,
  onBuild: OnBuild,
): Promise<{ readonly answer: AnswerLine; readonly close: () => Promise<void> }> {
  const [{ KnowledgeError }, { openKnowledge }, { openVectors }, { createPrintingBot }] = await Promise.all([
    import('./knowledge/problems/problem.ts'),
    import('./open-knowledge.ts'),
    import('./open-vectors.ts'),
    import('./bot/terminal/printing-bot.ts'),
  ])
  const { knowledge, settle } = await openKnowledge(settings, { onBuild }).catch((error: unknown) => {
    throw error instanceof KnowledgeError ? new KnowledgeError(error.problems, options.language) : error
  })
  const answer = await createPrintingBot(knowledge, process.stdout, options)
  const onNoModel = (sentence: string) => console.error(sentence)
  // Nothing is kept of its vectors, and its process ends with this one.
  await openVectors(settings, knowledge, { onTrouble: () => {}, onNoModel })
  return { answer, close: settle }
}

await exitOnError(main)
