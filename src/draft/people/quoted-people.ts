import type { Sighting } from './introductions.ts'
import {
  LATIN_NAME,
  isBoundary,
  isHanName,
  isLikeWord,
  isWord,
  ANYBODYS_TITLE,
  listNamesEndingAt,
  toKindAtEnd,
  toTitleAtEnd,
  toTitleAtStart,
} from './shapes/names.ts'
import { parseInserted, splitLatinOffice } from './shapes/person.ts'
import type { ReadBlock } from './shapes/reading.ts'
import { LATIN_SAYING, findHanVerbs, hasPronounSaying, hasSayingVerb, startsSaying } from './shapes/saying.ts'

const CLAUSE_START = /[，。；！？：“”‘’（）\n]/u
/** How far before a verb a name may stand, and before a name its office. */
const LONGEST_CLAUSE = 90
/** Words that end the name before them: 在接受采访时, 对记者, 也. */
const GAP_START =
  /^(?:在|对|向|就|则|于|接受|告诉|还|也|又|进一步|随后|随即|日前|近日|昨日|今日|今天|昨天|坦言|笑着|补充|认真|特别|曾|最后|同时|随即|深|欣|感|高兴|激动|自豪|称|表|指|如|直|明确|郑重|再次|多次|一再|公开|代表|主动|首先|继续|均|都|亦|便|即|并|强烈|立即|坚)/u
/** What stands before a name or an office without being part of it. */
const LEAD =
  /^(?:刚才|刚刚|方才|对此|为此|因此|而|但是?|不过|然而|同时|此外|据|根据|按照?|其中|随后|会上|会后|最后|当天|当日|日前|近日|目前|今天|昨天|昨日|今日|此前|现场|作为|来自|身为|在|正如|就像|例如|比如|还有|也是|这位|一位|该|第?[一二三]位|刚刚|\d{1,4}年|\d{1,2}月|\d{1,2}日|上午|下午|晚间?|中午|期间|采访中|接受采访的|受访的|与会的?|担任)/u
/** Verbs and prepositions after which an office begins anew: 记者采访了. */
const LAST_OPENING =
  /(?:采访到?了|采访到|专访到?了?|邀请到?了?|请到了?|请来了?|连线了?|对话|走访了?|见到了?|找到了?|拜访了?|嘉宾是|他们是|分别是|记者从|的是|认识了?|引进|引用|邀|以及|让|问|告诉|叮嘱|[上里中内来着过了]的|——)/gu
/** Verbs with which a page presents people who go on to speak. */
const PRESENTS = /采访|专访|邀请|请到|请来|连线|对话|嘉宾|出席|他们是|分别是|介绍一下|有请|访谈|担任|现任/u
const AFTER_PRESENTED =
  /^(?:$|[，。、；：（）！？“”\s]|先生|女士|同志|教授|博士|老师|和|与|及|以及|等|就|在|对|进行|表示|作|为|介绍|一起|来|共同|围绕)/u

/** Finds the people whose words running text gives, with the offices that stand beside their names. */
export function findQuotedPeople(read: readonly ReadBlock[]): Sighting[] {
  const page = read.map(({ text }) => text).join('\n')
  const plainPage = read.map(({ plain }) => plain).join('\n')
  return read.flatMap((one) => [...findHan(one), ...findPresented(one, plainPage), ...findLatin(one, page)])
}

function findHan(one: ReadBlock): Sighting[] {
  const { plain } = one
  const found: Sighting[] = []
  for (const { index } of findHanVerbs(plain)) {
    const start = findClauseStart(plain, index)
    const sighting = listEnds(plain, start, index)
      .map((end) => readNameAt(one, start, end))
      .find((name) => name !== undefined)
    const apposed = sighting ? undefined : readApposed(one, start, index)
    if (sighting ?? apposed) found.push(...[sighting ?? apposed].filter((name) => name !== undefined))
  }
  return found
}

