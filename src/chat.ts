import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { runTerminal } from './bot/terminal.ts'
import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createSnapshot } from './knowledge/snapshot/snapshot.ts'
import { createTaughtFiles } from './knowledge/taught/taught-files.ts'
import { createFold } from './text/fold.ts'

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment())
  const snapshot = createSnapshot(settings.CACHE_DIR)
  const knowledge = await createKnowledgeBase(
    (before) => loadKnowledge(settings.KNOWLEDGE_DIR, { before, snapshot }),
    createFold(),
    createTaughtFiles(settings.KNOWLEDGE_DIR),
  )
  await runTerminal(knowledge, process.stdin, process.stdout)
  await snapshot.settle()
}

await exitOnError(main)
