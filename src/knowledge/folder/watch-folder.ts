import { once } from 'node:events'
import { realpath, stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'

/** A folder that is watched. */
export interface FolderWatch {
  /** Ends it; afterwards nobody is called. */
  close(): Promise<void>
}

export interface FolderListeners {
  /** Something was added, changed, removed or renamed, and nothing has moved since for a while. It must not throw. */
  readonly onChange: () => void
  /** The folder is gone, or the system gives no more watches. Told once until all is well again, upon which `onChange` is called. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * Milliseconds without a move after which a change is complete: a git checkout and an editor pause for some ten between two
 * files, a copy over a network for some hundred, and whoever saved a file waits gladly for one second, not for several.
 */
const QUIET = 500
/** Milliseconds between looks at whether the path still leads to the same folder, of which the system tells nothing. */
const LOOK_INTERVAL = 1000
/** Milliseconds before watching is tried again where it failed; each try lists the folder. */
const RETRY_INTERVAL = 2000
/** Milliseconds for all watches of a folder: ten thousand files took a thousand; a folder that goes meanwhile takes for ever. */
const OPEN_DEADLINE = 30_000

/**
 * Watches a folder and those below it; resolves once it does so, and never rejects.
 *
 * What begins with a dot is passed over, as when the folder is read, and no link is followed but the folder's own path.
 */
export async function watchFolder(dir: string, { onChange, onTrouble }: FolderListeners): Promise<FolderWatch> {
  const closing = new AbortController()
  let current: Opened | undefined
  let hasMoved = false
  let isTold = false
  let waiting: NodeJS.Timeout | undefined
  let latest: Promise<void> = Promise.resolve()
  const wait = (milliseconds: number): void => {
    hasMoved = true
    clearTimeout(waiting)
    if (!closing.signal.aborted) waiting = setTimeout(() => void (latest = latest.then(renew)), milliseconds)
  }
  const listeners = {
    move: () => wait(QUIET),
    complain: (error: unknown) => {
      if (!isTold && !closing.signal.aborted) onTrouble(error)
      isTold = true
      wait(RETRY_INTERVAL)
    },
  }

  /** A folder that takes another's name is not seen by whoever watches the old one: each time everything is watched anew. */
  async function renew(): Promise<void> {
    if (closing.signal.aborted) return
    hasMoved = false
    const isFirst = current === undefined && !isTold
    // First: chokidar shares its watches by their paths, so that two would share the old ones. What moves until the new ones
    // are there is in the folder before anybody is called.
    await current?.close()
    current = await open(dir, listeners, closing.signal)
    // What moved meanwhile is waited for.
    if (hasMoved || closing.signal.aborted) return
    isTold = false
    if (!isFirst) onChange()
  }

  await (latest = renew())
  const looking = setInterval(() => void look(dir, current, listeners.move), LOOK_INTERVAL)
  return {
    async close() {
      closing.abort()
      clearInterval(looking)
      clearTimeout(waiting)
      await latest
      await current?.close()
    },
  }
}

interface Listeners {
  readonly move: () => void
  readonly complain: (error: unknown) => void
}

/** The watches on what a path led to. */
interface Opened {
  readonly identity: string
  close(): Promise<void> | undefined
}

/** Opens the watches, and resolves once all of them are there; undefined where that fails. */
async function open(dir: string, { move, complain }: Listeners, closing: AbortSignal): Promise<Opened | undefined> {
  let watcher: FSWatcher | undefined
  try {
    const identity = await identify(dir)
    const root = await realpath(dir)
    watcher = watch(root, {
      ignored: (path) => isHidden(relative(root, path)),
      ignoreInitial: true,
      followSymlinks: false,
    })
    // It makes nothing of a folder that was replaced, but passes on what the system said, of hidden files too.
    watcher.on('raw', (_event, path: string | null) => void (isHidden(path ?? '') || move())).on('error', complain)
    await once(watcher, 'ready', { signal: AbortSignal.any([closing, AbortSignal.timeout(OPEN_DEADLINE)]) })
    // Not before: it tells of links that were there already.
    watcher.on('all', move)
    return { identity, close: () => watcher?.close() }
  } catch (error) {
    complain(error)
    await watcher?.close()
    return undefined
  }
}

function isHidden(path: string): boolean {
  return path.split(sep).some((name) => name.startsWith('.'))
}

async function look(dir: string, opened: Opened | undefined, move: () => void): Promise<void> {
  // A folder that is gone is told when it cannot be watched anew.
  if (opened && (await identify(dir).catch(() => undefined)) !== opened.identity) move()
}

/** What a folder is, whatever its path: a file system may give one that is made the number of one that was removed. */
async function identify(dir: string): Promise<string> {
  const { dev, ino, birthtimeNs } = await stat(dir, { bigint: true })
  return `${dev} ${ino} ${birthtimeNs}`
}
