import { toQuantile } from '../measures.ts'

/** What an engine needed for a size; what is missing was not done in the time given. */
export interface Figures {
  /** Seconds from the command to the first answer: with nothing kept, and with what an earlier run has kept. */
  coldStart?: number
  warmStart?: number
  /** Seconds until a paragraph that was added to an article is found. */
  reload?: number
  /** Megabytes, after the queries and after the reload. */
  memory?: number
  memoryAfterReload?: number
  /** Milliseconds of a core for a query. */
  mean?: number
  p50?: number
  p99?: number
  /** Milliseconds within which 99 of 100 replies come: once all vectors are there, and while they are made. */
  reply?: number
  replyBeside?: number
  /** Seconds from the command until all vectors are there: with nothing kept, and with what an earlier run has kept. */
  vectors?: number
  vectorsAgain?: number
}

export type Measured = keyof Figures

/** An engine's figures at a size. */
export interface Run {
  readonly name: string
  readonly size: number
  readonly figures: Readonly<Figures>
}

/** The columns of the tables. */
export const LABELS: Readonly<Record<Measured, string>> = {
  coldStart: 'cold start, s',
  warmStart: 'warm start, s',
  reload: 'reload of one article, s',
  memory: 'memory, MB',
  memoryAfterReload: 'memory after reload, MB',
  mean: 'query, ms of a core',
  p50: 'p50',
  p99: 'p99',
  reply: 'reply p99, ms',
  replyBeside: 'while vectors are made',
  vectors: 'vectors ready, s',
  vectorsAgain: 'next start',
}
// The keys of a literal are those of its type.
const MEASURED = Object.keys(LABELS) as Measured[]
const NOTHING = '–'

/** Sums up the milliseconds of a core that each query took. */
export function toTimes(times: readonly number[]): Pick<Figures, 'mean' | 'p50' | 'p99'> {
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    p50: toQuantile(times, 0.5),
    p99: toQuantile(times, 0.99),
  }
}

/** Tells by what a figure grows when the passages are ten times as many. */
export function toGrowth(
  [size, figure]: readonly [number, number],
  [larger, grown]: readonly [number, number],
): number | undefined {
  return figure > 0 && larger > size ? (grown / figure) ** (1 / Math.log10(larger / size)) : undefined
}

/** Renders the figures of some engines at a size. */
export function toTable(title: string, runs: readonly Run[]): string {
  const measured = listMeasured(runs)
  const rows = runs.map(({ name, figures }) => [name, ...measured.map((key) => toFigure(figures[key]))])
  return renderTable(title, measured, rows)
}

/** Renders for each engine, and from each size to the next, by what every figure grows per tenfold. */
export function toGrowthTable(runs: readonly Run[]): string {
  const measured = listMeasured(runs)
  const rows = runs.flatMap((run, place) => {
    const larger = runs.slice(place + 1).find(({ name }) => name === run.name)
    if (!larger) return []
    const cells = measured.map((key) => {
      const [figure, grown] = [run.figures[key], larger.figures[key]]
      if (figure === undefined || grown === undefined) return NOTHING
      const growth = toGrowth([run.size, figure], [larger.size, grown])
      return growth === undefined ? NOTHING : `× ${growth.toFixed(1)}`
    })
    return [[`${run.name}, ${toCount(run.size)} to ${toCount(larger.size)}`, ...cells]]
  })
  return renderTable('growth for ten times the passages', measured, rows)
}

/** Renders a number of passages. */
export function toCount(size: number): string {
  return size.toLocaleString('en')
}

function toFigure(figure: number | undefined): string {
  if (figure === undefined) return NOTHING
  if (figure >= 100) return figure.toFixed(0)
  return figure.toFixed(figure >= 10 ? 1 : 2)
}

/** Lists the figures that any run has. */
function listMeasured(runs: readonly Run[]): Measured[] {
  return MEASURED.filter((key) => runs.some(({ figures }) => figures[key] !== undefined))
}

function renderTable(title: string, measured: readonly Measured[], rows: readonly (readonly string[])[]): string {
  const table = [['', ...measured.map((key) => LABELS[key])], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  )
  return [title, ...lines.map((cells) => `  ${cells.join('  ')}`)].join('\n')
}
