import { isDeepStrictEqual } from 'node:util'
import { type Document, Scalar, YAMLSeq, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'

/** The options of a new layout: long texts are not folded. */
const STYLE = { lineWidth: 0 }

type Path = readonly string[]

/**
 * Appends a text to the list at a path, creating the list if necessary. All other lines stay as they are; only YAML in
 * another layout than one item per line is laid out anew, with its comments.
 *
 * @param yaml sound YAML
 * @returns the edited YAML; the same if the list contains the text already
 */
export function appendText(yaml: string, path: Path, text: string): string {
  const document = read(yaml)
  const list = document.getIn(path)
  if (isSeq(list) && list.items.some(isText(text))) return yaml
  const edited = appendLines(yaml, document, path, text)
  const quoted = new Scalar(text)
  // In quotes any text is read back as a string.
  quoted.type = Scalar.QUOTE_DOUBLE
  if (isSeq(list)) list.add(quoted)
  else document.setIn(path, Object.assign(new YAMLSeq(), { items: [quoted] }))
  return verify(edited, document) ?? layOut(document, yaml)
}

/**
 * Removes a text from the list at a path, and the list and its mapping if they become empty. Comments above it and all
 * other lines stay as they are, with the same exception as in `appendText`.
 *
 * @param yaml sound YAML
 */
export function removeText(yaml: string, path: Path, text: string): string {
  const document = read(yaml)
  const list = document.getIn(path)
  if (!isSeq(list) || !list.items.some(isText(text))) return yaml
  const emptied = list.items.every(isText(text)) ? listEmptied(document, path) : []
  const edited = removeLines(yaml, document, list, { text, emptied })
  list.items = list.items.filter((item) => !isText(text)(item))
  for (const part of emptied) document.deleteIn(part)
  return verify(edited, document) ?? layOut(document, yaml)
}

/** Lists the path of a list, and that of its mapping if the mapping contains nothing else. */
function listEmptied(document: Document, path: Path): Path[] {
  const above = path.slice(0, -1)
  const parent = above.length > 0 ? document.getIn(above) : undefined
  return isMap(parent) && parent.items.length === 1 ? [path, above] : [path]
}

/** Gives edited lines if they have the same content as the edited document; undefined otherwise. */
function verify(edited: string | undefined, document: Document): string | undefined {
  if (edited === undefined) return undefined
  const written = read(edited)
  return written.errors.length === 0 && isDeepStrictEqual(written.toJS(), document.toJS()) ? edited : undefined
}

function layOut(document: Document, before: string): string {
  return document.toString(STYLE).replaceAll('\n', toLineBreak(before))
}

function read(yaml: string): Document {
  return parseDocument(yaml, { schema: 'failsafe', resolveKnownTags: false, logLevel: 'error' })
}

/** Compares trimmed, because wordings are trimmed when they are parsed. */
function isText(text: string): (item: unknown) => boolean {
  return (item) => isScalar(item) && String(item.value).trim() === text.trim()
}

/** Appends an item as a line of its own; undefined if the list or its mapping has another layout. */
function appendLines(yaml: string, document: Document, path: Path, text: string): string | undefined {
  const item = `- ${JSON.stringify(text)}`
  const list = document.getIn(path)
  if (!isSeq(list)) return appendKey(yaml, document, path, item)
  const last = list.flow ? undefined : list.items.at(-1)
  return isScalar(last) ? insertAfter(yaml, endOf(last), [`${indentOf(yaml, last)}${item}`]) : undefined
}

/** Appends a key whose list has one item, below the mapping that a path of two names, or at the end of the file. */
function appendKey(yaml: string, document: Document, [key = '', below]: Path, item: string): string | undefined {
  if (below === undefined) return insertAfter(yaml, yaml.length, [`${key}:`, `  ${item}`])
  const parent = document.get(key)
  if (parent === undefined) return insertAfter(yaml, yaml.length, [`${key}:`, `  ${below}:`, `    ${item}`])
  const pair = isMap(parent) && !parent.flow ? parent.items.at(-1) : undefined
  if (!pair || !isScalar(pair.key)) return undefined
  const indent = indentOf(yaml, pair.key)
  return insertAfter(yaml, endOf(pair.value), [`${indent}${below}:`, `${indent}  ${item}`])
}

/** A range of the YAML and its replacement. */
interface Cut {
  readonly from: number
  readonly to: number
  readonly by: string
}

function removeLines(
  yaml: string,
  document: Document,
  list: YAMLSeq,
  { text, emptied }: { text: string; emptied: readonly Path[] },
): string | undefined {
  if (list.flow) return undefined
  const items = list.items.filter(isText(text)).map((item) => toCut(yaml, item, /^[\t ]*-[\t ]+$/u))
  const keys = emptied.map((path) => toCut(yaml, findKey(document, path), /^ *$/u))
  const cuts = [...items, ...keys].filter((cut) => cut !== undefined)
  if (cuts.length < items.length + keys.length) return undefined
  return cuts
    .toSorted((a, b) => b.from - a.from)
    .reduce((left, { from, to, by }) => left.slice(0, from) + by + left.slice(to), yaml)
}

/**
 * Cuts the lines of an item or a key, keeping the comment behind a key; undefined if they are shared with something
 * else.
 *
 * @param before matches what may precede it in its first line
 */
function toCut(yaml: string, node: unknown, before: RegExp): Cut | undefined {
  if (!isScalar(node) || !node.range) return undefined
  const [start, end] = node.range
  const from = yaml.lastIndexOf('\n', start - 1) + 1
  const to = toLineEnd(yaml, end)
  const lead = yaml.slice(from, start)
  if (!before.test(lead)) return undefined
  const comment = lead.includes('-') ? undefined : /#.*\n?$/u.exec(yaml.slice(end, to))
  return { from, to, by: comment ? lead + comment[0] : '' }
}

function findKey(document: Document, path: Path): unknown {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1)) : document.contents
  return isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key : undefined
}

/** Inserts lines below the line that contains an offset. */
function insertAfter(yaml: string, offset: number, lines: readonly string[]): string {
  const end = toLineBreak(yaml)
  const at = toLineEnd(yaml, offset)
  const before = yaml.slice(0, at)
  return [before, ...(before.endsWith('\n') ? [] : [end]), ...lines.map((line) => line + end), yaml.slice(at)].join('')
}

function toLineBreak(yaml: string): string {
  return yaml.includes('\r\n') ? '\r\n' : '\n'
}

/** Gives the offset behind the line in which a value ends. */
function toLineEnd(yaml: string, offset: number): number {
  if (yaml[offset - 1] === '\n') return offset
  const end = yaml.indexOf('\n', offset)
  return end < 0 ? yaml.length : end + 1
}

function indentOf(yaml: string, { range }: Scalar): string {
  const start = range?.[0] ?? 0
  return /^ */u.exec(yaml.slice(yaml.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? ''
}

/** Gives the offset at which the last scalar within a node ends. */
function endOf(node: unknown): number {
  const last = isSeq(node) && !node.flow ? node.items.at(-1) : undefined
  if (last !== undefined) return endOf(last)
  return isNode(node) ? (node.range?.[1] ?? 0) : 0
}
