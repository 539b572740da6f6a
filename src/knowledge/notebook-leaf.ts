import { type Document, Scalar, YAMLSeq, isScalar, isSeq, parseDocument } from 'yaml'
import { DEFAULT_LANGUAGE } from '../language/languages.ts'
import { renderMessage, say } from './message.ts'

/** One file of the notebook. */
export interface Leaf {
  readonly kind: 'ask' | 'check'
  /** The article's id. */
  readonly article: string
}

/** A wording that finds a passage, or must find one; without a passage it finds none. */
export interface Entry extends Leaf {
  /** The passage's id within its article. */
  readonly passage?: string
  readonly wording: string
}

/** The keys under which the files have wordings with a passage, and those without. */
const KEYS = { ask: ['asks', 'unanswered'], check: ['finds', 'nothing'] } as const
const HEADS = { ask: 'taught-asks', check: 'taught-checks' }
/** As it is written; nothing is folded into further lines. */
const STYLE = { lineWidth: 0 }

/** Gives a file's text with an edit made, every other line and comment of it as it was. Both texts are sound. */
export function editLeaf(leaf: Leaf, before: string | undefined, { add, remove }: { readonly add: readonly Entry[]; readonly remove: readonly Entry[] }): string {
  const head = `# ${renderMessage(say(HEADS[leaf.kind]), DEFAULT_LANGUAGE)}\narticle: ${leaf.article}\n`
  const document = read(before ?? head)
  for (const entry of remove) strike(document, toPath(entry), entry.wording)
  for (const entry of add) append(document, toPath(entry), entry.wording)
  return document.toString(STYLE)
}

/** Lists what stands in a file; nothing where it cannot be read. */
export function listEntries(leaf: Leaf, text: string): Entry[] {
  const [foundKey, noneKey] = KEYS[leaf.kind]
  const document = read(text)
  if (document.errors.length > 0) return []
  // Whatever a person may have written there, what is no list of texts holds none.
  const { [foundKey]: found = {}, [noneKey]: none = [] } = Object(document.toJS()) as Record<string, unknown>
  const toEntries = (list: unknown, passage?: string) =>
    Array.isArray(list) ? list.flatMap((wording) => (typeof wording === 'string' ? [{ ...leaf, wording, ...(passage !== undefined && { passage }) }] : [])) : []
  return [...Object.entries(Object(found) as object).flatMap(([passage, list]) => toEntries(list, passage)), ...toEntries(none)]
}

function read(text: string): Document {
  return parseDocument(text, { schema: 'failsafe', resolveKnownTags: false, logLevel: 'error' })
}

function toPath({ kind, passage }: Entry): readonly string[] {
  const [found, none] = KEYS[kind]
  return passage === undefined ? [none] : [found, passage]
}

function append(document: Document, path: readonly string[], wording: string): void {
  const list = document.getIn(path)
  const quoted = new Scalar(wording)
  // Whatever it says, in quotation marks it is a text.
  quoted.type = Scalar.QUOTE_DOUBLE
  if (!isSeq(list)) return document.setIn(path, toSequence(quoted))
  if (!list.items.some((item) => isScalar(item) && item.value === wording)) list.add(quoted)
}

function toSequence(item: Scalar): YAMLSeq {
  const sequence = new YAMLSeq()
  sequence.add(item)
  return sequence
}

function strike(document: Document, path: readonly string[], wording: string): void {
  const list = document.getIn(path)
  if (!isSeq(list)) return
  list.items = list.items.filter((item) => !(isScalar(item) && String(item.value).trim() === wording))
  if (list.items.length > 0) return
  document.deleteIn(path)
  const [key = '', ...below] = path
  const left: unknown = document.get(key)
  if (below.length > 0 && typeof left === 'object' && left !== null && 'items' in left && Array.isArray(left.items) && left.items.length === 0) document.delete(key)
}
