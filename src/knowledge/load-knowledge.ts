import { constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from './article.ts'
import { type Asks, type ParsedAsks, addAsks, findUnknown, parseAsks } from './asks.ts'
import { limits } from './limits.ts'
import { listFiles, toErrorCode, toKind } from './list-files.ts'
import { type ParsedArticle, parseArticle } from './parse-article.ts'
import type { Problem } from './problem.ts'
import { problemTexts } from './problem-texts.ts'
import { readText } from './read-text.ts'
import { type ParsedVocabulary, type Vocabulary, type VocabularyFile, findShared, joinVocabularies, parseVocabulary } from './vocabulary.ts'

/** Everything in a folder, or every problem found in it. */
export type Knowledge =
  | { readonly kind: 'loaded'; readonly articles: readonly Article[]; readonly vocabulary: Vocabulary }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** A file may have become a link since it was listed; Windows does not know the flag. */
const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/**
 * Loads every `.md` or `.markdown` file below a folder as an article, in the order of their paths, with the ways of
 * asking from `asks.yaml` or `*.asks.yaml` and the vocabulary from `terms.yaml` or `*.terms.yaml`.
 *
 * Other files and whatever begins with a dot are passed over; links are refused. One problem anywhere makes the whole folder faulty.
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const listed = await listFiles(dir)
  if (listed === undefined) return faulty([{ file: '.', line: 1, text: problemTexts.noFolder(dir) }])
  const { files } = listed
  const own = files.filter((file) => toKind(file) === 'article')
  if (own.length === 0 && listed.problems.length === 0) return faulty([{ file: '.', line: 1, text: problemTexts.emptyFolder() }])
  const { articles, problems } = await readArticles(dir, own)
  problems.unshift(...listed.problems)
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
  if (problems.length > 0) return faulty(shorten(problems))
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
  const kind = toKind(file)
  if (kind === undefined || kind === 'article') return undefined
  return read(dir, file, (bytes) => {
    const decoded = readText(file, bytes)
    if (decoded.kind === 'faulty') return decoded
    return kind === 'asks' ? parseAsks(file, decoded.text) : parseVocabulary(file, decoded.text)
  })
}

function faulty(problems: readonly Problem[]) {
  return { kind: 'faulty' as const, problems }
}

/** Nobody reads a hundred thousand problems, but to say them would stop the bot for minutes. */
function shorten(problems: readonly Problem[]): readonly Problem[] {
  const count = problems.length - limits.problems
  if (count <= 0) return problems
  return [...problems.slice(0, limits.problems), { file: '.', line: 1, text: problemTexts.moreProblems(count) }]
}

async function read<T>(dir: string, file: string, parse: (bytes: Uint8Array) => T): Promise<T | ReturnType<typeof faulty>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(dir, file), { flag: READ_NO_LINK })
  } catch (error) {
    return faulty([{ file, line: 1, text: problemTexts.unreadable(toErrorCode(error)) }])
  }
  return parse(bytes)
}
