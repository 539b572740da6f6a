import { draftTexts } from '../draft-texts.ts'
import { decode, findBadLine } from './decode.ts'
import { pageLimits } from './page-limits.ts'
import type { Block, Page, ReadPage } from './page.ts'
import { readMarkdown } from './read-markdown.ts'
import { toTextBlocks } from './read-text.ts'

/** What begins the files that are no text, and what is said of them. */
const SIGNATURES: readonly (readonly [starts: readonly string[], reason: () => string])[] = [
  [['\x89PNG', '\xff\xd8\xff', 'GIF8', 'BM', 'II*\0', 'MM\0*'], draftTexts.image],
  [['%PDF'], draftTexts.pdf],
  [['\xd0\xcf\x11\xe0'], draftTexts.oldWord],
  [['{\\rtf'], draftTexts.richText],
]
const ZIP = 'PK\x03\x04'

/** Reads a page as blocks, or says why not. */
export async function readPage(bytes: Uint8Array, name: string): Promise<ReadPage> {
  if (bytes.length === 0) return refuse(draftTexts.empty())
  if (bytes.length > pageLimits.bytes) return refuse(draftTexts.tooLarge(pageLimits.bytes))
  const start = String.fromCodePoint(...bytes.subarray(0, 16))
  const signed = SIGNATURES.find(([starts]) => starts.some((sign) => start.startsWith(sign)))
  if (signed) return refuse(signed[1]())
  if (/^RIFF.{4}WEBP/su.test(start) || /^.{4}ftyp(?:avif|heic|heix|mif1)/su.test(start))
    return refuse(draftTexts.image())
  const read =
    start.startsWith(ZIP) || /\.docx$/iu.test(name) ? await readWordFile(bytes, start) : await readText(bytes, name)
  return read.kind === 'refused' ? read : checkSize(read.page)
}

async function readWordFile(bytes: Uint8Array, start: string): Promise<ReadPage> {
  if (!start.startsWith(ZIP)) return refuse(draftTexts.notWord())
  // Loaded only for a page that needs it, as what reads HTML is.
  const { readWord } = await import('./read-word.ts')
  return readWord(bytes)
}

async function readText(bytes: Uint8Array, name: string): Promise<ReadPage> {
  const ascii = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const isHtml =
    /\.x?html?$/iu.test(name) ||
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b/isu.test(
      ascii.replace(/^(?:ï»¿|ÿþ|þÿ)/u, '').replaceAll('\0', ''),
    )
  const stated = isHtml ? /charset\s*=\s*["']?\s*([\w-]+)/iu.exec(ascii)?.[1] : undefined
  const decoded = decode(bytes, stated)
  if (!decoded) return refuse(draftTexts.notText(findBadLine(bytes)))
  const { text, encoding } = decoded
  if (text.trim() === '') return refuse(draftTexts.empty())
  const page = isHtml ? await readHtmlPage(text) : readPlain(text, name)
  if (page.kind === 'refused' || encoding === 'utf-8') return page
  return { kind: 'read', page: { ...page.page, notices: [{ kind: 'encoding', encoding }, ...page.page.notices] } }
}

async function readHtmlPage(text: string): Promise<ReadPage> {
  const { readHtml } = await import('./read-html.ts')
  return readHtml(text)
}

function readPlain(text: string, name: string): ReadPage {
  if (text.length > 2 * pageLimits.text) return refuse(draftTexts.tooMuchText(text.length, pageLimits.text))
  const page = /\.(?:md|markdown)$/iu.test(name) ? readMarkdown(text) : undefined
  return { kind: 'read', page: page ?? { blocks: toTextBlocks(text), beside: [], about: {}, notices: [] } }
}

function checkSize(page: Page): ReadPage {
  const blocks = [...page.blocks, ...page.beside]
  if (blocks.length === 0) return refuse(draftTexts.noText())
  const count = blocks.reduce((sum, { text }) => sum + text.length, 0)
  const long = blocks.find(({ text }) => text.length > pageLimits.block)
  if (long) return refuse(toLong(long))
  if (count > pageLimits.text) return refuse(draftTexts.tooMuchText(count, pageLimits.text))
  if (blocks.length > pageLimits.blocks) return refuse(draftTexts.tooManyBlocks(blocks.length, pageLimits.blocks))
  return { kind: 'read', page }
}

function toLong({ line, text }: Block): string {
  return draftTexts.longBlock(line, text.length, pageLimits.block)
}

function refuse(reason: string): ReadPage {
  return { kind: 'refused', reason }
}
