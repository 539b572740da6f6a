import { createHash } from 'node:crypto'
import type { Article } from './article.ts'
import type { Asks } from './companions/asks.ts'
import type { Checks } from './companions/checks.ts'
import type { VocabularyFile } from './companions/vocabulary.ts'

/** The content of the files, one entry per file, in the order of their paths. */
export interface Sources {
  /** Without asks. */
  readonly articles: readonly Article[]
  readonly asks: readonly Asks[]
  readonly checks: readonly Checks[]
  readonly vocabularies: readonly VocabularyFile[]
  /** The stamps of the files, by path; a file without one is parsed at every load. */
  readonly stamps?: ReadonlyMap<string, Stamp>
}

/** What tells, without parsing it, that a file is still the one that was parsed. */
export interface Stamp {
  /** The digest of its bytes. */
  readonly digest: string
  /** The line of an article's id, for a file that states the same id later. */
  readonly idLine?: number
}

/** The content of a parsed file of any kind. */
export type FileContent =
  | { readonly kind: 'article'; readonly content: Article }
  | { readonly kind: 'asks'; readonly content: Asks }
  | { readonly kind: 'checks'; readonly content: Checks }
  | { readonly kind: 'vocabulary'; readonly content: VocabularyFile }

/** A parsed file with its stamp. */
export type SourceFile = FileContent & { readonly stamp: Stamp }

/** Sorts parsed files by their kinds, keeping their order. */
export function toSources(files: readonly SourceFile[]): Sources {
  return {
    articles: files.flatMap((file) => (file.kind === 'article' ? file.content : [])),
    asks: files.flatMap((file) => (file.kind === 'asks' ? file.content : [])),
    checks: files.flatMap((file) => (file.kind === 'checks' ? file.content : [])),
    vocabularies: files.flatMap((file) => (file.kind === 'vocabulary' ? file.content : [])),
    stamps: new Map(files.map(({ content, stamp }) => [content.file, stamp])),
  }
}

/** Lists the parsed files that have a stamp. */
export function listSourceFiles({ articles, asks, checks, vocabularies, stamps }: Sources): SourceFile[] {
  const contents: readonly FileContent[] = [
    ...articles.map((content) => ({ kind: 'article' as const, content })),
    ...asks.map((content) => ({ kind: 'asks' as const, content })),
    ...checks.map((content) => ({ kind: 'checks' as const, content })),
    ...vocabularies.map((content) => ({ kind: 'vocabulary' as const, content })),
  ]
  return contents.flatMap((one) => {
    const stamp = stamps?.get(one.content.file)
    return stamp ? [{ ...one, stamp }] : []
  })
}

/** Identifies the state of a folder by the bytes of its files, in 16 characters of `[A-Za-z0-9_-]`. */
export function toFolderState({ stamps = new Map() }: Sources): string {
  const files = [...stamps].map(([file, { digest }]) => `${file} ${digest}`).toSorted()
  return shortenDigest(toDigest(files.join('\n')))
}

/** Shortens a digest to 16 characters of `[A-Za-z0-9_-]`, 96 bits, which fit into a button. */
export function shortenDigest(digest: string): string {
  return Buffer.from(digest, 'base64').toString('base64url').slice(0, SHORT_LENGTH)
}

const SHORT_LENGTH = 16

/** Digests the bytes of a file: two files with the same digest are the same. */
export function toDigest(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}
