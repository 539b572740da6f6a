import { Lexer } from 'yaml'
import { limits } from '../limits.ts'
import { type ProblemText, problemTexts } from '../problems/problem-texts.ts'

/** Marks of the lexer that are no part of the text: a document begins, brackets end too early. */
const OUTSIDE: readonly string[] = ['\u0002', '\u0018']
/** Behind this mark of the lexer stands a value, whatever signs it has. */
const VALUE = '\u001F'

/**
 * Finds where YAML is deeper or longer than any file need be, before the parser calls itself for each level, and keeps
 * several objects for each sign.
 *
 * @returns the line, counted from 1, and what to say; undefined where it is nowhere
 */
export function findUnbounded(yaml: string): { readonly line: number; readonly text: ProblemText } | undefined {
  const levels = { brackets: 0, marks: 0 }
  let count = 0
  let offset = 0
  let before = ''
  for (const token of new Lexer().lex(yaml)) {
    if (OUTSIDE.includes(token)) continue
    if (token !== VALUE) offset += token.length
    if (before !== VALUE) follow(levels, token)
    before = token
    count++
    const isTooDeep = levels.brackets > limits.depth || levels.marks > limits.depth
    if (!isTooDeep && count <= limits.tokens) continue
    return {
      line: yaml.slice(0, offset).split('\n').length,
      text: isTooDeep ? problemTexts.yamlTooDeep(limits.depth) : problemTexts.yamlTooMuch(limits.tokens),
    }
  }
  return undefined
}

/** Brackets may be closed in any line; - and ? open a level each within one. */
function follow(levels: { brackets: number; marks: number }, token: string): void {
  if (token === '[' || token === '{') levels.brackets++
  else if (token === ']' || token === '}') levels.brackets = Math.max(0, levels.brackets - 1)
  else if (token === '-' || token === '?') levels.marks++
  else if (token.includes('\n')) levels.marks = 0
}
