import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { draftTexts } from '../draft-texts.ts'
import { type HtmlBlock, type HtmlBlocks, toBlock, toHtmlBlocks, toNotices } from './html-blocks.ts'
import { pageLimits } from './page-limits.ts'
import type { Page, PageHead, ReadPage } from './page.ts'

/** The share of a block that links make of a list of other pages. */
const MOSTLY_LINKED = 0.9
/** Blocks of links in a row that are such a list. */
const LIST_OF_LINKS = 3
/** UTF-16 units of the text from which it is taken for the article; of less, the whole page is read. */
const LEAST_TEXT = 100

/** Reads an HTML page: its article, and beside it all else that is seen. No script is run, nothing is loaded. */
export function readHtml(html: string): ReadPage {
  const read = toHtmlBlocks(html)
  if (!read) return { kind: 'refused', reason: draftTexts.badHtml(pageLimits.elements) }
  const about = readAbout(read.metas)
  const chosen = chooseArticle(read)
  const article = read.blocks.filter(({ line }) => chosen.has(line))
  const blocks = withTitle(article, read.blocks, about.title)
  const lines = new Set(blocks.map(({ line }) => line))
  const page: Page = {
    blocks: blocks.map(toBlock),
    beside: read.blocks.filter(({ line }) => !lines.has(line)).map(toBlock),
    about,
    notices: toNotices(read.counts),
  }
  return { kind: 'read', page }
}

/** Chooses the blocks of the article: those that Readability keeps, without lists of links to others. */
function chooseArticle({ blocks, skeleton }: HtmlBlocks): Set<number> {
  // Without its title, as Readability would leave out the heading that repeats it.
  const { document } = parseHTML(`<html><head></head>${skeleton}</html>`)
  const kept = new Readability(document, { serializer: toLines, disableJSONLD: true, keepClasses: true }).parse()
    ?.content
  const lines = new Set(kept ?? [])
  const links = findLists(blocks)
  const article = blocks.filter(({ line }) => lines.has(line) && !links.has(line))
  const isFound = article.reduce((sum, { text }) => sum + text.length, 0) >= LEAST_TEXT
  return new Set((isFound ? article : blocks).map(({ line }) => line))
}

/** The part of a DOM that is asked for. */
interface ArticleNode {
  querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string | null }>
}

/** Lists the blocks that are left in the article that Readability has found. */
function toLines(node: ArticleNode): number[] {
  return [...node.querySelectorAll('[data-block]')].flatMap((span) =>
    (span.getAttribute('data-block') ?? '').split(' ').map(Number),
  )
}

function findLists(blocks: readonly HtmlBlock[]): Set<number> {
  const isLink = ({ linked, depth }: HtmlBlock) => linked >= MOSTLY_LINKED && depth === undefined
  const found = new Set<number>()
  for (let start = 0; start < blocks.length;) {
    const rest = blocks.slice(start)
    const length = rest.findIndex((block) => !isLink(block))
    const run = length < 0 ? rest : rest.slice(0, length)
    if (run.length >= LIST_OF_LINKS) for (const { line } of run) found.add(line)
    start += run.length + 1
  }
  return found
}

/** Puts the title above the article where it stands elsewhere on the page, or only in the window's bar. */
function withTitle(article: readonly HtmlBlock[], all: readonly HtmlBlock[], title: string | undefined): HtmlBlock[] {
  const before = all.slice(
    0,
    all.findIndex(({ line }) => line === article[0]?.line),
  )
  const heading = before.findLast(({ depth }) => depth === 1) ?? before.findLast(({ text }) => text === title)
  if (heading) return [{ ...heading, depth: 1 }, ...article]
  const hasTitle = article.some(({ text, depth }) => depth === 1 || (title?.includes(text) && text.length >= 4))
  if (hasTitle || title === undefined) return [...article]
  return [{ text: title, line: 0, depth: 1, linked: 0 }, ...article]
}

function readAbout(metas: ReadonlyMap<string, string>): PageHead {
  const find = (...keys: readonly string[]) => keys.map((key) => metas.get(key)).find((value) => value?.trim())
  const link = find('og:url', 'canonical')
  return {
    title: find('og:title', 'articletitle', 'title')?.trim().replaceAll(/\s+/gu, ' '),
    date: find('article:published_time', 'datepublished', 'pubdate', 'publishdate', 'date', 'dc.date', 'time'),
    publication: find('source', 'contentsource', 'og:site_name', 'publisher'),
    byline: find('author', 'article:author'),
    ...(link !== undefined && /^https?:\/\/\S+$/u.test(link) && { link }),
  }
}
