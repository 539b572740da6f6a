import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { frontmatter } from 'micromark-extension-frontmatter'
import type { Article } from './article.ts'
import { parseBody } from './body.ts'
import { type StatedId, parseFrontMatter } from './front-matter.ts'
import type { Problem } from './problem.ts'
import { problemTexts } from './problem-texts.ts'

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
  const text = decode(bytes)
  if (text === undefined) return faulty([{ file, line: findBadLine(bytes), text: problemTexts.notUtf8() }])
  const root = fromMarkdown(text.replace(/\r\n?/g, '\n'), {
    extensions: [frontmatter()],
    mdastExtensions: [frontmatterFromMarkdown()],
  })
  const yaml = root.children[0]
  if (yaml?.type !== 'yaml') return faulty([{ file, line: 1, text: problemTexts.noFrontMatter() }])
  const head = parseFrontMatter(file, yaml.value)
  const speakers = head.kind === 'parsed' ? head.front.speakers : head.names?.map((name) => ({ name, office: '', aliases: [] }))
  const body = parseBody({ file, articleId: head.stated?.id ?? '', speakers }, root.children)
  const problems = [...(head.kind === 'faulty' ? head.problems : []), ...body.problems]
  if (problems.length === 0 && body.exchanges.length === 0) problems.push({ file, line: 1, text: problemTexts.noPassages() })
  if (head.kind === 'faulty' || problems.length > 0) return { ...faulty(problems), ...(head.stated && { stated: head.stated }) }
  return { kind: 'parsed', article: { ...head.front, file, exchanges: body.exchanges }, stated: head.stated }
}

function faulty(problems: readonly Problem[]) {
  return { kind: 'faulty' as const, problems: problems.toSorted((a, b) => a.line - b.line) }
}

/** Decodes UTF-8; undefined where it is none. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The first line, counted from 1, that is no UTF-8. */
export function findBadLine(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start)
    const stop = end < 0 ? bytes.length : end
    if (decode(bytes.subarray(start, stop)) === undefined) return line
    start = stop + 1
  }
  return 1
}
