import type { Article } from '../../src/knowledge/article.ts'
import { parseAsks } from '../../src/knowledge/companions/asks.ts'
import { addAsks } from '../../src/knowledge/companions/place-asks.ts'

/** Adds the asks of a YAML file to articles. @throws Error if the file is faulty */
export function withAsks(articles: readonly Article[], yaml: string): Article[] {
  const parsed = parseAsks('asks.yaml', yaml)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return addAsks(articles, [parsed.value])
}
