import type { Article } from '../../src/knowledge/article.ts'
import { addAsks, parseAsks } from '../../src/knowledge/companions/asks.ts'

/** Gives articles the asks of a file that a test wrote; a fault in it is the test's. */
export function withAsks(articles: readonly Article[], yaml: string): Article[] {
  const parsed = parseAsks('asks.yaml', yaml)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return addAsks(articles, [parsed.value])
}
