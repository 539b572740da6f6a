import type { JoinedBlock } from '../columns/joined-block.ts'
import { draftTexts } from '../draft-texts.ts'
import { isQuestion } from './line-kinds.ts'
import { toDepths } from './headings.ts'

/** A block at its place in the article, with what a person has to look at. */
export interface Arranged {
  readonly block: JoinedBlock
  readonly guesses: readonly string[]
}

/** Some headings or a question, and what stands below until the next. */
interface Group {
  readonly kind: 'heading' | 'question' | 'text'
  readonly blocks: readonly JoinedBlock[]
}

/**
 * Puts each question below its heading. Papers set the questions of a talk with the beginnings of their answers side by
 * side, and below them the headings with the rest.
 */
export function arrange(joined: readonly JoinedBlock[]): Arranged[] {
  const groups = withDepths(toGroups(joined))
  const pair = findPairs(groups)
  const enclosed = findEnclosed(joined)
  const arranged = groups.flatMap((group, index): Arranged[] => {
    if (!pair || index < pair.start || index >= pair.start + 2 * pair.count) return toArranged(group)
    if (index >= pair.start + pair.count) return []
    const below = groups[index + pair.count]
    const [heading, ...rest] = below?.blocks ?? []
    if (!heading) return toArranged(group)
    const paired = [heading, ...group.blocks, ...rest]
    return paired.map((block, place) => ({ block, guesses: place === 0 ? [draftTexts.pairedHeading()] : [] }))
  })
  return arranged.map((one) =>
    enclosed.has(one.block.line) ? { ...one, guesses: [...one.guesses, draftTexts.enclosed()] } : one,
  )
}

/** Finds the lines of paragraphs that the page has between the parts of another: of a column that belongs elsewhere. */
function findEnclosed(joined: readonly JoinedBlock[]): Set<number> {
  const opening = joined.filter(({ depth, text }) => depth !== undefined || isQuestion(text)).map(({ line }) => line)
  const gaps = joined.flatMap(({ lines }) => lines.slice(1).map((end, index) => [lines[index] ?? end, end] as const))
  const within = gaps.filter(([start, end]) => start < end && !opening.some((line) => line > start && line < end))
  const lines = joined.map(({ line }) => line)
  return new Set(lines.filter((line) => within.some(([start, end]) => line > start && line < end)))
}

function toArranged({ blocks }: Group): Arranged[] {
  return blocks.map((block) => ({ block, guesses: [] }))
}

function toGroups(joined: readonly JoinedBlock[]): Group[] {
  const groups: { kind: Group['kind']; blocks: JoinedBlock[] }[] = []
  for (const block of putQuestionsBelow(joined)) {
    const open = groups.at(-1)
    if (block.depth !== undefined) groups.push({ kind: 'heading', blocks: [block] })
    else if (isQuestion(block.text)) groups.push({ kind: 'question', blocks: [block] })
    else if (open) open.blocks.push(block)
    else groups.push({ kind: 'text', blocks: [block] })
  }
  return groups
}

/** A question right above a heading would have no answer: it is asked below. */
function putQuestionsBelow(joined: readonly JoinedBlock[]): JoinedBlock[] {
  const blocks = [...joined]
  for (let index = blocks.length - 2; index >= 0; index--) {
    const [block, next] = [blocks[index], blocks[index + 1]]
    if (block && next?.depth !== undefined && block.depth === undefined && isQuestion(block.text))
      blocks.splice(index, 2, next, block)
  }
  return blocks
}

function withDepths(groups: readonly Group[]): Group[] {
  const headings = groups.filter(({ kind }) => kind === 'heading').flatMap(({ blocks }) => blocks.slice(0, 1))
  const depths = new Map(toDepths(headings).map((depth, index) => [headings[index], depth] as const))
  return groups.map((group) => ({
    ...group,
    blocks: group.blocks.map((block) => (block.depth === undefined ? block : { ...block, depth: depths.get(block) })),
  }))
}

/** Finds as many questions in a row as headings of one level below them, where a joined paragraph ties the two. */
function findPairs(groups: readonly Group[]): { start: number; count: number } | undefined {
  for (let start = 0; start < groups.length; start++) {
    if (groups[start]?.kind !== 'question' || groups[start - 1]?.kind === 'question') continue
    const count = countWhile(groups, start, ({ kind }) => kind === 'question')
    const depth = groups[start + count]?.blocks[0]?.depth
    const isLevel = ({ kind, blocks }: Group) => kind === 'heading' && blocks[0]?.depth === depth
    const isPaired = count > 1 && countWhile(groups, start + count, isLevel) === count
    const line = groups[start + count]?.blocks[0]?.line ?? Infinity
    const isTied = groups
      .slice(start, start + count)
      .some(({ blocks }) => blocks.some(({ lines }) => lines.some((own) => own > line)))
    if (isPaired && isTied) return { start, count }
  }
  return undefined
}

function countWhile(groups: readonly Group[], start: number, accepts: (group: Group) => boolean): number {
  const end = groups.slice(start).findIndex((group) => !accepts(group))
  return end < 0 ? groups.length - start : end
}
