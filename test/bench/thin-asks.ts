import { type Article, toCitations } from '../../src/knowledge/article.ts'
import type { Loaded } from '../../src/knowledge/knowledge.ts'
import { createRandom } from './random.ts'

/** Keeps as many asks of each passage at most, by lot, and of the unanswered lines the same share. */
export function thinAsks(loaded: Loaded, most: number, seed = 1): Loaded {
  const random = createRandom(seed)
  const toSome = <T>(items: readonly T[], count: number): T[] =>
    items
      .map((item) => ({ item, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, count)
      .map(({ item }) => item)
  const thinned = loaded.articles.map((article): Article => {
    const exchanges = article.exchanges.map((exchange) => ({
      ...exchange,
      passages: exchange.passages.map(({ asks, ...passage }) =>
        asks && most > 0 ? { ...passage, asks: toSome(asks, most) } : passage,
      ),
    }))
    const { unanswered, ...rest } = { ...article, exchanges }
    const share = countAsks(rest) / Math.max(countAsks(article), 1)
    return unanswered && share > 0 ? { ...rest, unanswered: toSome(unanswered, unanswered.length * share) } : rest
  })
  // The checks were written with all asks in mind.
  return { ...loaded, articles: thinned, checks: [] }
}

function countAsks(article: Article): number {
  return toCitations([article]).reduce((sum, { passage }) => sum + (passage.asks?.length ?? 0), 0)
}
