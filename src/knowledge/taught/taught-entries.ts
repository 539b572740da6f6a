import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import type { Asks } from '../companions/asks.ts'
import type { Checks } from '../companions/checks.ts'
import { appendText, strikeText } from '../yaml/edit-yaml.ts'
import { renderMessage, say } from '../problems/message.ts'

/** One file of the notebook. */
export interface TaughtFile {
  readonly kind: 'ask' | 'check'
  /** The article's id. */
  readonly article: string
}

/** A wording that finds a passage, or must find one; without a passage it finds none. */
export interface TaughtEntry extends TaughtFile {
  /** The passage's id within its article. */
  readonly passage?: string
  readonly wording: string
}

/** The keys under which the files have wordings with a passage, and those without. */
const KEYS = { ask: ['asks', 'unanswered'], check: ['finds', 'nothing'] } as const
/** What the names of its files end with, after the article's id. */
export const ENDINGS = { ask: '.taught.asks.yaml', check: '.taught.checks.yaml' } as const
const HEADS = { ask: 'taught-asks', check: 'taught-checks' }

/** Gives a file's text with an edit made, and every other line as it was; only where lists stand in brackets is it laid out anew, with its comments. Both texts are sound. */
export function editTaughtFile(
  leaf: TaughtFile,
  before: string | undefined,
  { add, remove }: { readonly add: readonly TaughtEntry[]; readonly remove: readonly TaughtEntry[] },
): string {
  const head = `# ${renderMessage(say(HEADS[leaf.kind]), DEFAULT_LANGUAGE)}\narticle: ${leaf.article}\n`
  const left = remove.reduce((text, entry) => strikeText(text, toPath(entry), entry.wording), before ?? head)
  return add.reduce((text, entry) => appendText(text, toPath(entry), entry.wording), left)
}

/** Tells whether a file, by its path, holds asks that admins taught. */
export function isTaught(file: string): boolean {
  return file.endsWith(ENDINGS.ask)
}

/** Lists what stands in a file. */
export function listEntries({ kind, article }: TaughtFile, file: Asks | Checks): TaughtEntry[] {
  const toEntry = (wording: string, passage?: string): TaughtEntry => ({
    kind,
    article,
    wording,
    ...(passage !== undefined && { passage }),
  })
  if ('checks' in file)
    return file.checks.map(({ query, passage }) => toEntry(query, passage?.slice(passage.indexOf('_') + 1)))
  return [
    ...Object.entries(file.asks).flatMap(([passage, asks]) => asks.map((ask) => toEntry(ask, passage))),
    ...file.unanswered.map((ask) => toEntry(ask)),
  ]
}

function toPath({ kind, passage }: TaughtEntry): readonly string[] {
  const [found, none] = KEYS[kind]
  return passage === undefined ? [none] : [found, passage]
}
