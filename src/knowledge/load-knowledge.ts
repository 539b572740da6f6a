import { readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Article } from './article.ts'
import { type Asks, type ParsedAsks, addAsks, findUnknown, parseAsks } from './asks.ts'
import { type ParsedArticle, decode, findBadLine, parseArticle } from './parse-article.ts'
import type { Problem } from './problem.ts'
import { problemTexts } from './problem-texts.ts'
import { type ParsedVocabulary, type Vocabulary, type VocabularyFile, findShared, joinVocabularies, parseVocabulary } from './vocabulary.ts'

/** Everything in a folder, or every problem found in it. */
export type Knowledge =
  | { readonly kind: 'loaded'; readonly articles: readonly Article[]; readonly vocabulary: Vocabulary }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

const ARTICLE = /\.(?:md|markdown)$/iu
const ASKS = /(?:^|[./])asks\.ya?ml$/iu
const VOCABULARY = /(?:^|[./])terms\.ya?ml$/iu

/**
 * Loads every `.md` or `.markdown` file below a folder as an article, in the order of their paths, with the ways of
 * asking from `asks.yaml` or `*.asks.yaml` and the vocabulary from `terms.yaml` or `*.terms.yaml`.
 *
 * Other files and whatever begins with a dot are passed over. One problem anywhere makes the whole folder faulty.
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const files = await listFiles(dir)
  if (files === undefined) return faulty([{ file: '.', line: 1, text: problemTexts.noFolder(dir) }])
  const listed = files.filter((file) => ARTICLE.test(file))
  if (listed.length === 0) return faulty([{ file: '.', line: 1, text: problemTexts.emptyFolder() }])
  const { articles, problems } = await readArticles(dir, listed)
  const isWhole = problems.length === 0
  const asks: Asks[] = []
  const vocabularies: VocabularyFile[] = []
  for (const file of files) {
    const parsed = await readCompanion(dir, file)
    if (!parsed) continue
    if (parsed.kind === 'faulty') problems.push(...parsed.problems)
    else if ('asks' in parsed) asks.push(parsed.asks)
    else vocabularies.push(parsed.vocabulary)
  }
  // What a faulty article has cannot be told.
  if (isWhole) problems.push(...asks.flatMap((file) => findUnknown(file, articles)))
  problems.push(...findShared(vocabularies))
  if (problems.length > 0) return faulty(problems)
  return { kind: 'loaded', articles: addAsks(articles, asks), vocabulary: joinVocabularies(vocabularies) }
}

async function readArticles(dir: string, files: readonly string[]): Promise<{ articles: Article[]; problems: Problem[] }> {
  const articles: Article[] = []
  const problems: Problem[] = []
  const owners = new Map<string, string>()
  for (const file of files) {
    // One file at a time, so that a large folder leaves the running bot its turns.
    const parsed: ParsedArticle = await read(dir, file, (bytes) => parseArticle(file, bytes))
    const stated = 'stated' in parsed ? parsed.stated : undefined
    const owner = stated && owners.get(stated.id)
    if (stated && owner !== undefined) problems.push({ file, line: stated.line, text: problemTexts.duplicateArticle(stated.id, owner) })
    else if (stated) owners.set(stated.id, file)
    if (parsed.kind === 'parsed') articles.push(parsed.article)
    else problems.push(...parsed.problems)
  }
  return { articles, problems }
}

/** Reads a file that goes with articles; undefined where it is none. */
async function readCompanion(dir: string, file: string): Promise<ParsedAsks | ParsedVocabulary | undefined> {
  const parse = ASKS.test(file) ? parseAsks : VOCABULARY.test(file) ? parseVocabulary : undefined
  if (!parse) return undefined
  return read(dir, file, (bytes) => {
    const text = decode(bytes)
    return text === undefined ? faulty([{ file, line: findBadLine(bytes), text: problemTexts.notUtf8() }]) : parse(file, text)
  })
}

function faulty(problems: readonly Problem[]) {
  return { kind: 'faulty' as const, problems }
}

async function read<T>(dir: string, file: string, parse: (bytes: Uint8Array) => T): Promise<T | ReturnType<typeof faulty>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(dir, file))
  } catch (error) {
    const code = toErrorCode(error)
    if (code === undefined) throw error
    return faulty([{ file, line: 1, text: problemTexts.unreadable(code) }])
  }
  return parse(bytes)
}

/** Lists all files below a folder by their paths with `/`; undefined where there is no folder. */
async function listFiles(dir: string): Promise<string[] | undefined> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep))
      .filter((path) => !path.some((step) => step.startsWith('.')))
      .map((path) => path.join('/'))
      .toSorted()
  } catch (error) {
    if (toErrorCode(error) === undefined) throw error
    return undefined
  }
}

/** The file system's code of an error (ENOENT, EACCES, …); none where the error is a bug of ours. */
function toErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : undefined
}
