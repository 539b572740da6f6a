import { LRUCache } from 'lru-cache'

/** Keeps what was made of the latest few texts, for whoever asks for it again. */
export function remember<T extends object>(make: (text: string) => T, most: number): (text: string) => T {
  const made = new LRUCache<string, T>({ max: most })
  return (text) => {
    const known = made.get(text) ?? make(text)
    made.set(text, known)
    return known
  }
}
