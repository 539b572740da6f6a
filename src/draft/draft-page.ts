import { joinColumns } from './columns/join-columns.ts'
import type { JoinedBlock } from './columns/joined-block.ts'
import { draftTexts } from './draft-texts.ts'
import type { Drafted, Leftover } from './draft.ts'
import type { Block, Page, PageNotice } from './page/page.ts'
import { readPage } from './page/read-page.ts'
import { attribute } from './people/attribute.ts'
import { findSpeakers } from './people/find-speakers.ts'
import { type Arranged, arrange } from './structure/arrange.ts'
import { isBrokenPage, isGuessedHeading, markHeadings } from './structure/headings.ts'
import { type PageParts, takeHead } from './structure/page-head.ts'
import { writeDraft } from './writing/write-draft.ts'

/**
 * Drafts an article of a page: text, Markdown, HTML or Word.
 *
 * Every character of the page but white space is once in the body of the draft or in its leftovers; what the front
 * matter says of it are copies.
 *
 * @param name the name of the file, which tells what it is where its bytes do not
 */
export async function draftPage(bytes: Uint8Array, name: string): Promise<Drafted> {
  const read = await readPage(bytes, name)
  if (read.kind === 'refused') return read
  return { kind: 'drafted', draft: toDraft(read.page) }
}

function toDraft(page: Page) {
  const parts = takeHead(page)
  const isBroken = isBrokenPage(parts.body)
  const joined = joinBlocks(parts.body, isBroken)
  const { speakers, introductions } = findSpeakers(joined)
  const guessed = new Set(joined.filter((block) => isGuessedHeading(block, isBroken)).map(({ line }) => line))
  const arranged = arrange(joined.filter((block) => !introductions.has(block))).map((one) =>
    one.block.depth !== undefined && guessed.has(one.block.line)
      ? { ...one, guesses: [...one.guesses, draftTexts.guessedHeading()] }
      : one,
  )
  const { body, isTitleUsed } = addFirstHeading(arranged, parts)
  const attributions = attribute(
    body.map(({ block }) => block),
    speakers,
  )
  const attributed = body.flatMap((one, index) => {
    const attribution = attributions[index]
    return attribution ? [{ ...one, attribution }] : []
  })
  const leftovers: Leftover[] = [
    ...parts.leftOut
      .filter(({ block }) => !(isTitleUsed && block === parts.titleBlock))
      .map(({ block, use }) => ({ line: block.line, text: block.text, use })),
    ...[...introductions].map(({ line, text }) => ({ line, text, use: 'introduction' as const })),
    ...attributed.flatMap(({ block, attribution: { label } }) =>
      block.depth === undefined && label !== '' ? [{ line: block.line, text: label, use: 'label' as const }] : [],
    ),
  ]
  return {
    ...writeDraft({ head: parts.head, speakers, body: attributed, guesses: parts.guesses }),
    leftovers: leftovers.toSorted((a, b) => a.line - b.line),
    notices: page.notices.map(toNotice),
  }
}

/** Joins what was cut. What looks like a heading may be the end of a column: on a broken page that shows only then. */
function joinBlocks(body: readonly Block[], isBroken: boolean): JoinedBlock[] {
  const joined = joinColumns(markHeadings(body, isBroken))
  const marked = markHeadings(joined, false)
  return joined.map((block, index) => {
    const depth = marked[index]?.depth
    return block.lines.length > 1 || depth === undefined ? block : { ...block, depth, doubts: [] }
  })
}

/** Puts the title above text that stands below no heading, as every passage has to. */
function addFirstHeading(
  body: readonly Arranged[],
  { titleBlock }: PageParts,
): { body: readonly Arranged[]; isTitleUsed: boolean } {
  const first = body[0]
  if (!first || !titleBlock || first.block.depth !== undefined) return { body, isTitleUsed: false }
  const heading = { ...titleBlock, depth: 1, lines: [titleBlock.line], doubts: [] }
  return { body: [{ block: heading, guesses: [draftTexts.addedHeading()] }, ...body], isTitleUsed: true }
}

function toNotice(notice: PageNotice): string {
  return notice.kind === 'encoding'
    ? draftTexts.encoding(notice.encoding)
    : draftTexts.leftOut(notice.what, notice.count)
}
