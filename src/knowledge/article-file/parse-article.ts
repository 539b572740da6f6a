import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import type { Article } from '../article.ts'
import { parseBody } from './body.ts'
import { findUnparsable } from './markdown-limits.ts'
import { type StatedId, parseFrontMatter } from './front-matter.ts'
import type { Problem } from '../problems/problem.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import { readText } from '../folder/read-text.ts'

/** An article, or everything that is wrong with its file. */
export type ParsedArticle =
  | { readonly kind: 'parsed'; readonly article: Article; readonly stated: StatedId }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[]; readonly stated?: StatedId }

/**
 * Parses one article file: UTF-8 Markdown with YAML front matter, a byte order mark and CRLF allowed.
 *
 * @param file the path that problems name
 */
export function parseArticle(file: string, bytes: Uint8Array): ParsedArticle {
  const read = readText(file, bytes)
  if (read.kind === 'faulty') return read
  const text = read.text.replace(/\r\n?/g, '\n')
  const unparsable = findUnparsable(file, text)
  if (unparsable.length > 0) return faulty(unparsable)
  const root = fromMarkdown(text, {
    extensions: [frontmatter()],
    mdastExtensions: [frontmatterFromMarkdown()],
  })
  const yaml = root.children[0]
  if (yaml?.type !== 'yaml') return faulty([{ file, line: 1, text: problemTexts.noFrontMatter() }])
  const head = parseFrontMatter(file, yaml.value)
  const speakers =
    head.kind === 'parsed' ? head.front.speakers : head.names?.map((name) => ({ name, office: '', aliases: [] }))
  const body = parseBody({ file, articleId: head.stated?.id ?? '', speakers }, root.children)
  const problems = [...(head.kind === 'faulty' ? head.problems : []), ...body.problems]
  if (problems.length === 0 && body.exchanges.length === 0)
    problems.push({ file, line: 1, text: problemTexts.noPassages() })
  if (head.kind === 'faulty' || problems.length > 0)
    return { ...faulty(problems), ...(head.stated && { stated: head.stated }) }
  return { kind: 'parsed', article: { ...head.front, file, exchanges: body.exchanges }, stated: head.stated }
}

function faulty(problems: readonly Problem[]) {
  return { kind: 'faulty' as const, problems: problems.toSorted((a, b) => a.line - b.line) }
}
