import type { ArticleEntries, PassageEntry } from '../../src/search/engine/engine.ts'

/** A passage with some terms of its own, and further ones. */
export function toEntry(held: readonly string[], further: readonly string[] = []): PassageEntry {
  // Cut again, it has the same terms.
  const text = held.join(' ')
  const singles = [...new Set(text.replaceAll(' ', ''))]
  return { title: '', question: '', text, speakers: '', held, singles, further, length: held.length }
}

export function toEntries(key: string, ...passages: readonly PassageEntry[]): ArticleEntries {
  return { toKey: () => key, passages }
}
