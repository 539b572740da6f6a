import { resolve, sep } from 'node:path'
import type { Article } from './article.ts'
import { addAsks } from './companions/place-asks.ts'
import { listFiles, toKind } from './folder/list-files.ts'
import { readBytes } from './folder/read-text.ts'
import { problemTexts } from './problems/problem-texts.ts'
import { type Result, faulty, faultyAt, sound } from './problems/result.ts'
import { type ReadFile, readFiles } from './read-files.ts'
import { toSources } from './sources.ts'

/** An article with where it lies. */
export interface PlacedArticle {
  /** With the asks that the files of its folder have for it. */
  readonly article: Article
  /** The folder below which `article.file` is. */
  readonly dir: string
}

/**
 * Loads one article of a knowledge folder with its asks; faults of other articles are passed over, and those of any file
 * of asks are not, as they might be this article's.
 *
 * @param dir the folder; for a file elsewhere it is that file's own
 */
export async function loadArticle(dir: string, path: string): Promise<Result<PlacedArticle>> {
  const [root, file] = place(dir, path)
  const listed = await listFiles(root)
  if (!listed) return faultyAt('.', 1, problemTexts.noFolder(root))
  const problems = listed.problems.filter((problem) => problem.file === file)
  if (problems.length > 0) return faulty(problems)
  if (!listed.files.includes(file)) return faultyAt(file, 1, problemTexts.unreadable('ENOENT'))
  const asks = listed.files.filter((other) => toKind(other) === 'asks')
  const read = await readFiles((one) => readBytes(root, one), [file, ...asks])
  const faults = read.flatMap((one) => (one.kind === 'faulty' ? one.problems : []))
  if (faults.length > 0) return faulty(faults)
  const sources = toSources(read.flatMap((one: ReadFile) => (one.kind === 'sound' ? one.value : [])))
  const [article] = addAsks(sources.articles, sources.asks)
  return article ? sound({ article, dir: root }) : faultyAt(file, 1, problemTexts.unreadable('ENOENT'))
}

/** Parts a path into a folder and what lies below it, with `/`. */
function place(dir: string, path: string): [root: string, file: string] {
  const [root, whole] = [resolve(dir), resolve(path)]
  if (whole.startsWith(root + sep)) return [root, whole.slice(root.length + 1).replaceAll(sep, '/')]
  const start = whole.lastIndexOf(sep) + 1
  return [whole.slice(0, start), whole.slice(start)]
}
