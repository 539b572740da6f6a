import { draftTexts } from '../draft-texts.ts'
import type { LeftoverUse } from '../draft.ts'
import { dropEmphasis } from './emphasis.ts'
import type { Block, Page } from '../page/page.ts'
import { findBesideDate, findDate, findSource, findUse, isFact } from './leftovers.ts'
import {
  endsSentence,
  findNumbering,
  introducesPeople,
  isPartName,
  isQuestion,
  isTurn,
  measureLength,
} from './line-kinds.ts'

/** What the front matter says of a page beside its speakers. */
export interface ArticleHead {
  readonly title?: string | undefined
  readonly kicker?: string | undefined
  readonly publication?: string | undefined
  readonly date?: string | undefined
  readonly byline?: string | undefined
  readonly link?: string | undefined
}

/** A block of which the body has nothing. */
export interface LeftOut {
  readonly block: Block
  readonly use: LeftoverUse
}

/** A page parted into what its head says, the blocks of its body, and what neither has whole. */
export interface PageParts {
  readonly head: ArticleHead
  /** The block with the title; undefined where the page has none. */
  readonly titleBlock?: Block | undefined
  readonly body: readonly Block[]
  readonly leftOut: readonly LeftOut[]
  /** What a person has to look at in the head. */
  readonly guesses: readonly string[]
}

