import type { BenchQuery } from './data.ts'

/** Finds the ids of passages, best first, at once or by and by. */
export type MeasuredFind = (query: string, limit: number) => readonly string[] | Promise<readonly string[]>

/** How well a search finds, shares in percent. */
export interface Measures {
  readonly recall1: number
  readonly recall5: number
  readonly mrr10: number
  readonly ndcg10: number
}

const DEPTH = 10

/**
 * Measures a search. A query's recall at k is 1 if one of its relevant passages is among the first k, as in the trial
 * that the targets come from; MRR and nDCG have their usual definitions with binary relevance.
 */
export async function measure(queries: readonly BenchQuery[], find: MeasuredFind): Promise<Measures> {
  const sums = { recall1: 0, recall5: 0, mrr10: 0, ndcg10: 0 }
  for (const { text, relevant } of queries) {
    const found = await find(text, DEPTH)
    const places = found.flatMap((id, place) => (relevant.includes(id) ? [place] : []))
    const first = places[0]
    if (first === undefined) continue
    if (first < 1) sums.recall1++
    if (first < 5) sums.recall5++
    sums.mrr10 += 1 / (first + 1)
    sums.ndcg10 += toGain(places) / toGain(relevant.slice(0, DEPTH).map((_, place) => place))
  }
  const toShare = (total: number) => (100 * total) / queries.length
  return {
    recall1: toShare(sums.recall1),
    recall5: toShare(sums.recall5),
    mrr10: toShare(sums.mrr10),
    ndcg10: toShare(sums.ndcg10),
  }
}

/** The average of each measure over several sets, each of which counts alike. */
export function toAverage(all: readonly Measures[]): Measures {
  const average = (key: keyof Measures) => all.reduce((sum, one) => sum + one[key], 0) / all.length
  return {
    recall1: average('recall1'),
    recall5: average('recall5'),
    mrr10: average('mrr10'),
    ndcg10: average('ndcg10'),
  }
}

/** The value below which a share of the numbers lies. */
export function toQuantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Renders a line of the table. */
export function toRow(name: string, { recall1, recall5, mrr10, ndcg10 }: Measures): string {
  const shares = [
    ['recall@1', recall1],
    ['recall@5', recall5],
    ['MRR@10', mrr10],
    ['nDCG@10', ndcg10],
  ] as const
  return [name.padEnd(24), ...shares.map(([label, share]) => `${label} ${share.toFixed(1).padStart(5)}`)].join('  ')
}

function toGain(places: readonly number[]): number {
  return places.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0)
}
