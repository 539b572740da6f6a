import { join } from 'node:path'
import type { OnBuild } from './answer/build-progress.ts'
import { type KnowledgeBase, type LoadRequest, createKnowledgeBase } from './answer/knowledge-base.ts'
import type { Sharing } from './answer/sharing.ts'
import type { Settings } from './config.ts'
import { openFolder } from './knowledge/folder/knowledge-folder.ts'
import { loadWithQuotes } from './knowledge/load-knowledge.ts'
import { openSharedFolder } from './knowledge/shared/shared-folder.ts'
import type { SharedFiles } from './knowledge/shared/shared-files.ts'
import { createSnapshot } from './knowledge/snapshot/snapshot.ts'
import { createArticleFiles } from './knowledge/submission/article-files.ts'
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
  /** What several copies wrote over the folder. */
  readonly shared?: SharedFiles | undefined
  /** Keeps the knowledge one with that of other copies. */
  readonly sharing?: Sharing | undefined
  /** Told how far the first build is. */
  readonly onBuild?: OnBuild
}

/** Reads the knowledge folder, which admins may change, and makes what answers from it. */
export async function openKnowledge(
  { KNOWLEDGE_DIR: dir, CACHE_DIR: cacheDir, INDEX_FILE_FROM: from }: Settings,
  { fold = createFold(), onTrouble, onBuild, shared, sharing }: OpenOptions = {},
): Promise<OpenedKnowledge> {
  let isDamaged = false
  const mend = () => {
    isDamaged = true
    void knowledge?.reload().catch((error: unknown) => onTrouble?.(error))
  }
  const indexFile = { path: join(cacheDir, INDEX_FILE), from, onTrouble, onDamage: mend }
  const snapshot = createSnapshot(cacheDir, onTrouble && { onTrouble })
  const folder = shared ? openSharedFolder(dir, shared) : openFolder(dir)
  const load = async (request: LoadRequest) =>
    loadWithQuotes(dir, { ...request, snapshot, shared: await shared?.read() })
  let knowledge: KnowledgeBase | undefined
  knowledge = await createKnowledgeBase(load, fold, {
    taughtFiles: createTaughtFiles(folder),
    articleFiles: createArticleFiles(folder),
    sharing,
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
