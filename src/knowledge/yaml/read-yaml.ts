import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  type YAMLError,
  type YAMLMap,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from 'yaml'
import { limits } from '../limits.ts'
import type { Problem } from '../problems/problem.ts'
import { type ProblemText, YAML_REASONS, problemTexts } from '../problems/problem-texts.ts'
import { findUnbounded } from './yaml-bounds.ts'

/** YAML that was read, with what its own syntax has wrong. */
export interface YamlDocument {
  /** The plain value; an empty mapping where there is nothing. */
  readonly value: unknown
  readonly broken: readonly Problem[]
  /** The line, counted from 1, of what stands at a path; of the nearest that there is. */
  toLine(path: readonly PropertyKey[]): number
  has(path: readonly PropertyKey[]): boolean
}

/** Something that is wrong, and where. */
interface Fault {
  readonly offset: number
  readonly text: ProblemText
}

/**
 * Reads YAML so that whatever is wrong with a value can be told with its line.
 *
 * @param linesAbove how many lines of the file stand above the YAML
 * @param options `isText`: every value and key is the text that is written, 02 and null too
 */
export function readYaml(file: string, yaml: string, { linesAbove = 0, isText = false } = {}): YamlDocument {
  const unbounded = findUnbounded(yaml)
  const lines = new LineCounter()
  // The parser's own search for repeated keys compares each with every other.
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    resolveKnownTags: false,
    uniqueKeys: false,
    schema: isText ? 'failsafe' : 'core',
  } as const
  const document = parseDocument(unbounded === undefined ? yaml : '', options)
  const lineOf = (offset: number) => (unbounded?.line ?? lines.linePos(offset).line) + linesAbove
  const faults = unbounded ? [{ offset: 0, text: unbounded.text }] : listFaults(document, lines, yaml)
  const find = createFinder(document)
  return {
    value: faults.length > 0 ? {} : (document.toJS() ?? {}),
    broken: faults.map(({ offset, text }) => ({ file, line: lineOf(offset), text })),
    toLine: (path) => lineOf(find(path).offset),
    has: (path) => path.length > 0 && find(path).steps === path.length,
  }
}

function listFaults(document: Document, lines: LineCounter, yaml: string): Fault[] {
  const written = document.errors.length > 0 ? yaml.split('\n') : []
  const errors = document.errors.map((error) => ({
    offset: error.pos[0],
    text: toYamlText(error, written[lines.linePos(error.pos[0]).line - 1] ?? ''),
  }))
  return [...errors, ...listRepeatedKeys(document), ...listReferences(document)]
}

function toYamlText({ code, message }: YAMLError, written: string): ProblemText {
  const line = written.trim()
  // Indentation can be too deep as well: then the parser runs out of stack, and says so.
  if (code === 'RESOURCE_EXHAUSTION') return problemTexts.yamlTooDeep(limits.depth)
  return /^(?:- )?[a-z0-9-]+：/u.test(line)
    ? problemTexts.fullWidthColon(line)
    : problemTexts.badYaml(YAML_REASONS[code] ?? message)
}

function listRepeatedKeys(document: Document): Fault[] {
  const faults: Fault[] = []
  const check = (_key: unknown, { items }: YAMLMap) => {
    const seen = new Set<unknown>()
    for (const { key } of items) {
      if (!isScalar(key)) continue
      if (seen.has(key.value))
        faults.push({ offset: key.range?.[0] ?? 0, text: problemTexts.badYaml(YAML_REASONS.DUPLICATE_KEY ?? '') })
      seen.add(key.value)
    }
  }
  visit(document, { Map: check })
  return faults
}

/**
 * Aliases are refused before they are followed: no file needs them, and a few lines can expand without bound. An anchor
 * that nothing refers to was meant as words, and would be lost.
 */
function listReferences(document: Document): Fault[] {
  const aliases: Fault[] = []
  const anchors: Fault[] = []
  visit(document, {
    Alias: (_key, { range, source }) =>
      void aliases.push({ offset: range?.[0] ?? 0, text: problemTexts.yamlAlias(source) }),
    Value: (_key, { range, anchor }) =>
      void (anchor !== undefined && anchors.push({ offset: range?.[0] ?? 0, text: problemTexts.yamlAnchor(anchor) })),
  })
  return aliases.length > 0 ? aliases : anchors
}

/** Creates a search for the node at a path: how many steps there are of it, and where the last of them begins. */
function createFinder(document: Document) {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>()
  const toIndex = (map: YAMLMap) => {
    const index =
      indexes.get(map) ??
      new Map(map.items.toReversed().flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])))
    indexes.set(map, index)
    return index
  }
  return (path: readonly PropertyKey[]) => {
    let node: unknown = document.contents
    let found = { steps: 0, offset: 0 }
    for (const [index, key] of path.entries()) {
      const taken = step(node, key, toIndex)
      if (!isNode(taken?.at)) break
      found = { steps: index + 1, offset: (taken.at as Node).range?.[0] ?? 0 }
      node = taken.next
    }
    return found
  }
}

function step(
  node: unknown,
  key: PropertyKey,
  toIndex: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): { at: unknown; next: unknown } | undefined {
  if (isSeq(node)) return { at: node.items[Number(key)], next: node.items[Number(key)] }
  const pair = isMap(node) ? toIndex(node).get(String(key)) : undefined
  return pair && { at: pair.key, next: pair.value }
}
