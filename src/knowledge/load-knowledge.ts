import { type ParsedArticle, parseArticle } from './article-file/parse-article.ts'
import { parseAsks } from './companions/asks.ts'
import { parseChecks } from './companions/checks.ts'
import { parseVocabulary } from './companions/vocabulary.ts'
import { listFiles, toKind } from './folder/list-files.ts'
import { readText } from './folder/read-text.ts'
import { type Knowledge, type Sources, toKnowledge } from './knowledge.ts'
import { limits } from './limits.ts'
import { problemTexts } from './problems/problem-texts.ts'
import type { Problem } from './problems/problem.ts'
import { type Result, faulty, faultyAt } from './problems/result.ts'

/**
 * Loads a knowledge folder: articles from `*.md` or `*.markdown`, asks from `asks.yaml` or `*.asks.yaml`, checks from
 * `checks.yaml` or `*.checks.yaml`, and vocabulary from `terms.yaml` or `*.terms.yaml`, in the order of their paths.
 *
 * Ignores other files and names that begin with a dot; refuses links. One problem anywhere makes the folder faulty.
 */
export async function loadKnowledge(dir: string): Promise<Knowledge> {
  const listed = await listFiles(dir)
  if (listed === undefined) return faultyAt('.', 1, problemTexts.noFolder(dir))
  const articleFiles = listed.files.filter((file) => toKind(file) === 'article')
  if (articleFiles.length === 0 && listed.problems.length === 0) return faultyAt('.', 1, problemTexts.emptyFolder())
  const sources: Collected = { articles: [], asks: [], checks: [], vocabularies: [] }
  const problems = [...listed.problems, ...(await collectArticles(dir, articleFiles, sources))]
  // The ids of a faulty article may be missing, so asks for them are no problem.
  const knowsAll = problems.length === 0
  for (const file of listed.files) problems.push(...(await collectCompanion(dir, file, sources)))
  const knowledge = toKnowledge(sources, { knowsAll })
  if (knowledge.kind === 'faulty') problems.push(...knowledge.problems)
  return problems.length > 0 ? faulty(shorten(problems)) : knowledge
}

/** Sources to which files are still added. */
type Collected = { -readonly [Key in keyof Sources]: Sources[Key][number][] }

async function collectArticles(dir: string, files: readonly string[], { articles }: Collected): Promise<Problem[]> {
  const problems: Problem[] = []
  const owners = new Map<string, string>()
  for (const file of files) {
    // One file at a time, so that a large folder does not block the running bot.
    const text = await readText(dir, file)
    const parsed: ParsedArticle = text.kind === 'sound' ? parseArticle(file, text.value) : text
    const { stated } = parsed
    const owner = stated && owners.get(stated.id)
    if (stated && owner !== undefined)
      problems.push({ file, line: stated.line, text: problemTexts.duplicateArticle(stated.id, owner) })
    else if (stated) owners.set(stated.id, file)
    problems.push(...collect(parsed, articles))
  }
  return problems
}

/** Adds a file of asks, checks or vocabulary to the sources and gives its problems. */
async function collectCompanion(dir: string, file: string, sources: Collected): Promise<readonly Problem[]> {
  const kind = toKind(file)
  if (kind === undefined || kind === 'article') return []
  const text = await readText(dir, file)
  if (text.kind === 'faulty') return text.problems
  switch (kind) {
    case 'asks':
      return collect(parseAsks(file, text.value), sources.asks)
    case 'checks':
      return collect(parseChecks(file, text.value), sources.checks)
    case 'vocabulary':
      return collect(parseVocabulary(file, text.value), sources.vocabularies)
  }
}

function collect<T>(parsed: Result<T>, values: T[]): readonly Problem[] {
  if (parsed.kind === 'faulty') return parsed.problems
  values.push(parsed.value)
  return []
}

/** Limits the number of problems: rendering a hundred thousand would block the bot for minutes. */
function shorten(problems: readonly Problem[]): readonly Problem[] {
  const count = problems.length - limits.problems
  if (count <= 0) return problems
  return [...problems.slice(0, limits.problems), { file: '.', line: 1, text: problemTexts.moreProblems(count) }]
}
