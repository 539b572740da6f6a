import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { parseSettings, readEnvironment } from './config.ts'
import { exitOnError } from './exit-on-error.ts'
import { countAsks, toCitations } from './knowledge/article.ts'
import { isAsksDraft } from './knowledge/folder/list-files.ts'
import { listUnread } from './knowledge/folder/unread-files.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { KnowledgeError, renderSound, renderUnread } from './knowledge/problems/problem.ts'
import { createFold } from './text/fold.ts'

async function main(): Promise<void> {
  const dir = process.argv[2] ?? parseSettings(readEnvironment()).KNOWLEDGE_DIR
  const knowledge = await loadKnowledge(dir)
  for (const file of await listUnread(dir)) console.log(renderUnread(file, isAsksDraft(file)))
  if (knowledge.kind === 'faulty') throw new KnowledgeError(knowledge.problems)
  const { articles, checks, orphanedLessons } = knowledge
  // The index takes seconds, so it is built only if there is something to check.
  const failed =
    checks.length + orphanedLessons.length > 0
      ? await (
          await createKnowledgeBase(async () => knowledge, createFold())
        ).failedChecks
      : []
  if (failed.length > 0) throw new KnowledgeError(failed)
  console.log(
    renderSound(dir, {
      articles: articles.length,
      passages: toCitations(articles).length,
      asks: countAsks(articles),
      checks: checks.length,
    }),
  )
}

await exitOnError(main)
