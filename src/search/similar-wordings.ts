import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import { isHan, toHanCharacters } from '../text/terms.ts'
import { SAMENESS } from './tuning.ts'

/** Groups wordings with the same meaning: lists of their places, each place once, ascending by their first place. */
export type Group = (wordings: readonly string[]) => Promise<number[][]>

/** The IDF of a word in the corpus. */
type WeighWord = (word: string) => number

/** A wording in the form in which it is compared. */
interface ComparedWording {
  readonly normalized: string
  readonly words: ReadonlySet<string>
  readonly characters: ReadonlySet<string>
  readonly aspects: readonly Aspect[]
  /** The speakers it names. */
  readonly people: readonly string[]
  /** Its figures, in order. */
  readonly figures: string
}

const FIGURES = /\d+(?:\.\d+)?/gu
/** 二零二二年. */
const SPELT_YEAR = /[〇零一二三四五六七八九]{4}(?=年)/gu
/** 22年. */
const SHORT_YEAR = /(?<!\d)(\d\d)(?=年)/gu
/** Function characters, which are no content where no word contains them. */
const FUNCTION_CHARACTERS =
  '的了在是和与或及跟有要能会可到给对为把被让从我你您他她它们咱个这那就都也还很太只不没吗呢吧啊呀哦嘛么得地着过上下里中后前年月日'
const DIGITS = '零一二三四五六七八九'

/** Question words by the aspect of a subject that they ask for, folded. Asking when differs from asking where. */
const ASPECTS = {
  when: /什么时候|啥子?时候|何时|几时|几号|几月|几点|哪天|哪年|哪一年|时间|截止|开始|日期|\bwhen\b|\bdeadline\b|\bwhat time\b/u,
  howLong: /多久|多长|几年|几个月|几天|\bhow long\b/u,
  where: /哪里|哪儿|哪点|在哪|去哪|地址|位置|地方|\bwhere\b|\baddress\b/u,
  why: /为什么|为啥|为何|咋没|怎么没|\bwhy\b/u,
  how: /怎么|怎样|如何|咋|点样|流程|手续|步骤|\bhow (?:to|do|can|does)\b/u,
  amount: /多少|好多|几多|几个|几[万千百块]|几十|金额|数量|多大|几岁|\bhow (?:much|many|old)\b/u,
  whether: /有没有|有没得|有吗|吗\P{L}*$|是不是|能不能|可不可以|\b(?:is|are) there\b/u,
  what: /是什么|是啥|什么意思|\bwhat is\b/u,
  who: /谁|哪位|边个|\bwho\b/u,
} as const

type Aspect = keyof typeof ASPECTS
// Object.keys types its result as string[].
const ASPECT_NAMES = Object.keys(ASPECTS) as Aspect[]

/**
 * Creates the grouping of wordings by single pass clustering: each joins the group with the highest mean likeness, in
 * their order.
 *
 * The likeness is Tversky's ratio of the shared words to the shared words and those of one wording alone, weighted by
 * IDF. Words on both sides weigh most: 重庆 against 成都 is a difference, 重庆 against no city is not.
 *
 * @param names folded names of speakers: questions about two speakers are never the same
 */
export function createGroup(normalizer: Normalizer, fold: Fold, weigh: WeighWord, names: readonly string[]): Group {
  return async (wordings) => {
    const groups: ComparedWording[][] = []
    const places: number[][] = []
    for (const [place, wording] of wordings.entries()) {
      const compared = toCompared(fold(wording).text, normalizer, names)
      const means = groups.map(
        (group) => group.reduce((sum, other) => sum + compare(compared, other, weigh), 0) / group.length,
      )
      const best = Math.max(...means)
      const joined = best >= SAMENESS.least ? means.indexOf(best) : groups.length
      groups[joined] = [...(groups[joined] ?? []), compared]
      places[joined] = [...(places[joined] ?? []), place]
      await nextTurn()
    }
    return places
  }
}

function toCompared(folded: string, normalizer: Normalizer, names: readonly string[]): ComparedWording {
  const withYears = writeYears(folded)
  const normalized = normalizer.normalizeQuery(withYears)
  const words = normalizer.toWords(normalized)
  return {
    normalized,
    words: new Set([...words, ...listLeft(normalized, words)]),
    characters: new Set(toHanCharacters(normalized)),
    aspects: toAspects(folded),
    people: names.filter((name) => normalized.includes(name)),
    figures: (withYears.match(FIGURES) ?? []).join(' '),
  }
}

/** Lists the aspects that a folded wording asks for; empty if it names none. */
function toAspects(folded: string): Aspect[] {
  return ASPECT_NAMES.filter((name) => ASPECTS[name].test(folded))
}

function compare(one: ComparedWording, other: ComparedWording, weigh: WeighWord): number {
  if (
    (one.figures !== '' && other.figures !== '' && one.figures !== other.figures) ||
    areApart(one.people, other.people)
  )
    return 0
  const [there, back] = [weighHeld(one, other, weigh), weighHeld(other, one, weigh)]
  const shared = (there.held + back.held) / 2
  const [least, most] = [Math.min(there.alone, back.alone), Math.max(there.alone, back.alone)]
  const likeness = shared / (shared + SAMENESS.bothAlone * least + SAMENESS.oneAlone * most || 1)
  const aspectFactor = areApart(one.aspects, other.aspects) ? SAMENESS.otherAspect : 1
  const figureFactor = one.figures === other.figures ? 1 : SAMENESS.moreFigures
  return likeness * aspectFactor * figureFactor
}

/** Lists the content characters outside all words: the dictionary leaves the last one of 人才卡. */
function listLeft(text: string, words: readonly string[]): string[] {
  const left = words.reduce((rest, word) => rest.replaceAll(word, ' '), text)
  return toHanCharacters(left).filter((character) => !FUNCTION_CHARACTERS.includes(character))
}

/** Tells whether both lists have members, and none in common. */
function areApart<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((each) => other.includes(each))
}

/** Weighs the words of a wording that another one shares, and the rest. */
function weighHeld(
  { words }: ComparedWording,
  other: ComparedWording,
  weigh: WeighWord,
): { readonly held: number; readonly alone: number } {
  let [held, total] = [0, 0]
  for (const word of words) {
    const weight = Math.max(SAMENESS.leastWeight, Math.min(weigh(word), SAMENESS.mostWeight))
    total += weight
    held += weight * toShare(word, other)
  }
  return { held, alone: total - held }
}

function toShare(word: string, { normalized, words, characters }: ComparedWording): number {
  if (words.has(word) || (isHan(word) && normalized.includes(word))) return 1
  const own = toHanCharacters(word)
  return own.length > 0 ? (SAMENESS.part * own.filter((character) => characters.has(character)).length) / own.length : 0
}

function writeYears(folded: string): string {
  const spelt = folded.replace(SPELT_YEAR, (year) =>
    [...year].map((digit) => (digit === '〇' ? 0 : DIGITS.indexOf(digit))).join(''),
  )
  return spelt.replace(SHORT_YEAR, '20$1')
}
