import { type Document, LineCounter, type YAMLError, isMap, isNode, isScalar, parseDocument, visit } from 'yaml'
import type { Problem } from './problem.ts'
import { type ProblemText, YAML_REASONS, problemTexts } from './problem-texts.ts'

/** YAML that was read, with what its own syntax has wrong. */
export interface YamlDocument {
  /** The plain value; an empty mapping where there is nothing. */
  readonly value: unknown
  readonly broken: readonly Problem[]
  /** The line, counted from 1, of what stands at a path; of the nearest that there is. */
  toLine(path: readonly PropertyKey[]): number
  has(path: readonly PropertyKey[]): boolean
}

/**
 * Reads YAML so that whatever is wrong with a value can be told with its line.
 *
 * @param linesAbove how many lines of the file stand above the YAML
 * @param options `isText`: every value and key is the text that is written, 02 and null too
 */
export function readYaml(file: string, yaml: string, { linesAbove = 0, isText = false } = {}): YamlDocument {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'error', resolveKnownTags: false, schema: isText ? 'failsafe' : 'core' })
  const lineOf = (offset: number) => lines.linePos(offset).line + linesAbove
  const problem = (offset: number, text: ProblemText): Problem => ({ file, line: lineOf(offset), text })
  const broken = [
    ...document.errors.map((error) => problem(error.pos[0], toYamlText(error, lines, yaml))),
    ...listAliases(document).map(({ offset, name }) => problem(offset, problemTexts.yamlAlias(name))),
  ]
  return {
    value: broken.length > 0 ? {} : (document.toJS() ?? {}),
    broken,
    toLine: (path) => lineOf(toOffset(document, path)),
    has: (path) => path.length > 0 && document.hasIn(path),
  }
}

function toYamlText({ code, message, pos }: YAMLError, lines: LineCounter, yaml: string): ProblemText {
  const line = yaml.split('\n')[lines.linePos(pos[0]).line - 1]?.trim() ?? ''
  return /^(?:- )?[a-z0-9-]+：/u.test(line) ? problemTexts.fullWidthColon(line) : problemTexts.badYaml(YAML_REASONS[code] ?? message)
}

/** Aliases are refused before they are followed: no file needs them, and a few lines can expand without bound. */
function listAliases(document: Document): { offset: number; name: string }[] {
  const aliases: { offset: number; name: string }[] = []
  visit(document, { Alias: (_key, node) => void aliases.push({ offset: node.range?.[0] ?? 0, name: node.source }) })
  return aliases
}

function toOffset(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined
    const node = pair === undefined ? document.getIn(path.slice(0, length), true) : pair.key
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
