import { type KnowledgeBase, createKnowledgeBase } from './answer/knowledge-base.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { createTaughtFiles } from './knowledge/taught/taught-files.ts'
import { type Fold, createFold } from './text/fold.ts'

/** Reads a knowledge folder, which admins may change, and makes what answers from it. */
export function openKnowledge(dir: string, fold: Fold = createFold()): Promise<KnowledgeBase> {
  return createKnowledgeBase(() => loadKnowledge(dir), fold, createTaughtFiles(dir))
}