/** Lines that stand together above the text: kicker, title, subtitle. */
const MOST_TITLES = 3
/** Lines above the text of a record. */
const MOST_FACTS = 12
/** In Han characters: a longer line is a paragraph. */
const LONGEST_TITLE = 50
/** UTF-16 units that the front matter takes for a title or a byline. */
const LONGEST_VALUE = 200
/** UTF-16 units that the front matter takes for a publication; a byline is no longer either. */
const LONGEST_NAME = 80
/** What names a publication before 记者 or behind the first bracket of a dispatch: 新华社北京1月5日电. */
const DISPATCH =
  /^[（(]?(?:据)?(?<name>[\p{Script=Han}]{1,6}(?:社|报|報|网|網))[\p{Script=Han}]{0,8}\d{1,2}月\d{1,2}日[电電讯訊]/u
const OF_REPORTER =
  /[（(\s\u3000：:]?(?<name>[\p{Script=Han}]{2,8}(?:日报|日報|晚报|晚報|时报|時報|商报|商報|早报|早報|青年报|新闻网|新聞網|电视台|電視台|通讯社|通訊社|周刊|週刊|新华社|新華社|[报報]))(?:全媒体|首席)?(?:记者|記者)/u

/** Takes the title, the lines about the page and its credits off a page. */
export function takeHead(page: Page): PageParts {
  const { blocks, marks } = dropEmphasis(page.blocks)
  const used = findSignature(findUses(blocks))
  const kept = used.filter(({ use }) => use === undefined).map(({ block }) => block)
  const lines = used.flatMap(({ block, use }) => (use === undefined ? [] : [{ block, use }]))
  const titles = findTitles(takeTop(used), page.about.title)
  const tops = new Set(titles.lines)
  const facts = findFacts(page, lines, kept)
  const leftOut: LeftOut[] = [
    ...lines,
    ...titles.lines.map((block) => ({ block, use: 'head' as const })),
    ...marks.map((block) => ({ block, use: 'emphasis' as const })),
    ...page.beside.map((block) => ({ block, use: 'beside' as const })),
  ]
  return {
    head: { ...facts.head, title: titles.title?.text ?? page.about.title, kicker: titles.kicker?.text },
    titleBlock: titles.title,
    body: kept.filter((block) => !tops.has(block)),
    leftOut: leftOut.toSorted((a, b) => a.block.line - b.block.line),
    guesses: [...titles.guesses, ...facts.guesses],
  }
}

interface UsedBlock {
  readonly block: Block
  readonly use: LeftoverUse | undefined
}

/** Tells what each line is beside the text; above the first sentence a line may be a fact of the meeting. */
function findUses(blocks: readonly Block[]): UsedBlock[] {
  const first = blocks.findIndex(({ text, depth }) => depth === undefined && /[。！？!?]|[a-z]\.$/u.test(text))
  return blocks.map((block, index) => {
    const isAbove = first < 0 ? index < MOST_FACTS : index < Math.min(first, MOST_FACTS)
    return { block, use: findUse(block) ?? (isAbove && isFact(block) ? 'meta' : undefined) }
  })
}

/** Finds who signed a notice: the line above the date at its end. */
function findSignature(used: readonly UsedBlock[]): UsedBlock[] {
  const last = used.findLastIndex(({ use }) => use === undefined)
  const [signature, below] = used.slice(last)
  const isSigned =
    last > 0 &&
    signature &&
    below?.use === 'meta' &&
    isTitleLike(signature.block) &&
    findDate(below.block.text) !== undefined
  return used.map((one, index) => (isSigned && index === last ? { ...one, use: 'signature' } : one))
}

interface Titles {
  readonly title?: Block | undefined
  readonly kicker?: Block | undefined
  readonly lines: readonly Block[]
  readonly guesses: readonly string[]
}

/** Finds the title among the first lines: what the source calls so, or its first heading, or the last of two. */
function findTitles(top: readonly Block[], stated: string | undefined): Titles {
  const title =
    top.find(({ text }) => stated !== undefined && isSameTitle(text, stated)) ??
    top.find(({ depth }) => depth === 1) ??
    chooseTitle(top)
  if (!title) return { lines: [], guesses: stated === undefined ? [draftTexts.noTitle()] : [] }
  const index = top.indexOf(title)
  const [kicker] = index > 0 ? top.slice(index - 1, index) : []
  const isSubtitle = (block: Block | undefined) => block !== undefined && /^\s*[—–-]{1,2}/u.test(block.text)
  const subtitle = top[index + 1]
  const lines = [...top.slice(0, index), title, ...(isSubtitle(subtitle) && subtitle ? [subtitle] : [])]
  const isSure = title.depth === 1 || (stated !== undefined && isSameTitle(title.text, stated))
  return {
    title,
    kicker,
    lines,
    guesses:
      (isSure && index === 0) || top.length === 1 ? [] : [kicker ? draftTexts.titleOfTwo() : draftTexts.titleIsFirst()],
  }
}

/** The lines above the first paragraph, question, numbered heading, part of the page or line about it. */
function takeTop(used: readonly UsedBlock[]): Block[] {
  const start = used.findIndex(({ use }) => use === undefined)
  const below = used.slice(Math.max(start, 0))
  const end = below.findIndex(
    ({ block, use }, index) =>
      use !== undefined ||
      !isTitleLike(block) ||
      (index > 0 && (findNumbering(block.text) !== undefined || isTurn(block.text))),
  )
  const top = (end < 0 ? below : below.slice(0, end)).map(({ block }) => block)
  const first = top.findIndex(({ depth }) => depth === 1)
  return top.slice(0, first >= 0 ? first + 2 : MOST_TITLES)
}

function isTitleLike({ text, depth }: Block): boolean {
  if (isPartName(text) || isQuestion(text) || introducesPeople(text) || text.length > LONGEST_VALUE) return false
  if (depth === 1) return true
  return (
    depth === undefined && measureLength(text) <= LONGEST_TITLE && !/[。；;，,、：:]$|[a-z]\.$/u.test(text.trimEnd())
  )
}

/** Of two lines above a text the first is the kicker; of one that ends as a sentence nothing is known. */
function chooseTitle(top: readonly Block[]): Block | undefined {
  const [first, second] = top
  if (!second || /^\s*[—–-]{1,2}/u.test(second.text) || second.depth !== undefined) return first
  // A heading of the body below the title stands alone; a title below its kicker is no shorter than a part's name.
  return measureLength(second.text) >= 8 && !endsSentence(second.text) ? second : first
}

function isSameTitle(text: string, stated: string): boolean {
  const plain = (words: string) => words.replaceAll(/[\s\p{P}]/gu, '')
  return plain(text).length >= 4 && plain(stated).includes(plain(text))
}

/** Finds date, publication and byline in what the source says, in the lines about it, and in its text. */
function findFacts(
  page: Page,
  lines: readonly { block: Block; use: LeftoverUse }[],
  kept: readonly Block[],
): { head: ArticleHead; guesses: readonly string[] } {
  const texts = lines.filter(({ use }) => use === 'meta' || use === 'byline').map(({ block }) => block.text)
  const find = <T>(look: (text: string) => T | undefined) => texts.map(look).find((found) => found !== undefined)
  const date = toIsoDate(page.about.date) ?? find(findDate)
  const signature = lines.find(({ use }) => use === 'signature')?.block.text
  const guessed = find(findBesideDate) ?? findReporters(kept, texts) ?? toValue(signature)
  const publication = page.about.publication ?? find(findSource) ?? guessed
  const byline = toValue(lines.find(({ use }) => use === 'byline')?.block.text)
  return {
    head: { publication, date, byline: byline ?? page.about.byline, link: page.about.link },
    guesses: [
      ...(publication === undefined ? [draftTexts.noPublication()] : []),
      ...(publication !== undefined && publication === guessed ? [draftTexts.guessedPublication()] : []),
      ...(date === undefined ? [draftTexts.noDate()] : []),
    ],
  }
}

/** Finds the paper in 某报记者 or in the first words of a dispatch. */
function findReporters(kept: readonly Block[], lines: readonly string[]): string | undefined {
  const texts = [...lines, ...kept.map(({ text }) => text.slice(0, LONGEST_VALUE))]
  const names = texts.map((text) => (DISPATCH.exec(text) ?? OF_REPORTER.exec(text))?.groups?.name)
  return names.find((name) => name !== undefined && !/^本[报報刊网網]$/u.test(name))
}

function toValue(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= LONGEST_NAME ? text : undefined
}

function toIsoDate(date: string | undefined): string | undefined {
  return date === undefined ? undefined : findDate(date)
}
