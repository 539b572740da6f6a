import type { KnowledgeFolder, Written } from '../folder/knowledge-folder.ts'
import type { SubmittedFile } from './read-submission.ts'

/** The articles of the knowledge folder as files, for those that come from elsewhere. */
export interface ArticleFiles {
  /** Reads a file as it is now; undefined if there is none that can be read. */
  read(file: string): Promise<SubmittedFile | undefined>
  /**
   * Writes an article whole or not at all. `changed` means that there is something else than what was seen.
   *
   * @param seen the digest of the file that it replaces; undefined for none
   * @param state of the folder with it, see `toFolderState`
   */
  write(article: SubmittedFile, seen: string | undefined, state: string): Promise<Written>
}

export function createArticleFiles(folder: KnowledgeFolder): ArticleFiles {
  return {
    async read(file) {
      const bytes = await folder.read(file)
      return bytes?.kind === 'sound' ? { file, bytes: bytes.value } : undefined
    },
    write: ({ file, bytes }, seen, state) => folder.replace([{ file, before: seen, after: bytes }], state),
  }
}
