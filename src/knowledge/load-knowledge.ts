import { listFiles, toKind } from './folder/list-files.ts'
import { readExistingText } from './folder/read-text.ts'
import { type Knowledge, type Loaded, toKnowledge } from './knowledge.ts'
import { limits } from './limits.ts'
import { problemTexts } from './problems/problem-texts.ts'
import type { Problem } from './problems/problem.ts'
import { faulty, faultyAt } from './problems/result.ts'
import type { OnProgress } from './progress.ts'
import { type ReadFile, readFiles } from './read-files.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { toSources } from './sources.ts'

/** Where a load takes files from that it need not parse. */
export interface LoadOptions {
  /** The load that is in use. What did not change since is the same object in the new load. */
  readonly before?: Loaded | undefined
  /** Used where there is no load before; written when it differs from what was loaded. */
  readonly snapshot?: Snapshot | undefined
  /** Told of the files that are read. */
  readonly onProgress?: OnProgress | undefined
}

/**
 * Loads a knowledge folder: articles from `*.md` or `*.markdown`, asks from `asks.yaml` or `*.asks.yaml`, checks from
 * `checks.yaml` or `*.checks.yaml`, and vocabulary from `terms.yaml` or `*.terms.yaml`, in the order of their paths.
 *
 * Ignores other files and names that begin with a dot; refuses links. One problem anywhere makes the folder faulty.
 */
export async function loadKnowledge(
  dir: string,
  { before, snapshot, onProgress }: LoadOptions = {},
): Promise<Knowledge> {
  const listed = await listFiles(dir)
  if (listed === undefined) return faultyAt('.', 1, problemTexts.noFolder(dir))
  const articleFiles = listed.files.filter((file) => toKind(file) === 'article')
  const otherFiles = listed.files.filter((file) => toKind(file) !== 'article')
  if (articleFiles.length === 0 && listed.problems.length === 0) return faultyAt('.', 1, problemTexts.emptyFolder())
  const known = before?.sources ?? (await snapshot?.read())
  let done = 0
  const onRead = () => onProgress?.(++done, listed.files.length)
  const articles = await readFiles(dir, articleFiles, known, onRead)
  const others = await readFiles(dir, otherFiles, known, onRead)
  const problems = [...listed.problems, ...listArticleProblems(articles)]
  // The ids of a faulty article may be missing, so asks for them are no problem.
  const knowsAll = problems.length === 0
  problems.push(...others.flatMap(toProblems))
  const sources = toSources([...articles, ...others].flatMap((read) => (read.kind === 'sound' ? read.value : [])))
  const knowledge = toKnowledge(sources, { knowsAll, before })
  if (knowledge.kind === 'faulty') problems.push(...knowledge.problems)
  if (problems.length > 0 || knowledge.kind === 'faulty') return faulty(shorten(problems))
  snapshot?.write(knowledge.sources)
  return knowledge
}

/** Loads a folder as `loadKnowledge` does; its problems quote their lines, for a reader who is far from the files. */
export async function loadWithQuotes(dir: string, options: LoadOptions = {}): Promise<Knowledge> {
  const knowledge = await loadKnowledge(dir, options)
  return knowledge.kind === 'faulty' ? faulty(await quoteLines(dir, knowledge.problems)) : knowledge
}

/** UTF-16 units of a quoted line, which a person recognizes by its beginning. */
const LONGEST_QUOTE = 200
const LINE_END = /\r\n?|\n/u

async function quoteLines(dir: string, problems: readonly Problem[]): Promise<Problem[]> {
  const lines = new Map<string, readonly string[]>()
  for (const file of new Set(problems.map((problem) => problem.file))) {
    const text = file === '.' ? undefined : await readExistingText(dir, file)
    if (text?.kind === 'sound') lines.set(file, text.value.split(LINE_END))
  }
  return problems.map((problem) => {
    const quote = lines.get(problem.file)?.[problem.line - 1]?.trim().slice(0, LONGEST_QUOTE).toWellFormed()
    return quote ? { ...problem, quote } : problem
  })
}

function toProblems(read: ReadFile): readonly Problem[] {
  return read.kind === 'faulty' ? read.problems : []
}

/** Lists the problems of each article, after that of an id that an earlier file states. */
function listArticleProblems(articles: readonly ReadFile[]): Problem[] {
  const owners = new Map<string, string>()
  return articles.flatMap((read) => {
    const { stated } = read
    const owner = stated && owners.get(stated.id)
    if (!stated || owner === undefined) {
      if (stated) owners.set(stated.id, read.file)
      return toProblems(read)
    }
    const text = problemTexts.duplicateArticle(stated.id, owner)
    return [{ file: read.file, line: stated.line, text }, ...toProblems(read)]
  })
}

/** Limits the number of problems: rendering a hundred thousand would block the bot for minutes. */
function shorten(problems: readonly Problem[]): readonly Problem[] {
  const count = problems.length - limits.problems
  if (count <= 0) return problems
  return [...problems.slice(0, limits.problems), { file: '.', line: 1, text: problemTexts.moreProblems(count) }]
}
