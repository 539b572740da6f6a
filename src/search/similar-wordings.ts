import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Aspect, toAspects } from './aspects.ts'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import type { TermStatistics } from './idf.ts'
import { isHan } from '../text/terms.ts'
import { SAMENESS } from './tuning.ts'

/** Puts wordings together that ask for the same thing: lists of their places, each place once; the first of a list came first. */
export type Group = (wordings: readonly string[]) => Promise<number[][]>

/** A wording as it is compared. */
interface Asked {
  readonly read: string
  readonly words: ReadonlySet<string>
  readonly characters: ReadonlySet<string>
  readonly aspects: readonly Aspect[]
  /** Those whom it names. */
  readonly people: readonly string[]
  /** Its figures, in order. */
  readonly figures: string
}

const HAN = /\p{Script=Han}/gu
const FIGURES = /\d+(?:\.\d+)?/gu
/** 二零二二年, 22年. */
const SPELT_YEAR = /[〇零一二三四五六七八九]{4}(?=年)/gu
const SHORT_YEAR = /(?<!\d)(\d\d)(?=年)/gu
const JOINING =
  '的了在是和与或及跟有要能会可到给对为把被让从我你您他她它们咱个这那就都也还很太只不没吗呢吧啊呀哦嘛么得地着过上下里中后前年月日'
const DIGITS = '零一二三四五六七八九'

/**
 * Creates the grouping of wordings: each joins the group whose members it is most like on the average, in their order.
 *
 * The likeness is Tversky's ratio of what two have in common to that and what each has alone, words weighed by their IDF;
 * what both have alone weighs most: one of 重庆 and one of 成都 differ, where one that says no city does not.
 *
 * @param names of speakers: who asks of one does not ask of another
 */
export function createGroup(
  reader: Normalizer,
  fold: Fold,
  statistics: TermStatistics,
  names: readonly string[],
): Group {
  const read = (wording: string): Asked => {
    const folded = fold(wording).text
    const text = reader.readQuery(writeYears(folded))
    return {
      read: text,
      words: new Set([...reader.toWords(text), ...listLeft(text, reader.toWords(text))]),
      characters: new Set(text.match(HAN)),
      aspects: toAspects(folded),
      people: names.filter((name) => text.includes(name)),
      figures: (writeYears(folded).match(FIGURES) ?? []).join(' '),
    }
  }
  return async (wordings) => {
    const groups: Asked[][] = []
    const places: number[][] = []
    for (const [place, wording] of wordings.entries()) {
      const asked = read(wording)
      const means = groups.map(
        (group) => group.reduce((sum, other) => sum + compare(asked, other, statistics), 0) / group.length,
      )
      const best = Math.max(...means)
      const joined = best >= SAMENESS.least ? means.indexOf(best) : groups.length
      groups[joined] = [...(groups[joined] ?? []), asked]
      places[joined] = [...(places[joined] ?? []), place]
      await nextTurn()
    }
    return places
  }
}

function compare(one: Asked, other: Asked, statistics: TermStatistics): number {
  if (
    (one.figures !== '' && other.figures !== '' && one.figures !== other.figures) ||
    areApart(one.people, other.people)
  )
    return 0
  const [there, back] = [weighHeld(one, other, statistics), weighHeld(other, one, statistics)]
  const shared = (there.held + back.held) / 2
  const [least, most] = [Math.min(there.alone, back.alone), Math.max(there.alone, back.alone)]
  const likeness = shared / (shared + SAMENESS.bothAlone * least + SAMENESS.oneAlone * most || 1)
  return (
    likeness *
    (areApart(one.aspects, other.aspects) ? SAMENESS.otherAspect : 1) *
    (one.figures === other.figures ? 1 : SAMENESS.moreFigures)
  )
}

/** The characters that stand in no word, but for those that only join: of 人才卡 the dictionary leaves the last. */
function listLeft(text: string, words: readonly string[]): string[] {
  const left = words.reduce((rest, word) => rest.replaceAll(word, ' '), text)
  return (left.match(HAN) ?? []).filter((character) => !JOINING.includes(character))
}

/** Whether both say something, and nothing in common. */
function areApart<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((each) => other.includes(each))
}

/** How much of a wording another holds, and how much it has alone. */
function weighHeld(
  { words }: Asked,
  other: Asked,
  statistics: TermStatistics,
): { readonly held: number; readonly alone: number } {
  let [held, total] = [0, 0]
  for (const word of words) {
    const weight = Math.max(SAMENESS.leastWeight, Math.min(statistics.weigh(word), SAMENESS.mostWeight))
    total += weight
    held += weight * toShare(word, other)
  }
  return { held, alone: total - held }
}

function toShare(word: string, { read, words, characters }: Asked): number {
  if (words.has(word) || (isHan(word) && read.includes(word))) return 1
  const own = word.match(HAN) ?? []
  return own.length > 0 ? (SAMENESS.part * own.filter((character) => characters.has(character)).length) / own.length : 0
}

function writeYears(folded: string): string {
  const spelt = folded.replace(SPELT_YEAR, (year) =>
    [...year].map((digit) => (digit === '〇' ? 0 : DIGITS.indexOf(digit))).join(''),
  )
  return spelt.replace(SHORT_YEAR, '20$1')
}
