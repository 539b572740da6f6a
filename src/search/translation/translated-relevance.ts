import { createHasTerm } from '../../text/terms.ts'
import { type Alternative, type Concepts, listPairs } from './concepts.ts'
import type { WeighedTerms } from '../idf.ts'
import { type ComparedPassage, type Relevance, countHan, scoreMatches } from '../relevance.ts'
import { CONCEPTS, RELEVANCE } from '../tuning.ts'

type HasTerm = ReturnType<typeof createHasTerm>

/** A concept that a passage has, with the alternatives that are there. */
interface MatchedConcept {
  readonly weight: number
  readonly present: readonly Alternative[]
}

/** The concepts of a query that a passage has. */
interface MatchedConcepts {
  readonly scored: { readonly weight: number; readonly frequency: number }[]
  readonly concepts: MatchedConcept[]
  /** Whether it surely has all. */
  isWhole: boolean
}

/** Creates the comparison of a query's concepts with passages of the other language. */
export function createTranslatedComparison(
  concepts: Concepts,
  meanLength: number,
): (passage: ComparedPassage) => Relevance {
  const mass = sumWeights(concepts) || 1
  return (passage) => {
    const matched = matchConcepts(passage, concepts)
    const shares = {
      score: scoreMatches(matched.scored, passage.length / (meanLength || 1)) / mass,
      concepts: sum(matched.scored.map(({ weight }) => weight)) / mass,
      question: passage.question === '' ? 0 : weighConcepts(concepts.values(), passage.hasAsked) / mass,
      sentence: Math.max(0, ...passage.sentences.map(({ has }) => weighPresent(matched.concepts, has))) / mass,
    }
    const cover = (Math.min(1, shares.score / RELEVANCE.fullScore) + 2 * shares.concepts + shares.sentence) / 5
    return {
      rank:
        shares.score +
        CONCEPTS.concepts * shares.concepts +
        CONCEPTS.sentence * shares.sentence +
        RELEVANCE.question * shares.question,
      cover: Math.max(0, cover - CONCEPTS.chance) / (1 - CONCEPTS.chance),
      isWhole: matched.isWhole,
      isShared: Math.max(cover, shares.question) > CONCEPTS.leastShared,
      question: shares.question,
      concepts: shares.concepts,
    }
  }
}

/** The share of the weight of a query's concepts that a text has, 0 to 1. */
export function rateConcepts(concepts: Concepts, normalized: string): number {
  return weighConcepts(concepts.values(), createHasTerm(normalized)) / (sumWeights(concepts) || 1)
}

/** Weighs the terms of the surer alternatives of concepts, by which a text is highlighted. */
export function weighConceptTerms(concepts: Concepts): WeighedTerms {
  const weights = new Map<string, number>()
  for (const { weight, alternatives } of concepts.values()) {
    for (const { terms, strength } of alternatives) {
      if (strength <= CONCEPTS.highlighted) continue
      const pairs = terms.flatMap(listPairs)
      for (const pair of pairs) weights.set(pair, Math.max(weights.get(pair) ?? 0, (weight * strength) / pairs.length))
    }
  }
  return weights
}

function matchConcepts(passage: ComparedPassage, concepts: Concepts): MatchedConcepts {
  const matched: MatchedConcepts = { scored: [], concepts: [], isWhole: concepts.size > 0 }
  for (const { weight, alternatives } of concepts.values()) {
    const present: Alternative[] = []
    let [most, frequency] = [0, 0]
    for (const alternative of alternatives) {
      const { share, count } = countAlternative(passage, alternative)
      if (share === 0) continue
      const strength = alternative.strength * share ** CONCEPTS.share
      present.push(alternative)
      most = Math.max(most, strength)
      frequency += count * strength
    }
    matched.isWhole &&= most === 1
    if (most === 0) continue
    matched.scored.push({ weight: weight * most, frequency: frequency / most })
    matched.concepts.push({ weight, present })
  }
  return matched
}

/** The share of an alternative's terms that a passage has, and how often it has them. */
function countAlternative(passage: ComparedPassage, { terms, isHan }: Alternative): { share: number; count: number } {
  const [only] = terms
  if (terms.length === 1 && only !== undefined) {
    const count = isHan ? countHan(passage, only) : (passage.words.get(only) ?? 0)
    return { share: count > 0 ? 1 : 0, count }
  }
  const counts = terms.map((term) => passage.words.get(term) ?? 0)
  return { share: counts.filter((count) => count > 0).length / terms.length, count: Math.max(1, Math.min(...counts)) }
}

function weighPresent(concepts: readonly MatchedConcept[], has: HasTerm): number {
  return weighConcepts(
    concepts.map(({ weight, present }) => ({ weight, alternatives: present })),
    has,
  )
}

/** Sums the weights of the concepts that a text has, by the surest alternative of each. */
function weighConcepts(
  concepts: Iterable<{ readonly weight: number; readonly alternatives: readonly Alternative[] }>,
  has: HasTerm,
): number {
  let mass = 0
  for (const { weight, alternatives } of concepts) {
    let most = 0
    for (const { terms, strength } of alternatives) {
      if (strength <= most) continue
      const held = terms.length === 1 ? Number(has(terms[0] ?? '')) : terms.filter(has).length / terms.length
      most = Math.max(most, strength * held ** CONCEPTS.share)
    }
    mass += weight * most
  }
  return mass
}

function sumWeights(concepts: Concepts): number {
  return sum([...concepts.values()].map(({ weight }) => weight))
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
