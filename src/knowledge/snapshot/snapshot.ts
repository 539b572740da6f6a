import { join } from 'node:path'
import pLimit from 'p-limit'
import { readProgramVersion } from '../program-version.ts'
import { type Sources, type Stamp, listSourceFiles, toSources } from '../sources.ts'
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file.ts'

/**
 * Parsed files that are kept between two starts. Only a cache: a file of it counts as long as its bytes in the knowledge
 * folder are the same, so it may be deleted, belong to another folder or be shared by several processes.
 */
export interface Snapshot {
  /** Reads it; undefined if there is none, it is damaged, or another version of the program wrote it. */
  read(): Promise<Sources | undefined>
  /** Writes it in the background if any file differs from those it holds. A failure is reported, never thrown. */
  write(sources: Sources): void
  /** Resolves when nothing is being written. */
  settle(): Promise<void>
}

export interface SnapshotOptions {
  /** Reads the version of the program. */
  readonly readVersion?: () => Promise<string>
  /** Called if the file cannot be written. */
  readonly onTrouble?: (error: unknown) => void
}

/** The name of the file in its folder. */
const FILE = 'knowledge.snapshot'

/** Creates a snapshot that is kept in a file of this folder; the folder need not exist. */
export function createSnapshot(
  dir: string,
  { readVersion = readProgramVersion, onTrouble }: SnapshotOptions = {},
): Snapshot {
  const path = join(dir, FILE)
  let version: Promise<string> | undefined
  // Read once, at the start: what this process writes is of its own version, though its code be replaced meanwhile.
  const getVersion = () => (version ??= readVersion())
  let held: Sources['stamps'] = new Map()
  let latest: Sources | undefined
  const queue = pLimit(1)

  async function writeLatest(): Promise<void> {
    const sources = latest
    latest = undefined
    if (!sources || isSame(held, sources.stamps)) return
    try {
      if (await writeSnapshotFile(path, await getVersion(), listSourceFiles(sources))) held = sources.stamps
    } catch (error) {
      onTrouble?.(error)
    }
  }

  return {
    async read() {
      const files = await readSnapshotFile(path, await getVersion())
      if (!files) return undefined
      const sources = toSources(files)
      held = sources.stamps
      return sources
    },
    write(sources) {
      latest = sources
      void queue(writeLatest)
    },
    settle: () => queue(async () => {}),
  }
}

function isSame(held: ReadonlyMap<string, Stamp> = new Map(), stamps: ReadonlyMap<string, Stamp> = new Map()): boolean {
  return held.size === stamps.size && [...stamps].every(([file, { digest }]) => held.get(file)?.digest === digest)
}
