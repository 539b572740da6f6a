import { type ListedFiles, listFiles, toKind } from './folder/list-files.ts'
import { decodeText, readBytes } from './folder/read-text.ts'
import { type Knowledge, type Loaded, toKnowledge } from './knowledge.ts'
import { limits } from './limits.ts'
import { problemTexts } from './problems/problem-texts.ts'
import type { Problem } from './problems/problem.ts'
import { quoteLines } from './problems/quote-lines.ts'
import { type Result, faulty, faultyAt, sound } from './problems/result.ts'
import type { OnProgress } from './progress.ts'
import { type ReadFile, readFiles } from './read-files.ts'
import type { SharedFile } from './shared/shared-files.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { toSources } from './sources.ts'
import type { SubmittedFile } from './submission/read-submission.ts'

/** Where a load takes files from that it need not parse. */
export interface LoadOptions {
  /** The load that is in use. What did not change since is the same object in the new load. */
  readonly before?: Loaded | undefined
  /** Used where there is no load before; written when it differs from what was loaded. */
  readonly snapshot?: Snapshot | undefined
  /** Told of the files that are read. */
  readonly onProgress?: OnProgress | undefined
  /** An article that is read as if it lay in the folder, in the place of a file of its name. */
  readonly submitted?: SubmittedFile | undefined
  /** What was written over the folder, where several copies of the bot share it. */
  readonly shared?: ReadonlyMap<string, SharedFile> | undefined
  /** The files that may differ from the load before: no others are listed or read. */
  readonly only?: ReadonlySet<string> | undefined
}

/**
 * Loads a knowledge folder: articles from `*.md` or `*.markdown`, asks from `asks.yaml` or `*.asks.yaml`, checks from
 * `checks.yaml` or `*.checks.yaml`, and vocabulary from `terms.yaml` or `*.terms.yaml`, in the order of their paths.
 *
 * Ignores other files and names that begin with a dot; refuses links. One problem anywhere makes the folder faulty.
 */
export async function loadKnowledge(dir: string, options: LoadOptions = {}): Promise<Knowledge> {
  const { before, snapshot, onProgress, submitted, only } = options
  const readOne = (file: string) => readFrom(dir, options, file)
  const listed = addSubmitted(await listAll(dir, options, readOne), submitted)
  if (listed === undefined) return faultyAt('.', 1, problemTexts.noFolder(dir))
  const articleFiles = listed.files.filter((file) => toKind(file) === 'article')
  const otherFiles = listed.files.filter((file) => toKind(file) !== 'article')
  if (articleFiles.length === 0 && listed.problems.length === 0) return faultyAt('.', 1, problemTexts.emptyFolder())
  const known = before?.sources ?? (await snapshot?.read())
  let done = 0
  const onRead = () => onProgress?.(++done, listed.files.length)
  const readAll = (files: readonly string[]) => readFiles(readOne, files, { known, only, onRead })
  const [articles, others] = [await readAll(articleFiles), await readAll(otherFiles)]
  const problems = [...listed.problems, ...listArticleProblems(articles)]
  // The ids of a faulty article may be missing, so asks for them are no problem.
  const knowsAll = problems.length === 0
  problems.push(...others.flatMap(toProblems))
  const sources = toSources([...articles, ...others].flatMap((read) => (read.kind === 'sound' ? read.value : [])))
  const knowledge = toKnowledge(sources, { knowsAll, before })
  if (knowledge.kind === 'faulty') problems.push(...knowledge.problems)
  if (problems.length > 0 || knowledge.kind === 'faulty') return faulty(shorten(problems))
  // What is not in the folder must not be in its cache.
  if (!submitted && !only) snapshot?.write(knowledge.sources)
  return knowledge
}

/** Lists a submitted file among those of the folder, unless it is larger than a file may be. */
function addSubmitted(listed: Listed | undefined, submitted: SubmittedFile | undefined): Listed | undefined {
  if (!listed || !submitted) return listed
  const { file, bytes } = submitted
  const others = listed.files.filter((one) => one !== file)
  if (bytes.length <= limits.article) return { ...listed, files: [...others, file].toSorted() }
  const text = problemTexts.fileTooLarge(bytes.length, limits.article)
  return { files: others, problems: [...listed.problems, { file, line: 1, text }] }
}

async function readFrom(
  dir: string,
  { submitted, shared }: LoadOptions,
  file: string,
): Promise<Result<Uint8Array> | undefined> {
  if (file === submitted?.file) return sound(submitted.bytes)
  const stands = await readBytes(dir, file)
  const written = shared?.get(file)
  // Imported where something is written: it parses lessons.
  return written ? (await import('./shared/merge-file.ts')).mergeFile(file, stands, written) : stands
}

type Listed = Pick<ListedFiles, 'files' | 'problems'>

/** Lists the files of the folder and those that were written over it, without those that are gone. */
async function listAll(
  dir: string,
  { before, shared, only }: LoadOptions,
  readOne: (file: string) => Promise<Result<Uint8Array> | undefined>,
): Promise<Listed | undefined> {
  const stamps = only && before?.sources.stamps
  const listed = stamps ? { files: [...stamps.keys()], problems: [] } : await listFiles(dir)
  const written = stamps ? [...only] : [...(shared?.keys() ?? [])]
  if (!listed || written.length === 0) return listed
  const files = new Set(listed.files)
  for (const file of written) {
    if (await readOne(file)) files.add(file)
    else files.delete(file)
  }
  return { problems: listed.problems, files: [...files].toSorted() }
}

/** Loads a folder as `loadKnowledge` does; its problems quote their lines, for a reader who is far from the files. */
export async function loadWithQuotes(dir: string, options: LoadOptions = {}): Promise<Knowledge> {
  const knowledge = await loadKnowledge(dir, options)
  if (knowledge.kind === 'loaded') return knowledge
  return faulty(await quoteFiles((file) => readFrom(dir, options, file), knowledge.problems))
}

async function quoteFiles(
  readOne: (file: string) => Promise<Result<Uint8Array> | undefined>,
  problems: readonly Problem[],
): Promise<Problem[]> {
  const texts = new Map<string, string>()
  for (const file of new Set(problems.map((problem) => problem.file))) {
    const bytes = file === '.' ? undefined : await readOne(file)
    const text = bytes?.kind === 'sound' ? decodeText(file, bytes.value) : undefined
    if (text?.kind === 'sound') texts.set(file, text.value)
  }
  return quoteLines(problems, texts)
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
