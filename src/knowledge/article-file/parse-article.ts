import type { Article } from '../article.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, faultyAt, sound } from '../problems/result.ts'
import { parseBody } from './body.ts'
import { type StatedId, parseFrontMatter } from './front-matter.ts'
import { findUnparsable } from './markdown-limits.ts'
import { parseMarkdown } from './markdown-tree.ts'

/** An article, with the id that its file states, and what of it can be read, even if it is faulty. */
export type ParsedArticle = Result<Article> & { readonly stated?: StatedId; readonly readable?: ReadableArticle }

/** What of an article can be read: of faulty front matter the names of the speakers, and the sound paragraphs. */
export type ReadableArticle = Pick<Article, 'speakers' | 'exchanges'>

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
  const context = { file, articleId: head.stated?.id ?? '', speakers: head.speakers }
  const { exchanges, problems } = parseBody(context, root.children)
  const known = {
    ...(head.stated && { stated: head.stated }),
    readable: { speakers: head.speakers ?? [], exchanges },
  }
  if (head.kind === 'faulty') return { ...faulty(sortByLine([...head.problems, ...problems])), ...known }
  if (problems.length > 0) return { ...faulty(sortByLine(problems)), ...known }
  if (exchanges.length === 0) return { ...faultyAt(file, 1, problemTexts.noPassages()), ...known }
  return { ...sound({ ...head.value, file, exchanges }), ...known }
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
