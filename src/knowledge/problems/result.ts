import type { ProblemText } from './problem-texts.ts'
import type { Problem } from './problem.ts'

/** The outcome of parsing a knowledge file or a part of one: a value, or every problem found. */
export type Result<T> = Sound<T> | Faulty

export interface Sound<T> {
  readonly kind: 'sound'
  readonly value: T
}

export interface Faulty {
  readonly kind: 'faulty'
  /** At least one. */
  readonly problems: readonly Problem[]
}

export function sound<T>(value: T): Sound<T> {
  return { kind: 'sound', value }
}

export function faulty(problems: readonly Problem[]): Faulty {
  return { kind: 'faulty', problems }
}

/** Makes a faulty result with a single problem; the line is counted from 1. */
export function faultyAt(file: string, line: number, text: ProblemText): Faulty {
  return faulty([{ file, line, text }])
}
