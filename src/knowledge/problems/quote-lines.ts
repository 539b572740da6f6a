import type { Problem } from './problem.ts'

/** UTF-16 units of a quoted line, which a person recognizes by its beginning. */
const LONGEST_QUOTE = 200
const LINE_END = /\r\n?|\n/u

/** Quotes in each problem its line, by the texts of the files; one without a text or with an empty line stays as it is. */
export function quoteLines(problems: readonly Problem[], texts: ReadonlyMap<string, string>): Problem[] {
  const lines = new Map([...texts].map(([file, text]) => [file, text.split(LINE_END)]))
  return problems.map((problem) => {
    const quote = lines.get(problem.file)?.[problem.line - 1]?.trim().slice(0, LONGEST_QUOTE).toWellFormed()
    return quote ? { ...problem, quote } : problem
  })
}
