import { pinyin } from 'pinyin-pro'

/** The readings of the characters that were wanted: a few thousand, which every reload wants again. */
const syllables = new Map<string, readonly string[]>()

/** Lists the readings of a character as typed, without tones: lue, and lv for lü. */
export function toSyllables(character: string): readonly string[] {
  const known = syllables.get(character) ?? readSyllables(character)
  syllables.set(character, known)
  return known
}

function readSyllables(character: string): string[] {
  const read = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true })
  return [...new Set(read.map((syllable) => syllable.replace('ve', 'ue')))]
}

/** Lists the readings of a character with the confused sounds merged: zh as z, ng as n. */
export function toSounds(character: string): string[] {
  return [...new Set(toSyllables(character).map(toSound))]
}

/** Many speakers do not distinguish zh from z, nor ing from in. */
function toSound(syllable: string): string {
  return syllable.replace(/^([zcs])h/u, '$1').replace(/ng$/u, 'n')
}

/** The common surnames of two characters. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '端木',
  '夏侯',
  '南宫',
  '独孤',
  '长孙',
  '宇文',
  '闻人',
  '西门',
  '东郭',
  '呼延',
  '轩辕',
  '澹台',
  '申屠',
  '公羊',
])

/**
 * Lists the ways to write a Han name in Latin letters, folded: gaoxinbo, gao xinbo, gao xin bo, xinbo gao and gxb for
 * 高新波. Initials of two letters are left out, because they would match too many short words.
 */
export function toLatinNames(name: string): string[] {
  const all = toNameSyllables(name)
  if (all.length === 0) return []
  const length = COMPOUND_SURNAMES.has(name.slice(0, 2)) && name.length > 2 ? 2 : 1
  const surname = all.slice(0, length).join('')
  const given = all.slice(length)
  const full = given.join('')
  const initials = toInitials(name)
  return [
    surname + full,
    `${surname} ${full}`,
    [surname, ...given].join(' '),
    `${full} ${surname}`,
    ...(initials.length > 2 ? [initials] : []),
  ]
}

/** Joins the first letters of a Han name's syllables: gxb for 高新波; empty for any other name. */
export function toInitials(name: string): string {
  return toNameSyllables(name)
    .map((syllable) => syllable.charAt(0))
    .join('')
}

function toNameSyllables(name: string): string[] {
  return /^\p{Script=Han}{2,4}$/u.test(name)
    ? pinyin(name, { toneType: 'none', type: 'array', v: true, surname: 'head' })
    : []
}

/** Reads Han characters in their context, each as a syllable without tone; anything else stays as it is. */
export function toReadings(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
}
