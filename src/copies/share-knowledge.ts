import type { KnowledgeBase } from '../answer/knowledge-base.ts'
import type { Behind, Preparing, Sharing } from '../answer/sharing.ts'
import type { Force } from '../answer/teaching/take-load.ts'
import type { SharedFile, SharedFiles } from '../knowledge/shared/shared-files.ts'
import { toFolderState } from '../knowledge/sources.ts'
import type { SharedRecords } from '../records/records.ts'
import type { ProposedReload } from '../records/shared/reloads.ts'
import type { InUse } from '../records/shared/shared-knowledge.ts'
import { admitCopy } from './admit-copy.ts'
import { decide, waitForDecision } from './agree-on-reload.ts'
import { pause } from './pause.ts'

/** The part of this copy in the knowledge that all copies share. */
export interface KnowledgeSharing {
  /** What copies wrote over their folders. */
  readonly shared: SharedFiles
  readonly sharing: Sharing
  /**
   * Waits until no other copy runs with which this one cannot.
   *
   * @throws CopiesError if it goes on running
   */
  admit(stop: AbortSignal): Promise<void>
  /** Waits until this copy answers from what the others do, and follows them from then on. */
  join(knowledge: KnowledgeBase, stop: AbortSignal): Promise<void>
  /** Whether this copy answers from what the others do. */
  isLevel(): boolean
}

/** What becomes of the copies, for the log. */
export interface SharingListeners {
  /** The folder of this copy is another than that of the others. */
  readonly onApart?: (() => void) | undefined
  readonly onLevel?: (() => void) | undefined
  /** Another copy that cannot run beside this one is waited for. */
  readonly onWait?: ((names: readonly string[]) => void) | undefined
  /** Another bot, or this one by another token, has used the database before. */
  readonly onOtherBot?: (() => void) | undefined
  /** A reload that another copy proposed has ended. */
  readonly onReloaded?: ((outcome: string) => void) | undefined
  readonly onTrouble?: ((error: unknown) => void) | undefined
}

/** In milliseconds; each has a default. */
export interface SharingTimes {
  /** How long all copies are waited for in a reload. */
  readonly agree?: number
  /** Between looks at what others say, beside being notified. */
  readonly look?: number
  /** Between tries of a copy whose folder is another one. */
  readonly retry?: number
  /** How long this copy may take to follow the others before it is not ready. */
  readonly late?: number
  /** How long a copy that cannot run beside this one is waited for. */
  readonly admit?: number
}

const TIMES: Required<SharingTimes> = { agree: 60_000, look: 100, retry: 3000, late: 5000, admit: 60_000 }

