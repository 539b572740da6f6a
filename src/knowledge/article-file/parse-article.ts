import type { Article } from '../article.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, faultyAt, sound } from '../problems/result.ts'
import { parseBody } from './body.ts'
import { type StatedId, parseFrontMatter } from './front-matter.ts'
import { findUnparsable } from './markdown-limits.ts'
import { parseMarkdown } from './markdown-tree.ts'

/** An article, with the id that its file states even if it is faulty. */
export type ParsedArticle = Result<Article> & { readonly stated?: StatedId }

/**
 * Parses one article file: Markdown with YAML front matter; any line ends.
 *
 * @param file the path that problems name
 */
export function parseArticle(file: string, written: string): ParsedArticle {
  const text = written.replace(/\r\n?/g, '\n')
  const unparsable = findUnparsable(file, text)
  if (unparsable.length > 0) return faulty(unparsable)
  const root = parseMarkdown(text)
  const yaml = root.children[0]
  const unclosed = findUnclosed(text, yaml?.type === 'yaml' ? yaml.value : undefined)
  if (unclosed !== undefined) return faultyAt(file, unclosed, problemTexts.unclosedHead())
  if (yaml?.type !== 'yaml') return faultyAt(file, 1, problemTexts.noFrontMatter())
  const head = parseFrontMatter(file, yaml.value)
  const stated = head.stated && { stated: head.stated }
  const context = { file, articleId: head.stated?.id ?? '', speakers: head.speakers }
  const { exchanges, problems } = parseBody(context, root.children)
  if (head.kind === 'faulty') return { ...faulty(sortByLine([...head.problems, ...problems])), ...stated }
  if (problems.length > 0) return { ...faulty(sortByLine(problems)), ...stated }
  if (exchanges.length === 0) return { ...faultyAt(file, 1, problemTexts.noPassages()), ...stated }
  return { ...sound({ ...head.value, file, exchanges }), ...stated }
}

/** The first line of a body, which no head has. */
const BODY_START = /^【/u

/** Finds the line before which the second --- is missing; undefined if the head has it, or has no first one. */
function findUnclosed(text: string, yaml: string | undefined): number | undefined {
  const head = yaml ?? (/^---[ \t]*\n/u.test(text) ? text : undefined)
  if (head === undefined) return undefined
  const index = head.split('\n').findIndex((line) => BODY_START.test(line))
  if (index < 0) return yaml === undefined ? 1 : undefined
  // The YAML begins in the second line.
  return yaml === undefined ? index + 1 : index + 2
}

function sortByLine(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line)
}
