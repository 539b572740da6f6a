import { joinColumns } from './columns/join-columns.ts'
import type { JoinedBlock } from './columns/joined-block.ts'
import { draftTexts } from './draft-texts.ts'
import type { Draft, Drafted, Leftover } from './draft.ts'
import type { Block, Page, PageNotice } from './page/page.ts'
import { readPage } from './page/read-page.ts'
import { attribute } from './people/attribute.ts'
import type { DraftSpeaker } from './people/attribution.ts'
import { findSpeakers } from './people/find-speakers.ts'
import { foldLabelLines } from './people/shapes/label-lines.ts'
import { type Arranged, arrange } from './structure/arrange.ts'
import {
  isBrokenPage,
  findListed,
  isGuessedHeading,
  isHeadlineOfStatement,
  markHeadings,
} from './structure/headings.ts'
import { introducesPeople } from './structure/line-kinds.ts'
import { type PageParts, takeHead } from './structure/page-head.ts'
import { type DraftMaterial, writeDraft } from './writing/write-draft.ts'

/**
 * Drafts an article of a page: text, Markdown, HTML or Word.
 *
 * Every character of the page but white space is once in the body of the draft or in its leftovers; what the front
 * matter says of it are copies.
 *
 * @param name the name of the file, which tells what it is where its bytes do not
 * @param link the address that it comes from; without one, what the page says of itself
 */
export async function draftPage(bytes: Uint8Array, name: string, link?: string): Promise<Drafted> {
  const read = await readPage(bytes, name)
  if (read.kind === 'refused') return read
  const { about } = read.page
  return { kind: 'drafted', draft: toDraft({ ...read.page, about: { ...about, link: about.link ?? link } }) }
}

function toDraft(page: Page): Draft {
  const parts = takeHead(page)
  const turns = foldLabelLines(parts.body)
  const isBroken = isBrokenPage(turns)
  const joined = joinBlocks(turns, isBroken)
  const read = joined.map(toRead)
  const found = findSpeakers([...toHeadings(parts), ...read])
  const listed = findListed(joined)
  const introductions = new Set(
    joined.filter(
      (block, index) =>
        isIntroduction(read[index], found.introductions) || (listed.has(index) && namesOnly(block, found.speakers)),
    ),
  )
  const { body, isTitleUsed } = addFirstHeading(markGuessed(arrange(joined), joined, isBroken), parts)
  const attributed = withVoices(body, found.speakers)
  // The headings among them are copies by now.
  const introduced = new Set([...introductions].map(({ line }) => line))
  const written = attributed.filter(({ block }) => !introduced.has(block.line))
  const leftovers: Leftover[] = [
    ...parts.leftOut
      .filter(({ block }) => !(isTitleUsed && block === parts.titleBlock))
      .map(({ block, use }) => ({ line: block.line, text: block.text, use })),
    ...[...introductions].map(({ line, text }) => ({ line, text, use: 'introduction' as const })),
    ...written.flatMap(({ block: { line }, attribution: { label } }) =>
      label === '' ? [] : [{ line, text: label, use: 'label' as const }],
    ),
  ]
  return {
    ...writeDraft({ head: parts.head, speakers: found.speakers, body: written, guesses: parts.guesses }),
    leftovers: leftovers.toSorted((a, b) => a.line - b.line),
    notices: page.notices.map(toNotice),
  }
}

/** The office and the name above a statement are read as a label is, though a headline stands behind them. */
function toRead(block: JoinedBlock): JoinedBlock {
  return isHeadlineOfStatement(block) ? { ...block, depth: undefined } : block
}

/** The title and the lines beside it, which name whom an interview is with. */
function toHeadings({ leftOut }: PageParts): JoinedBlock[] {
  return leftOut.flatMap(({ block, use }) =>
    use === 'head' ? [{ ...block, depth: 1, lines: [block.line], doubts: [] }] : [],
  )
}

function isIntroduction(block: JoinedBlock | undefined, introductions: ReadonlySet<JoinedBlock>): boolean {
  return block !== undefined && introductions.has(block) && !isHeadlineOfStatement({ ...block, depth: 1 })
}

/** Tells whether a line of a list of people is what it looks like: one of those found, or what they are. */
function namesOnly({ text, depth }: JoinedBlock, speakers: readonly DraftSpeaker[]): boolean {
  if (depth !== undefined || speakers.length === 0) return false
  const isAlone = introducesPeople(text) && /[：:]?\s*$/u.test(text) && text.length < 12
  return isAlone || speakers.some(({ name }) => text.includes(name))
}

function withVoices(body: readonly Arranged[], speakers: readonly DraftSpeaker[]): DraftMaterial['body'] {
  const attributions = attribute(
    body.map(({ block }) => toRead(block)),
    speakers,
  )
  return body.flatMap((one, index) => {
    const attribution = attributions[index]
    if (!attribution) return []
    const isPlain = one.block.depth !== undefined && !isHeadlineOfStatement(one.block)
    return [{ ...one, attribution: isPlain ? { ...attribution, label: '' } : attribution }]
  })
}

/** Tells of the headings that are guessed. Those of the body are copies, at the lines of what was joined. */
function markGuessed(body: readonly Arranged[], joined: readonly JoinedBlock[], isBroken: boolean): Arranged[] {
  const lines = new Set(joined.filter((block) => isGuessedHeading(block, isBroken)).map(({ line }) => line))
  return body.map((one) =>
    one.block.depth !== undefined && lines.has(one.block.line)
      ? { ...one, guesses: [...one.guesses, draftTexts.guessedHeading()] }
      : one,
  )
}

/**
 * Joins what was cut. What looks like a heading may be the end of a column: on a broken page that shows only then. A line
 * that introduces people has no end, and is whole.
 */
function joinBlocks(body: readonly Block[], isBroken: boolean): JoinedBlock[] {
  const held = new Set(body.filter((block) => block.depth === undefined && introducesPeople(block.text)))
  const heldLines = new Set([...held].map(({ line }) => line))
  const marked = markHeadings(body, isBroken).map((block, index) =>
    held.has(body[index] ?? block) ? { ...block, depth: 1 } : block,
  )
  const joined = joinColumns(marked).map((block) =>
    heldLines.has(block.line) ? { ...block, depth: undefined } : block,
  )
  const again = markHeadings(joined, false)
  return joined.map((block, index) => {
    const depth = again[index]?.depth
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
  // With headings below, the text above them wants one of its own; alone, the title is the best there is.
  const guesses = body.some(({ block }) => block.depth !== undefined) ? [draftTexts.addedHeading()] : []
  return { body: [{ block: heading, guesses }, ...body], isTitleUsed: true }
}

function toNotice(notice: PageNotice): string {
  return notice.kind === 'encoding'
    ? draftTexts.encoding(notice.encoding)
    : draftTexts.leftOut(notice.what, notice.count)
}
