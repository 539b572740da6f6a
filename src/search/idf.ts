/** Document frequencies of terms in a collection of texts. */
export interface TermStatistics {
  /** BM25's IDF, above 0; the highest for a term that occurs nowhere. */
  weigh(term: string): number
  /** Sums the IDF of terms. */
  weighAll(terms: Iterable<string>): number
  has(term: string): boolean
  /** The share of the texts that contain a term, smoothed by half a text for each outcome (Krichevsky and Trofimov). */
  share(term: string): number
  /** The number of texts. */
  total(): number
}

/** Statistics to which texts can be added. */
export interface GrowingTermStatistics extends TermStatistics {
  /** Adds a text by its terms. */
  add(terms: Iterable<string>): void
}

/** Creates the statistics of an empty collection. */
export function createTermStatistics(): GrowingTermStatistics {
  const counts = new Map<string, number>()
  let total = 0
  const weigh = (term: string) => {
    const count = counts.get(term) ?? 0
    return Math.log(1 + (total - count + 0.5) / (count + 0.5))
  }
  return {
    add(terms) {
      total++
      for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
    },
    weigh,
    /** Sums the IDF of terms. */
    weighAll(terms) {
      let mass = 0
      for (const term of terms) mass += weigh(term)
      return mass
    },
    has: (term) => counts.has(term),
    share: (term) => ((counts.get(term) ?? 0) + 0.5) / (total + 1),
    total: () => total,
  }
}
