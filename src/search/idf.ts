/** BM25's IDF of a term that `count` of `total` texts have, above 0; the highest for a term that occurs nowhere. */
export function toIdf(count: number, total: number): number {
  // An index that was replaced may count texts that came after it.
  const known = Math.min(count, total)
  return Math.log(1 + (total - known + 0.5) / (known + 0.5))
}

/** Terms with their IDF. */
export type WeighedTerms = ReadonlyMap<string, number>

/** Weighs each term once. */
export function weighTerms(terms: Iterable<string>, total: number, count: (term: string) => number): WeighedTerms {
  const weighed = new Map<string, number>()
  for (const term of terms) if (!weighed.has(term)) weighed.set(term, toIdf(count(term), total))
  return weighed
}

/** Sums the IDF of the terms that pass a test; of all by default. */
export function sumIdf(terms: WeighedTerms, has: (term: string) => boolean = () => true): number {
  let mass = 0
  for (const [term, weight] of terms) if (has(term)) mass += weight
  return mass
}

/** Chooses the rarest terms whose posting lists fit a budget together; one at least. Leaves out unknown terms. */
export function chooseRarest(terms: readonly string[], budget: number, count: (term: string) => number): string[] {
  const counted = [...new Set(terms)].map((term) => ({ term, count: count(term) })).filter((one) => one.count > 0)
  let left = budget
  return counted
    .toSorted((a, b) => a.count - b.count)
    .filter(({ count: postings }, place) => (left -= postings) >= 0 || place === 0)
    .map(({ term }) => term)
}
