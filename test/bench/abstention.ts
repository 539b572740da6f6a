/** What a query for an article came to. */
export interface Outcome {
  /** What the query is: a near miss, off the subject, or any other name where the article answers it. */
  readonly kind: string
  /** The ids of the passages that answer the query. */
  readonly gold: readonly string[]
  /** Whether passages are quoted as an answer, offered as the closest one, or neither. */
  readonly shown: 'claimed' | 'offered' | 'none'
  /** The ids of the passages shown, best first. */
  readonly passages: readonly string[]
  /** How far the evidence is above the threshold. */
  readonly surplus: number
}

/** A point of the curve: where claims begin at `surplus`, so many near misses are not claimed. */
export interface Point {
  readonly hedged: number
  readonly surplus: number
  readonly honest: number
}

/** The shares of right answers that may be hedged, in percent, for which the curve is printed. */
const HEDGED = [5, 10, 14, 20, 28]

/** Renders how queries were answered and declined, in percent, and the curve of where claims begin. */
export function toLines(name: string, outcomes: readonly Outcome[]): string[] {
  const { answerable, near, off } = sortOutcomes(outcomes)
  const tell = (label: string, rows: readonly Outcome[], is: (outcome: Outcome) => boolean) =>
    `${label} ${toPercent(rows.filter(is).length, rows.length)}`
  const shares = [
    tell('first', answerable, (row) => row.shown === 'claimed' && isFirstRight(row)),
    tell('shown', answerable, isFirstRight),
    tell('helped', answerable, isHelped),
    tell('refused', answerable, (row) => row.shown === 'none'),
    tell('misled', answerable, (row) => row.shown === 'claimed' && !isHelped(row)),
    tell('hedged', answerable, (row) => row.shown === 'offered' && isHelped(row)),
    tell('honest', near, (row) => row.shown !== 'claimed'),
    tell('quiet', off, (row) => row.shown === 'none'),
  ]
  const listSurplus = (rows: readonly Outcome[]) => rows.map(({ surplus }) => surplus)
  const auroc = toAuroc(listSurplus(answerable), listSurplus(near)).toFixed(3)
  const points = toCurve(outcomes, HEDGED).map(
    ({ hedged, surplus, honest }) => `${hedged}: ${honest.toFixed(1)} (${surplus.toFixed(2)})`,
  )
  return [`  ${name.padEnd(18)} ${shares.join(', ')}, AUROC ${auroc}`, `    honest by hedged: ${points.join('; ')}`]
}

/**
 * Tells how many near misses are not claimed where claims begin so high that no more than a share of the answerable
 * queries is hedged though the right passage is shown. What is shown is taken to stay the same.
 *
 * @param shares in percent
 */
export function toCurve(outcomes: readonly Outcome[], shares: readonly number[]): Point[] {
  const { answerable, near } = sortOutcomes(outcomes)
  const right = answerable
    .filter(isHelped)
    .map(({ surplus }) => surplus)
    .toSorted((a, b) => a - b)
  return shares.map((hedged) => {
    const surplus = right[Math.floor((hedged / 100) * answerable.length)] ?? Infinity
    const below = near.filter((row) => row.surplus < surplus).length
    return { hedged, surplus, honest: (100 * below) / near.length }
  })
}

/** The probability that one of some numbers is above one of others; equal ones count half. */
export function toAuroc(above: readonly number[], below: readonly number[]): number {
  const wins = above.reduce(
    (sum, one) => sum + below.filter((other) => one > other).length + below.filter((other) => one === other).length / 2,
    0,
  )
  return wins / (above.length * below.length)
}

/** Renders a share in percent. */
export function toPercent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}

function sortOutcomes(outcomes: readonly Outcome[]): Record<'answerable' | 'near' | 'off', Outcome[]> {
  return {
    answerable: outcomes.filter(({ kind }) => kind !== 'near' && kind !== 'off'),
    near: outcomes.filter(({ kind }) => kind === 'near'),
    off: outcomes.filter(({ kind }) => kind === 'off'),
  }
}

function isFirstRight({ passages: [first], gold }: Outcome): boolean {
  return first !== undefined && gold.includes(first)
}

function isHelped({ passages, gold }: Outcome): boolean {
  return passages.some((id) => gold.includes(id))
}
