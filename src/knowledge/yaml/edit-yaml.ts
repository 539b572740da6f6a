import { isDeepStrictEqual } from 'node:util'
import { type Document, Scalar, YAMLSeq, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'

/** As it is written; nothing is folded into further lines. */
const STYLE = { lineWidth: 0 }

/** A stretch of a text, and what is to stand in its place. */
interface Cut {
  readonly from: number
  readonly to: number
  readonly by: string
}

type Path = readonly string[]

/** Appends a text to the list at a path of sound YAML, and makes the list where there is none; once it stands there it is not repeated. */
export function appendText(yaml: string, path: Path, words: string): string {
  const document = read(yaml)
  const list = document.getIn(path)
  if (isSeq(list) && list.items.some(isText(words))) return yaml
  const lines = appendLine(yaml, document, path, words)
  const quoted = new Scalar(words)
  // Whatever it says, in quotation marks it is a text.
  quoted.type = Scalar.QUOTE_DOUBLE
  if (isSeq(list)) list.add(quoted)
  else document.setIn(path, Object.assign(new YAMLSeq(), { items: [quoted] }))
  return settle(yaml, lines, document)
}

/** Strikes a text out of the list at a path of sound YAML, and what is empty without it; comments above it stay. */
export function strikeText(yaml: string, path: Path, words: string): string {
  const document = read(yaml)
  const list = document.getIn(path)
  if (!isSeq(list) || !list.items.some(isText(words))) return yaml
  const emptied = list.items.every(isText(words)) ? listEmptied(document, path) : []
  const lines = strikeLines(yaml, document, list, { words, emptied })
  list.items = list.items.filter((item) => !isText(words)(item))
  for (const part of emptied) document.deleteIn(part)
  return settle(yaml, lines, document)
}

/** The paths of a list, and of the mapping if it holds nothing else. */
function listEmptied(document: Document, path: Path): Path[] {
  const above = path.slice(0, -1)
  const parent = above.length > 0 ? document.getIn(above) : undefined
  return isMap(parent) && parent.items.length === 1 ? [path, above] : [path]
}

/** The lines as a person wrote them, if they say the same as the document; where its layout is not ours, the document laid out anew. */
function settle(before: string, lines: string | undefined, document: Document): string {
  if (lines !== undefined) {
    const written = read(lines)
    if (written.errors.length === 0 && isDeepStrictEqual(written.toJS(), document.toJS())) return lines
  }
  return escape(document.toString(STYLE)).replaceAll('\n', toLineBreak(before))
}

function read(yaml: string): Document {
  return parseDocument(yaml, { schema: 'failsafe', resolveKnownTags: false, logLevel: 'error' })
}

/** As a wording is read: without the blanks around it. */
function isText(words: string): (item: unknown) => boolean {
  return (item) => isScalar(item) && String(item.value).trim() === words.trim()
}

/** The one control character that JSON writes as it is, and no file of knowledge may have. */
function escape(yaml: string): string {
  return yaml.replaceAll('\x7F', String.raw`\x7F`)
}

function appendLine(yaml: string, document: Document, path: Path, words: string): string | undefined {
  const item = `- ${escape(JSON.stringify(words))}`
  const list = document.getIn(path)
  if (isSeq(list)) {
    const last = list.flow ? undefined : list.items.at(-1)
    return isScalar(last) ? insertAfter(yaml, endOf(last), [`${indentOf(yaml, last)}${item}`]) : undefined
  }
  const [key = '', below] = path
  const parent = document.get(key)
  if (below === undefined || parent === undefined)
    return insertAfter(yaml, yaml.length, [
      `${key}:`,
      ...(below === undefined ? [] : [`  ${below}:`]),
      `${'  '.repeat(path.length)}${item}`,
    ])
  const pair = isMap(parent) && !parent.flow ? parent.items.at(-1) : undefined
  if (!pair || !isScalar(pair.key)) return undefined
  const indent = indentOf(yaml, pair.key)
  return insertAfter(yaml, endOf(pair.value), [`${indent}${below}:`, `${indent}  ${item}`])
}

function strikeLines(
  yaml: string,
  document: Document,
  list: YAMLSeq,
  { words, emptied }: { words: string; emptied: readonly Path[] },
): string | undefined {
  if (list.flow) return undefined
  const items = list.items.filter(isText(words)).map((item) => toCut(yaml, item, /^[\t ]*-[\t ]+$/u))
  const keys = emptied.map((path) => toCut(yaml, findKey(document, path), /^ *$/u))
  const cuts = [...items, ...keys].filter((cut) => cut !== undefined)
  if (cuts.length < items.length + keys.length) return undefined
  return cuts
    .toSorted((a, b) => b.from - a.from)
    .reduce((left, { from, to, by }) => left.slice(0, from) + by + left.slice(to), yaml)
}

/** The lines of a value or key that has them to itself; undefined where it has not. What is said behind a key stays. */
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

function insertAfter(yaml: string, offset: number, lines: readonly string[]): string {
  const end = toLineBreak(yaml)
  const at = toLineEnd(yaml, offset)
  const before = yaml.slice(0, at)
  return [before, ...(before.endsWith('\n') ? [] : [end]), ...lines.map((line) => line + end), yaml.slice(at)].join('')
}

/** What ends its lines. */
function toLineBreak(yaml: string): string {
  return yaml.includes('\r\n') ? '\r\n' : '\n'
}

/** Where the line ends on which a value does. */
function toLineEnd(yaml: string, offset: number): number {
  if (yaml[offset - 1] === '\n') return offset
  const end = yaml.indexOf('\n', offset)
  return end < 0 ? yaml.length : end + 1
}

function indentOf(yaml: string, { range }: Scalar): string {
  const start = range?.[0] ?? 0
  return /^ */u.exec(yaml.slice(yaml.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? ''
}

/** Where the last value within a value ends. */
function endOf(node: unknown): number {
  const last = isSeq(node) && !node.flow ? node.items.at(-1) : undefined
  return last === undefined ? (isNode(node) ? (node.range?.[1] ?? 0) : 0) : endOf(last)
}
