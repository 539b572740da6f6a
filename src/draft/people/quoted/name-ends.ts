import type { Sighting } from '../introduced/introductions.ts'
import { findInFull } from '../labels/named-labels.ts'
import { isBoundary, toTitleAtEnd } from '../shapes/names.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'
import { startsSaying } from '../shapes/saying.ts'

/** As many characters as a name in Chinese characters has without a dot. */
const LONGEST_NAME = 6
const MIN_PLACES = 2

/**
 * Ends the names of running text where the page does: what follows a whole name differs from place to place, and what is
 * always the same is of the name (敖日格乐, of which a surname makes 敖日格) or of a title (高代表). A name that turns out
 * to be a surname and a title is dropped.
 */
export function settleNameEnds(sightings: readonly Sighting[], read: readonly ReadBlock[]): Sighting[] {
  const page = read.map(({ plain }) => plain).join('\n')
  const text = read.map((one) => one.text).join('\n')
  const wholes = new Map<string, string>()
  return sightings.flatMap((sighting) => {
    const plain = toPlain(sighting.name)
    if (sighting.isSure || !/^\p{Script=Han}{2,4}$/u.test(plain)) return [sighting]
    if (page.includes(`${plain}·`)) return toDotted(sighting, plain, page)
    const whole = wholes.get(plain) ?? extend(plain, page)
    wholes.set(plain, whole)
    if (whole === plain) return [sighting]
    if (toTitleAtEnd(whole) !== '') return []
    const start = page.indexOf(whole)
    return [{ ...sighting, name: text.slice(start, start + whole.length) }]
  })
}

/** 安杰伊·科瓦尔斯基, of which a surname makes 安杰伊. */
function toDotted(sighting: Sighting, plain: string, page: string): Sighting[] {
  const name = findInFull(plain, page)
  return name === undefined ? [] : [{ ...sighting, name }]
}

/** Goes on as long as all places do with one character, which begins no word and no verb of saying. */
function extend(name: string, page: string): string {
  const places = [...page.matchAll(new RegExp(name, 'gu'))].map(({ index }) => index + name.length)
  const next = page.charAt(places[0] ?? 0)
  const isSame =
    places.length >= MIN_PLACES &&
    /^\p{Script=Han}$/u.test(next) &&
    places.every((place) => page.charAt(place) === next)
  const isOther =
    OPENS_NO_NAME.test(next) ||
    places.some((place) => startsSaying(page.slice(place, place + 4)) || !isBoundary(page, place + 1))
  const whole = name + next
  if (isSame && toTitleAtEnd(whole) !== '') return whole
  return isSame && !isOther && whole.length <= LONGEST_NAME ? extend(whole, page) : name
}

/** What stands behind a name and begins none of the words of one. */
const OPENS_NO_NAME = /[的了是在和与及或对从向把被就则也都还又更将会要并但而说称指等今现曾已于以为老女男]/u
