import type { Sighting } from '../introduced/introductions.ts'
import { findLatinPeople } from './latin-people.ts'
import {
  ANYBODYS_TITLE,
  isBoundary,
  isHanName,
  isLikeWord,
  isWord,
  listNamesEndingAt,
  toKindAtEnd,
  toTitleAtEnd,
} from '../shapes/names.ts'
import { LONGEST_CLAUSE, findClauseStart, toOfficeStart } from '../shapes/offices.ts'
import type { ReadBlock } from '../shapes/reading.ts'
import { findHanVerbs, hasPronounSaying, hasSayingVerb, startsSaying } from '../shapes/saying.ts'
import {
  findBehindRemark,
  isBehindWord,
  isOnPageAgain,
  readByPlace,
  readInserted,
  toSighting,
} from './names-by-place.ts'

/** Words that end the name before them: 在接受采访时, 对记者, 也. */
const GAP_START =
  /^(?:在|对|向|就|则|于|接受|告诉|还|也|又|进一步|随后|随即|日前|近日|昨日|今日|今天|昨天|坦言|笑着|补充|认真|特别|曾|最后|同时|随即|深|欣|感|高兴|激动|自豪|称|表|指|如|直|明确|郑重|再次|多次|一再|公开|代表|主动|首先|继续|均|都|亦|便|即|并|强烈|立即|坚)/u
/** Verbs with which a page presents people who go on to speak. */
const PRESENTS = /采访|专访|邀请|请到|请来|连线|对话|嘉宾|出席|他们是|分别是|介绍一下|有请|访谈|担任|现任/u
const AFTER_PRESENTED =
  /^(?:$|[，。、；：（）！？“”\s]|先生|女士|同志|教授|博士|老师|和|与|及|以及|等|就|在|对|进行|表示|作|为|介绍|一起|来|共同|围绕)/u

/** Finds the people whose words running text gives, with the offices that stand beside their names. */
export function findQuotedPeople(read: readonly ReadBlock[]): Sighting[] {
  const page = read.map(({ text }) => text).join('\n')
  const plainPage = read.map(({ plain }) => plain).join('\n')
  return read.flatMap((one, index) => [
    ...findHan(one, plainPage),
    ...findToldByAge(one),
    ...findPresented(one, plainPage),
    ...findLatinPeople(one, page, read[index + 1]),
    ...findBehindRemark(one, plainPage),
  ])
}

function findHan(one: ReadBlock, page: string): Sighting[] {
  const { plain } = one
  const found: Sighting[] = []
  for (const { index } of findHanVerbs(plain)) {
    const start = findClauseStart(plain, index)
    const sighting = [...listEnds(plain, start, index), ...listRepeatedEnds(plain, start, index, page)]
      .map((end) => readNameAt(one, start, end, page))
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

/** Lists where before a verb a name may end: right before it, or before what tells how it was said. */
function listEnds(plain: string, start: number, verb: number): number[] {
  const ends = [verb]
  for (let place = start + 2; place < verb; place++) {
    if (GAP_START.test(plain.slice(place, place + 4))) ends.push(place)
  }
  return ends
}

/** “…”骆向东放下望远镜说: a name at the start of a clause, which the page has again, before what is done amid. */
function listRepeatedEnds(plain: string, start: number, verb: number, page: string): number[] {
  const ends = [4, 3, 2].map((size) => start + size).filter((end) => end < verb)
  return ends.filter((end) => isHanName(plain.slice(start, end)) && isOnPageAgain(page, plain.slice(start, end)))
}

/** 62岁的车大勇, 家住河东的仇玉珍: who is told by age or home, and says something in the paragraph. */
const TOLD_BY_AGE = /(?:\d{1,3}|[一二三四五六七八九十]{1,4})岁的|(?:家住|住在|来自)[^，。；：“”的]{1,14}的/gu

function findToldByAge(one: ReadBlock): Sighting[] {
  const { plain, text } = one
  if (!hasSayingVerb(plain)) return []
  return [...plain.matchAll(TOLD_BY_AGE)].flatMap(({ index, 0: lead }): Sighting[] => {
    const start = index + lead.length
    const size = [4, 3, 2].find((length) => {
      const name = plain.slice(start, start + length)
      return isHanName(name) && !isLikeWord(name) && isBoundary(plain, start + length)
    })
    return size === undefined ? [] : [toSighting(one, text.slice(start, start + size), undefined, true)]
  })
}

/** Reads the name that ends at a place, where an office stands before it, or nothing. */
function readNameAt(one: ReadBlock, start: number, end: number, page: string): Sighting | undefined {
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
        // 卖烤鱿鱼的石磊说
        (head.endsWith('的') && isOnPageAgain(page, words)) ||
        isBehindWord(plain, start, name, stop) ||
        /[·•・‧]/u.test(words) ||
        (titled !== undefined && /(?:大学|学院|公司|院|局|部|委|所|会|社|中心|\s)$/u.test(head))
      if (standsFree && (titled !== undefined || (!isLikeWord(words) && isBoundary(plain, name.start))))
        return toSighting(one, text.slice(name.start, name.end), titled, titled === undefined)
    }
  }
  return readByPlace(one, start, end, page)
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
      const title = toKindAtEnd(plain.slice(Math.max(index, place - 8), place).trimEnd())
      if (title === '' || CREDITED.test(title)) continue
      const length = measureName(plain, place, page)
      const clause = /^[^，。；！？：“”\n]{0,60}/u.exec(plain.slice(place + (length ?? 0)))?.[0] ?? ''
      const start = findClauseStart(plain, place)
      const isBehindQuote =
        plain.charAt(start - 1) === '”' &&
        toTitleAtEnd(title) !== '' &&
        page.split(plain.slice(place, place + (length ?? 1))).length > 2
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