/** 张三，北京大学教授，认为: the name stands two commas before the verb. */
function readApposed(one: ReadBlock, start: number, verb: number): Sighting | undefined {
  const { plain, text } = one
  if (verb - start > 4 || plain[start - 1] !== '，') return undefined
  const officeStart = findClauseStart(plain, start - 1)
  const office = plain.slice(officeStart, start - 1)
  if (plain[officeStart - 1] !== '，' || toTitleAtEnd(office) === '') return undefined
  const nameStart = findClauseStart(plain, officeStart - 1)
  const name = plain.slice(nameStart, officeStart - 1)
  if (!isHanName(name)) return undefined
  return toSighting(one, text.slice(nameStart, nameStart + name.length), text.slice(officeStart, start - 1), false)
}

function findClauseStart(plain: string, end: number): number {
  for (let place = end - 1; place >= Math.max(0, end - LONGEST_CLAUSE); place--) {
    if (CLAUSE_START.test(plain.charAt(place))) return place + 1
  }
  return Math.max(0, end - LONGEST_CLAUSE)
}

/** Lists where before a verb a name may end: right before it, or before what tells how it was said. */
function listEnds(plain: string, start: number, verb: number): number[] {
  const ends = [verb]
  for (let place = start + 2; place < verb; place++) {
    if (GAP_START.test(plain.slice(place, place + 4))) ends.push(place)
  }
  return ends
}

/** Reads the name that ends at a place, where an office stands before it, or nothing. */
function readNameAt(one: ReadBlock, start: number, end: number): Sighting | undefined {
  const { plain, text } = one
  const title = toTitleAtEnd(plain.slice(start, end))
  for (const stop of title === '' ? [end] : [end - title.length, end]) {
    for (const name of listNamesEndingAt(plain, start, stop)) {
      const head = plain.slice(start, name.start)
      const words = plain.slice(name.start, name.end)
      const office = toOfficeStart(plain, start, name.start)
      const inserted = readInserted(one, start, name.start, name.end)
      if (inserted) return inserted
      const before = toTitleAtEnd(head.trimEnd())
      if (before !== '' && office < name.start && !(ANYBODYS_TITLE.test(before) && isWord(words)))
        return toSighting(one, text.slice(name.start, name.end), text.slice(office, name.start).trim(), false)
      const titled = stop < end ? text.slice(stop, end) : undefined
      const standsFree =
        office === name.start ||
        (titled !== undefined && /(?:大学|学院|公司|院|局|部|委|所|会|社|中心|\s)$/u.test(head))
      if (standsFree && (titled !== undefined || (!isLikeWord(words) && isBoundary(plain, name.start))))
        return toSighting(one, text.slice(name.start, name.end), titled, titled === undefined)
    }
  }
  return undefined
}

/** 姚委員文智: a surname before the title that stands before a given name. */
function readInserted(
  { text, plain, block }: ReadBlock,
  start: number,
  given: number,
  end: number,
): Sighting | undefined {
  const surname = given - toTitleAtEnd(plain.slice(start, given)).length - 1
  if (surname < start || !isBoundary(plain, surname)) return undefined
  const person = parseInserted(text.slice(surname, end), plain.slice(surname, end))
  return person && { ...person, line: block.line, isSure: false }
}