/** Creates the part of this copy. */
export function shareKnowledge(
  records: SharedRecords,
  listeners: SharingListeners = {},
  given: SharingTimes = {},
): KnowledgeSharing {
  const times = { ...TIMES, ...given }
  const { copies, signals, knowledge: rows, reloads } = records
  const { self } = copies
  /** What this copy answers from, as far as it is what all do. */
  let level: InUse = { version: -1, state: '' }
  let isApart = false
  /** Since when this copy knows that others answer from something else. */
  let behindSince: number | undefined
  /** What others answer from could not be looked at. */
  let isUnsure = false
  /** What was written, as this copy has last read it. */
  let lastRead: ReadonlyMap<string, SharedFile> | undefined
  let followed: string | undefined

  function setLevel(next: InUse): void {
    level = next
    if (isApart) listeners.onLevel?.()
    isApart = false
    behindSince = undefined
  }

  const take = async (next: InUse | undefined) => {
    if (next) setLevel(next)
    return next !== undefined
  }

  const agreement = { copies, reloads, rows, times, take }

  function toPreparing(proposed: ProposedReload): Preparing {
    followed = proposed.id
    const say = (state: string | null) => reloads.vote(proposed.id, { copy: self.id, name: self.name, state })
    const isOwn = proposed.proposer === self.id
    return {
      // Written below, by this program.
      force: (JSON.parse(proposed.force) as Force | null) ?? undefined,
      async ready(state) {
        await say(state)
        return isOwn ? decide(agreement, proposed, state) : waitForDecision(agreement, proposed, state)
      },
      async refuse() {
        await say(null)
        if (isOwn) await reloads.decide(proposed.id, 'given up')
      },
    }
  }

  const sharing: Sharing = {
    async findBehind() {
      // The database reports its failures itself; what is in use here goes on answering.
      const inUse = await rows.readInUse().catch(() => undefined)
      isUnsure = !inUse
      if (!inUse || inUse.version === level.version) {
        behindSince = undefined
        return undefined
      }
      return { ...inUse, files: await rows.listFilesAfter(level.version) }
    },
    noteLevel(behind: Behind, isLevelNow: boolean) {
      if (isLevelNow) setLevel({ version: behind.version, state: behind.state })
      else {
        if (!isApart) listeners.onApart?.()
        isApart = true
      }
    },
    async propose(force) {
      // All is loaded anew on top of it, so that a copy which is apart may propose what makes it level.
      const { version } = await rows.readInUse()
      const proposal = { proposer: self.id, force: JSON.stringify(force ?? null), version }
      return toPreparing(await reloads.propose(proposal))
    },
  }

  async function follow(knowledge: KnowledgeBase): Promise<void> {
    const open = await reloads.findOpen()
    if (!open || open.proposer === self.id || open.id === followed) return
    const { kind } = await knowledge.reloadWith(toPreparing(open))
    listeners.onReloaded?.(kind)
  }

  return {
    shared: {
      read: async () => (lastRead = await rows.readFiles()),
      async write(files, state) {
        return (await take(await rows.write(files, { after: level.version, state }))) ? 'written' : 'changed'
      },
    },
    sharing,
    isLevel: () => hasLevel() && Date.now() - (behindSince ?? Infinity) < times.late,
    admit: (stop) => admitCopy({ copies, rows, listeners, times }, stop),
    async join(knowledge, stop) {
      const run = (task: () => Promise<void>) => void task().catch((error: unknown) => listeners.onTrouble?.(error))
      while (!stop.aborted && !hasLevel()) {
        await joinOnce(knowledge).catch((error: unknown) => listeners.onTrouble?.(error))
        if (!hasLevel()) await pause(times.retry, stop)
      }
      if (stop.aborted) return
      await copies.join().catch((error: unknown) => listeners.onTrouble?.(error))
      signals.watch('knowledge', () => {
        behindSince ??= Date.now()
        run(() => knowledge.catchUp())
      })
      signals.watch('reloads', () => run(() => follow(knowledge)))
      // No announcement comes again: what could not be followed is tried until it is.
      const isDue = () => isApart || isUnsure || behindSince !== undefined
      const retrying = setInterval(() => isDue() && run(() => knowledge.catchUp()), times.retry).unref()
      stop.addEventListener('abort', () => clearInterval(retrying))
      run(() => knowledge.catchUp())
      // A reload that was proposed before waits for this copy too.
      run(() => follow(knowledge))
    },
  }

  function hasLevel(): boolean {
    return !isApart && level.version >= 0
  }

  /** Takes the own knowledge into use where no other copy runs, and else what the others have. */
  async function joinOnce(knowledge: KnowledgeBase): Promise<void> {
    const inUse = await rows.readInUse()
    const state = toFolderState(knowledge.corpus.loaded.sources)
    const isAlone = (await copies.listOthers()).length === 0
    if (inUse.state === state && inUse.version > 0) return setLevel(inUse)
    if (!isAlone) return knowledge.catchUp()
    const isStale = (await rows.readFiles()) !== lastRead
    await take(await rows.take({ after: inUse.version, state }))
    // Another copy wrote after this one had loaded, and ended.
    if (isStale) await knowledge.reload({ force: 'any' })
  }
}
