import type { Document, Message } from 'grammy/types'
import type { SubmittedFile } from '../../knowledge/submission/read-submission.ts'
import { decode } from '../../draft/page/decode.ts'

/** A file that an admin sent. */
export interface ArrivedFile {
  readonly document: Document
  /** Its name, or one by its type where it has none; never with a folder. */
  readonly name: string
  /** Whether it is of a kind that is read. */
  readonly isKnown: boolean
}

/** What the bytes of a file are. */
export type FileContent =
  /** An article, in UTF-8; `encoding` is what it was in before, if that was another. */
  | { readonly kind: 'article'; readonly submitted: SubmittedFile; readonly encoding?: string | undefined }
  | { readonly kind: 'page' }

const KNOWN = /\.(?:te?xt|md|markdown|html?|docx)$/iu
/** The only ones that are articles; a page of the web or of Word never is. */
const TEXTUAL = /\.(?:te?xt|md|markdown)$/iu
/** Endings by which files without a name are read. */
const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/html': '.html',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
}
/** Front matter with what only an article has; other pages have front matter too. */
const HEAD = /^\s*---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/u
const ARTICLE_KEYS = /^(?:id|publication|speakers)[ \t]*[:：]/mu
const MARK = /^【/mu

/**
 * Finds the file that an admin sends in private, also one that they forward. Undefined for any other message, and for a
 * file of another kind with a caption, which is a query.
 */
export function findArrivedFile(message: Message, adminIds: ReadonlySet<number>): ArrivedFile | undefined {
  const { document, chat, from, caption } = message
  if (!document || chat.type !== 'private' || !from || !adminIds.has(from.id)) return undefined
  const name = toName(document)
  const isKnown = KNOWN.test(name)
  return isKnown || caption === undefined ? { document, name, isKnown } : undefined
}

/** Names a document; who sent it chose the name. */
export function toName({ file_name = '', mime_type = '' }: Document): string {
  const base = file_name.slice(Math.max(file_name.lastIndexOf('/'), file_name.lastIndexOf('\\')) + 1)
  return base === '' ? `file${ENDINGS[mime_type] ?? ''}` : base
}

/** Tells whether bytes are an article, with front matter, or a page of which one is to be made. */
export function readContent(name: string, bytes: Uint8Array): FileContent {
  const decoded = TEXTUAL.test(name) ? decode(bytes) : undefined
  const [, head] = (decoded && HEAD.exec(decoded.text)) ?? []
  if (!decoded || head === undefined || !(ARTICLE_KEYS.test(head) || MARK.test(decoded.text))) return { kind: 'page' }
  if (decoded.encoding === 'utf-8') return { kind: 'article', submitted: { file: name, bytes } }
  const submitted = { file: name, bytes: Buffer.from(decoded.text) }
  return { kind: 'article', submitted, encoding: decoded.encoding }
}
