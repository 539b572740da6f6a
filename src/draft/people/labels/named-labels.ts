import { LATIN_NAME, isWord, toTitleAtEnd, toTitleAtStart } from '../shapes/names.ts'
import { toPlain } from '../shapes/reading.ts'

/** What a name is parted by into what people are called: 吐尔逊江·买合苏提 is 吐尔逊江. */
const PARTS = /[·•・‧]/u

/**
 * Finds whom of the names that a page tells the words of a label mean, in whatever form and however rare the surname:
 * 阚平副局长, 汝课长清泉, 吐尔逊江. Undefined where they mean nobody, or several.
 *
 * @param plain the words of the label, in the writing of the names
 */
export function findNamed(plain: string, names: readonly string[]): string | undefined {
  const words = /\p{Script=Han}/u.test(plain) ? plain.replace(/\s/gu, '') : plain.trim()
  const meant = [...new Set(names)].filter((name) => name.length > 1 && means(words, name))
  const longest = meant.toSorted((a, b) => b.length - a.length)[0]
  return meant.every((name) => longest?.includes(name) === true) ? longest : undefined
}

function means(words: string, name: string): boolean {
  if (!/\p{Script=Han}/u.test(words)) return meansLatin(words, name)
  if (words === name || name.split(PARTS).includes(words)) return true
  if (words.startsWith(name)) return isTitle(words.slice(name.length))
  if (words.endsWith(name)) return toTitleAtEnd(words.slice(0, -name.length)) !== ''
  const whole = name.replace(PARTS, '')
  return [1, 2, 3].some((size) => {
    const title = toTitleAtStart(words.slice(size))
    return title !== '' && words.slice(0, size) + words.slice(size + title.length) === whole
  })
}

/** PASANG and ACC Fashola: one of the parts of a name, or its last ones behind what is no name. */
function meansLatin(words: string, name: string): boolean {
  const [parts, own] = [words, name].map((text) => text.toLowerCase().replaceAll('.', '').split(/\s+/u))
  if (!parts || !own || own.length < 2) return false
  if (parts.length === 1) return parts[0] === own[0] || parts[0] === own.at(-1)
  const shared = parts.filter(
    (_, place) => parts.slice(place).join(' ') === own.slice(own.length - parts.length + place).join(' '),
  )
  const [before = ''] = words.split(/\s+/u)
  return (
    shared.length === parts.length || (shared.length > 0 && parts.length - shared.length === 1 && IS_TITLE.test(before))
  )
}

/** An abbreviation, or a word that is set before last names: ACC, Cllr, Superintendent. */
const IS_TITLE =
  /^(?:\p{Lu}{2,5}|\p{Lu}\p{Ll}{0,4}\.|Mrs?|Ms|Miss|Dr|Prof|Cllr|Rev|Sir|Dame|Lord|Lady|Insp|Supt|\p{Lu}\p{Ll}*(?:or|er|ent|ant|man|woman|ain|ister|ary|onel|eral|ncipal|uty|ief|dge|ean|ess))$/u

/** 副局长, 党组书记、局长 and （局长） behind a name. */
function isTitle(words: string): boolean {
  const plain = words.replace(/[）)]$/u, '')
  return (toTitleAtEnd(plain) !== '' || (plain.length > 1 && isWord(plain))) && words.length <= 20
}

/**
 * Finds the name in full that a page has beside what a label calls somebody: 吐尔逊江·买合苏提 for 吐尔逊江, 让·杜兰 for 杜兰.
 * The rest of the name ends where two places of the page differ, or where no Han character stands beside it.
 *
 * @param page in the writing of the words
 */
export function findInFull(words: string, page: string): string | undefined {
  const behind = [...page.matchAll(new RegExp(`${words}((?:·[\\p{Script=Han}-]{1,12}){1,3})`, 'gu'))]
  const rest = toShared(behind.map(([, text = '']) => text))
  if (rest !== undefined) return words + rest
  const before = [...page.matchAll(new RegExp(`((?:[\\p{Script=Han}-]{1,12}·){1,3})${words}`, 'gu'))]
  const start = toShared(before.map(([, text = '']) => toReversed(text)))
  return start === undefined ? undefined : toReversed(start) + words
}

/** What all places begin with, where there are two; at least two characters. */
function toShared(places: readonly string[]): string | undefined {
  const [first = '', ...others] = places.toSorted((a, b) => a.length - b.length)
  let end = first.length
  while (end > 1 && !others.every((other) => other.startsWith(first.slice(0, end)))) end--
  return others.length > 0 && end > 2 ? first.slice(0, end) : undefined
}

function toReversed(text: string): string {
  return [...text].toReversed().join('')
}

/** Finds the only name in full of a page that has a word for its first or its last: Pasang Dolma Tamang for PASANG. */
export function findLatinInFull(word: string, page: string): string | undefined {
  const names = [...page.matchAll(new RegExp(LATIN_NAME, 'gu'))].map(([name]) => name)
  const full = names.filter((name) => name !== word && name !== name.toUpperCase() && meansLatin(word, name))
  return new Set(full).size === 1 ? full[0] : undefined
}

/** Somebody of whom a page tells the part or the office. */
export interface Holder {
  readonly name: string
  readonly role?: string | undefined
  readonly office?: string | undefined
}

/** Finds the only one whose part or office the words of a label are, or end: 主持人 of a 听证主持人, THE WITNESS. */
export function findHolder(plain: string, holders: readonly Holder[]): string | undefined {
  const words = toRole(plain)
  if (words.length < 2) return undefined
  const holds = (isHeld: (told: string) => boolean) => [
    ...new Set(
      holders.flatMap(({ name, role = '', office = '' }) =>
        [role, office].some((told) => isHeld(toRole(told))) ? [name] : [],
      ),
    ),
  ]
  const same = holds((told) => told === words)
  const found = same.length > 0 ? same : holds((told) => told.endsWith(words) && words.length > 2)
  return found.length === 1 ? found[0] : undefined
}

function toRole(text: string): string {
  return toPlain(text).replaceAll(/\s/gu, '').toLowerCase().replace(/^the/u, '')
}
