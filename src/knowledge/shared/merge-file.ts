import type { Asks } from '../companions/asks.ts'
import type { Checks } from '../companions/checks.ts'
import { decodeText } from '../folder/read-text.ts'
import { type Result, sound } from '../problems/result.ts'
import { toDigest } from '../sources.ts'
import { type TaughtEntry, isTaughtFile, listEntries, toTaughtFile } from '../taught/taught-entries.ts'
import type { SharedFile } from './shared-files.ts'

/**
 * Tells what a file holds that stands in the folder, was written in the database, or both. What was written holds while
 * the folder is as it was then. Where people changed the folder since: in a file of lessons both hold, what they took out
 * of an export stays out; of an article theirs is the one, or none where they removed it.
 *
 * @param stands the file in the folder; undefined for none
 */
export async function mergeFile(
  file: string,
  stands: Result<Uint8Array> | undefined,
  shared: SharedFile | undefined,
): Promise<Result<Uint8Array> | undefined> {
  if (!shared || stands?.kind === 'faulty') return stands
  const own = stands?.value
  if (isSame(own, shared.base) || isSame(own, shared.content)) return sound(shared.content)
  return isTaughtFile(file) ? mergeLessons(file, own, shared) : stands
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : toDigest(one) === toDigest(other)
}

/** Adds to the folder's lessons what was taught since it was written or exported, and removes what was withdrawn. */
async function mergeLessons(
  file: string,
  own: Uint8Array | undefined,
  { base, content, exported }: SharedFile,
): Promise<Result<Uint8Array> | undefined> {
  const text = own && decodeText(file, own)
  if (text?.kind === 'faulty') return text
  // What has a fault cannot be edited; the fault is said where the file itself is read.
  if (own && (await isFaultyTaught(file, own))) return sound(own)
  const [before, after] = [await readEntries(file, exported ?? base), await readEntries(file, content)]
  const edit = { add: without(after, before), remove: without(before, after) }
  const standing = await readEntries(file, own)
  const missing = without(edit.add, standing)
  if (!own && missing.length === 0) return undefined
  const { editTaughtFile } = await import('../taught/edit-taught-file.ts')
  const merged = editTaughtFile(toTaughtFile(file), text?.value, { add: missing, remove: edit.remove })
  return sound(Buffer.from(merged))
}

function without(entries: readonly TaughtEntry[], others: readonly TaughtEntry[]): TaughtEntry[] {
  const known = new Set(others.map(identify))
  return entries.filter((entry) => !known.has(identify(entry)))
}

function identify({ passage, wording }: TaughtEntry): string {
  return JSON.stringify([passage, wording])
}

/** Lists the entries of a file; none where it has a fault, which is said where the file itself is read. */
async function readEntries(file: string, bytes: Uint8Array | undefined): Promise<TaughtEntry[]> {
  const text = bytes && decodeText(file, bytes)
  if (text?.kind !== 'sound') return []
  const content = await parseTaught(file, text.value)
  return content.kind === 'sound' ? listEntries(toTaughtFile(file), content.value) : []
}

/** Tells whether a file of lessons has a fault; no other file is looked into. */
export async function isFaultyTaught(file: string, bytes: Uint8Array): Promise<boolean> {
  if (!isTaughtFile(file)) return false
  const text = decodeText(file, bytes)
  return text.kind === 'faulty' || (await parseTaught(file, text.value)).kind === 'faulty'
}

/** Parses a file that the bot writes. The parsers are imported when they are needed: they take a while to load. */
export async function parseTaught(file: string, text: string): Promise<Result<Asks | Checks>> {
  return toTaughtFile(file).kind === 'ask'
    ? (await import('../companions/asks.ts')).parseAsks(file, text)
    : (await import('../companions/checks.ts')).parseChecks(file, text)
}
