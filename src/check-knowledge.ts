import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { toCitations } from './knowledge/article.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { KnowledgeError } from './knowledge/problem.ts'

async function main(): Promise<void> {
  const dir = process.argv[2] ?? parseSettings(readEnvironment()).KNOWLEDGE_DIR
  const knowledge = await loadKnowledge(dir)
  if (knowledge.kind === 'faulty') throw new KnowledgeError(knowledge.problems)
  console.log(`${dir}：${knowledge.articles.length} 篇文章，${toCitations(knowledge.articles).length} 段，没有问题。`)
}

await exitOnError(main)
