import { segmentWords } from '../../../text/terms.ts'
import type { Sighting } from '../introduced/introductions.ts'
import {
  type Place,
  isBoundary,
  isHanName,
  isLikeWord,
  isNameByPlace,
  toKindAtEnd,
  toTitleAtEnd,
  toTitleAtStart,
} from '../shapes/names.ts'
import { toOfficeStart } from '../shapes/offices.ts'
import { parseInserted } from '../shapes/person.ts'
import type { ReadBlock } from '../shapes/reading.ts'

/** 站长敖日格乐介绍: what stands between an office and a verb and is no word is a name, whatever the surname. */
export function readByPlace(one: ReadBlock, start: number, end: number, page: string): Sighting | undefined {
  const { text, plain, block } = one
  // 圆号手杨阿喜: what has a surname behind a kind of people is a name, before anything longer.
  const named = [4, 3].map((size) => end - size).find((place) => isBehindKind(plain, start, place, end))
  if (named !== undefined) return toSighting(one, text.slice(named, end), undefined, true)
  const from = [6, 5, 4, 3, 2]
    .map((size) => end - size)
    .filter((place) => place > start && opensName(plain.slice(start, place), end - place))
    .find((place) => {
      const words = plain.slice(place, end)
      const isStrange = () => segmentWords(words).every(({ segment }) => segment.length === 1)
      return isNameByPlace(words) && (isStrange() || isOnPageAgain(page, words))
    })
  if (from === undefined) return undefined
  // 发叔利广发, whom the page calls 利广发 too.
  const own = [from + 1, from + 2, from + 3].find(
    (place) =>
      end - place > 1 && isOnPageAgain(page, plain.slice(place, end)) && !isOnPageAgain(page, plain.slice(from, end)),
  )
  if (own !== undefined) return toSighting(one, text.slice(own, end), undefined, true)
  const inserted = readInserted(one, start, from, end)
  if (inserted) return inserted
  const office = text.slice(toOfficeStart(plain, start, from), from).trim()
  const isOffice = toTitleAtEnd(plain.slice(start, from)) !== ''
  return {
    name: text.slice(from, end),
    office: isOffice ? office : undefined,
    isBare: !isOffice,
    line: block.line,
    isSure: false,
  }
}

/** “…”占堆握着方向盘笑了笑: what begins the clause behind a remark, is no word and stands elsewhere too is a name. */
export function findBehindRemark(one: ReadBlock, page: string): Sighting[] {
  const { plain, text, quotations } = one
  return quotations.flatMap(({ end, isRemark, isOpen }): Sighting[] => {
    if (!isRemark || isOpen) return []
    // Looking through the page costs the most, and few words can be a name.
    const isPossible = [2, 3, 4, 5].some((size) => isNameBehind(plain, end, size))
    if (!isPossible) return []
    const count = (size: number) => page.split(plain.slice(end, end + size)).length - 1
    const twice = count(2)
    const size = [5, 4, 3].find((longer) => twice > 1 && count(longer) === twice) ?? 2
    if (twice < 2 || !isNameBehind(plain, end, size)) return []
    return [toSighting(one, text.slice(end, end + size), undefined, true)]
  })
}

function isNameBehind(plain: string, start: number, size: number): boolean {
  const name = plain.slice(start, start + size)
  return isNameByPlace(name) && isBoundary(plain, start + size) && toTitleAtStart(name) === '' && !isLikeWord(name)
}

/** 部落头目陈嘎造表示: no word of its own, between a word of the dictionary and the verb. */
export function isBehindWord(plain: string, start: number, name: Place, verb: number): boolean {
  if (name.end !== verb || name.end - name.start !== 3) return false
  const words = segmentWords(plain.slice(start, verb))
  const own = words.slice(-3)
  const before = words.at(-4)?.segment ?? ''
  return own.every(({ segment }) => segment.length === 1) && before.length > 1
}

function isBehindKind(plain: string, start: number, place: number, end: number): boolean {
  const name = plain.slice(place, end)
  return (
    place > start &&
    isHanName(name) &&
    !isLikeWord(name) &&
    toKindAtEnd(plain.slice(start, place)) !== '' &&
    toTitleAtEnd(plain.slice(start, place)) === ''
  )
}

/** An office stands before a name, and of a longer one 的 tells enough: 来取衫的招慧娴说. */
function opensName(before: string, length: number): boolean {
  return toTitleAtEnd(before) !== '' || (length > 2 && length < 5 && before.endsWith('的'))
}

export function isOnPageAgain(page: string, words: string): boolean {
  return page.split(words).length > 2
}

/** 姚委員文智: a surname before the title that stands before a given name. */
export function readInserted(
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

export function toSighting({ block }: ReadBlock, name: string, office: string | undefined, isBare: boolean): Sighting {
  return { name, office, isBare, line: block.line, isSure: false }
}
