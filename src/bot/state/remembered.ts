import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { SharedMemory } from '../../records/shared/shared-memory.ts'

/** What the copies of a bot remember together; a bot that runs alone has neither. */
export interface SharedMemories {
  readonly memory?: SharedMemory | undefined
  /** For what users wrote; undefined where nothing of it is kept. */
  readonly wordings?: SharedMemory | undefined
}

/** Values by keys. No call rejects: where the shared memory fails, a copy goes by what it has set itself. */
export interface Remembered<T> {
  find(key: string): Promise<T | undefined>
  /** What this process has set last, whatever others have. */
  findOwn(key: string): T | undefined
  /** @param value undefined forgets what was set before, in every copy */
  set(key: string, value: T | undefined): Promise<void>
}

interface RememberedOptions {
  /** Keeps apart what has the same key. */
  readonly name: string
  /** Entries of this process: those set least recently are forgotten first. */
  readonly max: number
  /** Milliseconds. */
  readonly ttl: number
  readonly memory?: SharedMemory | undefined
  /** Whether the values stay in the process: then the memory has only which of them is the latest. */
  readonly isKeptApart?: boolean
}

interface Own<T> {
  readonly value: T | undefined
  readonly mark: string
  /** Whether other copies see it. */
  readonly isShared: boolean
}

interface Shared<T> {
  readonly mark: string
  readonly value?: T
}

/** Creates a place for values that JSON can hold. */
export function createRemembered<T>(options: RememberedOptions): Remembered<T> {
  const { name, max, ttl, memory, isKeptApart = false } = options
  const own = new LRUCache<string, Own<T>>({ max, ttl })
  return {
    async find(key) {
      const known = own.get(key)
      // What could not be shared is newer than what others know.
      if (!memory || (known && !known.isShared)) return known?.value
      try {
        // Only what is set below has such a key.
        const shared = (await memory.get(`${name} ${key}`)) as Shared<T> | undefined
        return shared && shared.mark === known?.mark ? known.value : shared?.value
      } catch {
        return known?.value
      }
    },
    findOwn: (key) => own.get(key)?.value,
    async set(key, value) {
      const mark = randomUUID()
      own.set(key, { value, mark, isShared: false })
      if (!memory) return
      const shared: Shared<T> = isKeptApart || value === undefined ? { mark } : { mark, value }
      const setting = memory.set([{ key: `${name} ${key}`, value: shared, lasting: ttl }])
      const isShared = await setting.then(
        () => true,
        () => false,
      )
      if (isShared && own.get(key)?.mark === mark) own.set(key, { value, mark, isShared })
    },
  }
}

interface MarkSeenOptions {
  readonly name: string
  readonly max: number
  /** Milliseconds for which copies remember together. */
  readonly lasting: number
  readonly memory?: SharedMemory | undefined
}

/** Marks an id as seen, and resolves to whether it was new to every copy. */
export type MarkSeen = (id: string | number) => Promise<boolean>

/** Creates the function that marks ids as seen; a process alone remembers the latest `max` of them. */
export function createMarkSeen({ name, max, lasting, memory }: MarkSeenOptions): MarkSeen {
  const seen = new LRUCache<string | number, true>({ max })
  return async (id) => {
    const isNew = !seen.has(id)
    seen.set(id, true)
    if (!isNew || !memory) return isNew
    const marking = memory.change(`${name} ${id}`, lasting, (before) =>
      before === undefined ? { value: true, result: true } : { value: undefined, result: false },
    )
    return marking.catch(() => true)
  }
}
