import type { ReadBlock } from './shapes/reading.ts'

/** 第一条, Article 1, Section 2, § 3: how a law numbers its parts. */
const NUMBERED =
  /^[\s*]*(?:第[一二三四五六七八九十百零〇○\d]{1,6}[条章节编款](?:之[一二三四五六七八九十])?(?![^\s，。：]{0,6}意见)|(?:Article|Section|Sec\.|Clause|Rule|Regulation)\s\d{1,4}[A-Z]?\b|§\s?\d)/u
const MIN_NUMBERED = 3
/** The share of the paragraphs that hold a number, or a sub-paragraph of one, in a page that is only a law. */
const MIN_SHARE = 0.25
const ADDRESSEE = /^[\s*]*(?:各|本市|全市|全体|有关|公司|Dear |To (?:all|whom))[^。！？\n]{1,160}[：:]\s*$/u
const NUMBER =
  /[〔[［(（]\d{4}[〕\]］)）]\s?(?:第\s?)?\d{1,5}\s?号|字第\s?\d{4,14}号|(?:公告|通告|令)\s?\d{4}年第\s?\d{1,5}\s?号|(?:Notice|Order|Circular) No\. ?\d/u
const CLOSING =
  /特此(?:通知|公告|通告|通报|函复|批复|说明)|现予(?:公布|公告|印发)|现(?:将|就)[^。]{2,80}(?:通知|公告|通告|公布)如下|(?:自|从)[^。]{2,24}起(?:施行|实施|执行|生效)|自发布之日起|请(?:认真)?(?:贯彻|遵照)执行|公告周知|\bhereby\b|(?:comes?|enters?|shall come) into (?:force|effect|operation)/u
const DATE_LINE = /^[\s*]*(?:[〇○零一二三四五六七八九十\d]{4}年|中华民国)[^，。]{2,16}日\s*$/u
/** How a report begins, and what it says of itself. */
const REPORT = /本报讯|(?:社|网|报)[^。，]{0,16}\d日(?:电|讯)|记者/u
const TITLE =
  /(?:通知|公告|通告|通报|决定|命令|意见|办法|规定|条例|细则|方案|规则|章程|要点|准则|法|令|公约|协议|须知)(?:（[^（）]{1,20}）|\s?\d{4}年第\s?\d{1,5}\s?号)?\s*$|\b(?:Act|Regulations?|Ordinance|Order|By-?laws?|Notice|Directive|Statute|Code|Terms)\b/u

/** 关于召回某某的公告: no report is called so. */
const NAMED_TITLE =
  /^[^，。：]{0,30}关于[^。！？]{2,60}的(?:通知|公告|通告|通报|决定|意见|函|批复|公示)(?:（[^（）]{1,20}）)?\s*$/u

/** A list that a notice is made of: 一、…, 1. …. */
const LISTED = /^[\s*]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\(?\d{1,3}[.)、．]\s?\D)/u
const MIN_LISTED_SHARE = 0.4
/** How laws speak. */
const COMMANDS =
  /应当|不得|禁止|可以处|处以|依法|\b(?:shall|must not|hereby|commits an offence|is liable|in this (?:Act|Ordinance|Order|Part|Regulation|By-law))\b/iu
const MIN_COMMANDING_SHARE = 0.3

/** The blocks that nobody tells, and whether the page surely is the document itself, not a report of it. */
export interface FoundDocument {
  readonly blocks: ReadonlySet<ReadBlock>
  readonly isSure: boolean
}

/**
 * Tells which blocks are the text of a document that nobody tells: all of a law or a notice, or the numbered paragraphs
 * of one that a page quotes at length.
 */
export function findDocument(read: readonly ReadBlock[], hasSpeech: boolean): FoundDocument {
  const paragraphs = read.filter(({ block, text }) => block.depth === undefined && text.trim() !== '')
  const numbered = read.flatMap(({ plain }, index) => (NUMBERED.test(plain) ? [index] : []))
  const isLaw = numbered.length >= MIN_NUMBERED && numbered.length >= MIN_SHARE * paragraphs.length
  const notice = hasSpeech ? undefined : readNotice(read, paragraphs)
  if (!hasSpeech && isLaw) return { blocks: new Set(paragraphs), isSure: true }
  if (notice) return { blocks: new Set(paragraphs), isSure: notice === 'surely' }
  if (numbered.length < MIN_NUMBERED) return { blocks: new Set(), isSure: true }
  const quoted = read.slice(numbered[0], (numbered.at(-1) ?? 0) + 1).filter(({ block }) => block.depth === undefined)
  return { blocks: new Set(quoted), isSure: true }
}

/** A report of a notice has its title and its closing words too, but none of the marks that only a letter bears. */
function readNotice(read: readonly ReadBlock[], paragraphs: readonly ReadBlock[]): 'surely' | 'perhaps' | undefined {
  const head = read.slice(0, 6)
  if (head.some(({ plain }) => REPORT.test(plain))) return undefined
  const letter = [
    head.some(({ plain }) => NUMBER.test(plain)),
    head.some(({ plain }) => ADDRESSEE.test(plain)),
    read.slice(-4).some(({ plain }) => DATE_LINE.test(plain)),
  ]
  const isTitled = read
    .slice(0, 3)
    .some(({ plain, isHeading }) => (isHeading || plain.length < 60) && TITLE.test(plain.trim()))
  const isClosed = read.some(({ plain }) => CLOSING.test(plain))
  const marks = [...letter, isTitled, isClosed].filter(Boolean).length
  if (letter.some(Boolean) && marks >= 2) return 'surely'
  if (head.some(({ plain }) => NAMED_TITLE.test(plain))) return 'surely'
  const isList = paragraphs.filter(({ plain }) => LISTED.test(plain)).length >= MIN_LISTED_SHARE * paragraphs.length
  const hasRemark = paragraphs.some(({ quotations }) => quotations.some(({ isRemark }) => isRemark))
  if (!isTitled || !(isClosed || isList) || paragraphs.length < 2 || hasRemark) return undefined
  const commanding = paragraphs.filter(({ plain }) => COMMANDS.test(plain)).length
  return isList && commanding >= MIN_COMMANDING_SHARE * paragraphs.length ? 'surely' : 'perhaps'
}
