/** What the bot wrote, lessons and articles, where several copies of it answer from one database. */
export interface SharedFiles {
  /** Reads every file that was written, by its path below the knowledge folder. */
  read(): Promise<ReadonlyMap<string, SharedFile>>
  /** Writes files, all or none; `changed` where another copy has written since this one was level with the others. */
  write(files: readonly NewSharedFile[], state: string): Promise<'written' | 'changed'>
}

/** A file of the knowledge folder that is written in the database. */
export interface SharedFile {
  readonly content: Uint8Array
  /** What stood in the folder when it was written; undefined for nothing. */
  readonly base: Uint8Array | undefined
  /** What was last written out to a folder, for people to review; undefined before that. */
  readonly exported: Uint8Array | undefined
}

export interface NewSharedFile extends Pick<SharedFile, 'content' | 'base'> {
  readonly file: string
}
