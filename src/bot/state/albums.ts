import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { SharedMemory } from '../../records/shared/shared-memory.ts'
import { createMarkSeen } from './remembered.ts'

/** Tells which albums got a reply: their messages come one by one, and may reach several copies of the bot. */
export interface Albums {
  /** Notes that an album is replied to. */
  note(id: string): Promise<void>
  /** Tells whether nothing is replied to an album yet, and notes that something is now. */
  isUnanswered(id: string): Promise<boolean>
}

/** Albums at a time; the messages of one arrive within a second. */
const MOST = 1000
/** Milliseconds: Telegram delivers a message again for as long. */
const LASTING = 60 * 60 * 1000
/** Milliseconds in which another copy takes in the message with the caption, which comes together with the others. */
const PATIENCE = 1000

/** Creates the memory of albums. */
export function createAlbums(memory?: SharedMemory, patience = PATIENCE): Albums {
  const markSeen = createMarkSeen({ name: 'album', max: MOST, lasting: LASTING, memory })
  const known = new LRUCache<string, true>({ max: MOST })
  return {
    async note(id) {
      known.set(id, true)
      await markSeen(id)
    },
    async isUnanswered(id) {
      if (memory && !known.has(id)) {
        known.set(id, true)
        await sleep(patience)
      }
      return markSeen(id)
    },
  }
}
