import {
  type Document,
  Lexer,
  type LineCounter,
  Scalar,
  type YAMLError,
  type YAMLMap,
  isScalar,
  isSeq,
  visit,
} from 'yaml'
import { findForbidden } from '../forbidden-characters.ts'
import { limits } from '../limits.ts'
import { type ProblemText, YAML_REASONS, problemTexts } from '../problems/problem-texts.ts'

/** A fault of the YAML itself, independent of any schema. */
export interface YamlFault {
  /** Counted from 1 in the YAML. */
  readonly line: number
  readonly text: ProblemText
}

/** Lexer tokens that are not part of the text: the start of a document, a flow collection that ends too early. */
const VIRTUAL_TOKENS: readonly string[] = ['\u0002', '\u0018']
/** The lexer token before a scalar, which may contain any characters. */
const SCALAR_TOKEN = '\u001F'

/**
 * Finds the place where YAML exceeds the limits of depth or length.
 *
 * Works on tokens, because the parser recurses on every level and keeps several objects per token.
 */
export function findUnbounded(yaml: string): YamlFault | undefined {
  const levels = { brackets: 0, indicators: 0 }
  let count = 0
  let offset = 0
  let before = ''
  for (const token of new Lexer().lex(yaml)) {
    if (VIRTUAL_TOKENS.includes(token)) continue
    if (token !== SCALAR_TOKEN) offset += token.length
    if (before !== SCALAR_TOKEN) countLevels(levels, token)
    before = token
    count++
    const isTooDeep = levels.brackets > limits.depth || levels.indicators > limits.depth
    if (!isTooDeep && count <= limits.tokens) continue
    const text = isTooDeep ? problemTexts.yamlTooDeep(limits.depth) : problemTexts.yamlTooMuch(limits.tokens)
    return { line: yaml.slice(0, offset).split('\n').length, text }
  }
  return undefined
}

/** Brackets stay open over line ends; `-` and `?` open a level each within one line. */
function countLevels(levels: { brackets: number; indicators: number }, token: string): void {
  if (token === '[' || token === '{') levels.brackets++
  else if (token === ']' || token === '}') levels.brackets = Math.max(0, levels.brackets - 1)
  else if (token === '-' || token === '?') levels.indicators++
  else if (token.includes('\n')) levels.indicators = 0
}

/** Lists syntax errors, then repeated keys, aliases and anchors, and characters that no text has. */
export function listFaults(document: Document, lines: LineCounter, yaml: string): YamlFault[] {
  const written = document.errors.length > 0 ? yaml.split('\n') : []
  const errors = selectErrors(document.errors).map((error) => {
    const { line } = lines.linePos(error.pos[0])
    return { line, text: toText(error, written[line - 1] ?? '') }
  })
  const others = [...listRepeatedKeys(document), ...listReferences(document), ...listForbidden(document)]
  return [...errors, ...others.map(({ offset, text }) => ({ line: lines.linePos(offset).line, text }))]
}

/** A tab makes the parser report what is wrong only because of it, too. */
function selectErrors(errors: readonly YAMLError[]): readonly YAMLError[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT')
  return tabs.length > 0 ? tabs : errors
}

function toText({ code, message }: YAMLError, written: string): ProblemText {
  const line = written.trim()
  // Indentation can exceed the parser's stack too, which findUnbounded does not count.
  if (code === 'RESOURCE_EXHAUSTION') return problemTexts.yamlTooDeep(limits.depth)
  if (/^(?:- )?[a-z0-9-]+：/u.test(line)) return problemTexts.fullWidthColon(line)
  return problemTexts.badYaml(YAML_REASONS[code] ?? message)
}

export interface FaultAt {
  readonly offset: number
  readonly text: ProblemText
}

/** The parser's own search for repeated keys is quadratic, so it is disabled in favour of this one. */
function listRepeatedKeys(document: Document): FaultAt[] {
  const faults: FaultAt[] = []
  const text = problemTexts.badYaml(YAML_REASONS.DUPLICATE_KEY ?? '')
  const check = (_key: unknown, { items }: YAMLMap) => {
    const seen = new Set<unknown>()
    for (const { key } of items) {
      if (!isScalar(key)) continue
      if (seen.has(key.value)) faults.push({ offset: key.range?.[0] ?? 0, text })
      seen.add(key.value)
    }
  }
  visit(document, { Map: check })
  return faults
}

/** Lists keys and values with characters that no text has: escapes can write what the bytes of a file must not hold. */
function listForbidden(document: Document): FaultAt[] {
  const faults: FaultAt[] = []
  visit(document, {
    Scalar(_key, { value, range }) {
      const forbidden = typeof value === 'string' ? findForbidden(value) : undefined
      if (forbidden) faults.push({ offset: range?.[0] ?? 0, text: forbidden.text })
    },
  })
  return faults
}

/**
 * Lists values that a comment cuts off, of some keys: `title: Pier #1` is only “Pier”.
 *
 * @param keys whose values, or items of lists, may hold no comment unless they are quoted
 */
export function listCutValues(document: Document, yaml: string, keys: readonly string[]): FaultAt[] {
  const faults: FaultAt[] = []
  visit(document, {
    Pair(_key, { key, value }) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!keys.includes(name)) return
      for (const item of isSeq(value) ? value.items : [value]) {
        if (!isScalar(item) || item.type !== Scalar.PLAIN || !item.range) continue
        const [, end] = item.range
        if (COMMENT.test(yaml.slice(end, toLineEnd(yaml, end))))
          faults.push({ offset: end, text: problemTexts.cutValue(name, String(item.value)) })
      }
    },
  })
  return faults
}

/** A comment that begins in the line in which a value ends. */
const COMMENT = /^[ \t]+#/u

function toLineEnd(yaml: string, offset: number): number {
  const end = yaml.indexOf('\n', offset)
  return end < 0 ? yaml.length : end
}

/**
 * Lists aliases, which are refused before they are resolved: a few lines can expand without bound, and no file needs
 * them. Without aliases, lists anchors: an anchor that nothing refers to was meant as text and would be lost.
 */
function listReferences(document: Document): FaultAt[] {
  const aliases: FaultAt[] = []
  const anchors: FaultAt[] = []
  visit(document, {
    Alias(_key, { range, source }) {
      aliases.push({ offset: range?.[0] ?? 0, text: problemTexts.yamlAlias(source) })
    },
    Value(_key, { range, anchor }) {
      if (anchor !== undefined) anchors.push({ offset: range?.[0] ?? 0, text: problemTexts.yamlAnchor(anchor) })
    },
  })
  return aliases.length > 0 ? aliases : anchors
}
