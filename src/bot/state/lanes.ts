import { setImmediate as nextTurn } from 'node:timers/promises'

/** What is done of one owner, in its lanes. */
export interface Place {
  /** Of whose work one piece at a time is worked on. */
  readonly owner: number | string
  /** Work in a lane is done one piece at a time; of one owner in the order in which it came. */
  readonly lanes: readonly string[]
  /** Set where the latest alone counts: of what the owner has waiting with such a number, the highest is kept. */
  readonly version?: number | undefined
}

/** Work; it calls `release` once what is left of it is waiting for somebody else, so that the owner's next may begin. */
type Work = (release: () => void) => Promise<void>

/** Has work wait for its turn. */
export interface Lanes {
  /** Does the work when it is its turn, and rejects as it does; resolves without doing it where a later one replaces it. */
  run(place: Place, work: Work): Promise<void>
}

interface Waiting extends Place {
  readonly begin: () => void
  readonly drop: () => void
}

/**
 * Creates lanes in which owners take turns: what one owner has waiting stands before nobody else's work, and each piece
 * begins in a turn of the event loop of its own, so that what arrives is read in between.
 */
export function createLanes(): Lanes {
  const rotation = createRotation()
  const busy = { owners: new Set<Place['owner']>(), lanes: new Set<string>() }
  let isStarting = false

  async function start(): Promise<void> {
    if (isStarting) return
    isStarting = true
    await nextTurn()
    for (let next = rotation.take(busy); next; next = rotation.take(busy)) {
      next.begin()
      await nextTurn()
    }
    isStarting = false
  }

  async function begin({ owner, lanes }: Place, work: Work): Promise<void> {
    busy.owners.add(owner)
    for (const lane of lanes) busy.lanes.add(lane)
    let isReleased = false
    const release = (): void => {
      if (isReleased) return
      isReleased = true
      busy.owners.delete(owner)
      void start()
    }
    try {
      await work(release)
    } finally {
      for (const lane of lanes) busy.lanes.delete(lane)
      release()
      void start()
    }
  }

  return {
    run: (place, work) =>
      new Promise((resolve, reject) => {
        rotation.add({ ...place, begin: () => void begin(place, work).then(resolve, reject), drop: resolve })
        void start()
      }),
  }
}

interface Busy {
  readonly owners: ReadonlySet<Place['owner']>
  readonly lanes: ReadonlySet<string>
}

/** Creates the queues of all owners; the owner whose turn it is comes first. */
function createRotation() {
  const queues = new Map<Place['owner'], Waiting[]>()
  return {
    add(added: Waiting): void {
      queues.set(added.owner, append(queues.get(added.owner) ?? [], added))
    },
    /** Takes out what is to begin next; undefined where all that waits has to. */
    take(busy: Busy): Waiting | undefined {
      for (const [owner, queue] of queues) {
        const next = busy.owners.has(owner) ? -1 : findFree(queue, busy.lanes)
        if (next < 0) continue
        const [taken] = queue.splice(next, 1)
        // Behind all other owners.
        queues.delete(owner)
        if (queue.length > 0) queues.set(owner, queue)
        return taken
      }
      return undefined
    },
  }
}

/** Adds to a queue; of those with a version only the latest stays. */
function append(queue: Waiting[], added: Waiting): Waiting[] {
  const { version } = added
  const at = version === undefined ? -1 : queue.findIndex((other) => other.version !== undefined)
  const replaced = queue[at]
  if (!replaced) return (queue.push(added), queue)
  const [kept, dropped] = (replaced.version ?? 0) > (version ?? 0) ? [replaced, added] : [added, replaced]
  dropped.drop()
  return queue.with(at, kept)
}

/** Finds the first of a queue whose lanes are free and which overtakes nothing in them. */
function findFree(queue: readonly Waiting[], busy: ReadonlySet<string>): number {
  const awaited = new Set<string>()
  return queue.findIndex(({ lanes }) => {
    const isFree = !lanes.some((lane) => busy.has(lane) || awaited.has(lane))
    for (const lane of lanes) awaited.add(lane)
    return isFree
  })
}
