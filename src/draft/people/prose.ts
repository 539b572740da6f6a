import type { DraftSpeaker } from './attribution.ts'
import type { Mention } from './mentions.ts'
import { hasUnread, namesUnread } from './unread.ts'
import type { Quotation, ReadBlock } from './shapes/reading.ts'
import {
  hasReport,
  hasPronounSaying,
  hasSayingVerb,
  listUnnamedSayings,
  toHanSaying,
  toLatinSaying,
} from './shapes/saying.ts'

/** What a paragraph of running text tells of its speakers. */
export interface Prose {
  /** Who speaks in so many words, in the order of the text. */
  readonly says: readonly DraftSpeaker[]
  /** Whose stance is told beside. */
  readonly thinks: readonly DraftSpeaker[]
  /** Who is named outside of quotations. */
  readonly named: readonly DraftSpeaker[]
  /** Who is named first, and in the first sentence. */
  readonly subject?: DraftSpeaker | undefined
  /** Who is named nearest to a whole remark in quotation marks, where nobody says it. */
  readonly besideRemark?: DraftSpeaker | undefined
  /** Whether it presents those whom it names as interviewed, and tells no more. */
  readonly isPresenting: boolean
  readonly remarks: readonly Quotation[]
  readonly hasPronounSaying: boolean
  /** Whether anybody says anything outside of quotations. */
  readonly hasVerb: boolean
  /** Whether what somebody says follows a verb outside of quotations. */
  readonly hasReport: boolean
  /** Whether somebody is named of whom no rule has made a speaker. */
  readonly namesUnread: boolean
  /** Whether somebody speaks of whom only a kind is told: 有关负责人表示. */
  readonly hasUnnamed: boolean
}

const BEFORE = 80
const AFTER = 240
const JOINER = /^\s*(?:[、和与跟及]|以及|and|, and|,)\s*$/u

/** Reads who speaks in a paragraph, and who is only named. */
export function readProse(read: ReadBlock, mentions: readonly Mention[]): Prose {
  const { plain } = read
  const free = mentions.filter(({ isQuoted }) => !isQuoted)
  const kinds = free.map(({ start, end }) => {
    const before = plain.slice(Math.max(0, start - BEFORE), start)
    const after = plain.slice(end, end + AFTER)
    return /\p{Script=Han}/u.test(plain.slice(start, end)) || /^\s?\p{Script=Han}/u.test(after)
      ? toHanSaying(before, after)
      : toLatinSaying(before, after)
  })
  // 王延江、陈娟看到: what the last of several does, all of them do.
  for (let place = free.length - 2; place >= 0; place--) {
    const joint = plain.slice(free[place]?.end, free[place + 1]?.start)
    if (JOINER.test(joint)) kinds[place] = kinds[place + 1]
  }
  const pick = (kind: string) => unique(free.filter((_, place) => kinds[place] === kind))
  const says = pick('says')
  const remarks = read.quotations.filter(({ isRemark }) => isRemark)
  return {
    says,
    thinks: pick('thinks').filter((speaker) => !says.includes(speaker)),
    named: unique(free),
    subject: findSubject(plain, free),
    isPresenting: free.some((mention) => isPresented(plain, mention)),
    besideRemark: findBesideRemark(plain, remarks, free),
    remarks,
    hasPronounSaying: hasPronounSaying(dropRemarks(plain, remarks)),
    hasVerb: hasSayingVerb(dropRemarks(plain, remarks)),
    hasReport: hasReport(dropRemarks(plain, remarks)),
    namesUnread: namesUnread(plain, remarks, mentions),
    hasUnnamed: hasUnnamed(plain, remarks, mentions) || hasUnread(plain, remarks, mentions),
  }
}

/** The text without its remarks, whose marks stay. */
export function dropRemarks(plain: string, remarks: readonly Quotation[]): string {
  let rest = ''
  let from = 0
  for (const { start, end } of remarks) {
    rest += `${plain.slice(from, start)}“”`
    from = end
  }
  return rest + plain.slice(from)
}

function unique(mentions: readonly Mention[]): DraftSpeaker[] {
  return [...new Set(mentions.map(({ speaker }) => speaker))]
}

/** 本报记者专访了局长张三, The Review spoke with Daniel Ortiz. */
const PRESENTS_BEFORE =
  /(?:采访|专访|邀请|请到|请来|连线|对话|走访)[^。！？]{0,60}$|\b(?:spoke|speaks|talked|talks|sat down|interview|conversation) (?:with|to) [^.!?]{0,60}$|\b(?:interviewed|joined by) [^.!?]{0,60}$/u
const PRESENTS_AFTER = /^[^，。！？]{0,24}(?:回答了?(?:记者|媒体|网友)|接受了?[^，。]{0,16}(?:采访|专访|访谈)[，。])/u

function isPresented(plain: string, { start, end }: Mention): boolean {
  return (
    PRESENTS_BEFORE.test(plain.slice(Math.max(0, start - BEFORE), start)) ||
    PRESENTS_AFTER.test(plain.slice(end, end + BEFORE))
  )
}

function findSubject(plain: string, free: readonly Mention[]): DraftSpeaker | undefined {
  const [first] = free
  const firstEnd = plain.search(/[。！？]|[.?!] /u)
  const isFirst = first && (firstEnd < 0 || first.start < firstEnd)
  // 我们见到张三时: who tells is the subject, whom a report has only of itself.
  const before = plain.slice(0, first?.start)
  return isFirst && !SEEN_BEFORE.test(before) ? first.speaker : undefined
}

const SEEN_BEFORE = /我们|记者|笔者|\b(?:[Ww]e|I)\b/u

/** The person named last before a remark in its sentence, or first behind it. */
function findBesideRemark(
  plain: string,
  remarks: readonly Quotation[],
  free: readonly Mention[],
): DraftSpeaker | undefined {
  const [remark] = remarks
  if (!remark) return undefined
  const sentenceStart = Math.max(plain.lastIndexOf('。', remark.start), plain.lastIndexOf('. ', remark.start))
  const before = free.findLast(({ start, end }) => end <= remark.start && start > sentenceStart)
  return (before ?? free.find(({ start }) => start >= remark.end))?.speaker
}

function hasUnnamed(plain: string, remarks: readonly Quotation[], mentions: readonly Mention[]): boolean {
  return listUnnamedSayings(plain).some(
    (place) =>
      !remarks.some(({ start, end }) => start < place && place < end) &&
      !mentions.some(({ start, end }) => start < place + 30 && end > place - 4),
  )
}
