import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { toErrorCode } from '../folder/error-code.ts'
import { listFiles, toKind } from '../folder/list-files.ts'
import { readBytes } from '../folder/read-text.ts'
import { type ReadSubmission, readSubmission } from './read-submission.ts'

/** An article of a folder, as it reads by itself. */
export type ReadArticle = ReadSubmission & { readonly file: string }

/** Reads the articles of a folder one by one, or a file as an article; none where the path leads to neither. */
export async function* readArticles(path: string): AsyncGenerator<ReadArticle> {
  const isOne = await isFile(path)
  const dir = isOne ? dirname(path) : path
  const files = isOne ? [basename(path)] : ((await listFiles(path))?.files ?? [])
  for (const file of files.filter((one) => isOne || toKind(one) === 'article')) {
    const bytes = await readBytes(dir, file)
    if (bytes?.kind === 'faulty') yield { file, problems: bytes.problems }
    if (bytes?.kind === 'sound') yield { file, ...(await readSubmission({ file, bytes: bytes.value })) }
  }
}

/** Tells whether a path leads to a file. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    toErrorCode(error)
    return false
  }
}
