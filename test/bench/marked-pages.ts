import { readFileSync } from 'node:fs'
import { draftPage } from '../../src/draft/draft-page.ts'

/** How the draft of a page agrees with what a person says of it. */
export interface PageAgreement {
  /** The paragraphs that have words of somebody, of the page or of a document. */
  readonly paragraphs: number
  readonly agree: number
  readonly marked: number
  /** Given to somebody else than they should be, without a mark above. */
  readonly wrong: number
  /** All marks of the draft, those of its head too. */
  readonly guesses: number
  readonly rows: readonly { text: string; expected: string; got: string; isMarked: boolean }[]
}

const PLAIN = /[\s\\]/gu

/**
 * Drafts a page and compares.
 *
 * A line of the file is a mark, a tab and a line of the page: the mark is that of an article without its brackets (叙述,
 * 问, 原文, 关于张三, 张三), or `-` for what is no paragraph. Empty lines are those of the page.
 */
export async function measurePage(file: string): Promise<PageAgreement> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
  const page = lines.map(([mark = '', words]) => words ?? mark).join('\n')
  const drafted = await draftPage(new TextEncoder().encode(page), 'page.txt')
  if (drafted.kind === 'refused') throw new Error(drafted.reason)
  const written = readParagraphs(drafted.draft.text)
  const rows = lines.flatMap(([mark = '', words]) => {
    if (words === undefined || mark === '-') return []
    // A label leaves the words for the mark, so that a paragraph of the draft ends its line.
    const found = written.find(({ text }) => text !== '' && words.replaceAll(PLAIN, '').endsWith(text))
    return [{ text: words, expected: mark, got: found?.mark ?? 'none', isMarked: found?.isMarked ?? false }]
  })
  return {
    paragraphs: rows.length,
    agree: rows.filter(({ expected, got }) => expected === got).length,
    marked: rows.filter(({ isMarked }) => isMarked).length,
    wrong: rows.filter(({ expected, got, isMarked }) => expected !== got && !isMarked).length,
    guesses: drafted.draft.guesses.length,
    rows,
  }
}

function readParagraphs(draft: string): { mark: string; text: string; isMarked: boolean }[] {
  const blocks = draft.split('\n').filter((line) => line !== '')
  return blocks.flatMap((line, index) => {
    const found = /^(?:【([^】]*)】|#+ )(.*?)(?: \^again-\d+-\d+)?$/u.exec(line)
    if (!found) return []
    const isMarked = blocks[index - 1]?.startsWith('<!-- ?') === true
    return [{ mark: found[1] ?? 'heading', text: (found[2] ?? '').replaceAll(PLAIN, ''), isMarked }]
  })
}
