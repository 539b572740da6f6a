/**
 * How much likelier the words of one block are where those of another stand, in nats: by the square root of the
 * log-likelihood ratio for each character of both, so that long blocks do not outweigh everything else.
 */
export type Topic = (one: number, other: number) => number

/** The share of the words of a part that its other part accounts for, in the mixture of both with the page. */
const OWN_SHARE = 0.3
/** What a word costs that the other block lacks, as a share of its part in the mixture. */
const LACKED = 0.3
/** Repetitions of a word in a block that count. */
const MOST_REPEATED = 3

/** Compares all blocks of a page by their words. @param blocks the words of each */
export function compareTopics(blocks: readonly (readonly string[])[]): Topic {
  const counted = blocks.map(countWords)
  const likelihoods = counted.map(() => new Float64Array(blocks.length))
  const total = blocks.reduce((sum, words) => sum + words.length, 0)
  for (const holders of groupByWord(counted)) addWord(holders, blocks, total, likelihoods)
  return (one, other) => {
    const [long, short] = [blocks[one]?.length ?? 0, blocks[other]?.length ?? 0]
    const likelihood = (likelihoods[one]?.[other] ?? 0) + LACKED * short * Math.log(1 - OWN_SHARE)
    return likelihood <= 0 ? 0 : Math.sqrt(likelihood / Math.sqrt(1 + long + short))
  }
}

/** How close the blocks are in topic to those that they could be joined with. */
export interface Crowd {
  readonly bestOfEnd: (end: number) => number
  readonly bestOfStart: (start: number) => number
  readonly meanOfStart: (start: number) => number
}

/** Measures how close each end is to all starts, and each start to all ends. */
export function measureCrowd(
  topic: Topic,
  sides: readonly { readonly isOpenEnd: boolean; readonly isOpenStart: boolean }[],
): Crowd {
  const bestOfEnd = new Float64Array(sides.length)
  const [bestOfStart, sumOfStart] = [new Float64Array(sides.length), new Float64Array(sides.length)]
  const ends = [...sides.keys()].filter((place) => sides[place]?.isOpenEnd)
  for (const end of ends)
    for (const [start, { isOpenStart }] of sides.entries()) {
      if (!isOpenStart || start === end) continue
      const close = topic(end, start)
      bestOfEnd[end] = Math.max(bestOfEnd[end] ?? 0, close)
      bestOfStart[start] = Math.max(bestOfStart[start] ?? 0, close)
      sumOfStart[start] = (sumOfStart[start] ?? 0) + close
    }
  return {
    bestOfEnd: (end) => bestOfEnd[end] ?? 0,
    bestOfStart: (start) => bestOfStart[start] ?? 0,
    meanOfStart: (start) => (sumOfStart[start] ?? 0) / Math.max(1, ends.length),
  }
}

/** A block that has a word, and how often. */
interface Holder {
  readonly block: number
  readonly count: number
}

function addWord(
  holders: readonly Holder[],
  blocks: readonly (readonly string[])[],
  total: number,
  likelihoods: readonly Float64Array[],
): void {
  const all = holders.reduce((sum, { count }) => sum + count, 0)
  for (const { block: one, count } of holders)
    for (const { block: other, count: again } of holders) {
      const row = likelihoods[one]
      if (one === other || !row) continue
      const [length, otherLength] = [blocks[one]?.length ?? 0, blocks[other]?.length ?? 0]
      const elsewhere = (all - count - again + 0.5) / (total - length - otherLength + 1)
      const lift = Math.log(1 + ((OWN_SHARE / (1 - OWN_SHARE)) * (count / length)) / elsewhere)
      row[other] = (row[other] ?? 0) + Math.min(again, MOST_REPEATED) * lift
    }
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function groupByWord(counted: readonly ReadonlyMap<string, number>[]): Iterable<readonly Holder[]> {
  const holders = new Map<string, Holder[]>()
  for (const [block, counts] of counted.entries())
    for (const [word, count] of counts) {
      const own = holders.get(word)
      if (own) own.push({ block, count })
      else holders.set(word, [{ block, count }])
    }
  return holders.values()
}
