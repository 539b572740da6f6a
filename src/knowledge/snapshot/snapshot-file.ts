import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { toErrorCode } from '../folder/error-code.ts'
import type { SourceFile } from '../sources.ts'

// The file is a digest of the version, then records, then an empty record. A record is the length of its payload, the
// digest of its payload, and the payload: one parsed file as V8 serializes it, so that speakers stay shared objects.

/** Counts the layouts of the file. */
const FORMAT = 1
const DIGEST_BYTES = 32
const LENGTH_BYTES = 4
/** Bytes of a payload: sixteen times the largest knowledge file. A greater length can only be damage. */
const MOST_PAYLOAD = 64 * 1024 * 1024
/** Bytes that are read or written at once: a few milliseconds of work between two turns of the event loop. */
const CHUNK = 1024 * 1024
/** Milliseconds without a write after which a draft was left by a crash: a process that writes it does so every few. */
const ABANDONED = 30_000
/** The permissions: what the program reads back must not be written by others. */
const PRIVATE = 0o600

/** Reads the parsed files of a snapshot; undefined unless all of it is sound and of this version. */
export async function readSnapshotFile(path: string, version: string): Promise<SourceFile[] | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path)
    return await readAll(createByteReader(handle), version)
  } catch (error) {
    // The file system cannot give it, so there is none.
    toErrorCode(error)
    return undefined
  } finally {
    await handle?.close()
  }
}

/**
 * Writes a snapshot atomically.
 *
 * @returns false if another process is writing it
 * @throws the file system's error if it cannot be written
 */
export async function writeSnapshotFile(path: string, version: string, files: readonly SourceFile[]): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.draft`
  const handle = await openDraft(draft)
  if (!handle) return false
  try {
    await writeAll(handle, version, files)
    // Not synced: damage by a power cut is found when it is read.
    await handle.close()
    await rename(draft, path)
    return true
  } catch (error) {
    await handle.close()
    await unlink(draft).catch(toErrorCode)
    throw error
  }
}

type ByteReader = (count: number) => Promise<Buffer | undefined>

async function readAll(read: ByteReader, version: string): Promise<SourceFile[] | undefined> {
  if (!(await read(DIGEST_BYTES))?.equals(toVersionDigest(version))) return undefined
  const files: SourceFile[] = []
  for (;;) {
    const length = (await read(LENGTH_BYTES))?.readUInt32LE()
    const digest = await read(DIGEST_BYTES)
    const payload = length !== undefined && length <= MOST_PAYLOAD ? await read(length) : undefined
    if (!payload || !digest?.equals(toDigest(payload))) return undefined
    if (payload.length === 0) return (await read(1)) === undefined ? files : undefined
    // The digests prove that this version wrote it.
    files.push(deserialize(payload) as SourceFile)
  }
}

/** Creates a reader of the next bytes of a file; it gives undefined if there are fewer. */
function createByteReader(handle: FileHandle): ByteReader {
  let rest = Buffer.alloc(0)
  return async (count) => {
    const parts = [rest]
    let length = rest.length
    while (length < count) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK)
      if (bytesRead === 0) return undefined
      parts.push(buffer.subarray(0, bytesRead))
      length += bytesRead
    }
    const bytes = parts.length === 1 ? rest : Buffer.concat(parts)
    rest = bytes.subarray(count)
    return bytes.subarray(0, count)
  }
}

async function writeAll(handle: FileHandle, version: string, files: readonly SourceFile[]): Promise<void> {
  let parts = [toVersionDigest(version)]
  let length = 0
  for (const file of files) {
    const payload = serialize(file)
    parts.push(...toRecord(payload))
    length += payload.length
    if (length < CHUNK) continue
    await handle.writeFile(Buffer.concat(parts))
    parts = []
    length = 0
  }
  await handle.writeFile(Buffer.concat([...parts, ...toRecord(Buffer.alloc(0))]))
}

function toRecord(payload: Buffer): Buffer[] {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(payload.length)
  return [length, toDigest(payload), payload]
}

/** Opens a new file for writing; undefined if another process has done so and may still write. */
async function openDraft(draft: string): Promise<FileHandle | undefined> {
  await removeAbandoned(draft)
  try {
    return await open(draft, 'wx', PRIVATE)
  } catch (error) {
    if (toErrorCode(error) !== 'EEXIST') throw error
    return undefined
  }
}

async function removeAbandoned(draft: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(draft)
    if (Date.now() - mtimeMs > ABANDONED) await unlink(draft)
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error
  }
}

function toVersionDigest(version: string): Buffer {
  return toDigest(Buffer.from(`${FORMAT}\n${version}`))
}

function toDigest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
