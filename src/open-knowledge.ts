import { join } from 'node:path'
import type { OnBuild } from './answer/build-progress.ts'
import { type KnowledgeBase, createKnowledgeBase } from './answer/knowledge-base.ts'
import type { Settings } from './config.ts'
import type { Loaded } from './knowledge/knowledge.ts'
import { loadWithQuotes } from './knowledge/load-knowledge.ts'
import type { OnProgress } from './knowledge/progress.ts'
import { createSnapshot } from './knowledge/snapshot/snapshot.ts'
import { createArticleFiles } from './knowledge/submission/article-files.ts'
import type { SubmittedFile } from './knowledge/submission/read-submission.ts'
import { createTaughtFiles } from './knowledge/taught/taught-files.ts'
import { type Fold, createFold } from './text/fold.ts'

/** The name of the search index of a large folder. */
const INDEX_FILE = 'passages.index'

/** A knowledge base whose parsed files are kept for the next start. */
export interface OpenedKnowledge {
  readonly knowledge: KnowledgeBase
  /** Resolves when the cache is written; a process that ends before leaves the next start slower. */
  readonly settle: () => Promise<void>
}

export interface OpenOptions {
  readonly fold?: Fold
  /** Called if a cache cannot be written, or is damaged. */
  readonly onTrouble?: (error: unknown) => void
  /** Told how far the first build is. */
  readonly onBuild?: OnBuild
}

/** Reads the knowledge folder, which admins may change, and makes what answers from it. */
export async function openKnowledge(
  { KNOWLEDGE_DIR: dir, CACHE_DIR: cacheDir, INDEX_FILE_FROM: from }: Settings,
  { fold = createFold(), onTrouble, onBuild }: OpenOptions = {},
): Promise<OpenedKnowledge> {
  let isDamaged = false
  const mend = () => {
    isDamaged = true
    void knowledge?.reload().catch((error: unknown) => onTrouble?.(error))
  }
  const indexFile = { path: join(cacheDir, INDEX_FILE), from, onTrouble, onDamage: mend }
  const snapshot = createSnapshot(cacheDir, onTrouble && { onTrouble })
  const load = (before?: Loaded, onProgress?: OnProgress, submitted?: SubmittedFile) =>
    loadWithQuotes(dir, { before, snapshot, onProgress, submitted })
  let knowledge: KnowledgeBase | undefined
  knowledge = await createKnowledgeBase(load, fold, {
    taughtFiles: createTaughtFiles(dir),
    articleFiles: createArticleFiles(dir),
    indexFile,
    onBuild,
  })
  // Damage that shows before there is a knowledge base.
  if (isDamaged) mend()
  return {
    knowledge,
    settle: () => snapshot.settle(),
  }
}
