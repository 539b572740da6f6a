import { toLocalId } from '../article.ts'
import type { Asks } from '../companions/asks.ts'
import type { Checks } from '../companions/checks.ts'

/** Names one of the two files that the bot writes for an article. */
export interface TaughtFile {
  readonly kind: 'ask' | 'check'
  /** The article's id. */
  readonly article: string
}

/** A taught wording: an ask for a passage or a check that finds it; without a passage an unanswered one. */
export interface TaughtEntry extends TaughtFile {
  /** The passage's local id. */
  readonly passage?: string
  readonly wording: string
}

/** Changes to taught entries. */
export interface Edit {
  readonly add: readonly TaughtEntry[]
  readonly remove: readonly TaughtEntry[]
}

/** The file names, behind the article's id. */
const ENDINGS = { ask: '.taught.asks.yaml', check: '.taught.checks.yaml' } as const
/** Gives the path of a taught file in the knowledge folder. */
export function toPath({ kind, article }: TaughtFile): string {
  return article + ENDINGS[kind]
}

/** Tells which taught file a path made by `toPath` names. */
export function toTaughtFile(path: string): TaughtFile {
  const kind = isTaught(path) ? 'ask' : 'check'
  return { kind, article: path.slice(0, -ENDINGS[kind].length) }
}

/** Tells whether a path names a file of taught asks. */
export function isTaught(path: string): boolean {
  return path.endsWith(ENDINGS.ask)
}

/** Tells whether a path names one of the files that the bot writes for an article. */
export function isTaughtFile(path: string): boolean {
  return Object.values(ENDINGS).some((ending) => path.endsWith(ending))
}

/** Lists the entries of a parsed file. */
export function listEntries({ kind, article }: TaughtFile, content: Asks | Checks): TaughtEntry[] {
  const toEntry = (wording: string, passage?: string): TaughtEntry => ({
    kind,
    article,
    wording,
    ...(passage !== undefined && { passage }),
  })
  if ('checks' in content)
    return content.checks.map(({ query, passage }) => toEntry(query, passage && toLocalId(passage)))
  return [
    ...Object.entries(content.asks).flatMap(([passage, asks]) => asks.map((ask) => toEntry(ask, passage))),
    ...content.unanswered.map((ask) => toEntry(ask)),
  ]
}
