import type { Article } from '../../knowledge/article.ts'
import { type Dictionary, loadDictionary, prepareDictionary } from '../../text/dictionary/dictionary.ts'
import type { Fold } from '../../text/fold.ts'
import { type Normalizer, blankAskingWords } from '../../text/normalize.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { toHanCharacters, toRuns, toStem } from '../../text/terms.ts'
import { type Concepts, type Translator, toChineseConcepts, toEnglishConcepts } from './concepts.ts'
import type { Engine } from '../engine/engine.ts'
import { createPace } from '../pace.ts'

/** What a query means in passages of the other language. */
export interface Translation {
  readonly concepts: Concepts
  /** Tells whether a passage, as it is written, is in that language. */
  readonly isFor: (text: string) => boolean
}

/** The index that is searched. */
interface Searched {
  readonly engine: Engine
  readonly articles: readonly Article[]
  readonly normalizer: Normalizer
  readonly fold: Fold
  /** Of speakers. */
  readonly names: readonly string[]
}

const HAN = /\p{Script=Han}/u
const LATIN = /\p{Script=Latin}{2}/u
/** Shorter ones are abbreviations. */
const WORD = /^\p{Script=Latin}{3,}$/u
const CHARACTERS_FOR_WORD = 2

/** The translation of queries into the language of passages. */
export interface QueryTranslation {
  /** Undefined for a query whose words are found as they are. */
  readonly translate: (query: string) => Translation | undefined
  /** Makes in slices what the first query that is translated would wait for. */
  readonly prepare: () => Promise<void>
}

/**
 * Creates the translation of queries; undefined for one whose words are found as they are: all in Han characters in a
 * folder without articles in Latin letters, or with words in Latin letters that the folder has.
 *
 * @param load gives the dictionary; without one queries find their own words alone
 */
export function createTranslateQuery(
  searched: Searched,
  load: () => Dictionary | undefined = loadDictionary,
): QueryTranslation {
  const { articles, fold, names } = searched
  let latin: boolean | undefined
  let translator: Translator | undefined
  const latinNames = new Map<string, string>()
  const addNames = (some: readonly string[]) => {
    for (const name of some) for (const written of toLatinNames(name)) latinNames.set(written, name)
  }
  const getTranslator = () => {
    if (translator) return translator
    if (latinNames.size === 0) addNames(names)
    return (translator = toTranslator(searched, latinNames, load()))
  }
  const translateToChinese = (subject: string): Translation | undefined => {
    const own = getTranslator()
    return own && { concepts: toChineseConcepts(subject, own), isFor: (text) => !isLatin(text) }
  }
  const translateToEnglish = (subject: string): Translation | undefined => {
    const own = getTranslator()
    return own && { concepts: toEnglishConcepts(subject, own), isFor: isLatin }
  }
  const translate = (query: string) => {
    const subject = blankAskingWords(fold(query).text)
    if (!HAN.test(subject)) return LATIN.test(subject) ? translateToChinese(subject) : undefined
    if (isMostlyUnknown(subject, searched, getTranslator)) return translateToChinese(subject)
    latin ??= articles.some(isInLatin)
    return latin ? translateToEnglish(subject) : undefined
  }
  const prepare = async () => {
    const pause = createPace()
    await prepareDictionary()
    for (const name of names) {
      addNames([name])
      await pause()
    }
    getTranslator()
  }
  return { translate, prepare }
}

/**
 * Tells whether a query with Han characters has as much in English words that the folder lacks and the dictionary has,
 * two characters for a word.
 */
function isMostlyUnknown(
  subject: string,
  { engine, normalizer }: Searched,
  getTranslator: () => Translator | undefined,
): boolean {
  if (!LATIN.test(subject)) return false
  const { text } = normalizer.normalize(subject)
  const least = toHanCharacters(text).length / CHARACTERS_FOR_WORD
  const stems = toRuns(text).flatMap((run) => (WORD.test(run.text) ? [toStem(run.text)] : []))
  const unknown = stems.filter((stem) => engine.countHeld(stem) === 0)
  if (unknown.length === 0 || unknown.length < least) return false
  const translations = getTranslator()?.dictionary.translate(unknown) ?? []
  const known = translations.filter(({ size }) => size > 0)
  return known.length > 0 && known.length >= least
}

function toTranslator(
  { engine, normalizer }: Searched,
  latinNames: Translator['latinNames'],
  dictionary: Dictionary | undefined,
): Translator | undefined {
  if (!dictionary) return undefined
  return { dictionary, engine, normalize: (text) => normalizer.normalize(text).text, latinNames }
}

/** An article is in one language. */
function isInLatin({ exchanges }: Article): boolean {
  return isLatin(exchanges[0]?.passages[0]?.text ?? '')
}

/** UTF-16 units that tell the script of a text. */
const SAMPLE = 200
/** An English text may have a few Chinese names; code with Chinese comments is no English. */
const LETTERS_FOR_HAN = 20
const FIRST_HAN = 0x2e80

/** Tells whether a text, as it is written, is in Latin letters rather than in Han characters. */
function isLatin(text: string): boolean {
  let [letters, han] = [0, 0]
  // Written for speed: it is asked of each passage that is compared.
  for (let place = 0; place < Math.min(SAMPLE, text.length); place++) {
    const code = text.charCodeAt(place) | 0x20
    if (code >= FIRST_HAN) han++
    else if (code >= 0x61 && code <= 0x7a) letters++
  }
  return letters > LETTERS_FOR_HAN * han
}
