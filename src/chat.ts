import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { runTerminal } from './bot/terminal.ts'
import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createNotebook } from './knowledge/notebook.ts'
import { createFold } from './search/fold.ts'

async function main(): Promise<void> {
  const settings = parseSettings(readEnvironment())
  const knowledge = await createKnowledgeBase(() => loadKnowledge(settings.KNOWLEDGE_DIR), createFold(), createNotebook(settings.KNOWLEDGE_DIR))
  await runTerminal(knowledge, process.stdin, process.stdout)
}

await exitOnError(main)
