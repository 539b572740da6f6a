import { LRUCache } from 'lru-cache'

/** Albums at one time; their messages come within a second. */
const MOST_ALBUMS = 1000

/** Creates the telling of the first message of each album from the others. */
export function createSeenAlbums(): (id: string) => boolean {
  const seen = new LRUCache<string, true>({ max: MOST_ALBUMS })
  return (id) => {
    const isNew = !seen.has(id)
    seen.set(id, true)
    return isNew
  }
}
