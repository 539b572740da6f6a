import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { countAsks, toCitations } from './knowledge/article.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { KnowledgeError, renderSound } from './knowledge/problem.ts'

async function main(): Promise<void> {
  const dir = process.argv[2] ?? parseSettings(readEnvironment()).KNOWLEDGE_DIR
  const knowledge = await loadKnowledge(dir)
  if (knowledge.kind === 'faulty') throw new KnowledgeError(knowledge.problems)
  const { articles } = knowledge
  console.log(renderSound(dir, articles.length, toCitations(articles).length, countAsks(articles)))
}

await exitOnError(main)
