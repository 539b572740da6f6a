import { listEverydayWords } from './everyday-words.ts'
import { type Fold, type Folded, withOrigins } from './fold.ts'
import { listRegionalWords } from './regional-words.ts'
import { type Vocabulary, createSynonymReplacer, toNameIndex } from './synonyms.ts'
import { type WordCutter, createWordCutter } from './terms.ts'

/** Brings texts and queries into the one form in which they are matched. */
export interface Normalizer {
  /** Folds a text, and replaces synonyms by the articles' word. */
  readonly normalize: (text: string) => Folded
  /** Normalizes a query, with its asking words blanked. */
  readonly normalizeQuery: (query: string) => string
  /** Makes all forms of a query at once. */
  readonly toForms: (query: string) => QueryForms
  /** Cuts a normalized text into words. */
  readonly toWords: WordCutter
  /** Makes the normalizer of the same vocabulary that never replaces a part of these names. */
  readonly withNames: (names: readonly string[]) => Normalizer
}

/** The forms of a query. */
export interface QueryForms {
  readonly folded: string
  /** Normalized, asking words included. */
  readonly whole: string
  /** Normalized, with the asking words blanked. */
  readonly subject: string
}

/**
 * Creates the normalizer of articles, asks and queries.
 *
 * @param names of speakers, which are never cut
 */
export function createNormalizer(vocabulary: Vocabulary, names: readonly string[], fold: Fold): Normalizer {
  const general = [...listEverydayWords(), ...listRegionalWords()]
  const replaceSynonyms = createSynonymReplacer(vocabulary, fold, general)
  const bind = (given: readonly string[]): Normalizer => {
    const index = toNameIndex(given.map((name) => fold(name).text))
    const normalize = (folded: Folded) => replaceSynonyms(folded, index)
    let cutter: WordCutter | undefined
    return {
      normalize: (text) => normalize(fold(text)),
      normalizeQuery: (query) => normalize(blank(fold(query))).text,
      toForms(query) {
        const folded = fold(query)
        const [whole, blanked] = [normalize(folded).text, blank(folded)]
        return { folded: folded.text, whole, subject: blanked === folded ? whole : normalize(blanked).text }
      },
      toWords(normalized) {
        // Made when first needed: each article binds its names, and only wordings that are grouped are cut.
        cutter ??= createWordCutter([...given, ...vocabulary.terms].map((term) => normalize(fold(term)).text))
        return cutter(normalized)
      },
      withNames: bind,
    }
  }
  return bind(names)
}

function blank(folded: Folded): Folded {
  const text = blankAskingWords(folded.text)
  return text === folded.text ? folded : withOrigins(text, () => folded.origins)
}

/**
 * Words that turn a statement into a query and carry nothing of its subject, in folded form.
 * A word precedes its own prefixes, because the pattern takes the first alternative that matches.
 */
const ASKING_WORDS =
  '请问一下|想问一下|请教一下|我想知道|我想了解|想了解|想知道|问一下|介绍一下|介绍下|请问|想问|请教|' +
  '麻烦|谢谢|多谢|你好|您好|大家好|为什么|是什么|什么样|什么|哪一些|哪些|哪几个|哪几|哪个|哪位|哪家|' +
  '哪里|哪儿|怎么样|怎么办(?![理公学证案])|怎么看待|怎么看|怎么说|怎么讲|怎么想|怎么评价|怎么|怎样|如何看待|如何看|' +
  '如何评价|如何|为何|多少|好多|多大|多久|几个|几位|几名|有没有|是不是|能不能|会不会|要不要|是否|到底|' +
  '究竟|是谁|谁|啥|咋看|咋说|咋讲|咋个|咋样|咋|啷个样|啷个|系唔系|系咪|系边个|边个|边位|边啲|边度|乜嘢|乜野|咩嘢|点解(?![决释读放除说答析])|点睇|点样|几时|有冇'

/** English function words that carry nothing of a subject. */
const ENGLISH_WORDS =
  'a|an|the|of|in|on|at|to|for|by|with|from|about|as|and|or|but|so|if|than|then|that|this|these|those|' +
  'there|here|its|is|are|was|were|be|been|being|am|do|does|did|done|has|have|had|can|could|will|would|' +
  'should|might|must|shall|what|which|who|whom|whose|when|where|why|how|many|much|any|some|i|me|my|you|' +
  'your|he|his|him|she|her|we|our|they|their|them|please|tell|say|says|said|know|want|wants|think|' +
  'thinks|according|kind|kinds|sort|exactly|actually|really|s|t'

/** Particles, which mark a question only at the end of a clause: 网吧 is no question. */
const PARTICLES = String.raw`[吗呢吧啊呀哦嘛么哈噻撒]+(?=$|\P{Script=Han})`

/** Beside Han characters an English word may be part of a name. */
const LETTER = String.raw`[a-z0-9\p{Script=Han}]`
const WHOLE_ENGLISH_WORD = `(?<!${LETTER})(?:${ENGLISH_WORDS})(?!${LETTER})`
const PATTERN = new RegExp([ASKING_WORDS, PARTICLES, WHOLE_ENGLISH_WORD].join('|'), 'gu')

/** Replaces each UTF-16 unit of the asking words of a folded query by a space, so that offsets stay valid. */
export function blankAskingWords(folded: string): string {
  return folded.replace(PATTERN, (word) => ' '.repeat(word.length))
}
