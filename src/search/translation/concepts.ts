import type { Dictionary } from '../../text/dictionary/dictionary.ts'
import { isHan, isSingle, toPairs, toRuns, toStem } from '../../text/terms.ts'
import type { Engine } from '../engine/engine.ts'
import { toIdf } from '../idf.ts'
import { CONCEPTS } from '../tuning.ts'

/** What a word of a query may be called in texts of the other language. */
export interface Concept {
  readonly weight: number
  /** The likeliest first. */
  readonly alternatives: readonly Alternative[]
}

/** Terms of normalized texts that stand for a concept together: one Han word, or stems. */
export interface Alternative {
  readonly terms: readonly string[]
  readonly isHan: boolean
  /** How surely they mean it, above 0 to 1. */
  readonly strength: number
}

/** The concepts of a query, by its words. */
export type Concepts = ReadonlyMap<string, Concept>

/** What the words of a query are translated by: only what occurs in the folder is an alternative. */
export interface Translator {
  readonly dictionary: Dictionary
  readonly engine: Engine
  readonly normalize: (text: string) => string
  /** Han names by the ways to write them in Latin letters. */
  readonly latinNames: ReadonlyMap<string, string>
}

/** Characters that carry nothing of a subject. */
const FUNCTION_CHARACTERS: ReadonlySet<string> = new Set(
  '的了是在和与将被把对等着过也都又就还而及其之以于从到为有这那哪个他她它们我你您该地得所由且或让给向往跟并很最更',
)
/** Words of a phrase that is looked up as a whole. */
const LONGEST_PHRASE = 3
const ALL_HAN = /^\p{Script=Han}+$/u

/**
 * Makes the concepts by which a query with words in Latin letters is compared with Chinese passages: one for each such
 * word or figure, and one for each pair of Han characters.
 *
 * @param subject folded, without asking words
 */
export function toChineseConcepts(subject: string, translator: Translator): Concepts {
  const { dictionary, engine, normalize } = translator
  const runs = toRuns(subject)
  const words = runs.filter(({ text }) => !isHan(text)).map(({ text }) => text)
  const stems = words.map(toStem)
  const phrases = findPhrases(words, translator)
  const translations = dictionary.translate(stems)
  const concepts = new Map<string, Concept>()
  for (const [place, stem] of stems.entries()) {
    const strengths = new Map(phrases[place]?.map((word) => [word, 1]))
    if (engine.countHeld(stem) > 0) strengths.set(stem, 1)
    const likely = [...(translations[place] ?? [])].filter(([, share]) => share >= CONCEPTS.leastShare)
    for (const [word, share] of likely.toSorted(([, a], [, b]) => b - a)) {
      if (strengths.size >= CONCEPTS.most) break
      const written = isWritten(word, engine) ? normalize(word) : ''
      if (written === '' || countWord(written, engine) === 0) continue
      const strength = share ** CONCEPTS.share * rateLength(written, engine)
      strengths.set(written, Math.max(strength, strengths.get(written) ?? 0))
    }
    concepts.set(
      stem,
      toConcept(
        [...strengths].map(([word, strength]) => toAlternative([word], strength)),
        engine,
      ),
    )
  }
  const han = runs.filter(({ text }) => isHan(text)).map(({ text }) => text)
  for (const pair of toPairs(normalize(han.join('\n'))))
    concepts.set(pair, toConcept([toAlternative([pair], 1)], engine))
  return concepts
}

/** Finds for each word what it means with the words beside it, or alone: a name, or the articles' word of a synonym. */
function findPhrases(words: readonly string[], { normalize, latinNames, engine }: Translator): string[][] {
  const found = words.map(() => new Array<string>())
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_PHRASE); end++) {
      const phrase = words.slice(start, end).join(' ')
      const meant = latinNames.get(phrase) ?? normalize(phrase)
      if (!ALL_HAN.test(meant) || countWord(meant, engine) === 0) continue
      for (const own of found.slice(start, end)) own.push(meant)
    }
  }
  return found
}

/**
 * Makes the concepts by which a Chinese query is compared with passages in Latin letters: one for each of its words.
 *
 * @param subject folded, without asking words
 */
export function toEnglishConcepts(subject: string, translator: Translator): Concepts {
  const { dictionary, engine, normalize } = translator
  const words = toRuns(subject).flatMap(({ text }) => (isHan(text) ? dictionary.cut(text) : [toStem(text)]))
  const concepts = new Map<string, Concept>()
  for (const word of words) {
    if (FUNCTION_CHARACTERS.has(word)) continue
    // English words that are synonyms of the folder's vocabulary are in the passages as the articles' word.
    const own = [...new Set([word, normalize(word)])].filter((one) => countWord(one, engine) > 0)
    const glosses = dictionary.listGlosses(word).flatMap((gloss) => {
      const held = gloss.filter((stem) => engine.countHeld(stem) > 0)
      const strength = (held.length / gloss.length) ** CONCEPTS.share * (isSingle(word) ? CONCEPTS.single : 1)
      return held.length > 0 ? [toAlternative(held, strength)] : []
    })
    concepts.set(word, toConcept([...own.map((one) => toAlternative([one], 1)), ...glosses], engine))
  }
  return concepts
}

function toAlternative(terms: readonly string[], strength: number): Alternative {
  return { terms, isHan: isHan(terms[0] ?? ''), strength }
}

/** The IDF of a concept is that of the passages its alternatives are expected in. */
function toConcept(alternatives: readonly Alternative[], engine: Engine): Concept {
  const best = alternatives.toSorted((a, b) => b.strength - a.strength).slice(0, CONCEPTS.most)
  let count = 0
  for (const { terms, strength } of best) count += strength * Math.min(...terms.map((term) => countWord(term, engine)))
  return { weight: toIdf(count, engine.size), alternatives: best }
}

/** A single character is part of many other words; one that is rare is less so. */
function rateLength(word: string, { countHeld, size }: Engine): number {
  return isSingle(word) ? (CONCEPTS.single * toIdf(countHeld(word), size)) / toIdf(1, size) : 1
}

/** Tells whether a word may occur, before normalization. */
function isWritten(word: string, { countFound, listCharacters }: Engine): boolean {
  const characters = listCharacters()
  for (const character of word) if (!characters.has(character)) return false
  return toPairs(word).every((pair) => countFound(pair) > 0)
}

/** Lists the pairs of a Han word; a stem is one itself, and must not be stemmed again: nurs would become nur. */
export function listPairs(term: string): string[] {
  return isHan(term) ? toPairs(term) : [term]
}

/** The number of passages that hold a word, at most. */
function countWord(word: string, { countHeld }: Engine): number {
  const pairs = listPairs(word)
  return Math.min(...(pairs.length > 0 ? pairs : [word]).map(countHeld))
}

/** Lists the terms by which an engine finds the passages of concepts: the rarest pair of the likeliest alternatives. */
export function listConceptTerms(concepts: Concepts, { countFound }: Engine): string[] {
  const likeliest = [...concepts.values()].flatMap(({ alternatives }) => alternatives.slice(0, CONCEPTS.candidates))
  return likeliest.flatMap(({ terms }) =>
    terms.flatMap((term) => {
      const pairs = listPairs(term)
      if (pairs.length < 2) return pairs
      const counts = pairs.map(countFound)
      return pairs[counts.indexOf(Math.min(...counts))] ?? []
    }),
  )
}
