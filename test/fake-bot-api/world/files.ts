import { extname } from 'node:path'
import type { Document, File } from 'grammy/types'
import { refuseBad } from '../server/refusal.ts'

/** Bytes that Telegram lets a bot fetch, https://core.telegram.org/bots/api#getfile */
const MOST_FETCHED = 20 * 1024 * 1024

interface Kept {
  readonly content: Uint8Array
  /** What Telegram says of its size, which may be wrong or missing. */
  readonly size: number | undefined
  readonly ending: string
}

export interface FileOptions {
  /** Missing where its sender's app gave none. */
  name?: string | undefined
  mimeType?: string
  /** What Telegram says of the size; by default the truth. */
  size?: number | undefined
}

/** Keeps the files that users and the bot sent, and the addresses under which they can be fetched for an hour. */
export function createFiles() {
  const files = new Map<string, Kept>()
  const addresses = new Map<string, string>()
  const fetched: string[] = []
  let last = 0
  let lastAddress = 0

  function add(content: string | Uint8Array, options: FileOptions = {}): Document {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const { name, mimeType } = options
    const size = 'size' in options ? options.size : bytes.length
    const id = `BQACAgIAAxkBAAI${String(++last).padStart(6, '0')}`
    files.set(id, { content: bytes, size, ending: extname(name ?? '') })
    return {
      file_id: id,
      file_unique_id: `AgAD${String(last).padStart(6, '0')}`,
      ...(name !== undefined && { file_name: name }),
      ...(mimeType !== undefined && { mime_type: mimeType }),
      ...(size !== undefined && { file_size: size }),
    }
  }

  function find(id: string): File {
    const file = files.get(id)
    if (!file) refuseBad('wrong file_id or the file is temporarily unavailable', { isFault: false })
    if ((file.size ?? 0) > MOST_FETCHED) refuseBad('file is too big', { isFault: false })
    const path = `documents/file_${++lastAddress}${file.ending}`
    addresses.set(path, id)
    const { size } = file
    return {
      file_id: id,
      file_unique_id: `AgAD${id.slice(-6)}`,
      file_path: path,
      ...(size !== undefined && { file_size: size }),
    }
  }

  return {
    add,
    find,
    /** The bytes under an address; undefined once it has expired. */
    fetch: (path: string): Uint8Array | undefined => {
      fetched.push(path)
      return files.get(addresses.get(path) ?? '')?.content
    },
    fetched: fetched as readonly string[],
    content: (id: string): Uint8Array | undefined => files.get(id)?.content,
    expire: (): void => addresses.clear(),
    remove: (id: string): void => void files.delete(id),
  }
}
