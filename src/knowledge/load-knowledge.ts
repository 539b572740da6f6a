import { constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from './article.ts'
import { type ParsedAsks, parseAsks } from './companions/asks.ts'
import { type ParsedChecks, parseChecks } from './companions/checks.ts'
import { type Knowledge, type Sources, faulty, toKnowledge } from './knowledge.ts'
import { limits } from './limits.ts'
import { listFiles, toErrorCode, toKind } from './folder/list-files.ts'
import { type ParsedArticle, parseArticle } from './article-file/parse-article.ts'
import type { Problem } from './problems/problem.ts'
import { problemTexts } from './problems/problem-texts.ts'
import { readText } from './folder/read-text.ts'
import { type ParsedVocabulary, parseVocabulary } from './companions/vocabulary.ts'

/** A file may have become a link since it was listed; Windows does not know the flag. */
const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/**
 * Loads every `.md` or `.markdown` file below a folder as an article, in the order of their paths, with the ways of
 * asking from `asks.yaml` or `*.asks.yaml`, the checks from `checks.yaml` or `*.checks.yaml`, and the vocabulary from `terms.yaml` or `*.terms.yaml`.
 *
 * Other files and whatever begins with a dot are passed over; links are refused. One problem anywhere makes the whole folder faulty.
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const listed = await listFiles(dir)
  if (listed === undefined) return faulty([{ file: '.', line: 1, text: problemTexts.noFolder(dir) }])
  const { files } = listed
  const own = files.filter((file) => toKind(file) === 'article')
  if (own.length === 0 && listed.problems.length === 0)
    return faulty([{ file: '.', line: 1, text: problemTexts.emptyFolder() }])
  const { articles, problems } = await readArticles(dir, own)
  problems.unshift(...listed.problems)
  const knowsAll = problems.length === 0
  const sources: Collected = { articles, asks: [], checks: [], vocabularies: [] }
  for (const file of files) {
    const parsed = await readCompanion(dir, file)
    if (parsed?.kind === 'faulty') problems.push(...parsed.problems)
    else if (parsed) collect(sources, parsed)
  }
  // What a faulty article has cannot be told.
  const knowledge = toKnowledge(sources, { knowsAll })
  problems.push(...(knowledge.kind === 'faulty' ? knowledge.problems : []))
  return problems.length > 0 ? faulty(shorten(problems)) : knowledge
}

async function readArticles(
  dir: string,
  files: readonly string[],
): Promise<{ articles: Article[]; problems: Problem[] }> {
  const articles: Article[] = []
  const problems: Problem[] = []
  const owners = new Map<string, string>()
  for (const file of files) {
    // One file at a time, so that a large folder leaves the running bot its turns.
    const parsed: ParsedArticle = await read(dir, file, (bytes) => parseArticle(file, bytes))
    const stated = 'stated' in parsed ? parsed.stated : undefined
    const owner = stated && owners.get(stated.id)
    if (stated && owner !== undefined)
      problems.push({ file, line: stated.line, text: problemTexts.duplicateArticle(stated.id, owner) })
    else if (stated) owners.set(stated.id, file)
    if (parsed.kind === 'parsed') articles.push(parsed.article)
    else problems.push(...parsed.problems)
  }
  return { articles, problems }
}

const PARSE = { asks: parseAsks, checks: parseChecks, vocabulary: parseVocabulary }

/** Sources that are still being read. */
type Collected = { -readonly [Key in keyof Sources]: Sources[Key][number][] }
type Companion = ParsedAsks | ParsedChecks | ParsedVocabulary

function collect({ asks, checks, vocabularies }: Collected, parsed: Exclude<Companion, { kind: 'faulty' }>): void {
  if ('asks' in parsed) asks.push(parsed.asks)
  else if ('checks' in parsed) checks.push(parsed.checks)
  else vocabularies.push(parsed.vocabulary)
}

/** Reads a file that goes with articles; undefined where it is none. */
async function readCompanion(dir: string, file: string): Promise<Companion | undefined> {
  const kind = toKind(file)
  if (kind === undefined || kind === 'article') return undefined
  return read(dir, file, (bytes) => {
    const decoded = readText(file, bytes)
    if (decoded.kind === 'faulty') return decoded
    return PARSE[kind](file, decoded.text)
  })
}

/** Nobody reads a hundred thousand problems, but to say them would stop the bot for minutes. */
function shorten(problems: readonly Problem[]): readonly Problem[] {
  const count = problems.length - limits.problems
  if (count <= 0) return problems
  return [...problems.slice(0, limits.problems), { file: '.', line: 1, text: problemTexts.moreProblems(count) }]
}

async function read<T>(
  dir: string,
  file: string,
  parse: (bytes: Uint8Array) => T,
): Promise<T | ReturnType<typeof faulty>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(dir, file), { flag: READ_NO_LINK })
  } catch (error) {
    return faulty([{ file, line: 1, text: problemTexts.unreadable(toErrorCode(error)) }])
  }
  return parse(bytes)
}