/** Finds where the office before a name begins, without what leads to it and without another person before it. */
function toOfficeStart(plain: string, start: number, end: number): number {
  let from = start
  const opening = [...plain.slice(from, end).matchAll(LAST_OPENING)].at(-1)
  if (opening) from += opening.index + opening[0].length
  for (const { index } of [...plain.slice(from, end).matchAll(/[、和与及]/gu)].toReversed()) {
    const before = plain.slice(from, from + index)
    const stop = from + index - toTitleAtEnd(before).length
    const isPerson = listNamesEndingAt(plain, from, stop).some(
      (name) => name.start === from || toTitleAtEnd(plain.slice(from, name.start)) !== '',
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

/** 专访了北京大学教授张三, 教授张三翻开笔记说: people whom a sentence presents, or who say something further on. */
function findPresented(one: ReadBlock, page: string): Sighting[] {
  const { plain, text } = one
  const found: Sighting[] = []
  // 局长张三到场。他说: who is named with an office before a pronoun speaks.
  const isPronounSaying = hasPronounSaying(plain)
  for (const { index, 0: sentence } of plain.matchAll(/[^。！？\n]+/gu)) {
    const isPresenting = isPronounSaying || PRESENTS.test(sentence)
    if (!isPresenting && !hasSayingVerb(sentence) && !sentence.includes('”')) continue
    for (let place = index + 2; place < index + sentence.length; place++) {
      const title = toKindAtEnd(plain.slice(Math.max(index, place - 8), place))
      if (title === '' || CREDITED.test(title)) continue
      const length = measureName(plain, place, page)
      const clause = /^[^，。；！？：“”\n]{0,60}/u.exec(plain.slice(place + (length ?? 0)))?.[0] ?? ''
      const start = findClauseStart(plain, place)
      const isBehindQuote =
        plain.charAt(start - 1) === '”' && toTitleAtEnd(title) !== '' && page.split(plain.slice(place, place + (length ?? 1))).length > 2
      if (length === undefined || !(isPresenting || isBehindQuote || hasSayingVerb(clause))) continue
      const inserted = readInserted(one, Math.max(index, place - LONGEST_CLAUSE), place, place + length)
      const office = toOfficeStart(plain, start, place)
      const words = text.slice(office, place).trim()
      const isOffice = words.length > 2 || !ANYBODYS_TITLE.test(title)
      if (inserted) found.push(inserted)
      else if (office < place)
        found.push(toSighting(one, text.slice(place, place + length), isOffice ? words : undefined, !isOffice))
    }
  }
  return found
}

/** How long a name behind a title is: as long as the page has it again, or as it ends with a word. */
function measureName(plain: string, place: number, page: string): number | undefined {
  const sizes = [4, 3, 2].filter(
    (size) => isHanName(plain.slice(place, place + size)) && !isLikeWord(plain.slice(place, place + size)),
  )
  const count = (size: number) => page.split(plain.slice(place, place + size)).length - 1
  const shortest = sizes.at(-1)
  if (shortest === undefined || !isBoundary(plain, place)) return undefined
  const isRepeated = count(shortest) > 1
  return sizes.find((size) => {
    if (startsSaying(plain.slice(place + size - 1, place + size + 3))) return false
    if (AFTER_PRESENTED.test(plain.slice(place + size, place + size + 4))) return true
    return isRepeated
      ? count(size) >= MIN_SAME * count(shortest)
      : isBoundary(plain, place + size) && !isLikeWord(plain.slice(place, place + size))
  })
}
/** The share of the places of a name that have it in full. */
const MIN_SAME = 0.6
/** Reporters present others. */
const CREDITED = /记者$|编辑$/u

function toSighting({ block }: ReadBlock, name: string, office: string | undefined, isBare: boolean): Sighting {
  return { name, office, isBare, line: block.line, isSure: false }
}

const LATIN_OFFICE = String.raw`((?!who |whose |which |where )(?:the |an? )?\p{L}[^.;:“”"\n()]{2,140}?)`
/** Jane Doe, director of the institute, said; Jane Doe (director) said. */
const APPOSED_BEFORE = new RegExp(
  String.raw`(${LATIN_NAME})(?:, ${LATIN_OFFICE},| \(([^()\n]{3,80})\))? (?:who )?(?:(?:\p{Ll}+ly|also|then|has|had|later) ){0,2}$`,
  'u',
)
/** said Jane Doe, director of the institute. */
const APPOSED_AFTER = new RegExp(
  String.raw`^ (?:the |\p{Ll}+ ){0,4}?(${LATIN_NAME})(?:, ${LATIN_OFFICE}(?=[.;”"\n]|$|, (?:who|which|where|in |on |at |about |during|after|before|when|while|as |adding|noting|told)))?`,
  'u',
)
const ACCORDING =
  /\b(?:[Aa]ccording to|(?:spoke|speaks|talked|talks|sat down|[Ii]nterview|[Cc]onversation|[Qq]&A) (?:with|to)|interviewed|joined by|[Ww]elcome)\b/gu
const SAYING = new RegExp(LATIN_SAYING.source, 'u')
const NO_FIRST_NAME =
  /^(?:Mr|Mrs|Ms|Dr|Prof|Professor|Senator|Secretary|Minister|Chairman|President|Director|Governor|Mayor|Judge|General|Sir|Lord|Lady)$/u
/** Finance Minister Aisha Rahman welcomed the decision. */
const SUBJECT = new RegExp(
  String.raw`^(${LATIN_NAME})(?:, [^.;“”"\n]{2,120},)? (?:\p{Ll}+(?:ed|s|t)|met|won|led)\b`,
  'u',
)
const SENTENCE_OPENERS =
  /^(?:The|But|And|In|On|At|However|While|When|Meanwhile|Still|Yet|For|As|If|So|It|He|She|They|This|That|These|Those|There|Here|Last|After|Before|Since|Then|Also|One|Both|Many|Some|Most|Other|Another|A|An|With|By|From|To|What|Why|How|According) /u

function findLatin(one: ReadBlock, page: string): Sighting[] {
  const { text } = one
  if (!/[A-Z]/u.test(text)) return []
  const found: Sighting[] = []
  for (const { index, 0: verb } of [...text.matchAll(LATIN_SAYING), ...text.matchAll(ACCORDING)]) {
    const before = !SAYING.test(verb) ? null : APPOSED_BEFORE.exec(text.slice(Math.max(0, index - 280), index))
    const after =
      /^(?:told|tells|asked|asks|urge)/u.test(verb) ||
      (SAYING.test(verb) && !/[,”"’?!—–-]\s?$/u.test(text.slice(Math.max(0, index - 2), index)))
        ? null
        : APPOSED_AFTER.exec(text.slice(index + verb.length, index + 340))
    const [, name, office, inside] = before ?? []
    const last = before || after?.[1] !== undefined ? undefined : findLastName(text, index, page)
    if (last !== undefined) found.push(...toLatin(one, last, undefined))
    else if (name !== undefined) found.push(...toLatin(one, name, office ?? inside))
    else if (after?.[1] !== undefined) found.push(...toLatin(one, after[1], after[2]))
  }
  const [, subject] = (hasPronounSaying(one.plain) && SUBJECT.exec(text)) || []
  return subject === undefined ? found : [...found, ...toLatin(one, subject, undefined)]
}

/** Keller said: whom the page names in full somewhere else. */
function findLastName(text: string, verb: number, page: string): string | undefined {
  const last = /(?:^|[^\p{L}])(\p{Lu}[\p{L}'’-]{2,20}) (?:(?:\p{Ll}+ly|also|then|has|had|later) ){0,2}$/u.exec(
    text.slice(Math.max(0, verb - 60), verb),
  )?.[1]
  if (last === undefined || SENTENCE_OPENERS.test(`${last} `)) return undefined
  for (let place = page.indexOf(` ${last}`); place >= 0; place = page.indexOf(` ${last}`, place + 1)) {
    const first = /(?:^|[^\p{L}])(\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.)?)$/u.exec(
      page.slice(Math.max(0, place - 30), place),
    )?.[1]
    const isOther =
      first === undefined || NO_FIRST_NAME.test(first) || /^\p{L}/u.test(page.charAt(place + last.length + 1))
    if (!isOther && !SENTENCE_OPENERS.test(`${first} `)) return `${first} ${last}`
  }
  return undefined
}

function toLatin(one: ReadBlock, words: string, office: string | undefined): Sighting[] {
  const opener = SENTENCE_OPENERS.exec(words)
  const { name, office: before } = splitLatinOffice(opener ? words.slice(opener[0].length) : words)
  if (!/ /u.test(name) || /^(?:Mr|Mrs|Ms|Dr|Prof)\.? \S+$/u.test(name)) return []
  const told = (office ?? before)?.replace(/^(?:the|an?) /u, '')
  return [toSighting(one, name, told, told === undefined)]
}

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
