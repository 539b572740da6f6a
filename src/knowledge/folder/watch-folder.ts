import { once } from 'node:events'
import { realpath, stat } from 'node:fs/promises'
import { basename, relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'

/** A watch on a folder. */
export interface FolderWatch {
  /** Ends the watch; afterwards no listener is called. */
  close(): Promise<void>
}

export interface FolderListeners {
  /** Called when something was added, changed, removed or renamed and no event followed for a while. Must not throw. */
  readonly onChange: () => void
  /**
   * Called when the folder is gone or the system refuses further watches. Called once per failure; `onChange` is called
   * after recovery.
   */
  readonly onTrouble: (error: unknown) => void
}

/** The delays of a watch, in milliseconds. */
export interface WatchIntervals {
  /**
   * Debounce: a change is complete after so long without an event. A git checkout and an editor pause for some ten
   * milliseconds between two files, a copy over a network for some hundred, and a person who saved a file accepts a
   * delay of a second.
   */
  readonly quiet: number
  /** Between two looks at whether the path still leads to the same folder: the system sends no event for that. */
  readonly look: number
  /** Before a failed watch is opened again; each try lists the folder. */
  readonly retry: number
  /** Limit for opening all watches: ten thousand files take 1000, and a folder removed meanwhile never completes. */
  readonly open: number
}

/** What every file of a mounted ConfigMap leads through. */
const MOUNT_LINK = '..data'

const INTERVALS: WatchIntervals = { quiet: 500, look: 1000, retry: 2000, open: 30_000 }

/**
 * Watches a folder and its subfolders; resolves once the watches are open or have failed, and never rejects.
 *
 * Ignores names that begin with a dot, as loading does, and follows no link except the folder's own path. The exception is
 * `..data`, the link that Kubernetes replaces where a ConfigMap changes.
 */
export async function watchFolder(
  dir: string,
  { onChange, onTrouble }: FolderListeners,
  { quiet, look, retry, open }: WatchIntervals = INTERVALS,
): Promise<FolderWatch> {
  const closing = new AbortController()
  let current: OpenWatch | undefined
  let hasMoved = false
  let hasReported = false
  let waiting: NodeJS.Timeout | undefined
  let latest: Promise<void> = Promise.resolve()
  const renewAfter = (milliseconds: number): void => {
    hasMoved = true
    clearTimeout(waiting)
    if (!closing.signal.aborted) waiting = setTimeout(() => void (latest = latest.then(renew)), milliseconds)
  }
  const events: WatchEvents = {
    onMove: () => renewAfter(quiet),
    onError: (error) => {
      if (!hasReported && !closing.signal.aborted) onTrouble(error)
      hasReported = true
      renewAfter(retry)
    },
  }

  /** Opens all watches anew after each change: a folder that takes another's name sends no event to the old watch. */
  async function renew(): Promise<void> {
    if (closing.signal.aborted) return
    hasMoved = false
    const isFirst = current === undefined && !hasReported
    // Close before opening: chokidar shares watches by path, so the new ones would be the old ones. A change in between
    // is in the folder before onChange is called.
    await current?.close()
    current = await openWatch(dir, events, AbortSignal.any([closing.signal, AbortSignal.timeout(open)]))
    // A change while opening has started a new wait.
    if (hasMoved || closing.signal.aborted) return
    hasReported = false
    if (!isFirst) onChange()
  }

  await (latest = renew())
  // A replacement that is waited for already must not restart the wait: every look would detect it again.
  const onReplace = () => void (hasMoved || events.onMove())
  const looking = setInterval(() => void detectReplacement(dir, current, onReplace), look)
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

interface WatchEvents {
  readonly onMove: () => void
  readonly onError: (error: unknown) => void
}

/** The open watches on the folder that a path led to. */
interface OpenWatch {
  readonly identity: string
  close(): Promise<void> | undefined
}

/** Opens the watches and resolves once all are ready; undefined if that fails or is aborted. */
async function openWatch(
  dir: string,
  { onMove, onError }: WatchEvents,
  signal: AbortSignal,
): Promise<OpenWatch | undefined> {
  let watcher: FSWatcher | undefined
  try {
    const identity = await identify(dir)
    const root = await realpath(dir)
    watcher = watch(root, {
      ignored: (path) => isHidden(relative(root, path)),
      ignoreInitial: true,
      followSymlinks: false,
    })
    // chokidar has no event for a replaced folder, but passes on the system's raw events, also those of hidden files.
    watcher.on('raw', (_event, path: string | null) => void (isIgnored(path ?? '') || onMove())).on('error', onError)
    await once(watcher, 'ready', { signal })
    // Only now: before, chokidar emits events for links that exist already.
    watcher.on('all', onMove)
    return { identity, close: () => watcher?.close() }
  } catch (error) {
    onError(error)
    await watcher?.close()
    return undefined
  }
}

function isIgnored(path: string): boolean {
  return isHidden(path) && basename(path) !== MOUNT_LINK
}

function isHidden(path: string): boolean {
  return path.split(sep).some((name) => name.startsWith('.'))
}

async function detectReplacement(dir: string, opened: OpenWatch | undefined, onReplace: () => void): Promise<void> {
  // A missing folder is reported when opening it fails.
  if (opened && (await identify(dir).catch(() => undefined)) !== opened.identity) onReplace()
}

/** Identifies a folder independently of its path. The birth time is included because inode numbers are reused. */
async function identify(dir: string): Promise<string> {
  const { dev, ino, birthtimeNs } = await stat(dir, { bigint: true })
  return `${dev} ${ino} ${birthtimeNs}`
}
