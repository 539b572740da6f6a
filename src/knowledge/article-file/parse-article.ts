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

function sortByLine(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line)
}
