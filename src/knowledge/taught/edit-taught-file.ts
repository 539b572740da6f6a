import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import { renderMessage, say } from '../problems/message.ts'
import { appendText, removeText } from '../yaml/edit-yaml.ts'
import type { Edit, TaughtEntry, TaughtFile } from './taught-entries.ts'

/** The keys of wordings with a passage and of those without. */
const KEYS = { ask: ['asks', 'unanswered'], check: ['finds', 'nothing'] } as const
/** The message ids of the comments at the top of new files. */
const HEADS = { ask: 'taught-asks', check: 'taught-checks' }

/**
 * Edits the text of a taught file; see `appendText` for what stays of a person's layout and comments.
 *
 * @param before sound YAML, or undefined for a new file
 * @param edit entries of this file only
 */
export function editTaughtFile(file: TaughtFile, before: string | undefined, { add, remove }: Edit): string {
  const head = `# ${renderMessage(say(HEADS[file.kind]), DEFAULT_LANGUAGE)}\narticle: ${file.article}\n`
  const left = remove.reduce((text, entry) => removeText(text, toKeys(entry), entry.wording), before ?? head)
  return add.reduce((text, entry) => appendText(text, toKeys(entry), entry.wording), left)
}

function toKeys({ kind, passage }: TaughtEntry): readonly string[] {
  const [found, none] = KEYS[kind]
  return passage === undefined ? [none] : [found, passage]
}
