import { listNamesEndingAt, toTitleAtEnd, toTitleAtStart } from './names.ts'
import { splitLatinOffice } from './person.ts'
import type { ReadBlock } from './reading.ts'

const CLAUSE_START = /[，。；！？：“”‘’（）\n]/u
/** How far before a verb a name may stand, and before a name its office. */
export const LONGEST_CLAUSE = 90
/** What stands before a name or an office without being part of it. */
const LEAD =
  /^(?:[—–-]+|专访|访谈|对话|访|刚才|刚刚|方才|对此|为此|因此|而|但是?|不过|然而|同时|此外|据|根据|按照?|其中|随后|会上|会后|最后|当天|当日|日前|近日|目前|今天|昨天|昨日|今日|此前|现场|作为|来自|身为|在|正如|就像|例如|比如|还有|也是|这位|一位|该|第?[一二三]位|刚刚|\d{1,4}年|\d{1,2}月|\d{1,2}日|上午|下午|晚间?|中午|期间|采访中|接受采访的|受访的|与会的?|担任)/u
/** Verbs and prepositions after which an office begins anew: 记者采访了. */
const LAST_OPENING =
  /(?:采访到?了|采访到|专访到?了?|邀请到?了?|请到了?|请来了?|连线了?|对话|走访了?|见到了?|找到了?|拜访了?|嘉宾是|他们是|分别是|记者从|的是|认识了?|引进|引用|邀|以及|让|问|告诉|叮嘱|[上里中内来着过了]的|——)/gu

/** Finds the office that stands beside a name anywhere on the page; undefined where the page gives none. */
export function findOffice(read: readonly ReadBlock[], name: string, plainName: string): string | undefined {
  for (const { text, plain } of read) {
    for (let place = plain.indexOf(plainName); place >= 0; place = plain.indexOf(plainName, place + plainName.length)) {
      const found = /\p{Script=Han}/u.test(name)
        ? toHanOffice(text, plain, place, plainName.length)
        : toLatinOffice(text, place, name)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function toHanOffice(text: string, plain: string, start: number, length: number): string | undefined {
  const from = toOfficeStart(plain, findClauseStart(plain, start), start)
  const before = plain.slice(from, start).trimEnd()
  if (before.length > 1 && toTitleAtEnd(before) !== '') return text.slice(from, from + before.length)
  const after = plain.slice(start + length, start + length + 90)
  const behind = /^(?:，|（|，?(?:现任|是|系|为|担任|现为))([^。；，（）：“”\n]{3,80}?)(?=[，。；）])/u.exec(after)?.[1]
  if (behind !== undefined && toTitleAtEnd(behind) !== '') {
    const at = start + length + after.indexOf(behind)
    return text.slice(at, at + behind.length)
  }
  const title = toTitleAtStart(after)
  return title === '' || /^(?:先生|女士|同志)$/u.test(title)
    ? undefined
    : text.slice(start + length, start + length + title.length)
}

function toLatinOffice(text: string, start: number, name: string): string | undefined {
  const before = /(?:\p{Lu}[\p{L}.]{1,20} ){1,4}$/u.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? ''
  const split = before === '' ? undefined : splitLatinOffice(before + name).office
  if (split !== undefined) return split
  const after = /^(?:, | \(|, who is )(?:the |an? )?([^.;:()“”"\n]{3,120}?)(?=[.;)]|, )/u.exec(
    text.slice(start + name.length, start + name.length + 160),
  )
  const isOffice =
    after?.[1] !== undefined &&
    /\b(?:director|minister|president|secretary|professor|chair\w*|officer|mayor|head|chief|manager|spokes\w+|economist|analyst|editor|dean|founder|researcher|member|fellow)\b/iu.test(
      after[1],
    )
  return isOffice ? after[1] : undefined
}

/** Finds where the office before a name begins, without what leads to it and without another person before it. */
export function toOfficeStart(plain: string, start: number, end: number): number {
  let from = start
  const opening = [...plain.slice(from, end).matchAll(LAST_OPENING)].at(-1)
  if (opening) from += opening.index + opening[0].length
  for (const { index } of [...plain.slice(from, end).matchAll(/[、和与及]/gu)].toReversed()) {
    const before = plain.slice(from, from + index)
    const stop = from + index - toTitleAtEnd(before).length
    const isPerson = listNamesEndingAt(plain, from, stop).some(
      (name) => name.start === from || toTitleAtEnd(plain.slice(from, name.start).trimEnd()) !== '',
    )
    if (isPerson && before !== '') {
      from += index + 1
      break
    }
  }
  for (let lead = LEAD.exec(plain.slice(from, end)); lead; lead = LEAD.exec(plain.slice(from, end)))
    from += lead[0].length
  from = Math.max(from, findBlank(plain, from, end))
  while (from < end && /[\s、的]/u.test(plain.charAt(from))) from++
  return from
}

/** The place behind the last blank between Han characters, which parts a headline from what follows it; -1 without one. */
function findBlank(plain: string, start: number, end: number): number {
  const last = plain.slice(start, end).trimEnd().length + start
  for (let place = last - 1; place > start; place--) {
    if (/\s/u.test(plain.charAt(place)) && /[\p{Script=Han}”]/u.test(plain.charAt(place - 1))) {
      return /\S/u.test(plain.charAt(place + 1)) ? place + 1 : -1
    }
  }
  return -1
}

/** The start of the clause that ends at a place. */
export function findClauseStart(plain: string, end: number): number {
  for (let place = end - 1; place >= Math.max(0, end - LONGEST_CLAUSE); place--) {
    if (CLAUSE_START.test(plain.charAt(place))) return place + 1
  }
  return Math.max(0, end - LONGEST_CLAUSE)
}
