/** How rare terms are in a collection of texts. */
export interface TermStatistics {
  /** IDF as BM25 has it; a term that stands nowhere weighs most. */
  weigh(term: string): number
  weighAll(terms: Iterable<string>): number
  has(term: string): boolean
  /** In what share of the texts a term stands, half a text added to each kind (Krichevsky and Trofimov). */
  share(term: string): number
  /** How many texts there are. */
  total(): number
}

/** Statistics that are still being gathered. */
export interface Gathering extends TermStatistics {
  /** Counts a text by its terms. */
  add(terms: Iterable<string>): void
}

/** Creates the statistics of a collection, empty at first. */
export function createTermStatistics(): Gathering {
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
