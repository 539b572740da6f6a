import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { runTerminal } from './bot/terminal.ts'
import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createTaughtFiles } from './knowledge/taught/taught-files.ts'
import { createFold } from './text/fold.ts'

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment())
  const knowledge = await createKnowledgeBase(
    () => loadKnowledge(settings.KNOWLEDGE_DIR),
    createFold(),
    createTaughtFiles(settings.KNOWLEDGE_DIR),
  )
  await runTerminal(knowledge, process.stdin, process.stdout)
}

await exitOnError(main)
