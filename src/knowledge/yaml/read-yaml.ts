import {
  type Document,
  LineCounter,
  type Pair,
  type YAMLMap,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml'
import type { ProblemText } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { findUnbounded, listCutValues, listFaults } from './yaml-faults.ts'

/** YAML as a plain value that remembers its lines. */
export interface YamlDocument {
  /** The plain value; an empty mapping if the YAML is empty or broken. */
  readonly value: unknown
  /** The faults of the YAML itself. */
  readonly broken: readonly Problem[]
  /** Finds the line, counted from 1 in the file, of the deepest existing node on a path. */
  toLine(path: readonly PropertyKey[]): number
  /** Makes a problem in the line of a path. */
  toProblem(path: readonly PropertyKey[], text: ProblemText): Problem
  has(path: readonly PropertyKey[]): boolean
  /** Lists the values of some keys that a comment cuts off. */
  listCut(keys: readonly string[]): readonly Problem[]
}

/**
 * Reads YAML with the lines of its values.
 *
 * @param file the path that problems name
 * @param options `linesAbove`: the lines of the file above the YAML; `isText`: whether all values and keys are read as the
 *   text that is written, 02 and null included
 */
export function readYaml(file: string, yaml: string, { linesAbove = 0, isText = false } = {}): YamlDocument {
  const unbounded = findUnbounded(yaml)
  const lines = new LineCounter()
  const document = parseDocument(unbounded === undefined ? yaml : '', {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    resolveKnownTags: false,
    uniqueKeys: false,
    schema: isText ? 'failsafe' : 'core',
  })
  const faults = unbounded ? [unbounded] : listFaults(document, lines, yaml)
  const find = createFinder(document)
  const toLine = (path: readonly PropertyKey[]) =>
    (unbounded?.line ?? lines.linePos(find(path).offset).line) + linesAbove
  return {
    value: faults.length > 0 ? {} : (document.toJS() ?? {}),
    broken: faults.map(({ line, text }) => ({ file, line: line + linesAbove, text })),
    toLine,
    toProblem: (path, text) => ({ file, line: toLine(path), text }),
    has: (path) => path.length > 0 && find(path).steps === path.length,
    listCut: (keys) =>
      listCutValues(document, yaml, keys).map(({ offset, text }) => ({
        file,
        line: lines.linePos(offset).line + linesAbove,
        text,
      })),
  }
}

/** Creates a search for the node at a path. Indexes each mapping once: it may have tens of thousands of keys. */
function createFinder(document: Document) {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>()
  const toIndex = (map: YAMLMap) => {
    const index = indexes.get(map) ?? indexKeys(map)
    indexes.set(map, index)
    return index
  }
  /** Gives how many steps of the path exist, and the offset of the last of them. */
  return (path: readonly PropertyKey[]) => {
    let node: unknown = document.contents
    let found = { steps: 0, offset: 0 }
    for (const [index, key] of path.entries()) {
      const step = takeStep(node, key, toIndex)
      if (!isNode(step?.at)) break
      found = { steps: index + 1, offset: step.at.range?.[0] ?? 0 }
      node = step.next
    }
    return found
  }
}

/** The first of several equal keys wins. */
function indexKeys({ items }: YAMLMap): ReadonlyMap<string, Pair> {
  return new Map(items.toReversed().flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])))
}

function takeStep(
  node: unknown,
  key: PropertyKey,
  toIndex: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): { at: unknown; next: unknown } | undefined {
  if (isSeq(node)) return { at: node.items[Number(key)], next: node.items[Number(key)] }
  const pair = isMap(node) ? toIndex(node).get(String(key)) : undefined
  return pair && { at: pair.key, next: pair.value }
}
